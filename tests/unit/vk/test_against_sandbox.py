"""The channel against the sandbox's VK: what persons do arrives, what is sent is shown, and nothing is refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.port import Result, SendFile
from bot.channels.vk.channel import VkChannel
from bot.clock import RealClock
from bot.sandbox.vk_api import VkEmulator
from bot.sandbox.world import FaultRule, WorldFile
from handlers.base.event import AttachmentKind, Kind, Membership
from handlers.base.message import Button, FileRef, Message, ReplyKeyboard, escape
from tests.unit.adapters import last, listening, send, started
from tests.unit.vk.conftest import parcel

JPEG = b"\xff\xd8\xff\xe0 a picture \xff\xd9"


@pytest.fixture
async def channel(world: VkEmulator) -> AsyncIterator[VkChannel]:
    made = VkChannel(world.token, world.group_id, clock=RealClock(), api_url=world.url)
    yield made
    await made.close()


async def test_a_person_starts_writes_corrects_and_forbids(world: VkEmulator, channel: VkChannel) -> None:
    person = world.add_person("Анна")
    async with listening(channel, asked=lambda: world.polled) as inbox:
        world.start(person.id, "afisha")
        start = await inbox.next(Kind.MESSAGE)
        assert (start.text, start.ref, start.sender) == ("/start", "afisha", person.id)
        chat = world.private_chat(person.id)
        (number,) = world.say(person.id, chat, "яма 🚗 у дома", lat=56.3, lon=44.0)
        said = await inbox.next(Kind.MESSAGE)
        assert (said.text, said.message, said.private) == ("яма 🚗 у дома", number, True)
        assert said.place is not None
        world.edit(person.id, chat, number, "яма у дома 5")
        edited = await inbox.next(Kind.EDIT)
        assert (edited.text, edited.message) == ("яма у дома 5", number)
        world.block(person.id)
        assert (await inbox.next(Kind.BLOCKED)).sender == person.id


async def test_a_photo_comes_with_an_address_that_works(world: VkEmulator, channel: VkChannel, tmp_path: Path) -> None:
    person = started(world)
    async with listening(channel, asked=lambda: world.polled) as inbox:
        world.say(person, world.private_chat(person), "вот", files=[WorldFile("photo", "a.jpg", "image/jpeg", JPEG)])
        (photo,) = (await inbox.next(Kind.MESSAGE)).attachments
    assert photo.kind is AttachmentKind.PHOTO
    assert await channel.fetch(photo.handle, photo.url, tmp_path / "a.jpg") == ""
    assert (tmp_path / "a.jpg").read_bytes() == JPEG


async def test_what_is_sent_is_shown_with_its_marks_and_buttons(world: VkEmulator, channel: VkChannel) -> None:
    person = started(world)
    chat = world.private_chat(person)
    text = f'🚨 <b>Опасно</b>: {escape("@all [id1|Вася]")} <a href="https://a.ru">здесь</a>'
    message = Message(text, buttons=((Button("Да", "yes:1", style="good"), Button("Сайт", url="https://a.ru")),))
    (number,) = await send(channel, parcel(int(chat), message))
    shown = last(world, chat)
    assert shown.id == number
    assert shown.text.replace("\u200b", "") == "🚨 Опасно: @all [id1|Вася] здесь"
    assert [shown.text[s.start : s.start + s.length] for s in shown.spans] == ["Опасно", "здесь"]
    assert [b.label for b in shown.buttons[0]] == ["Да", "Сайт"]


async def test_a_button_is_pressed_and_acknowledged(world: VkEmulator, channel: VkChannel) -> None:
    person = started(world)
    chat = world.private_chat(person)
    async with listening(channel, asked=lambda: world.polled) as inbox:
        (number,) = await send(channel, parcel(int(chat), Message("?", buttons=((Button("Да", "yes:1"),),))))
        world.press(person, chat, number, last(world, chat).buttons[0][0].data)
        press = await inbox.next(Kind.BUTTON)
        assert (press.data, press.message) == ("yes:1", number)
        await send(channel, parcel(int(chat), op="ack", body="Готово", slot=press.ack, purpose=person))
    assert world.toasts(person) == ["Готово"]


async def test_the_keyboard_in_place_of_the_keyboard_is_pressed_too(world: VkEmulator, channel: VkChannel) -> None:
    person = started(world)
    chat = world.private_chat(person)
    keyboard = ReplyKeyboard(((Button("Мои места", "places"), Button("Место", location=True)),))
    async with listening(channel, asked=lambda: world.polled) as inbox:
        await send(channel, parcel(int(chat), Message("?", keyboard=keyboard)))
        world.press_key(person, chat, "Мои места")
        assert (await inbox.next(Kind.BUTTON)).data == "places"
        await send(channel, parcel(int(chat), Message("!", keyboard=ReplyKeyboard()), number=78))
    assert world.chats[chat].keyboard == ()


async def test_edits_replies_and_removals_reach_the_message_they_mean(world: VkEmulator, channel: VkChannel) -> None:
    person = started(world)
    chat = world.private_chat(person)
    (theirs,) = world.say(person, chat, "яма")
    (number,) = await send(channel, parcel(int(chat), "одно", reply_to=theirs))
    assert last(world, chat).reply_to == theirs
    await send(channel, parcel(int(chat), "другое", op="put", edit=number, slot="screen:1"))
    shown = last(world, chat)
    assert (shown.id, shown.text, shown.edited) == (number, "другое", True)
    await send(channel, parcel(int(chat), "", op="delete", edit=number))
    assert last(world, chat).deleted or last(world, chat).id != number


async def test_one_photo_for_many_is_shown_to_all(world: VkEmulator, channel: VkChannel, tmp_path: Path) -> None:
    path = tmp_path / "яма.jpg"
    path.write_bytes(JPEG)
    chats = [world.private_chat(started(world)) for _ in range(3)]
    message = Message("смотрите", files=(FileRef("photo", "stored:4"),))
    file = SendFile("photo", path=path, name="яма.jpg", stored_id=4)
    await send(channel, *(parcel(int(chat), message, files=(file,)) for chat in chats))
    assert [last(world, chat).files[0].content for chat in chats] == [JPEG] * 3


async def test_who_blocked_the_bot_does_not_hinder_the_others(world: VkEmulator, channel: VkChannel) -> None:
    people = [started(world) for _ in range(3)]
    world.block(people[1])
    outcomes = await channel.send([parcel(int(world.private_chat(p))) for p in people])
    assert [o.result for o in outcomes] == [Result.SENT, Result.UNREACHABLE, Result.SENT]


async def test_sending_again_under_the_same_random_id_says_it_once(world: VkEmulator, channel: VkChannel) -> None:
    chat = world.private_chat(started(world))
    world.faults.append(FaultRule("messages.send", "cut-after"))
    (outcome,) = await channel.send([parcel(int(chat), "важно")])
    assert outcome.result is Result.UNKNOWN
    await channel.send([parcel(int(chat), "важно")])
    assert [m.text for m in world.chats[chat].messages].count("важно") == 1


async def test_in_a_chat_members_are_known_and_replies_come(world: VkEmulator, channel: VkChannel) -> None:
    boss, clerk, other = (world.add_person(name).id for name in ("Борис", "Клара", "Олег"))
    chat = world.add_group("Сотрудники", [boss]).id
    world.join(chat, clerk)
    assert await channel.member(chat, boss) is Membership.ADMINISTRATOR
    assert await channel.member(chat, clerk) is Membership.MEMBER
    assert await channel.member(chat, other) is Membership.GONE
    async with listening(channel, asked=lambda: world.polled) as inbox:
        (number,) = await send(channel, parcel(int(chat), "№ 1"))
        world.say(clerk, chat, "починим", reply_to=number)
        answer = await inbox.next(Kind.MESSAGE)
        assert (answer.reply_to, answer.private, answer.sender) == (number, False, clerk)
        world.join(chat, other)
        assert (await inbox.next(Kind.MEMBER)).sender == other
        assert await channel.member(chat, other) is Membership.MEMBER


async def test_what_was_written_while_we_were_away_arrives(world: VkEmulator, channel: VkChannel) -> None:
    person = started(world)
    chat = world.private_chat(person)
    async with listening(channel, asked=lambda: world.polled) as inbox:
        world.say(person, chat, "первое")
        await inbox.next(Kind.MESSAGE)
    world.say(person, chat, "второе")
    async with listening(channel, inbox.cursor) as later:
        assert (await later.next(Kind.MESSAGE)).text == "второе"


async def test_what_the_long_poll_forgot_comes_from_history(world: VkEmulator, channel: VkChannel) -> None:
    person = started(world)
    chat = world.private_chat(person)
    async with listening(channel, asked=lambda: world.polled) as inbox:
        world.say(person, chat, "первое")
        first = await inbox.next(Kind.MESSAGE)
    world.say(person, chat, "второе")
    world.forget_events()
    async with listening(channel, inbox.cursor) as later:
        seen = {first.key}
        while (event := await later.next(Kind.MESSAGE)).text != "второе":
            seen.add(event.key)
        assert event.key not in seen


async def test_a_lost_session_and_an_expired_key_lose_nothing(world: VkEmulator, channel: VkChannel) -> None:
    person = started(world)
    chat = world.private_chat(person)
    async with listening(channel, asked=lambda: world.polled) as inbox:
        world.say(person, chat, "первое")
        await inbox.next(Kind.MESSAGE)
        world.expire_key()
        world.say(person, chat, "второе")
        world.lose_session()
        world.say(person, chat, "третье")
        texts: set[str] = set()
        while "третье" not in texts or "второе" not in texts:
            texts.add((await inbox.next(Kind.MESSAGE)).text)


async def test_check_finds_nothing_wrong_with_the_sandbox(world: VkEmulator, channel: VkChannel) -> None:
    boss = world.add_person("Борис").id
    chat = world.add_group("Сотрудники", [boss]).id
    await channel.enable_events()
    assert [f.text for f in await channel.check(chat) if not f.ok] == []
