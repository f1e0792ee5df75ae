"""The leading database dies or hands over, under Patroni, while people write and everybody is being told something.

The long form: CHAOS_TIMES=20 ./otklik test --chaos tests/chaos/test_patroni.py -n0 -o faulthandler_timeout=3600
"""

from __future__ import annotations

import asyncio
import os
import random
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest

from bot.waiting import end_all
from tests.chaos.announcing import Announcing
from tests.chaos.cluster import Cluster, open_cluster
from tests.chaos.life import Life, open_life
from tests.ports import free_ports

SEED = int(os.environ.get("CHAOS_SEED", "0")) or random.SystemRandom().randrange(1, 10**9)
TIMES = int(os.environ.get("CHAOS_TIMES", "3"))
LISTENERS = 300
PER_SECOND = 10
"""So that a notice takes some ten seconds of each messenger."""
OURS_S = 10.0
"""So long the program may take to go on once there is a database again, on a machine that has much else to do. On one
that has not it takes less than a second.
"""
GAP_S = 60.0
LINE_S = 5.0
"""So long the observer's own line may take to be had, and each of its statements: on a machine that has much else to do
an observer in a hurry would look like a database that takes no writes.
"""


@dataclass
class Gap:
    """One change of the leading database: when it was (monotonic), how long nobody could write to it, how long nobody
    was told anything about then, and how much of that was after it could be written again.
    """

    at: float
    database_s: float = 0.0
    silent_s: float = 0.0
    ours_s: float = 0.0


@dataclass
class Observer:
    """Looks at what people are shown and at whether the database can be written."""

    life: Life
    told: list[float] = field(default_factory=list)
    written: list[float] = field(default_factory=list)
    why: list[str] = field(default_factory=list)  # it could not be written, and when

    async def looks(self) -> None:
        before = -1
        while True:
            worlds = self.life.emulators.values()
            shown = sum(len(chat.messages) for world in worlds for chat in world.chats.values())
            said = len(self.life.said) + len(self.life.answered)
            if shown - said != before:
                before = shown - said
                self.told.append(time.monotonic())
            await asyncio.sleep(0.02)

    async def writes(self) -> None:
        """Each time by a line of its own: what a program meets that connects anew."""
        import asyncpg

        while True:
            try:
                line = await asyncpg.connect(self.life.url, timeout=LINE_S)
                try:
                    await line.execute("CREATE TABLE IF NOT EXISTS trial (at BIGINT)", timeout=LINE_S)
                    await line.execute("INSERT INTO trial VALUES (1)", timeout=LINE_S)
                    self.written.append(time.monotonic())
                finally:
                    line.terminate()
            except Exception as fault:  # noqa: BLE001 - whatever it is, it is not written
                self.why.append(f"{time.monotonic():.1f} {fault!r}")
            await asyncio.sleep(0.1)

    def fill(self, gap: Gap) -> None:
        """From what was seen between the change and its end."""
        away, back = max(pauses(self.written, gap.at), key=lambda pause: pause[1] - pause[0])
        last, first = next(pause for pause in pauses(self.told, gap.at) if pause[1] > back)
        gap.database_s, gap.silent_s, gap.ours_s = back - away, first - last, first - back


def pauses(moments: list[float], since: float) -> list[tuple[float, float]]:
    """From each moment to the next one, of those that ended after `since`."""
    return [(a, b) for a, b in pairwise(moments) if b > since]


async def _go_on_writing(life: Life) -> None:
    """Citizens who need no database for it, as operators do in `Life.lives`."""
    while True:
        await asyncio.sleep(life.dice.uniform(0.3, 1.0))
        life.citizen_acts(*life.dice.choice(life.people))


@asynccontextmanager
async def people_on(cluster: Cluster, folder: Path) -> AsyncIterator[tuple[Life, Announcing, Observer]]:
    """The program on this database, people who write all the while, and listeners to notices. At the end all is still
    and nothing was lost nor said twice.
    """
    print(f"CHAOS_SEED={SEED}")  # noqa: T201 - shown by pytest when the test fails
    async with open_life(folder, SEED, cluster.url, citizens=12, pace=1.0) as life:
        life.pauses, life.away_s, life.quiet_s = (0.1, 0.6), GAP_S, 180.0
        life.bot.settings["per_second"] = PER_SECOND
        announcing, observer = Announcing(life), Observer(life)
        await life.bot.start()
        await life.is_listened_to()
        announcing.settle_in(LISTENERS)
        works = (life.lives, partial(_go_on_writing, life), observer.looks, observer.writes)
        tasks = [asyncio.create_task(work()) for work in works]
        try:
            async with asyncio.timeout(life.quiet_s):
                while len(await life.look("user_id", "account")) < LISTENERS:  # noqa: ASYNC110 - a database
                    await asyncio.sleep(0.5)
            yield life, announcing, observer
            if tasks[0].done():
                tasks[0].result()
        finally:
            await end_all(tasks)
        await announcing.are_through()
        await life.becomes_quiet()
        await life.check()
        await announcing.check()
        await life.bot.kill()  # which says so if it had ended by itself
        assert life.answered
        assert len(announcing.made) == TIMES


async def changes(
    cluster: Cluster, folder: Path, change: Callable[[], Awaitable[None]], mend: Callable[[], Awaitable[None]]
) -> None:
    gaps: list[Gap] = []
    async with people_on(cluster, folder) as (life, announcing, observer):
        for _ in range(TIMES):
            await cluster.is_whole()
            await announcing.announce()
            await asyncio.sleep(life.dice.uniform(4, 12))
            gap = Gap(time.monotonic())
            await change()
            while not observer.written or observer.written[-1] < gap.at + 1:
                heard = len(pauses(observer.told, gap.at + 1))  # many of them: the observer alone stands still
                assert time.monotonic() < gap.at + GAP_S, (gap, heard, observer.why[-90:], cluster.logs())
                await asyncio.sleep(0.1)
            await asyncio.sleep(8)
            observer.fill(gap)
            gaps.append(gap)
            await mend()
    doubles = Counter[str]()
    for told in await life.tellings():
        doubles[told.channel] += max(0, told.shown - 1) if told.most == 1 else 0
    for gap in gaps:
        away = f"database away {gap.database_s:.1f} s, nobody told anything {gap.silent_s:.1f} s"
        print(f"{away}, of that {gap.ours_s:.1f} s with a database")  # noqa: T201
    print(f"written {len(life.said)}, answered {len(life.answered)}, told twice {dict(doubles)}")  # noqa: T201
    assert not +doubles
    assert [gap for gap in gaps if gap.ours_s > OURS_S] == []


@pytest.fixture
async def cluster() -> AsyncIterator[Cluster]:
    first, second = free_ports(2)
    async with open_cluster((first, second)) as opened:
        yield opened


@pytest.mark.chaos
async def test_the_leading_database_is_killed_and_nothing_is_lost_nor_said_twice(
    cluster: Cluster, tmp_path: Path
) -> None:
    killed: list[str] = []

    async def kill() -> None:
        leader = cluster.leader()
        assert leader is not None
        killed.append(leader)
        cluster.kill(leader)

    async def mend() -> None:
        cluster.start_database(killed[-1])

    await changes(cluster, tmp_path, kill, mend)


@pytest.mark.chaos
async def test_the_leading_database_hands_over_and_nothing_is_lost_nor_said_twice(
    cluster: Cluster, tmp_path: Path
) -> None:
    async def switch() -> None:
        await cluster.switch_over()

    async def nothing() -> None:
        pass

    await changes(cluster, tmp_path, switch, nothing)
