"""The channel against the sandbox's MAX: what persons do arrives, what is sent is shown, and nothing is refused."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.max.channel import MaxChannel
from bot.channels.port import Outcome, Parcel, Result, SendFile
from bot.clock import RealClock
from bot.sandbox.max_api import MaxEmulator
from bot.sandbox.world import FaultRule, WorldFile
from handlers.base.event import AttachmentKind, Kind, Membership
from handlers.base.message import Button, FileRef, Message, ReplyKeyboard, escape
from tests.unit.adapters import last, listening, send, started
from tests.unit.max.api import parcel

JPEG = b"\xff\xd8\xff\xe0 a picture \xff\xd9"


@pytest.fixture
async def world() -> AsyncIterator[MaxEmulator]:
    emulator = MaxEmulator(RealClock(), limits=False)
    await emulator.serve()
    yield emulator
    assert emulator.refused == []
    await emulator.stop()


@pytest.fixture
async def channel(world: MaxEmulator) -> AsyncIterator[MaxChannel]:
    made = MaxChannel(world.token, clock=RealClock(), api_url=world.url)
    made.limits = replace(made.limits, per_second=1000, chat_per_second=1000)
    made.polls_within_s = 0.0
    await made.start()
    yield made
    await made.close()


async def test_a_person_starts_writes_corrects_and_stops(world: MaxEmulator, channel: MaxChannel) -> None:
    person = world.add_person("Анна").id
    async with listening(channel) as inbox:
        world.start(person, "join_7")
        start = await inbox.next(Kind.MESSAGE)
        assert (start.text, start.ref, start.chat, start.sender, start.private) == (
            "/start", "join_7", person, person, True,
        )  # fmt: skip
        (number,) = world.say(person, person, "яма 🚗 у дома")
        said = await inbox.next(Kind.MESSAGE)
        assert (said.text, said.message, said.chat) == ("яма 🚗 у дома", number, person)
        world.edit(person, person, number, "яма у дома 5")
        edited = await inbox.next(Kind.EDIT)
        assert (edited.text, edited.message, edited.chat) == ("яма у дома 5", number, person)
        world.say(person, person, lat=56.3, lon=44.0)
        assert (await inbox.next(Kind.MESSAGE)).place is not None
        world.block(person)
        assert (await inbox.next(Kind.BLOCKED)).sender == person
    assert inbox.cursor


async def test_files_come_with_bytes(world: MaxEmulator, channel: MaxChannel, tmp_path: Path) -> None:
    person = started(world)
    kinds = {"photo": AttachmentKind.PHOTO, "video": AttachmentKind.VIDEO, "document": AttachmentKind.DOCUMENT,
             "voice": AttachmentKind.VOICE}  # fmt: skip
    async with listening(channel) as inbox:
        await inbox.next(Kind.MESSAGE)
        for kind, ours in kinds.items():
            world.say(person, person, "вот", files=[WorldFile(kind, "a.bin", "", JPEG)])
            (file,) = (await inbox.next(Kind.MESSAGE)).attachments
            assert file.kind is ours
            assert await channel.fetch(file.handle, file.url, tmp_path / kind) == ""
            assert (tmp_path / kind).read_bytes() == JPEG


async def test_what_is_sent_is_shown_with_its_marks_and_buttons(world: MaxEmulator, channel: MaxChannel) -> None:
    person = started(world)
    text = f'🚨 <b>Опасно</b>: {escape("<i> & @all")} <a href="https://a.ru/?a=1&amp;b=2">здесь</a>'
    message = Message(text, buttons=((Button("Да", "yes:1", style="good"), Button("Сайт", url="https://a.ru")),))
    (number,) = await send(channel, parcel(message, chat=person))
    shown = last(world, person)
    assert (shown.id, shown.text) == (number, "🚨 Опасно: <i> & @all здесь")
    assert [shown.text[s.start : s.start + s.length] for s in shown.spans] == ["Опасно", "здесь"]
    assert [b.label for b in shown.buttons[0]] == ["Да", "Сайт"]


async def test_a_button_is_pressed_and_acknowledged(world: MaxEmulator, channel: MaxChannel) -> None:
    person = started(world)
    async with listening(channel) as inbox:
        (number,) = await send(channel, parcel(Message("?", buttons=((Button("Да", "yes:1"),),)), chat=person))
        world.press(person, person, number, "yes:1")
        press = await inbox.next(Kind.BUTTON)
        assert (press.data, press.message, press.chat, press.private) == ("yes:1", number, person, True)
        await send(channel, parcel(chat=person, op="ack", body="Готово", slot=press.ack, purpose=person))
    assert world.toasts(person) == ["Готово"]


async def test_a_keyboard_is_pressed_as_buttons(world: MaxEmulator, channel: MaxChannel) -> None:
    person = started(world)
    keyboard = ReplyKeyboard(((Button("Мои места", "places"), Button("Меню")), (Button("Место", location=True),)))
    async with listening(channel) as inbox:
        await inbox.next(Kind.MESSAGE)
        await send(channel, parcel(Message("?", keyboard=keyboard), chat=person))
        world.press_key(person, person, "Мои места")
        assert (await inbox.next(Kind.BUTTON)).data == "places"
        world.press_key(person, person, "Меню")
        assert (await inbox.next(Kind.MESSAGE)).text == "Меню"


async def test_edits_replies_and_removals_reach_the_message_they_mean(world: MaxEmulator, channel: MaxChannel) -> None:
    person = started(world)
    (theirs,) = world.say(person, person, "яма")
    buttons = ((Button("Да", "yes"),),)
    (number,) = await send(channel, parcel(Message("одно", buttons=buttons), chat=person, reply_to=theirs))
    assert last(world, person).reply_to == theirs
    await send(channel, parcel("другое", chat=person, op="put", edit=number, slot="screen:1"))
    shown = last(world, person)
    assert (shown.id, shown.text, shown.edited, shown.buttons) == (number, "другое", True, ())
    await send(channel, parcel("", chat=person, op="delete", edit=number))
    assert last(world, person).deleted or last(world, person).id != number
    assert (await channel.send([parcel("?", chat=person, op="put", edit=number)]))[0].gone
    assert (await channel.send([parcel("", chat=person, op="delete", edit=number)]))[0].result is Result.SENT


async def until_sent(channel: MaxChannel, made: Parcel) -> Outcome:
    """Again, with what was uploaded, as long as MAX works on the file."""
    for _ in range(20):
        (outcome,) = await channel.send([made])
        if outcome.why != "not-ready":
            return outcome
        assert outcome.result is Result.RETRY
        made.files = tuple(
            SendFile(f.kind, made.uploaded.get(f.stored_id, f.handle), stored_id=f.stored_id) for f in made.files
        )
        await asyncio.sleep(0.01)
    raise AssertionError("never ready")


@pytest.mark.parametrize("kinds", [("photo", "video", "photo"), ("document",), ("voice",), ("video",)])
async def test_files_go_and_are_shown(
    world: MaxEmulator, channel: MaxChannel, tmp_path: Path, kinds: tuple[str, ...]
) -> None:
    person, files = started(world), []
    for number, kind in enumerate(kinds, 1):
        path = tmp_path / f"{number}.jpg"
        path.write_bytes(JPEG)
        files.append(SendFile(kind, path=path, name="яма.jpg", mime="image/jpeg", stored_id=number))
    refs = tuple(FileRef(kind, f"stored:{number}") for number, kind in enumerate(kinds, 1))
    made = parcel(Message("Яма", files=refs), chat=person, files=tuple(files))
    world.faults.append(FaultRule("sendMessage", "not-ready", times=2))
    found = await until_sent(channel, made)
    assert found.result is Result.SENT
    shown = last(world, person)
    assert ([file.kind for file in shown.files], shown.text) == (list(kinds), "Яма")
    known = tuple(SendFile(f.kind, made.uploaded[f.stored_id], stored_id=f.stored_id) for f in files)
    again = parcel(Message("", files=refs), chat=person, files=known)
    assert (await until_sent(channel, again)).result is Result.SENT


async def test_the_operators_chat(world: MaxEmulator, channel: MaxChannel) -> None:
    maria, ivan = world.add_person("Мария").id, world.add_person("Иван").id
    group = world.add_group("Смена", administrators=(maria,)).id
    world.join(group, ivan)
    async with listening(channel) as inbox:
        (number,) = await send(channel, parcel("Карточка", chat=group))
        world.say(maria, group, "Сделаем", reply_to=number)
        said = await inbox.next(Kind.MESSAGE)
        assert (said.chat, said.private, said.reply_to, said.reply_text) == (group, False, number, "Карточка")
        assert await channel.member(group, maria) is Membership.ADMINISTRATOR
        assert await channel.member(group, ivan) is Membership.MEMBER
        world.leave(group, ivan)
        left = await inbox.next(Kind.MEMBER)
        assert (left.sender, left.member) == (ivan, "gone")
        assert await channel.member(group, ivan) is Membership.GONE
        assert await channel.administrators(group) == [maria]
        assert [finding.ok for finding in await channel.check(group)] == [True, True]
        world.set_rights(group, ["write"])
        assert [finding.text for finding in await channel.check(group)][-1] == "check-max-cannot-read"
        world.kick_bot(group, maria)
        gone = await inbox.next(Kind.RIGHTS)
        assert gone.member == "gone"
    assert (await channel.send([parcel("?", chat=group)]))[0].result is Result.UNREACHABLE


async def test_a_channel_of_notices_takes_posts(world: MaxEmulator, channel: MaxChannel) -> None:
    wall = world.add_channel("Оповещения").id
    assert await channel.can_write(wall) is True
    (number,) = await send(channel, parcel("Шторм", chat=wall))
    await send(channel, parcel("ОТМЕНЕНО", chat=wall, op="put", edit=number))
    assert last(world, wall).text == "ОТМЕНЕНО"
    world.set_rights(wall, ["pin_message"])
    assert await channel.can_write(wall) is False


async def test_what_is_told_twice_has_one_key_and_a_restart_goes_on_at_the_cursor(
    world: MaxEmulator, channel: MaxChannel
) -> None:
    person = started(world)
    world.faults.append(FaultRule("getUpdates", "twice", times=1))
    async with listening(channel) as inbox:
        world.say(person, person, "раз")
        while (await inbox.next(Kind.MESSAGE)).text != "раз":
            pass
        world.say(person, person, "два")
        while (await inbox.next(Kind.MESSAGE)).text != "два":
            pass
    assert len(set(inbox.keys)) == 3
    world.say(person, person, "три")
    async with listening(channel, inbox.cursor) as again:
        assert (await again.next(Kind.MESSAGE)).text == "три"


async def test_one_who_stopped_the_bot_is_out_of_reach_and_a_suspended_bot_takes_nobody_off_the_list(
    world: MaxEmulator, channel: MaxChannel
) -> None:
    people = [started(world) for _ in range(30)]
    async with listening(channel) as inbox:
        world.block(people[0])
        await inbox.next(Kind.BLOCKED)
    assert (await channel.send([parcel("Да", chat=people[0])]))[0].result is Result.UNREACHABLE
    world.faults.append(FaultRule("sendMessage", "suspended", times=29))
    found = await channel.send([parcel("Да", chat=person) for person in people[1:]])
    assert {outcome.result for outcome in found} == {Result.RETRY}
    assert channel.trouble == "bot-suspended"
    await send(channel, parcel("Да", chat=people[1]))
    assert channel.trouble == ""
