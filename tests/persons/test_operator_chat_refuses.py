"""An operators' chat that takes nothing from the bot: nothing is lost, somebody is told, all comes afterwards."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from bot.sandbox.max_api import MaxEmulator
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.vk_api import VkEmulator
from bot.sandbox.world import FaultRule
from handlers.base.message import Address
from tests.persons.officers import joined_officers, states
from tests.persons.people import Citizen, Operator, Person, operator
from tests.persons.reporting import MINUTE_S, reports, rows, shows
from tests.persons.stage import Stage, open_stage
from tests.persons.test_operator_delivery import looked, values
from tests.persons.test_operator_storm import gathered, numbers, storm

FENCE, HOLE = "В Сосновинке на улице Лесной, 7 упал забор", "В Сосновинке на улице Лесной, 9 яма на дороге"

REFUSALS = {
    "telegram": (
        (400, "Bad Request: TOPIC_CLOSED"),
        (400, "Bad Request: TOPIC_DELETED"),
        (400, "Bad Request: message thread not found"),
        (400, "Bad Request: not enough rights to send text messages to the chat"),
        (400, "Bad Request: chat not found"),
        (400, "Bad Request: CHAT_WRITE_FORBIDDEN"),
        (400, "Bad Request: CHAT_RESTRICTED"),
        (400, "Bad Request: need administrator rights in the channel chat"),
        (403, "Forbidden: bot was kicked from the supergroup chat"),
        (403, "Forbidden: bot is not a member of the supergroup chat"),
    ),
    "vk": tuple((code, "") for code in (7, 15, 901, 917, 922, 925, 927, 935, 945, 946)),
    "max": (
        (403, "chat.denied Key: errors.chat.no.permission, args: []"),
        (403, "chat.denied Key: error.dialog.suspended, args: []"),
        (404, "chat.not.found Chat not found"),
    ),
}
FORBIDDEN = {
    "telegram": (400, "Bad Request: not enough rights to send text messages to the chat"),
    "vk": (917, ""),
    "max": REFUSALS["max"][0],
}
TOO_LONG = {"telegram": (400, "Bad Request: message is too long"), "vk": (914, ""), "max": (400, "x text is too long")}


def forbid(maria: Operator, code: int = 0, text: str = "", *, times: int = -1) -> None:
    """The chat answers so; by default that the bot may not write there."""
    if not code:
        code, text = FORBIDDEN[maria.messenger.name]
    method = "messages.send" if maria.messenger.name == "vk" else "sendMessage"
    maria.messenger.faults.append(FaultRule(method, "error", times=times, code=code, text=text, chat=maria.chat))


def kick(maria: Operator) -> None:
    assert isinstance(maria.messenger, MaxEmulator | TelegramEmulator | VkEmulator)
    maria.messenger.kick_bot(maria.chat, maria.user)


def invite(maria: Operator) -> None:
    assert isinstance(maria.messenger, MaxEmulator | TelegramEmulator | VkEmulator)
    maria.messenger.invite_bot(maria.chat, maria.user)


def alarm_chat(stage: Stage, where: str) -> Person:
    """Igor, who sits in the second chat for alarms, in the other messenger."""
    world = stage.messenger(where)
    igor = world.add_person("Игорь, дежурный").id
    group = world.add_group("Тревоги", administrators=(igor,))
    stage.app.shared.alarm_chat = Address(where, group.id)
    return Person(stage, world, igor, group.id)


async def files(anna: Citizen, text: str) -> str:
    """A report while its card cannot go: its number."""
    before = set(re.findall(r"№\s(\d+)", anna.text()))
    anna.messenger.say(anna.user, anna.chat, text)
    await anna.sees("Проверьте", text)
    await anna.stage.winds(2)
    anna.messenger.press(*pressing(anna, "Отправить"))
    await anna.stage.until(lambda: set(re.findall(r"№\s(\d+)", anna.text())) - before, "a number")
    return str((set(re.findall(r"№\s(\d+)", anna.text())) - before).pop())


async def alarmed(stage: Stage) -> None:
    """The watch has looked often enough to tell."""
    for _ in range(4):
        await looked(stage, 6)


def cards(maria: Operator, number: str) -> list[str]:
    return [m.text for m in maria.messages() if m.buttons and re.search(rf"№\s{number}\b", m.text)]


async def test_a_card_that_is_refused_once_comes_once(stage: Stage, admin: str, anna: Citizen, maria: Operator) -> None:
    await anna.starts()
    await reports(anna, FENCE)
    for n, (code, text) in enumerate(REFUSALS[admin]):
        forbid(maria, code, text, times=1)
        number = await reports(anna, f"В Сосновинке на улице Лесной, {n + 20} разбито стекло на остановке")
        await stage.passes(6)
        await maria.card(number)
        await stage.passes(10)
        assert len(cards(maria, number)) == 1, (code, text)
        assert rows(stage, "SELECT 1 FROM outbox WHERE state > 2") == []


async def test_what_the_chat_missed_comes_when_the_bot_is_added_again(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    igor = alarm_chat(stage, where)
    await anna.starts()
    await reports(anna, FENCE)
    await stage.quiet()
    kick(maria)
    missed = [await files(anna, f"В Сосновинке на улице Лесной, {n} не горит фонарь") for n in (1, 2)]
    await alarmed(stage)
    await igor.sees("не принимает сообщения бота", "Добавьте бота в чат снова", "карточки подождут")
    for _ in range(3):
        await looked(stage, 60)
    assert len(shows(igor, "не принимает сообщения бота")) == 1, "told once"
    well, said = await stage.app.health.ready()
    assert not well
    assert list(said["chats"]) == [f"{maria.messenger.name}:{maria.chat}"]
    name = f"otklik_chat_refuses_seconds{{channel={maria.messenger.name},chat={maria.chat}}}"
    assert (await values(stage))[name] > 100

    invite(maria)
    await stage.until(lambda: all(cards(maria, number) for number in missed), "the cards")
    await alarmed(stage)
    await igor.sees("снова принимает сообщения бота")
    await maria.sees("снова принимает сообщения бота")
    await stage.passes(200)
    assert [len(cards(maria, number)) for number in missed] == [1, 1]
    assert [len(shows(p, "снова принимает")) for p in (igor, maria)] == [1, 1]
    maria.does_not_see("не принимает сообщения бота")
    assert (await stage.app.health.ready())[0]


@pytest.mark.parametrize("where", ["vk"])
async def test_that_the_bot_was_removed_is_told_before_anything_waits(
    stage: Stage, where: str, maria: Operator
) -> None:
    igor = alarm_chat(stage, where)
    kick(maria)
    await stage.quiet()
    await alarmed(stage)
    await igor.sees("не принимает сообщения бота", "бота удалили из чата")
    invite(maria)
    await maria.sees("Сюда будут приходить")
    await alarmed(stage)
    await igor.sees("снова принимает")


async def test_a_word_in_the_chat_shows_that_it_may_take_messages_again(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await anna.starts()
    await reports(anna, FENCE)
    forbid(maria)
    number = await files(anna, HOLE)
    await stage.until(lambda: stage.app.shared.held(), "a chat that refuses")
    for _ in range(60):
        await stage.winds(1)
        stage.clock.leap(9)
    maria.messenger.faults.clear()
    assert cards(maria, number) == []
    maria.messenger.say(maria.user, maria.chat, "Теперь боту можно писать")
    await stage.until(lambda: cards(maria, number), "the card")


async def test_a_restart_meanwhile_loses_nothing_and_says_nothing_twice(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    await anna.starts()
    await reports(anna, FENCE)
    igor = alarm_chat(stage, where)
    forbid(maria)
    number = await files(anna, HOLE)
    await alarmed(stage)
    await igor.sees("не принимает сообщения бота", "Ничего не потеряно")
    for _ in range(2):
        await stage.stop_bot()
        await stage.start_bot()
        stage.app.shared.alarm_chat = Address(where, igor.chat)
        await alarmed(stage)
        assert len(shows(igor, "не принимает сообщения бота")) == 1
        igor.does_not_see("снова принимает")
    await stage.stop_bot()
    maria.messenger.faults.clear()
    await stage.start_bot()
    stage.app.shared.alarm_chat = Address(where, igor.chat)
    await maria.card(number)
    await alarmed(stage)
    await igor.sees("снова принимает сообщения бота")
    assert len(cards(maria, number)) == 1


async def test_duty_officers_are_told_privately_where_no_other_chat_can_be(
    stage: Stage, admin: str, anna: Citizen, maria: Operator
) -> None:
    await stage.name_officers([(admin, maria.user)])
    private = Person(stage, maria.messenger, maria.user, maria.messenger.private_chat(maria.user))
    await private.starts()
    await anna.starts()
    await reports(anna, FENCE)
    await stage.quiet()
    kick(maria)
    await files(anna, HOLE)
    await alarmed(stage)
    await private.sees("не принимает сообщения бота")
    invite(maria)
    await stage.passes(MINUTE_S)
    await stage.until(lambda: not stage.app.shared.held(), "a chat that takes messages")
    await alarmed(stage)
    await private.sees("снова принимает сообщения бота")


async def test_delivery_says_which_chat_refuses_and_what_to_do(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await anna.starts()
    await reports(anna, FENCE)
    await maria.says("/help")
    private = Operator(stage, maria.messenger, maria.user, maria.messenger.private_chat(maria.user))
    await private.starts()
    forbid(maria)
    await files(anna, HOLE)
    await stage.until(lambda: stage.app.shared.held(), "a chat that refuses")
    private.messenger.say(private.user, private.chat, "/delivery")
    shown = await private.sees("Чаты, которые не принимают сообщения", "Чат сотрудников")
    assert "Ждут отправки: 1" in shown.text
    assert re.search("сделайте его администратором|дайте ему доступ|может в нём писать", shown.text)
    maria.messenger.faults.clear()
    await stage.passes(10)


async def test_a_card_that_is_refused_for_what_it_says_comes_shortened(
    stage: Stage, admin: str, anna: Citizen, maria: Operator
) -> None:
    await anna.starts()
    for times, shown in ((1, True), (2, False)):
        forbid(maria, *TOO_LONG[admin], times=times)
        number = await reports(anna, FENCE)
        await stage.passes(20)
        card = await maria.sees(f"№ {number}", "не принял карточку целиком", "слишком длинный")
        assert (FENCE in card.text) == shown
        assert bool(card.buttons) == shown
        await maria.answers(card, f"Починим забор, {times}")
        await anna.sees(f"Починим забор, {times}")
        await anna.presses("Решено")
    assert not any(rule.times for rule in maria.messenger.faults)


async def test_what_a_messenger_will_never_take_is_counted_in_delivery(
    stage: Stage, admin: str, anna: Citizen, maria: Operator
) -> None:
    await anna.starts()
    forbid(maria, *TOO_LONG[admin], times=3)
    number = await reports(anna, FENCE)
    await stage.passes(60)
    assert cards(maria, number) == []
    await maria.says("/delivery")
    shown = await maria.sees("Мессенджер не принял за последние сутки")
    assert "слишком длинное сообщение: 1" in shown.text
    assert FENCE not in shown.text


@pytest.mark.parametrize("admin", ["telegram"])
async def test_an_hour_without_the_bot_ends_with_everything_in_sight(tmp_path: Path, admin: str) -> None:
    async with open_stage(tmp_path, admin, limits=True) as stage:  # at its end nothing was refused for a limit
        maria = operator(stage)
        igor = alarm_chat(stage, "vk")
        kick(maria)
        await storm(stage, 30)
        for _ in range(20):
            await stage.winds(1)
            stage.clock.leap(179)
        assert maria.messages() == []
        invite(maria)
        await stage.winds(90)
        in_sight = own(maria)
        for card in gathered(maria):
            in_sight += sorted(numbers(card))
        assert sorted(in_sight) == list(range(1, 31)), "everything, and nothing twice"
        await stage.winds(30)
        assert len(shows(igor, "не принимает сообщения бота")) == 1
        assert len(shows(igor, "снова принимает сообщения бота")) == 1
        await stage.winds(60)


async def test_a_notice_that_waits_for_approval_is_shown_when_the_chat_takes_it(
    stage: Stage, where: str, anna: Citizen
) -> None:
    mary, oleg = await joined_officers(stage, where)
    await anna.starts()
    kick(mary.group)
    await mary.composes()
    mary.private.messenger.press(*pressing(mary.private, "На одобрение"))
    await stage.until(lambda: stage.app.shared.held(), "a chat that refuses")
    await stage.winds(30)
    assert mary.group.messages() == []
    assert states(stage) == ["pending"]
    invite(mary.group)
    await oleg.group.sees("Оповещение № 1", "ждёт второго дежурного")
    await stage.passes(30)
    assert len(shows(oleg.group, "ждёт второго дежурного")) == 1
    await oleg.group.presses("Одобрить")


async def test_cards_for_a_chat_that_is_gone_come_in_the_new_one(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await anna.starts()
    first = await reports(anna, FENCE)
    await stage.quiet()
    kick(maria)
    missed = [await files(anna, f"В Сосновинке на улице Лесной, {n} не горит фонарь") for n in (1, 2)]
    await stage.until(lambda: stage.app.shared.held(), "a chat that refuses")
    await alarmed(stage)
    world = maria.messenger
    fresh = Operator(stage, world, maria.user, world.add_group("Новый чат", administrators=(maria.user,)).id)
    await stage.stop_bot()
    stage.scene = replace(stage.scene, admin_chat_id=fresh.chat)
    await stage.start_bot()
    for number in missed:
        await fresh.card(number)
    await stage.passes(30)
    assert [len(cards(fresh, number)) for number in (first, *missed)] == [0, 1, 1]
    assert rows(stage, "SELECT 1 FROM setting WHERE name LIKE 'alarm:%'") == []
    await fresh.answers(await fresh.card(missed[0]), "Бригада выехала на место")
    await anna.sees("Бригада выехала на место")


def pressing(person: Person, label: str) -> tuple[str, str, str, str]:
    message, button = person._button(label, None)
    return person.user, person.chat, message.id, button.data


def own(maria: Operator) -> list[int]:
    """Reports with cards of their own, each as often as it is there."""
    found = (re.search(r"№\s(\d+)", m.text) for m in maria.messages() if "Взять" in " ".join(maria.labels(m)))
    return [int(number[1]) for number in found if number]


async def test_the_admin_chat_is_told_of_an_organisations_chat_that_refuses(
    stage: Stage, anna: Citizen, maria: Operator, water: Operator
) -> None:
    await anna.starts()
    await reports(anna, FENCE)
    forbid(water)
    number = await files(anna, "В Сосновинке на улице Лесной, 5 из крана течёт ржавая вода")
    await maria.card(number)
    await alarmed(stage)
    await maria.sees("Чат «Заречный водоканал»", "не принимает сообщения бота")
    for _ in range(3):
        await looked(stage, 30)
    assert len(shows(maria, "не принимает сообщения бота")) == 1
    water.messenger.faults.clear()
    await stage.passes(200)  # what was under way was refused before: from then on it is not tried for a while
    await water.card(number)
    await alarmed(stage)
    await maria.sees("Чат «Заречный водоканал»", "снова принимает")
    await stage.passes(60)
    assert len(cards(water, number)) == 1
