"""A node that is upgraded, dies, is stopped, or loses its way to the database, while people write and notices go out.

The other goes on; nothing is lost, nothing is said twice without need, and the one that was stopped says nothing more.
In the short forms the lead's times are shorter, in the long ones they are those of an installation.
"""

from __future__ import annotations

import asyncio
import os
import random
import signal
import statistics
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bot.sandbox.emulators import open_all
from tests.chaos.announcing import Announcing
from tests.chaos.bot_process import Bot, Nursery
from tests.chaos.fast_clock import PACE, FastClock
from tests.chaos.life import Life
from tests.chaos.patience import Patience
from tests.ha.nodes import PATIENCE_S, Node, Pair, two_nodes
from tests.proxy import SilentLine, silent_line, through

pytestmark = pytest.mark.postgres
SEED = int(os.environ.get("CHAOS_SEED", "0")) or random.SystemRandom().randrange(1, 10**9)
SCALE = 2.0
"""In the short forms the lead's times are so many times shorter."""
KILLS, STOPS, CUTS, UPGRADES = (int(n) for n in os.environ.get("HA_ROUNDS", "200,50,50,50").split(","))
"""Rounds of the long forms."""
HASTY = 0.1
"""Most people see what comes of it before they go on (tests.chaos.life.Life): else nobody ever sends a report."""


@dataclass
class Trial:
    """`firsts`: after each trouble the seconds until the other node's first call."""

    life: Life
    announcing: Announcing
    pair: Pair
    people: asyncio.Task[None]
    firsts: list[float] = field(default_factory=list)

    async def leads_amid_work(self, most_s: float, *, announces: bool) -> tuple[Node, float]:
        """The node that leads, after a while in which people write and perhaps a notice goes out; and the moment."""
        await self.stand_by()
        old = await self.pair.leader()
        if announces:
            await self.announcing.announce()
        await asyncio.sleep(self.life.dice.uniform(0.3, most_s))
        return old, time.monotonic()

    async def goes_on(self, old: Node, since: float, within_s: float) -> float:
        """The moment of the other's first call."""
        new = self.pair.other(old)
        async with asyncio.timeout(within_s):
            while not new.called_since(since):  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.02)
        first = new.called_since(since)[0]
        self.firsts.append(first - since)
        return first

    async def waits_again(self, node: Node) -> None:
        forget_work(node)
        node.start()
        await self.pair.waits(node)

    async def stand_by(self) -> None:
        """Whoever was too slow to keep the lead is started anew: so short a lead is lost on a machine that is busy."""
        for node in self.pair.nodes:
            if node.lost_its_lead():
                await self.waits_again(node)

    async def ends_well(self) -> None:
        standing = asyncio.create_task(self._stand_by_for_ever())
        try:
            await self._ends_well()
        finally:
            standing.cancel()

    async def _stand_by_for_ever(self) -> None:
        while True:
            await self.stand_by()
            await asyncio.sleep(0.5)

    async def _ends_well(self) -> None:
        patience = Patience(self.life)
        while not self.life.answered:  # a machine that had no time so far for an operator has it now
            if self.people.done():
                self.people.result()
            await patience.lasts()
            await asyncio.sleep(0.05)
        self.people.cancel()
        await self.announcing.are_through()
        await self.life.becomes_quiet()
        await self.life.check()
        await self.announcing.check()
        self.pair.never_two()

    def told(self) -> str:
        """For whoever runs the long forms."""
        firsts = sorted(self.firsts)
        p95 = firsts[min(len(firsts) - 1, int(len(firsts) * 0.95))]
        return f"{len(firsts)} times: p50 {statistics.median(firsts):.2f}, p95 {p95:.2f}, max {firsts[-1]:.2f} s"


def forget_work(node: Node) -> None:
    """See tests.chaos.life.Bot.kill: nobody is to blame for so many kills."""
    for name in ("in_work", "in_work.deaths"):
        (Path(node.values["folder"]) / name).unlink(missing_ok=True)


@asynccontextmanager
async def trial(
    nursery: Nursery,
    folder: Path,
    url: str,
    scale: float,
    ways: tuple[str, str] | None = None,
    listeners: int = 40,
    pace: float = PACE,
) -> AsyncIterator[Trial]:
    """Two nodes, people who write, and listeners to whom notices go."""
    print(f"CHAOS_SEED={SEED}")  # noqa: T201 - shown by pytest when the test fails
    clock = FastClock(time.time(), pace)
    emulators = open_all(clock, limits=False)
    for emulator in emulators.values():
        await emulator.serve()
    life = Life(random.Random(SEED), emulators, Bot({}), url, clock)
    life.settle_in(6)
    life.hasty = HASTY
    announcing = Announcing(life)
    values = {"admin_chat": life.scene.admin_chat, "base": clock.base, "pace": pace, "scale": scale}
    try:
        async with two_nodes(nursery, folder, emulators, values, ways or (url, url)) as pair:
            await life.is_listened_to()
            announcing.settle_in(listeners)
            people = asyncio.create_task(life.lives())
            try:
                yield Trial(life, announcing, pair, people)
            finally:
                people.cancel()
    finally:
        for emulator in emulators.values():
            await emulator.stop()


