"""An officer stops a notice half-way and lets it go on: nobody gets it in between, and everybody once in the end.

The admin chat is in one messenger; whom the notice has not reached yet is in the other one.
"""

from __future__ import annotations

import pytest

from bot.sandbox.world import FaultRule
from tests.persons.officers import Officer, joined_officers, states
from tests.persons.people import Citizen, citizen
from tests.persons.reporting import rows, shows
from tests.persons.stage import Stage
from tests.persons.test_notice_approval import in_state

WATER = "Вода быстро прибывает."
EACH = 4


@pytest.fixture
async def officers(stage: Stage, where: str) -> tuple[Officer, Officer]:
    return await joined_officers(stage, where)


@pytest.fixture
async def town(stage: Stage, where: str, officers: tuple[Officer, Officer]) -> list[Citizen]:
    """People of both messengers."""
    assert officers
    people = [citizen(stage, name, f"Житель {name} {n}") for name in (where, stage.admin) for n in range(EACH)]
    for one in people:
        await one.starts()
    return people


def not_reached(stage: Stage, where: str, town: list[Citizen]) -> list[Citizen]:
    """To these the messenger says "later". In VK one call is for all, elsewhere it is one for each."""
    there = [one for one in town if one.messenger.name == where]
    late = there if where == "vk" else there[EACH // 2 :]
    later = ("error", 0.0, 9) if where == "vk" else ("429", 20.0, 0)
    fault, seconds, code = later
    stage.messenger(where).faults.extend(
        FaultRule("sending", fault, times=-1, seconds=seconds, code=code, chat=one.chat) for one in late
    )
    return late


async def time_goes_on(stage: Stage, seconds: int) -> None:
    """`Stage.passes` would wait until nothing waits; of a stopped notice there is something that does."""
    for _ in range(seconds // 10):
        stage.clock.leap(10)
        await stage.settles()


async def is_half_way(
    stage: Stage, officers: tuple[Officer, Officer], town: list[Citizen], late: list[Citizen]
) -> None:
    """A notice is being sent; all but `late` have it."""
    mary, oleg = officers
    await mary.composes(WATER)
    await mary.private.presses("На одобрение")
    await mary.group.sees("ждёт второго дежурного", "Получат:")
    await oleg.group.presses("Одобрить")
    for one in town:
        if one not in late:
            await one.sees(WATER)
    assert states(stage) == ["sending"]
    assert got(late) == [0] * len(late)


async def stops(officer: Officer) -> None:
    await officer.group.presses("Остановить")
    await officer.group.sees("Остановить отправку № 1?")
    await officer.group.presses("Да, остановить")
    await officer.group.sees("Отправка № 1 остановлена")


def got(people: list[Citizen]) -> list[int]:
    """How many messages with the notice each of them has."""
    return [len(shows(one, WATER)) for one in people]


@pytest.mark.parametrize("restart", [False, True], ids=["", "restarted"])
async def test_a_stopped_notice_reaches_nobody_until_it_goes_on_and_then_everybody_once(
    stage: Stage, where: str, officers: tuple[Officer, Officer], town: list[Citizen], restart: bool
) -> None:
    mary, oleg = officers
    late = not_reached(stage, where, town)
    await is_half_way(stage, officers, town, late)
    await stops(oleg)
    assert states(stage) == ["stopped"]
    before = got(town)
    stage.messenger(where).faults.clear()
    await time_goes_on(stage, 130)
    if restart:
        await stage.stop_bot()
        await stage.start_bot()
        await time_goes_on(stage, 130)
    assert got(town) == before, "the messenger takes messages again, and none leaves"
    assert states(stage) == ["stopped"]

    await mary.group.presses("Продолжить")
    await in_state(stage, "sent")
    assert got(town) == [1] * len(town)
    result = await mary.group.sees("Кто что сделал")
    assert "остановил" in result.text
    assert "продолжил" in result.text
    [(all_rows, persons)] = rows(stage, "SELECT COUNT(*), COUNT(DISTINCT person_id) FROM recipient")
    assert all_rows == persons > len(town), "the officers are people of the region, too"


async def test_what_is_being_put_right_goes_on_only_after_one_more_tap(
    stage: Stage, where: str, officers: tuple[Officer, Officer], town: list[Citizen]
) -> None:
    """One officer stopped it for a correction; the other one sees «Продолжить»."""
    mary, oleg = officers
    late = not_reached(stage, where, town)
    await is_half_way(stage, officers, town, late)
    await stops(mary)
    await mary.group.presses("Исправить")
    await mary.private.sees("Исправление к № 1")
    stage.messenger(where).faults.clear()
    for pressed in ("Нет", "Да, отправлять дальше"):
        await oleg.group.presses("Продолжить")
        await oleg.group.sees("Исправление к № 1 уже есть: № 2, черновик", "Всё равно отправлять № 1 дальше")
        assert states(stage) == ["stopped", "draft"]
        assert got(late) == [0] * len(late)
        await oleg.group.presses(pressed)
    await in_state(stage, "sent", "draft")
    assert got(town) == [1] * len(town)


async def test_a_tap_by_mistake_on_stop_stops_nothing(
    stage: Stage, where: str, officers: tuple[Officer, Officer], town: list[Citizen]
) -> None:
    _, oleg = officers
    late = not_reached(stage, where, town)
    await is_half_way(stage, officers, town, late)
    await oleg.group.presses("Остановить")
    await oleg.group.presses("Нет")
    assert states(stage) == ["sending"]
    stage.messenger(where).faults.clear()
    await stage.passes(130)
    await in_state(stage, "sent")
    assert got(town) == [1] * len(town)


async def test_a_false_alarm_about_a_stopped_notice_reaches_only_whom_it_had_reached(
    stage: Stage, where: str, officers: tuple[Officer, Officer], town: list[Citizen]
) -> None:
    """Nobody else hears of the matter."""
    mary, oleg = officers
    late = not_reached(stage, where, town)
    await is_half_way(stage, officers, town, late)
    await stops(oleg)
    stage.messenger(where).faults.clear()
    await mary.group.presses("Ложная тревога")
    question = await mary.group.sees("сразу остановится")
    mary.group.messenger.say(mary.group.user, mary.group.chat, "Ложная тревога", reply_to=question.id)
    await time_goes_on(stage, 130)
    await in_state(stage, "cancelled", "sent")
    for one in town:
        told = shows(one, "ЛОЖНАЯ ТРЕВОГА", f"Было сказано: «{WATER}")
        warned = [shown for shown in shows(one, WATER) if "ЛОЖНАЯ ТРЕВОГА" not in shown.text]
        assert (len(told), len(warned)) == ((0, 0) if one in late else (1, 1))


async def test_words_under_a_notice_do_nothing_and_that_is_said(
    stage: Stage, officers: tuple[Officer, Officer]
) -> None:
    mary, oleg = officers
    await mary.composes(WATER)
    await mary.private.presses("На одобрение")
    panel = await oleg.group.sees("ждёт второго дежурного")
    for word in ("одобряю", "стоп"):
        await oleg.group.replies_to(panel, word)
        await oleg.group.sees(f"«{word}» — ничего не сделано", "кнопку под оповещением")
    before = len(oleg.group.messages())
    await oleg.group.replies_to(panel, "вижу, еду")
    assert len(oleg.group.messages()) == before
    assert states(stage) == ["pending"]
    await oleg.group.presses("Одобрить и отправить", on=panel)
    shown = await oleg.group.sees("Оповещение № 1: отправлено")
    await stage.quiet()
    await oleg.group.replies_to(shown, "отбой")
    await oleg.group.sees("«отбой» — ничего не сделано")
    assert len(states(stage)) == 1
