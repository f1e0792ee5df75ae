"""Two nodes on a PostgreSQL of three under Patroni, while people write and notices go out: in turn the leading node is
killed, the leading database hands over, the leading database is killed. Whoever ends is started anew, as systemd does.

The long form: CHAOS_TIMES=20 ./otklik test --chaos tests/ha/test_on_patroni.py -n0 -o faulthandler_timeout=3600
"""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections import Counter
from contextlib import suppress
from pathlib import Path

import pytest

from bot.waiting import alongside
from tests.chaos.bot_process import Nursery
from tests.chaos.cluster import Cluster, open_cluster
from tests.chaos.test_patroni import Observer, pauses
from tests.ha.nodes import Pair
from tests.ha.test_takeover import forget_work, trial
from tests.ports import free_ports

TIMES = int(os.environ.get("CHAOS_TIMES", "3"))
AWAY_S = 90.0
"""So long anything may take while a database fails over on a machine that has much else to do."""
LEAD_LOST = 3


async def keep_running(pair: Pair, ended: Counter[int]) -> None:
    """For ever; `ended`: with which codes nodes ended."""
    while True:
        for node in pair.nodes:
            if node.pid and (answer := node.nursery.ask(node.pid)):
                ended[int(answer)] += 1
                node.pid = 0
                forget_work(node)
                node.start()
        await asyncio.sleep(0.2)


async def both_are_there(pair: Pair) -> None:
    """One leads and the other stands by."""
    async with asyncio.timeout(AWAY_S):
        while True:
            told = [await pair.ready(node) for node in pair.nodes]
            if sorted(said.get("role", "") for status, said in told if status == 200) == ["leading", "standby"]:
                return
            await asyncio.sleep(0.1)


async def silence(observer: Observer, since: float) -> float:
    """Seconds in which nobody was told anything; what was on its way when the trouble began is shown soon after it."""
    async with asyncio.timeout(AWAY_S):
        while observer.told[-1] < since + 4:  # noqa: ASYNC110 - what screens show
            await asyncio.sleep(0.1)
    return max(last - first for first, last in pauses(observer.told, since))


async def trouble(kind: int, cluster: Cluster, pair: Pair) -> str:
    """The database that has to be started again after it, if it is one."""
    if kind == 0:
        (await pair.leader(AWAY_S)).signal(signal.SIGKILL)
    elif kind == 1:
        await cluster.switch_over()
    else:
        leader = cluster.leader()
        assert leader is not None
        cluster.kill(leader)
        return leader
    return ""


@pytest.mark.chaos
@pytest.mark.postgres
async def test_two_nodes_on_three_databases_lose_nothing(nursery: Nursery, tmp_path: Path) -> None:
    first, second = free_ports(2)
    ended, gaps = Counter[int](), dict[int, list[float]]()
    async with (
        open_cluster((first, second)) as cluster,
        trial(nursery, tmp_path, cluster.url, 1.0, listeners=100, pace=1.0) as one,
        alongside(keep_running(one.pair, ended)),
        alongside((observer := Observer(one.life)).looks()),
    ):
        one.life.away_s, one.life.quiet_s = AWAY_S, 240.0
        for number in range(TIMES):
            await cluster.is_whole()
            await both_are_there(one.pair)
            await one.announcing.announce()
            await asyncio.sleep(one.life.dice.uniform(1, 5))
            since = time.monotonic()
            gone = await trouble(number % 3, cluster, one.pair)
            gaps.setdefault(number % 3, []).append(await silence(observer, since))
            if gone:
                cluster.start_database(gone)
            await asyncio.sleep(3)
        await cluster.is_whole()
        await both_are_there(one.pair)
        await one.ends_well()
    for kind, what in enumerate(("node killed", "database switched over", "database killed")):
        with suppress(KeyError):
            print(f"{what}: {len(gaps[kind])} times, nobody told anything for {max(gaps[kind]):.1f} s at most")  # noqa: T201
    print(f"nodes ended {dict(ended)}, written {len(one.life.said)}, answered {len(one.life.answered)}")  # noqa: T201
    assert ended.keys() <= {-signal.SIGKILL, LEAD_LOST}
