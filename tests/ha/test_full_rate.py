"""A node dies in the middle of a broadcast at the full rate: nobody's limits are broken by the two of them together."""

from __future__ import annotations

import asyncio
import random
import time
from pathlib import Path

import pytest

from bot.clock import RealClock
from bot.sandbox.emulators import open_all
from tests.chaos.announcing import Announcing
from tests.chaos.fast_clock import FastClock
from tests.chaos.life import Bot, Life
from tests.ha.nodes import Nursery, two_nodes

pytestmark = pytest.mark.postgres


async def broadcast(nursery: Nursery, folder: Path, url: str, listeners: int, at: float) -> list[str]:
    """To so many in Telegram; the node dies when this share of them has it. What the messenger refused.

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

            def has_it() -> int:
                return sum(any(mark in m.text for m in telegram.chats[user].messages) for _, user in accounts)

            async with asyncio.timeout(120 + listeners / 10):
                while has_it() < at * len(accounts):  # noqa: ASYNC110 - what screens show
                    await asyncio.sleep(0.02)
                assert has_it() < len(accounts), "it died too late"
                old = await pair.leader()
                since = time.monotonic()
                before = len(telegram.refused)
                await old.kill()
                while has_it() < len(accounts):  # noqa: ASYNC110 - what screens show
                    await asyncio.sleep(0.02)
            last = max(old.called_since(0))
            assert pair.other(old).called_since(since)[0] - last > 1.0
            await announcing.are_through()
            await announcing.check()
            print(f"refused before the death: {before}, after it: {len(telegram.refused) - before}")  # noqa: T201
            return telegram.refused
    finally:
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
    assert await broadcast(nursery, tmp_path, ready_postgres, 3_000, 0.4) == [], "a limit was broken"
