"""A leader that was stopped in the middle of its work and goes on when another has the lead: it commits nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest

from bot.delivery.backlog import waiting
from bot.delivery.claims import Claims
from bot.jobs.place_keys import fill_place_keys
from handlers.base.turn import random_id
from storage.changes import Changes, Query
from storage.postgres import PostgresStore
from storage.records import Lane, OutboxRow
from storage.store import LeadLost, Rows, StorageError, Store, Unit
from tests.contracts.raw import run_raw
from tests.contracts.test_lead import hurried, node, takes
from tests.unit.notices.town import Town

__all__ = ["hurried"]
pytestmark = [pytest.mark.postgres, pytest.mark.usefixtures("hurried")]


@dataclass
class Stopped:
    """A store whose user is stopped once, while somebody else takes the lead: in the middle of its next transaction,
    whose session is ended by that, or before its beginning, in a session that nobody knew to end.
    """

    store: PostgresStore
    meanwhile: Callable[[], Awaitable[Any]]
    begun: bool
    fault: StorageError | None = None
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        try:
            async with self.store.unit() as unit:
                if not self.begun and not self.over.is_set():
                    await self.store._writer.execute("SELECT pg_advisory_unlock_all()")
                    await self.meanwhile()
                yield StoppedUnit(self, unit)
        except StorageError as fault:
            self.fault = self.fault or fault
            raise
        finally:
            self.over.set()


@dataclass
class StoppedUnit:
    owner: Stopped
    unit: Unit

    async def exchange(self, changes: Changes | None, queries: Sequence[Query] = ()) -> list[Rows]:
        return await self.unit.exchange(changes, queries)

    async def commit(self, changes: Changes | None = None, queries: Sequence[Query] = ()) -> list[Rows]:
        if not self.owner.begun:
            return await self.unit.commit(changes, queries)
        answers = await self.unit.exchange(changes, queries)
        await self.owner.meanwhile()
        await self.unit.commit()
        return answers


Work = Callable[[Town, Stopped], Awaitable[None]]


async def _expands(town: Town, store: Stopped) -> None:
    """A notice is written out to everybody, the cursor with it."""
    running = asyncio.create_task(town.audience(store).run())
    await store.over.wait()
    running.cancel()
    await asyncio.wait([running])


async def _claims(town: Town, store: Stopped) -> None:
    async with store.unit() as unit:
        await Claims("telegram", town.store, town.clock, lambda _: None).write(unit, [], [waiting(ROW)])


async def _keys_places(town: Town, store: Stopped) -> None:
    """A job of the house."""
    await fill_place_keys(cast(Store, store), town.region, town.clock)


ROW = OutboxRow(7, "telegram", "1001", int(Lane.PERSON), "send", "{}", created_at=1, due_at=1, random_id=random_id(7))
LOOKS = (
    "SELECT cursor, expanded FROM notice",
    "SELECT id, state FROM outbox",
    "SELECT person_id FROM recipient",
    "SELECT name, value FROM setting",
)


async def looks(url: str) -> list[Any]:
    return [await run_raw(url, look) for look in LOOKS]


@pytest.mark.parametrize("begun", [True, False], ids=["in the middle", "at the beginning"])
@pytest.mark.parametrize("work", [_expands, _claims, _keys_places])
async def test_an_old_leader_that_wakes_commits_nothing(
    ready_postgres: str, tmp_path: Path, work: Work, begun: bool
) -> None:
    async with node(ready_postgres) as first, node(ready_postgres) as second:
        await takes(first, "anton")
        assert isinstance(first, PostgresStore)
        town = Town(first, ready_postgres, tmp_path)
        await town.person("s:sosnovinka")
        await town.notice()
        await town.save(ROW)
        before = await looks(ready_postgres)
        stopped = Stopped(first, lambda: takes(second, "boris"), begun)
        with suppress(StorageError):
            async with asyncio.timeout(20):
                await work(town, stopped)
        assert stopped.fault is not None
        assert begun or isinstance(stopped.fault, LeadLost)
        assert await looks(ready_postgres) == before
        with pytest.raises(LeadLost):
            await town.notice()


async def test_two_that_write_out_one_notice_write_each_chunk_once(ready_postgres: str, tmp_path: Path) -> None:
    """Even where nothing else kept them apart: the second one waits for the first and finds the cursor moved."""
    stores = [PostgresStore(ready_postgres) for _ in range(2)]
    for store in stores:
        await store.open()
    try:
        town = Town(stores[0], ready_postgres, tmp_path)
        notice = await town.notice()
        async with stores[0].unit() as unit:
            chosen = [Query("notice_unmoved", (notice.id, notice.cursor))]
            assert len((await unit.exchange(None, chosen))[0]) == 1
            moved = Changes()
            moved.command("audience_cursor", notice.id, "moved", 0)
            async with stores[1].unit() as other:
                late = asyncio.create_task(other.exchange(None, chosen))
                await asyncio.sleep(0.1)
                assert not late.done()
                await unit.commit(moved)
                assert (await late)[0] == []
    finally:
        for store in stores:
            await store.close()
