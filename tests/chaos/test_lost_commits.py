"""COMMITs that are done and whose answer is lost, again and again, while notices go out: everybody gets each once.

The notices' loop and the senders run in this very process, a batch of recipients after another, so that hundreds of
lost answers take minutes. The same in the whole program, among other troubles: tests/chaos/test_database_away.py.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.delivery.files import Files
from bot.delivery.prepare import Preparer
from bot.delivery.sender import Sender
from bot.notices.audience import Audience
from bot.waiting import end_all
from storage.changes import Changes
from storage.notice_records import Notice
from storage.postgres import PostgresStore
from tests.chaos.fast_clock import FastClock
from tests.contracts.raw import run_raw
from tests.proxy import CuttingLine, cutting_line, through
from tests.unit.delivery.post import FakeChannel
from tests.unit.notices.town import LIMITS, Town
from tests.world.world import library

pytestmark = pytest.mark.postgres
EACH = 40
"""Recipients in each messenger of a batch."""
EVERY = 3


class Sending:
    """The loop and the senders over a store whose line is cut, and what each messenger took."""

    def __init__(self, store: PostgresStore, town: Town, folder: Path) -> None:
        self.town, clock = town, FastClock(time.time())
        self.channels = {name: FakeChannel(name=name) for name in LIMITS}
        files = Files(store, self.channels, folder, clock)
        self.senders = {
            name: Sender(
                channel, store, clock, Preparer(channel, store, files, library()), self.committed,
                moved=lambda old, new: None,
            )
            for name, channel in self.channels.items()
        }  # fmt: skip
        self.audience = Audience(town.shared, store, self.senders, clock, self.committed)

    def committed(self, changes: Changes) -> None:
        for row in changes.outbox():
            self.senders[row.channel].offer([row])
        self.audience.note(changes)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        works = [self.audience.run(), *(sender.run() for sender in self.senders.values())]
        tasks = [asyncio.create_task(work) for work in works]
        try:
            yield
            assert [task for task in tasks if task.done()] == []
        finally:
            await end_all(tasks)

    def calls(self, notice: Notice) -> Counter[tuple[str, str]]:
        """How often each chat was told it."""
        said = f"Вода {notice.id}\n"
        calls = [(name, call) for name, channel in self.channels.items() for call in channel.calls]
        return Counter((name, call.chat) for name, call in calls if said in f"{call.text}\n")


async def a_batch(sending: Sending, url: str) -> None:
    """A notice to everybody: each gets it once, and the officer's figures say so."""
    notice = await sending.town.notice()
    sending.audience.note(Changes({Notice: {(notice.id,): notice}}))
    over = f"SELECT 1 FROM timer WHERE kind = 'n_done' AND key = '{notice.id}'"
    async with asyncio.timeout(200):
        while not await run_raw(url, over):  # noqa: ASYNC110 - a database
            await asyncio.sleep(0.02)
    await sending.town.ends(notice)
    assert sending.calls(notice) == {(name, str(1001 + n)): 1 for name in LIMITS for n in range(EACH)}
    counted = await run_raw(
        url, f"SELECT outcome, SUM(count) FROM notice_count WHERE notice_id = {notice.id} GROUP BY 1"
    )
    assert {outcome: int(count) for outcome, count in counted} == {"sent": EACH * len(LIMITS)}


async def lost(url: str, folder: Path, answers: int) -> tuple[int, CuttingLine]:
    """Batches until so many answers to COMMITs were lost; how many batches."""
    direct = PostgresStore(url)
    await direct.open()
    await direct.migrate()
    town = Town(direct, url, folder)
    for _ in range(EACH):
        await town.person("s:sosnovinka", on=tuple(LIMITS), channel="both")
    batches = 0
    async with cutting_line(url) as line:
        store = PostgresStore(through(url, f"127.0.0.1:{line.port}"))
        await store.open(exclusive=True)
        sending = Sending(store, town, folder)
        async with sending.running():
            line.every = EVERY
            while line.cuts < answers:
                await a_batch(sending, url)
                batches += 1
        line.every = 0
        await store.close()
    await direct.close()
    return batches, line


async def test_lost_answers_to_commits_lose_nobody_and_tell_nobody_twice(tmp_path: Path, ready_postgres: str) -> None:
    await lost(ready_postgres, tmp_path, 8)


@pytest.mark.chaos
async def test_five_hundred_lost_answers_to_commits_lose_nobody_and_tell_nobody_twice(
    tmp_path: Path, ready_postgres: str
) -> None:
    batches, line = await lost(ready_postgres, tmp_path, 500)
    told = batches * EACH * len(LIMITS)
    print(f"answers lost to {line.cuts} of {line.commits} COMMITs in {batches} batches, {told} messages")  # noqa: T201
