"""A test waits as long as something gets on, and no longer."""

from __future__ import annotations

import sys
import time
from typing import Any

import pytest

from tests.chaos import bot_process
from tests.chaos.bot_process import Nursery
from tests.chaos.patience import LONGEST_S, Patience


class Living:
    """`done`: how many messages came to their end."""

    quiet_s = 60.0
    done = 0

    async def look(self, what: str, table: str, where: str = "1 = 1") -> list[tuple[Any, ...]]:
        return [(self.done,)] if where == "finished_at <> 0" else [("waits",)]


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    moment = [1_000.0]
    monkeypatch.setattr(time, "monotonic", lambda: moment[0])
    return moment


async def test_whoever_gets_on_slowly_is_waited_for_and_whoever_stands_still_is_not(now: list[float]) -> None:
    life = Living()
    patience = Patience(life)
    for _ in range(5):
        life.done += 1
        now[0] += 59
        await patience.lasts()
    now[0] += 59
    await patience.lasts()
    now[0] += 2
    with pytest.raises(AssertionError, match=r"for 61 s nothing got on.*waits"):
        await patience.lasts()


async def test_what_gets_on_without_an_end_is_told(now: list[float]) -> None:
    life = Living()
    patience = Patience(life)
    while now[0] < 1_000 + LONGEST_S:
        life.done += 1
        await patience.lasts()
        now[0] += 30
    now[0] += 1
    with pytest.raises(AssertionError):
        await patience.lasts()


class Deaf(Nursery):
    """It starts, and answers nothing that it is asked."""

    command = (sys.executable, "-X", "faulthandler", "-c", "import time\nprint('ready', flush=True)\ntime.sleep(600)")


def test_a_nursery_that_does_not_answer_is_ended_and_says_where_it_stands(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bot_process, "ANSWERS_S", 0.1)
    deaf = Deaf()
    with pytest.raises(AssertionError, match="did not answer within 0 s: process 7"):
        deaf.ask(7)
    assert deaf._process.returncode
    assert "most recent call first" in capfd.readouterr().err
