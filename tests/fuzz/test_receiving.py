"""Whatever a messenger hands to the receiving loops, they go on, and people are answered after it as before."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from bot.channels.names import messengers
from bot.sandbox.world import FaultRule
from tests.fuzz.strategies import EXAMPLES, Maker, max_update, telegram_update, vk_update
from tests.persons.people import Citizen, citizen
from tests.persons.stage import Stage

BATCHES = EXAMPLES or 12
AT_ONCE = 8
ODD = (0, 3, 12, 40)
"""Per cent of the fields that are not as described, a batch each in turn."""
ODD_NUMBERS: tuple[Any, ...] = (None, "7", -3, 1.5, [], {}, True)


def telegram_batch(make: Maker, first: int) -> list[Any]:
    """Updates as getUpdates gives them; one of ten has no number that could be confirmed."""
    batch: list[Any] = []
    for number in range(first, first + AT_ONCE):
        update = telegram_update(make, number)
        if make.some(10):
            update["update_id"] = make.chance.choice(ODD_NUMBERS)
        batch.append(make.oddity() if make.some(5) else update)
    return batch


def vk_batch(make: Maker, first: int) -> list[Any]:
    numbers = range(first, first + AT_ONCE)
    return [make.oddity() if make.some(5) else vk_update(make, number) for number in numbers]


def max_batch(make: Maker, first: int) -> list[Any]:
    numbers = range(first, first + AT_ONCE)
    return [make.oddity() if make.some(5) else max_update(make, number) for number in numbers]


ANSWERS: dict[str, Callable[[Stage, Maker, int], dict[str, Any]]] = {
    "telegram": lambda stage, make, first: {"ok": True, "result": telegram_batch(make, first)},
    "vk": lambda stage, make, first: {"ts": str(stage.vk.ts), "updates": vk_batch(make, first)},
    "max": lambda stage, make, first: {"updates": max_batch(make, first), "marker": stage.max.marker},
}
"""What each messenger says when it is asked for updates."""


async def given(stage: Stage, anna: Citizen, text: str) -> None:
    """The messenger answers the next question for updates with this; her word ends the one that is open now."""
    rules = anna.messenger.faults
    rules[:] = [FaultRule("receiving", "odd", text=text, times=1)]
    anna.messenger.say(anna.user, anna.chat, "/help")
    await stage.until(lambda: not any(rule.times for rule in rules), "the answer being fetched")


@pytest.mark.parametrize("where", messengers())
async def test_odd_updates_end_no_task_and_people_are_answered_after_each_batch(tmp_path: Path, where: str) -> None:
    stage = Stage(tmp_path, where)
    await stage.open()
    try:
        anna = citizen(stage, where)
        await anna.starts()
        for number in range(BATCHES):
            make = Maker(random.Random(number), ODD[number % len(ODD)])
            await given(stage, anna, json.dumps(ANSWERS[where](stage, make, 1 + number * AT_ONCE)))
            await passes(stage)
            await is_answered(stage, anna)
            works = stage.app.supervisor.works
            assert {name: work.error for name, work in works.items() if work.error} == {}, number
    finally:
        await stage.close()


async def is_answered(stage: Stage, anna: Citizen) -> None:
    before = len(anna.messages())
    anna.messenger.say(anna.user, anna.chat, "/help")
    for _ in range(10):
        with suppress(AssertionError):
            await stage.until(lambda: len(anna.messages()) > before, "an answer", patience_s=3)
            return
        stage.clock.leap(60)  # a question whose answer came only now has its pause still before it
    raise AssertionError("never answered")


async def passes(stage: Stage) -> None:
    """What a batch asks for is done; the pauses after an unreadable answer are over."""
    for _ in range(5):
        stage.clock.leap(4)
        await asyncio.sleep(0.02)
