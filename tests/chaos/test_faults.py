"""Each way in which a messenger or the database may misbehave, while a report goes to its answer."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.channels.names import messengers
from bot.sandbox.loopback import Loopback
from bot.sandbox.world import FaultRule
from tests.contracts.raw import run_raw
from tests.persons.people import Citizen, Operator, citizen, operator
from tests.persons.reporting import reports
from tests.persons.stage import PATIENCE_S, Stage, open_stage
from tests.world.turns import in_turn, in_two

pytestmark = pytest.mark.usefixtures("in_place")
ANSWER = "Трактор выйдет сегодня"
NOTHING_LEFT, MAYBE_LEFT = ("refuse", "down"), ("cut-before", "cut-after", "500", "502-html")
WAITING = "SELECT COUNT(*) FROM outbox WHERE state < 2"
SENDING = dict.fromkeys(messengers(), ("sendMessage",)) | {"vk": ("messages.send", "execute")}
"""An ordinary message whose outcome stays unknown is repeated once only: so much each of these may fail at a step."""
NO_DOUBLES = {"vk"}
"""Who recognises what it was told before."""
CASES = [
    *(("telegram", (FaultRule("getUpdates", fault, times=3),)) for fault in (*MAYBE_LEFT[::2], "409")),
    *(("max", (FaultRule("getUpdates", fault, times=3),)) for fault in MAYBE_LEFT[1::2]),
    ("max", (FaultRule("getUpdates", "twice", times=20),)),
    ("max", (FaultRule("sending", "too-many", times=6),)),
    ("max", (FaultRule("sendMessage", "not-ready"), FaultRule("sendMessage", "error", code=503))),
    ("telegram", (FaultRule("sendMessage", "429", times=2, seconds=3),)),
    ("telegram", (FaultRule("sending", "429", times=15, seconds=5),)),
    *(("vk", (FaultRule("messages.send", "error", times=2, code=code),)) for code in (6, 9)),
    ("vk", (FaultRule("messages.send", "error", code=10),)),
]


def name_of(value: str | tuple[FaultRule, ...]) -> str:
    return value if isinstance(value, str) else f"{value[0].method}-{value[0].fault}{value[0].code or ''}"


async def comes(stage: Stage, person: Citizen | Operator, text: str) -> None:
    """Time goes on until this is seen; it does in the end, whatever failed before."""
    for n in rounds():
        if text in person.text():
            break
        stage.clock.leap(2 + n // 10)
        await gets_on(stage, n)
    await person.sees(text)


def rounds() -> Iterator[int]:
    """As many as a quick machine needs, and for a slow one as many as there is time for."""
    until = asyncio.get_running_loop().time() + PATIENCE_S
    n = 0
    while n < 150 or asyncio.get_running_loop().time() < until:
        yield min(n, 150)
        n += 1


async def gets_on(stage: Stage, n: int) -> None:
    """What the last leap set going is done: in this loop it is known, threads have longer each time."""
    await stage.settles()
    await asyncio.sleep(min(0.05, n / 2_000))


def in_trouble(stage: Stage, where: str, rules: tuple[FaultRule, ...]) -> None:
    """The messenger misbehaves from now on, as often as the rules say; what was left of the last trouble is over."""
    stage.messenger(where).faults[:] = [replace(rule) for rule in rules]


def url(stage: Stage) -> str:
    return f"sqlite:///{stage.folder}/otklik.db"


def press(person: Citizen, label: str) -> None:
    message, button = person._button(label, None)
    person.messenger.press(person.user, person.chat, message.id, button.data)


async def from_report_to_answer(stage: Stage, where: str, rules: tuple[FaultRule, ...]) -> None:
    """Anna reports, an operator answers, and at each step the messenger misbehaves."""
    anna, maria = citizen(stage, where), operator(stage, 0)
    await anna.starts()
    in_trouble(stage, where, rules)
    anna.messenger.say(anna.user, anna.chat, "В Сосновинке на улице Лесной, 5 третий день не чистят снег")
    await comes(stage, anna, "Проверьте")
    in_trouble(stage, where, rules)
    press(anna, "Отправить")
    await comes(stage, anna, "Согласие на обработку")
    in_trouble(stage, where, rules)
    press(anna, "Даю согласие")
    await comes(stage, anna, "Готово")
    await comes(stage, maria, "не чистят снег")
    in_trouble(stage, where, rules)
    maria.messenger.say(maria.user, maria.chat, ANSWER, reply_to=(await maria.card("1")).id)
    await comes(stage, anna, ANSWER)
    in_trouble(stage, where, ())
    await calms_down(stage)
    await check_doubles(stage, anna, maria)


async def calms_down(stage: Stage) -> None:
    """Time goes on until whatever waited for a fault's sake has gone, and at least a minute."""
    for n in rounds():
        stage.clock.leap(4)
        await gets_on(stage, n)
        if n >= 15 and await run_raw(url(stage), WAITING) == [(0,)]:
            break
    await stage.passes(1)


