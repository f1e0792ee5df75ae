"""Nodes die in the middle of a broadcast at the full rate: nobody's limits are broken by both of them together.

What counts is when a node let each request go, by its own clock: that is what the program does. When it leaves and
arrives is the machine's doing, too, and a messenger that is this very process would count in a heap what left evenly.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterable
from pathlib import Path

import pytest

from bot.clock import RealClock
from bot.sandbox.emulators import open_all
from bot.sandbox.telegram_limits import TelegramLimits
from tests.chaos.announcing import Announcing
from tests.chaos.bot_process import Bot, Nursery
from tests.chaos.fast_clock import FastClock
from tests.chaos.life import Life
from tests.chaos.patience import Patience
from tests.ha.nodes import Node, Pair, Told, two_nodes
from tests.ha.test_takeover import forget_work

pytestmark = pytest.mark.postgres
FREE = frozenset({"sendChatAction"})
DEATHS = (0.2, 0.4, 0.6, 0.8)


class Moments(RealClock):
    """Whoever looks at it is at a moment that was written down."""

    at = 0.0

    def monotonic(self) -> float:
        return self.at


def messages(nodes: Iterable[Node]) -> list[Told]:
    """All that counts for Telegram's limits, in its order."""
    calls = [told for node in nodes for told in node.diary]
    return sorted(t for t in calls if t.method.startswith(("send", "edit", "copy")) and t.method not in FREE)


def broken(sent: Iterable[tuple[float, str]]) -> list[tuple[float, str]]:
    """Those that Telegram would have refused, had each come at its moment; (moment, chat)."""
    clock = Moments()
    limits, found = TelegramLimits(clock), []
    for at, chat in sent:
        clock.at = at
        if limits.admit(chat):
            found.append((at, chat))
    return found


async def still_come(life: Life, listeners: int) -> bool:
    known = len(await life.look("user_id", "account"))
    return known < listeners or bool(await life.look("id", "outbox", "state < 2"))


async def has_it(life: Life) -> int:
    ((count,),) = await life.look("COUNT(*)", "outbox", "notice_id <> 0 AND state = 2")
    return int(count)


async def dies(pair: Pair, old: Node) -> None:
    """Killed, and started anew when the other has begun: that is more than a second after its own last message."""
    await old.kill()
    last, new = messages([old])[-1].at, pair.other(old)
    async with asyncio.timeout(60):
        while not (after := [told.at for told in messages([new]) if told.at > last]):  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.1)
    assert after[0] - last > 1.0, "what the messengers' last second had left belonged to the other one"
    forget_work(old)
    old.start()
    await pair.waits(old)


async def broadcast(nursery: Nursery, folder: Path, url: str, listeners: int, deaths: tuple[float, ...]) -> None:
    """To so many in Telegram; the node that leads dies whenever these shares of them have it."""
    emulators = {"telegram": open_all(RealClock(), limits=False)["telegram"]}
    (telegram,) = emulators.values()
    await telegram.serve()
    life = Life(random.Random(1), emulators, Bot({}), url, FastClock(time.time(), 1.0))
    life.settle_in(0)
    announcing = Announcing(life)
    values = {"admin_chat": life.scene.admin_chat}
    try:
        async with two_nodes(nursery, folder, emulators, values, (url, url)) as pair:
            announcing.settle_in(listeners)
            patience = Patience(life)
            while await still_come(life, listeners):
                await patience.lasts()
                await asyncio.sleep(0.1)
            await announcing.announce()
            ((_, accounts),) = announcing.made.values()
            for share in deaths:
                patience = Patience(life)
                while (told := await has_it(life)) < share * listeners:
                    await patience.lasts()
                    await asyncio.sleep(0.2)
                assert told < len(accounts), "it died too late"
                await dies(pair, await pair.leader())
            await announcing.are_through()
            await announcing.check()
            sent = messages(pair.nodes)
    finally:
        await telegram.stop()
    late_s = max(told.written - told.at for told in sent)
    written = len(broken(sorted((told.written, told.chat) for told in sent)))
    figures = f"left {late_s:.3f} s late at the worst, {written} too close together then"
    print(f"{len(sent)} messages, {len(deaths)} deaths; {figures}")  # noqa: T201
    assert len(sent) >= listeners
    assert broken((told.at, told.chat) for told in sent) == []


@pytest.mark.chaos
async def test_a_takeover_amid_a_broadcast_breaks_no_limit(
    nursery: Nursery, tmp_path: Path, ready_postgres: str
) -> None:
    await broadcast(nursery, tmp_path, ready_postgres, 120, (0.4,))


@pytest.mark.chaos
async def test_takeovers_amid_a_broadcast_to_three_thousand_break_no_limit(
    nursery: Nursery, tmp_path: Path, ready_postgres: str
) -> None:
    await broadcast(nursery, tmp_path, ready_postgres, 3_000, DEATHS)


def test_messages_too_close_together_are_seen() -> None:
    evenly = [(place / 29, str(place)) for place in range(100)]
    assert broken(evenly) == []
    assert len(broken([*evenly[:50], (evenly[49][0], "x"), (evenly[49][0], "y"), *evenly[50:]])) == 1
