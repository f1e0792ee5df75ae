"""A node dies in the middle of a broadcast at the full rate: nobody's limits are broken by the two of them together."""

from __future__ import annotations

import asyncio
import gc
import random
import time
from pathlib import Path

import pytest

from bot.clock import RealClock
from bot.garbage import spare_what_stays
from bot.sandbox.emulators import open_all
from bot.waiting import alongside
from tests.chaos.announcing import Announcing
from tests.chaos.fast_clock import FastClock
from tests.chaos.life import Bot, Life
from tests.ha.nodes import Nursery, two_nodes

pytestmark = pytest.mark.postgres


LATE_S = 0.05
"""The messenger of the test is this process. Where it is held up for longer than that, calls that left evenly are
counted in one heap, and it refuses what kept every limit (bot.delivery.limits.MARGIN): that says nothing of the nodes.
"""


class Lateness:
    """How long this process was held up at the worst."""

    def __init__(self) -> None:
        self.worst_s = 0.0

    async def looks(self) -> None:
        while True:
            began = time.monotonic()
            await asyncio.sleep(0.005)
            self.worst_s = max(self.worst_s, time.monotonic() - began - 0.005)


async def broadcast(nursery: Nursery, folder: Path, url: str, listeners: int, at: float) -> tuple[list[str], float]:
    """To so many in Telegram; the node dies when this share of them has it. What the messenger refused, and how late it
    was itself.

    All that the old one wrote is more than a second older than what the new one writes: so whatever window each keeps
    by itself, they keep together.
    """
    emulators = {"telegram": open_all(RealClock())["telegram"]}
    (telegram,) = emulators.values()
    await telegram.serve()
    life = Life(random.Random(1), emulators, Bot({}), url, FastClock(time.time(), 1.0))
    life.settle_in(0)
    announcing = Announcing(life)
    values = {"admin_chat": life.scene.admin_chat}
    try:
        async with two_nodes(nursery, folder, emulators, values, (url, url)) as pair:
            announcing.settle_in(listeners)
            async with asyncio.timeout(60 + listeners / 10):
                while len(await life.look("user_id", "account")) < listeners:  # noqa: ASYNC110 - another process
                    await asyncio.sleep(0.1)
                while await life.look("id", "outbox", "state < 2"):  # noqa: ASYNC110 - another process
                    await asyncio.sleep(0.1)
            await announcing.announce()
            ((mark, accounts),) = announcing.made.values()

            left = {user for _, user in accounts}

            def has_it() -> int:
                left.difference_update(
                    [user for user in left if any(mark in m.text for m in telegram.chats[user].messages[-3:])]
                )
                return len(accounts) - len(left)

            spare_what_stays()
            lateness = Lateness()
            async with alongside(lateness.looks()), asyncio.timeout(120 + listeners / 10):
                while has_it() < at * len(accounts):  # noqa: ASYNC110 - what screens show
                    await asyncio.sleep(0.1)
                assert has_it() < len(accounts), "it died too late"
                old = await pair.leader()
                since = time.monotonic()
                before = len(telegram.refused)
                await old.kill()
                while has_it() < len(accounts):  # noqa: ASYNC110 - what screens show
                    await asyncio.sleep(0.1)
            last = max(old.called_since(0))
            assert pair.other(old).called_since(since)[0] - last > 1.0
            await announcing.are_through()
            await announcing.check()
            print(f"refused before the death: {before}, after it: {len(telegram.refused) - before}")  # noqa: T201
            print(f"the messenger itself was late by {lateness.worst_s * 1000:.0f} ms at the worst")  # noqa: T201
            return telegram.refused, lateness.worst_s
    finally:
        gc.unfreeze()
        await telegram.stop()


@pytest.mark.chaos
async def test_a_takeover_amid_a_broadcast_breaks_no_limit(
    nursery: Nursery, tmp_path: Path, ready_postgres: str
) -> None:
    """On a machine that has much else to do a node alone may be refused: calls are late on their way."""
    await broadcast(nursery, tmp_path, ready_postgres, 120, 0.4)


@pytest.mark.chaos
async def test_a_takeover_amid_a_broadcast_to_three_thousand_breaks_no_limit(
    nursery: Nursery, tmp_path: Path, ready_postgres: str
) -> None:
    refused, late_s = await broadcast(nursery, tmp_path, ready_postgres, 3_000, 0.4)
    if refused and late_s > LATE_S:
        pytest.skip(f"this machine held the messenger itself up for {late_s:.2f} s: it refused {len(refused)}")
    assert refused == [], "a limit was broken"
