"""MAX lets its bot reach nobody, because it is not moderated yet: nobody is unsubscribed, and nothing is lost."""

from __future__ import annotations

import asyncio
from pathlib import Path

from bot.channels.max.pauses import DOUBTED, SUSPENDED
from bot.sandbox.world import FaultRule
from tests.persons.people import Citizen, citizen, operator
from tests.persons.reporting import rows
from tests.persons.stage import PATIENCE_S, Stage, open_stage
from tests.persons.test_operator_delivery import looked

OUT_OF_REACH = "SELECT count(*) FROM account WHERE channel = 'max' AND unreachable_at > 0"
ANSWERED = "SELECT count(*) FROM outbox WHERE channel = 'max' AND state = 2"


def trouble(stage: Stage) -> str:
    return stage.app.runners["max"].channel.trouble


async def comes_in_time(stage: Stage, one: Citizen) -> None:
    """A call that failed just before has its pause still before it."""
    async with asyncio.timeout(PATIENCE_S):
        while "Центра управления" not in one.text():
            await looked(stage, 60)


async def test_a_bot_that_is_not_moderated_yet_keeps_everything_and_says_so(tmp_path: Path) -> None:
    async with open_stage(tmp_path, "telegram") as stage:
        maria = operator(stage, 0)
        world = stage.messenger("max")
        people = [citizen(stage, "max", f"Житель {number}") for number in range(DOUBTED + 5)]
        rule = FaultRule("sendMessage", "suspended", times=-1)
        world.faults.append(rule)
        for one in people:
            world.start(one.user)
        await stage.until(lambda: trouble(stage) == SUSPENDED, "the bot being doubted")
        for _ in range(40):
            await looked(stage, 10)
        await maria.sees("MAX не пускает бота к людям")
        assert rows(stage, OUT_OF_REACH) == [(0,)]
        assert rows(stage, ANSWERED) == [(0,)]
        world.faults.remove(rule)
        for one in people:
            await comes_in_time(stage, one)
        assert rows(stage, OUT_OF_REACH) == [(0,)]