@pytest.mark.parametrize(("where", "fault"), in_turn((*NOTHING_LEFT, *MAYBE_LEFT)))
async def test_a_report_goes_to_its_answer_whatever_the_connection_does(tmp_path: Path, where: str, fault: str) -> None:
    rules = tuple(FaultRule(method, fault) for method in SENDING[where])
    if fault in NOTHING_LEFT:
        # A connection that VK's client had kept does not say whether anything was read: as unknown as the others.
        kept = (FaultRule("receiving", fault, times=3), FaultRule("sending", fault))
        rules = kept if where == "vk" else (FaultRule("*", fault, times=4),)
    async with open_stage(tmp_path, where) as stage:
        await from_report_to_answer(stage, where, rules)


@pytest.mark.parametrize(("where", "rules"), CASES, ids=name_of)
async def test_a_report_goes_to_its_answer_whatever_the_messenger_does(
    tmp_path: Path, where: str, rules: tuple[FaultRule, ...]
) -> None:
    async with open_stage(tmp_path, where) as stage:
        await from_report_to_answer(stage, where, rules)


@pytest.mark.parametrize("where", in_two(0))
async def test_answers_slower_than_anybody_waits_for(
    tmp_path: Path, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written has taken effect long before its answer comes."""
    monkeypatch.setattr("bot.channels.vk.api.TIMEOUT_S", (3.0, 0.3))
    async with open_stage(tmp_path, where) as stage:
        for runner in stage.app.runners.values():
            if client := getattr(runner.channel._inner, "_client", None):  # type: ignore[attr-defined]
                client._patience_s = 0.3
        await from_report_to_answer(stage, where, tuple(FaultRule(m, "slow", seconds=300) for m in SENDING[where]))


async def test_vk_may_refuse_what_it_was_told_before(tmp_path: Path) -> None:
    """The first answers are cut off, and what is said again is no second message but an error."""
    async with open_stage(tmp_path, "vk") as stage:
        stage.vk.messages.duplicates = "error"
        await from_report_to_answer(stage, "vk", tuple(FaultRule(m, "cut-after") for m in SENDING["vk"]))


async def check_doubles(stage: Stage, anna: Citizen, maria: Operator) -> None:
    """One report, one answer on record; in the chat at most one more for each unknown attempt, or none."""
    assert await run_raw(url(stage), "SELECT COUNT(*) FROM report") == [(1,)]
    rows = await run_raw(url(stage), "SELECT state, unknowns FROM outbox WHERE purpose = 'answer'")
    assert [state for state, _ in rows] == [2]
    doubles = 0 if anna.messenger.name in NO_DOUBLES else rows[0][1]
    assert 1 <= sum(ANSWER in m.text for m in anna.messages()) <= 1 + doubles
    assert any("№ 1" in m.text and "· доставлено" in m.text for m in maria.messages()), maria.text()
    assert await run_raw(url(stage), WAITING) == [(0,)]


@pytest.mark.parametrize("fault", ["forget_events", "expire_key", "lose_session"])
async def test_vk_loses_no_message_when_its_long_poll_fails(tmp_path: Path, fault: str) -> None:
    async with open_stage(tmp_path, "telegram") as stage:
        anna = citizen(stage, "vk")
        await anna.starts()
        getattr(stage.vk, fault)()
        await anna.says("В Сосновинке на улице Лесной, 5 третий день не чистят снег")
        await comes(stage, anna, "Проверьте")


# -- a messenger that is away ----------------------------------------------------------------------------
@pytest.mark.parametrize("where", in_two(1))
async def test_what_is_written_while_nothing_can_be_fetched_comes_in_later(tmp_path: Path, where: str) -> None:
    async with open_stage(tmp_path, where) as stage:
        anna = citizen(stage, where)
        await anna.starts()
        in_trouble(stage, where, (FaultRule("receiving", "refuse", times=-1),))
        for number in range(6):
            anna.messenger.say(anna.user, anna.chat, f"В Сосновинке на улице Лесной, 5 не чистят снег {number}")
            for _ in range(10):
                stage.clock.leap(5)
                await asyncio.sleep(0.02)
        assert stage.emulators[where].pending()
        in_trouble(stage, where, ())
        await comes(stage, anna, "Проверьте")
        await calms_down(stage)
        (data,) = [d for (d,) in await run_raw(url(stage), "SELECT data FROM dialogue") if "Лесной" in d]
        assert [data.count(f"не чистят снег {number}") for number in range(6)] == [1] * 6


@pytest.mark.parametrize("where", in_two(2))
async def test_a_messenger_whose_port_is_closed_is_found_again(tmp_path: Path, where: str) -> None:
    """The machine itself refuses the connection."""
    async with open_stage(tmp_path, where) as stage:
        anna, emulator = citizen(stage, where), stage.emulators[where]
        assert isinstance(emulator, Loopback)
        await anna.starts()
        port = emulator.port
        await emulator.stop()
        anna.messenger.say(anna.user, anna.chat, "В Сосновинке на улице Лесной, 5 третий день не чистят снег")
        for _ in range(10):
            stage.clock.leap(5)
            await asyncio.sleep(0.02)
        await emulator.serve(port=port)
        await comes(stage, anna, "Проверьте")


# -- VK's own ways ---------------------------------------------------------------------------------------
async def test_whom_vk_may_not_write_to_is_marked_until_he_allows_it(tmp_path: Path) -> None:
    async with open_stage(tmp_path, "telegram") as stage:
        anna, maria = citizen(stage, "vk"), operator(stage, 0)
        await anna.starts()
        number = await reports(anna)
        stage.vk.faults.append(FaultRule("messages.send", "error", code=901, chat=anna.chat))
        await maria.answers(await maria.card(number), ANSWER)
        await maria.sees(f"№ {number}", "не доставлено")
        marked = "SELECT unreachable_at <> 0 FROM account WHERE channel = 'vk'"
        assert await run_raw(url(stage), marked) == [(1,)]
        stage.vk.allow(anna.user)
        await stage.quiet()
        assert await run_raw(url(stage), marked) == [(0,)]
        await anna.sees(ANSWER)  # what he missed comes now
        await maria.answers(await maria.card(number), "Вторая бригада выехала")
        await anna.sees("Вторая бригада выехала")


async def test_a_key_that_vk_takes_back_stops_vk_alone(tmp_path: Path) -> None:
    async with open_stage(tmp_path, "telegram") as stage:
        boris, anna = citizen(stage, "vk"), citizen(stage, "telegram")
        await boris.starts()
        in_trouble(stage, "vk", (FaultRule("*", "error", times=-1, code=5),))
        stage.vk.lose_session()
        await stage.until(lambda: stage.app.runners["vk"].refused, "VK stopped")
        assert "token" in stage.app.runners["vk"].refused
        states = {state.name: state.state for state in stage.app.health.channels()}
        assert states == {**dict.fromkeys(stage.emulators, "ok"), "vk": "stopped"}
        await anna.starts()
        assert await reports(anna)


async def test_a_captcha_holds_new_messages_and_nothing_is_lost(tmp_path: Path) -> None:
    async with open_stage(tmp_path, "telegram") as stage:
        anna = citizen(stage, "vk")
        await anna.starts()
        in_trouble(stage, "vk", (FaultRule("messages.send", "error", code=14),))
        anna.messenger.say(anna.user, anna.chat, "В Сосновинке на улице Лесной, 5 третий день не чистят снег")
        sender = stage.app.runners["vk"].sender
        await stage.until(lambda: sender.dispatch.held_s("send"), "messages held")
        for _ in range(20):
            stage.clock.leap(10)
            await asyncio.sleep(0.02)
        anna.does_not_see("Проверьте")
        assert sender.dispatch.held_s("send") > 0
        stage.clock.leap(110)
        await comes(stage, anna, "Проверьте")


# -- the clock -------------------------------------------------------------------------------------------
async def test_a_clock_that_jumps_an_hour_back_and_forth_changes_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, "telegram") as stage:
        wall, offset = stage.clock._wall, [0]
        stage.clock._wall = lambda: wall() + offset[0] * 1_000_000_000
        anna, maria = citizen(stage, "vk"), operator(stage, 0)
        await anna.starts()
        offset[0] = -3600
        await anna.says("В Сосновинке на улице Лесной, 5 третий день не чистят снег")
        await stage.passes(6)
        await anna.presses("Отправить")
        offset[0] = 3600
        await anna.presses("Даю согласие")
        number = await anna.number()
        card = await maria.card(number)
        offset[0] = -3600
        await maria.replies_to(card, ANSWER)
        await stage.passes(11)
        await anna.sees(ANSWER)
        offset[0] = 0
        await stage.passes(70)
        assert sum(ANSWER in m.text for m in anna.messages()) == 1
        assert await run_raw(url(stage), "SELECT COUNT(*) FROM report") == [(1,)]
        assert await run_raw(url(stage), "SELECT COUNT(*) FROM outbox WHERE state < 2") == [(0,)]
