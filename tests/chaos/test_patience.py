"""A test waits as long as something gets on, and no longer."""

from __future__ import annotations

import time
from typing import Any

import pytest

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
