"""What leaves for MAX, against the sandbox's own reading of MAX's limits, in a time of the test's own."""

from __future__ import annotations

import asyncio
import heapq
import random
from dataclasses import replace

import pytest

from bot.channels.max.channel import LIMITS
from bot.channels.max.gate import Gate
from bot.sandbox.max_limits import MaxLimits


class Timeline:
    """A clock whose sleepers wake in their order, each at its moment, and no time passes for anything else."""

    def __init__(self) -> None:
        self.at = 0.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._number = 0

    def now(self) -> int:
        return int(self.at * 1000)

    def monotonic(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        woken = asyncio.get_running_loop().create_future()
        self._number += 1
        heapq.heappush(self._sleepers, (self.at + seconds, self._number, woken))
        await woken

    async def until(self, *tasks: asyncio.Task[None]) -> None:
        while not all(task.done() for task in tasks):
            for _ in range(3):
                await asyncio.sleep(0)
            if self._sleepers:
                self.at, _, woken = heapq.heappop(self._sleepers)
                woken.set_result(None)
        await asyncio.gather(*tasks)


@pytest.mark.parametrize("seed", range(3))
async def test_however_much_wants_to_leave_at_once_max_never_hears_too_many(seed: int) -> None:
    """In one chat, in many others and nowhere (questions), each some milliseconds on its way."""
    clock, dice = Timeline(), random.Random(seed)
    gate, limits, refused = Gate(clock, lambda: LIMITS), MaxLimits(clock), list[str]()
    arrived: dict[str, list[float]] = {}

    async def goes(chat: str, after_s: float) -> None:
        await clock.sleep(after_s)
        await gate.open(chat)
        await clock.sleep(dice.uniform(0, 0.025))
        arrived.setdefault(chat, []).append(clock.at)
        if not limits.admit(chat):
            refused.append(chat)

    everywhere = ["7"] * 20 + ["-71"] * 20 + [""] * 40 + [str(n) for n in range(100, 200)]
    await clock.until(*(asyncio.create_task(goes(chat, dice.uniform(0, 2))) for chat in everywhere))
    assert refused == []
    assert sum(map(len, arrived.values())) == len(everywhere)
    assert len(arrived["7"]) / arrived["7"][-1] > 1.7
    assert max(arrived[""]) < 8


async def test_a_press_in_a_quiet_chat_leaves_at_once_beside_what_it_shows() -> None:
    clock = Timeline()
    gate = Gate(clock, lambda: LIMITS)
    await gate.open("7")
    await gate.open("7")
    assert clock.at == 0.0
    third = asyncio.create_task(gate.open("7"))
    await gate.open("8")
    await clock.until(third)
    assert clock.at > 1.0


async def test_the_gate_follows_the_channels_limits() -> None:
    clock = Timeline()
    gate = Gate(clock, lambda: replace(LIMITS, per_second=1000, chat_per_second=1000))
    for _ in range(50):
        await gate.open("7")
    assert clock.at == 0.0
