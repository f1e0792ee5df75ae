"""A COMMIT that is done and whose answer is lost: what is counted is counted once, on both engines."""

from __future__ import annotations

import asyncio
from collections import Counter
from itertools import count
from pathlib import Path

import pytest

from bot.channels.port import Outcome, Result
from storage.changes import Changes
from storage.notice_records import Notice
from storage.open import make_store
from storage.records import OutboxRow, OutboxState
from storage.store import StorageError
from tests.proxy import cutting_line, through
from tests.unit.delivery.post import Post, open_post
from tests.unit.delivery.test_notices import NOTICE, TEXT, told
from tests.unit.reception import FlakyStore, nothing

PEOPLE = 120


async def _written(post: Post) -> list[OutboxRow]:
    """A notice to everybody: some cannot be reached, for some it is too late."""
    post.channel.script["Вода близко"] = [Outcome(Result.UNREACHABLE, why="blocked")] * 15
    await post.keep(NOTICE, TEXT)
    rows = [told(post, str(n)) for n in range(PEOPLE)]
    for row in rows[-20:]:
        row.expires_at = post.clock.now() - 1
    await post.keep(*rows)
    return rows


async def _all_are_told(post: Post, rows: list[OutboxRow]) -> None:
    post.sender.offer(rows)
    async with asyncio.timeout(60):
        while await post.look("outbox", "id", "state < 2"):
            post.clock.leap(1)
            await asyncio.sleep(0.01)


async def _sums(post: Post) -> dict[str, int]:
    return {str(outcome): int(sum_) for outcome, sum_ in await post.look("notice_count", "outcome, count")}


def _exact() -> dict[str, int]:
    return {"sent": PEOPLE - 35, "unreachable": 15, "expired": 20}


async def test_a_notices_counts_are_its_recipients_though_answers_are_lost(database_url: str, tmp_path: Path) -> None:
    store = FlakyStore(make_store(database_url))
    await store.open()
    await store.migrate()
    turn, lost = count(1), Counter[str]()

    def after(changes: Changes) -> None:
        if next(turn) % 3:
            lost["answers"] += 1
            raise StorageError("the line was cut")

    async with open_post(store, database_url, tmp_path) as post:
        rows = await _written(post)
        store.after = after
        await _all_are_told(post, rows)
        store.after = nothing
        assert lost["answers"] > 5
        assert await _sums(post) == _exact()
        assert post.sender.claims.counts["alert", "expired"] == 20
    await store.close()


async def test_a_row_that_is_final_stays_as_it_is(database_url: str, tmp_path: Path) -> None:
    store = make_store(database_url)
    await store.open()
    await store.migrate()
    async with open_post(store, database_url, tmp_path) as post:
        row = told(post, "1", state=int(OutboxState.DROPPED), why="withdrawn", finished_at=5)
        await post.keep(Notice(7, "cancelled", "flood", 4, 0, "{}"), TEXT, row)
        changes = Changes()
        changes.command("notice_count_add", f"[{row.id}]", "sent", "")
        changes.command("outbox_conclude", row.id, 2, 0, 1, 0, 1, 9, "", row.chat)
        async with store.unit() as unit:
            await unit.commit(changes)
        assert await post.stored(row) == row
        assert await _sums(post) == {}
    await store.close()


@pytest.mark.postgres
async def test_a_line_that_is_cut_before_the_commits_answer_counts_nothing_twice(
    postgres_url: str, tmp_path: Path
) -> None:
    async with cutting_line(postgres_url) as line:
        store = make_store(through(postgres_url, f"127.0.0.1:{line.port}"))
        await store.open(exclusive=True)
        await store.migrate()
        async with open_post(store, postgres_url, tmp_path) as post:
            rows = await _written(post)
            line.every = 2
            try:
                await _all_are_told(post, rows)
            finally:
                line.every = 0
            assert line.cuts > 3
            assert await _sums(post) == _exact()
        await store.close()