# -- death ----------------------------------------------------------------------------------------
async def killed(one: Trial, kills: int, within_s: float) -> None:
    for number in range(kills):
        old, since = await one.leads_amid_work(1.3, announces=number % 3 == 1)
        await old.kill()
        await one.goes_on(old, since, within_s)
        await one.waits_again(old)


@pytest.mark.chaos
async def test_nodes_killed_again_and_again_lose_nothing(nursery: Nursery, tmp_path: Path, ready_postgres: str) -> None:
    async with trial(nursery, tmp_path, ready_postgres, 1.0, listeners=300) as one:
        await killed(one, KILLS, 10)
        print("first call after a kill,", one.told())  # noqa: T201 - the figure
        await one.ends_well()


# -- an upgrade: each node is asked to stop, and started anew --------------------------------------
async def upgraded(one: Trial, times: int, within_s: float) -> None:
    """What a node has begun to say it says to the end: nobody is told anything twice, in no messenger."""
    for number in range(times):
        old, since = await one.leads_amid_work(1.3, announces=number % 3 == 0)
        old.signal(signal.SIGTERM)
        await one.goes_on(old, since, within_s)
        assert await old.ends() == 0, old.log[-2000:]
        await one.waits_again(old)
    assert await one.life.look("id, channel, purpose, why", "outbox", "unknowns > 0") == []


@pytest.mark.chaos
async def test_nodes_upgraded_again_and_again_tell_nobody_twice(
    nursery: Nursery, tmp_path: Path, ready_postgres: str
) -> None:
    async with trial(nursery, tmp_path, ready_postgres, 1.0, listeners=300) as one:
        await upgraded(one, UPGRADES, 10)
        print("first call after a stop that was asked for,", one.told())  # noqa: T201 - the figure
        await one.ends_well()


# -- a process that stands still ----------------------------------------------------------------------
async def stopped(one: Trial, stops: int, asleep_s: float, ends_s: float) -> None:
    for number in range(stops):
        old, since = await one.leads_amid_work(1.0, announces=not number)
        old.signal(signal.SIGSTOP)
        first = await one.goes_on(old, since, 60)
        await asyncio.sleep(max(0.0, since + asleep_s - time.monotonic()))
        old.signal(signal.SIGCONT)
        woken = time.monotonic()
        assert await old.ends() == 3, old.log[-2000:]
        assert time.monotonic() - woken < ends_s
        assert old.called_since(first) == []
        await one.waits_again(old)


@pytest.mark.chaos
async def test_nodes_stopped_for_twenty_seconds_say_nothing(
    nursery: Nursery, tmp_path: Path, ready_postgres: str
) -> None:
    async with trial(nursery, tmp_path, ready_postgres, 1.0) as one:
        await stopped(one, STOPS, 20, 2)
        print("first call after a stop,", one.told())  # noqa: T201 - the figure
        await one.ends_well()


# -- a line that is gone --------------------------------------------------------------------------------
async def cut(one: Trial, lines: dict[str, SilentLine], cuts: int, within_s: float) -> None:
    for number in range(cuts):
        old, since = await one.leads_amid_work(1.0, announces=not number)
        lines[old.name].silent = True
        first = await one.goes_on(old, since, within_s)
        assert await old.ends() == 3, old.log[-2000:]
        assert old.called_since(first) == []
        lines[old.name].silent = False
        await one.waits_again(old)


@asynccontextmanager
async def over_lines(
    nursery: Nursery, folder: Path, url: str, scale: float
) -> AsyncIterator[tuple[Trial, dict[str, SilentLine]]]:
    """Each node has a line of its own to the database."""
    async with silent_line(url) as left, silent_line(url) as right:
        ways = (through(url, f"127.0.0.1:{left.port}"), through(url, f"127.0.0.1:{right.port}"))
        async with trial(nursery, folder, url, scale, ways) as one:
            yield one, {"anton": left, "boris": right}


@pytest.mark.chaos
async def test_nodes_cut_off_again_and_again_are_followed_within_ten_seconds(
    nursery: Nursery, tmp_path: Path, ready_postgres: str
) -> None:
    async with over_lines(nursery, tmp_path, ready_postgres, 1.0) as (one, lines):
        await cut(one, lines, CUTS, 10)
        print("first call after a cut,", one.told())  # noqa: T201 - the figure
        await one.ends_well()


# -- the short form: one after the other on the same two nodes --------------------------------------------
async def test_an_upgraded_a_killed_a_stopped_and_a_cut_off_node_are_followed_by_the_other(
    nursery: Nursery, tmp_path: Path, ready_postgres: str
) -> None:
    async with over_lines(nursery, tmp_path, ready_postgres, SCALE) as (one, lines):
        await upgraded(one, 1, PATIENCE_S)
        await killed(one, 2, PATIENCE_S)
        await stopped(one, 1, 4, 20)
        await cut(one, lines, 1, PATIENCE_S)
        await one.ends_well()
