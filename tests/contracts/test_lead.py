"""The lead of several nodes on one database: one has it, it goes over when it is let go, lost or silent."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import asyncpg
import pytest

import bot.lead.lead
import storage.lead
from bot.lead.lead import Lead
from bot.lead.same_configuration import DIFFERS, SameConfiguration
from bot.waiting import alongside
from storage.changes import Changes, Query
from storage.lead import MARK, LeadRow, Seats
from storage.open import make_store
from storage.postgres import PostgresStore
from storage.postgres_lead import WRITER_LOCK
from storage.records import Setting
from storage.store import InUse, LeadLost, StorageError, Store
from tests.contracts.raw import run_raw


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lead is silent after half a second."""
    monkeypatch.setattr(storage.lead, "SILENT_MS", 500)
    monkeypatch.setattr(storage.lead, "OVER_MS", 300)


@asynccontextmanager
async def node(url: str) -> AsyncIterator[Store]:
    store = make_store(url)
    await store.open()
    try:
        yield store
    finally:
        await store.close()


async def takes(store: Store, name: str) -> int:
    """Until it has the lead: the lead's number."""
    async with asyncio.timeout(20):
        while not await store.contend(name):  # noqa: ASYNC110 - what other programs do
            await asyncio.sleep(0.05)
    await store.migrate()
    return await store.enter_lead(name)


async def writes(store: Store, value: str) -> None:
    changes = Changes()
    changes.put(Setting("written", value))
    async with store.unit() as unit:
        await unit.commit(changes)


async def row(store: Store) -> LeadRow:
    return LeadRow(*(await store.read(Query("lead")))[0][0])


def test_a_node_falls_silent_before_others_take_it_to_be_gone() -> None:
    assert storage.lead.LEASE_S * 1000 < storage.lead.OVER_MS < storage.lead.SILENT_MS


async def test_one_has_the_lead_and_the_other_when_it_is_let_go(database_url: str) -> None:
    async with node(database_url) as first, node(database_url) as second:
        assert await takes(first, "anton") == 1
        assert not await second.contend("boris")
        assert first.leading()
        assert (await row(second)).node == "anton"
        await writes(first, "1")
        assert not await first.keep_lead()
        await first.close()
        assert await takes(second, "boris") == 2
        assert (await row(second)).node == "boris"
        await first.open()
        with pytest.raises(InUse):
            await make_store(database_url).open(exclusive=True)


async def test_whoever_asks_is_heard_by_the_one_that_leads(database_url: str) -> None:
    async with node(database_url) as first, node(database_url) as console:
        await takes(first, "anton")
        asked = Changes()
        asked.command("lead_ask")
        async with console.unit() as unit:
            await unit.commit(asked)
        assert await first.keep_lead()


async def test_seats_tell_who_runs_and_who_waits_and_take_nothing(database_url: str) -> None:
    async with node(database_url) as first, node(database_url) as second, node(database_url) as console:
        assert await console.seats() == Seats(False)
        await takes(first, "anton")
        assert await console.seats() == Seats(True)
        assert not await second.contend("boris")
        seats = await console.seats()
        assert (seats.held, len(seats.waiting)) == (True, 1)
        await second.close()
        await first.close()
        assert await console.seats() == Seats(False)


async def test_a_program_that_runs_alone_is_never_taken_for_dead(database_url: str, hurried: None) -> None:
    async with node(database_url) as before, node(database_url) as standby:
        await takes(before, "anton")  # whose row says that it is renewed
        await run_raw(database_url, "UPDATE lead SET renewed_at = 1")
        await before.close()
        alone = make_store(database_url)
        await alone.open(exclusive=True)
        for _ in range(8):
            assert not await standby.contend("boris")
            await asyncio.sleep(0.1)
        await writes(alone, "still here")
        await alone.close()
        await takes(standby, "boris")


async def compared(store: Store, told: str, *, leading: bool) -> str:
    same = SameConfiguration(store, told)
    await same.look(leading=leading)
    return same.trouble


async def test_nodes_that_were_told_something_else_are_seen_from_both_sides(database_url: str) -> None:
    one, other = "a" * 64, "b" * 64
    async with node(database_url) as first, node(database_url) as second:
        epoch = await takes(first, "anton")
        assert await compared(second, other, leading=False) == "", "nothing is known of the one that leads"
        await SameConfiguration(first, one).write(epoch)
        assert not await second.contend("boris", other[:MARK])
        assert await compared(second, other, leading=False) == await compared(first, one, leading=True) == DIFFERS
        assert (await second.seats()).waiting in [("boris",), ("",)]
        assert await compared(second, one, leading=False) == await compared(first, other, leading=True) == ""
        await second.close()
        assert await compared(first, one, leading=True) == "", "nobody waits"
        await second.open()
        await first.close()
        assert await takes(second, "boris") == epoch + 1
        assert await compared(second, other, leading=False) == "", "the sum of the one before counts no more"


async def test_two_nodes_say_of_each_other_that_they_differ(database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot.lead.lead, "LOOK_S", 0.05)
    leads = [Lead(make_store(database_url), name, standby=True) for name in ("anton", "boris")]
    for lead, told in zip(leads, ("a" * 64, "b" * 64), strict=True):
        lead.same.configuration = told
    first, second = leads
    await first.wait()
    await first.store.migrate()
    await first.enter()
    async with alongside(second.wait()):
        await until(lambda: all(lead.same.trouble == DIFFERS for lead in leads))
        second.same.configuration = first.same.configuration
        await until(lambda: not second.same.trouble)
    await second.store.close()
    await until(lambda: not first.same.trouble)
    await first.let_go()
    await first.store.close()


# -- PostgreSQL: a lead is renewed, and taken away from who is silent ---------------------------------
@pytest.mark.postgres
async def test_who_is_silent_loses_the_lead_and_can_write_nothing(ready_postgres: str, hurried: None) -> None:
    async with node(ready_postgres) as first, node(ready_postgres) as second:
        await takes(first, "anton")
        async with first.unit() as unit:
            await unit.exchange(None, [Query("lead")])
            assert await takes(second, "boris") == 2  # in the midst of a transaction of the first
            with pytest.raises(StorageError):
                await unit.commit()
        assert not first.leading()
        for _ in range(2):
            with pytest.raises(LeadLost):
                await writes(first, "late")
        with pytest.raises(LeadLost):
            await first.keep_lead()
        await writes(second, "2")
        assert second.leading()


@pytest.mark.postgres
async def test_who_renews_keeps_it(ready_postgres: str) -> None:
    async with node(ready_postgres) as first, node(ready_postgres) as second:
        await takes(first, "anton")
        for _ in range(3):
            await is_silent(ready_postgres)
            assert not await first.keep_lead()
            assert not await second.contend("boris")


async def is_silent(url: str) -> None:
    """Whoever leads was last heard of long ago."""
    await run_raw(url, f"UPDATE lead SET renewed_at = renewed_at - {storage.lead.SILENT_MS + 1_000}")


async def ended(url: str, name: str) -> None:
    """The server ends all sessions of this database, as at a restart."""
    await run_raw(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
        f"WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE '{name}%'",
    )


@pytest.mark.postgres
async def test_a_cut_session_silences_its_node_at_once_and_it_goes_on_where_nobody_took_over(
    ready_postgres: str,
) -> None:
    async with node(ready_postgres) as first, node(ready_postgres) as second:
        await takes(first, "anton")
        assert not await second.contend("boris")
        await run_raw(ready_postgres, "UPDATE lead SET server = 1")  # as if the server had been restarted
        await ended(ready_postgres, "otklik")
        await until(lambda: not first.leading())
        with suppress(StorageError):  # its session was just ending, too
            await second.contend("boris")
        assert not await second.contend("boris"), "it waits for as long as the other may believe in his lead"
        await first.keep_lead()
        assert first.leading()
        await writes(first, "on")
        assert not await second.contend("boris")


@pytest.mark.postgres
async def test_of_several_that_wait_one_takes_it_and_the_others_leave_it_alone(ready_postgres: str) -> None:
    stores = [PostgresStore(ready_postgres) for _ in range(4)]
    for store in stores:
        await store.open()
    await takes(stores[0], "first")
    await is_silent(ready_postgres)  # all of the others see it at the same moment
    taken = await asyncio.gather(*(store.contend(f"node {n}") for n, store in enumerate(stores[1:])))
    assert taken.count(True) == 1
    again = await asyncio.gather(*(s.contend("x") for s, won in zip(stores[1:], taken, strict=True) if not won))
    assert again == [False, False]
    winner = stores[1 + taken.index(True)]
    assert winner.leading()
    assert (await row(winner)).epoch == 2
    for store in stores:
        await store.close()


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(30):
        while not true():  # noqa: ASYNC110 - what a server does
            await asyncio.sleep(0.01)


# -- what an old leader was at when it was stopped ----------------------------------------------------
async def _write_in_one(store: Store) -> None:
    await writes(store, "late")


async def _write_in_two(store: Store) -> None:
    changes = Changes()
    changes.put(Setting("written", "late"))
    async with store.unit() as unit:
        await unit.exchange(changes, [Query("lead")])
        await unit.commit()


async def _migrate(store: Store) -> None:
    await store.migrate()


@pytest.mark.postgres
@pytest.mark.parametrize("work", [_write_in_one, _write_in_two, _migrate])
async def test_a_writer_that_connects_while_another_takes_over_commits_nothing(
    ready_postgres: str, hurried: None, monkeypatch: pytest.MonkeyPatch, work: Callable[[Store], Awaitable[None]]
) -> None:
    """Its session did not exist yet when the others were ended, so only the number of the lead stops it."""
    reached, goes_on = asyncio.Event(), asyncio.Event()
    async with node(ready_postgres) as first, node(ready_postgres) as second:
        await takes(first, "anton")
        await writes(first, "1")
        assert isinstance(first, PostgresStore)
        first._writer.terminate()
        dial = first._line.connect

        async def connect(**how: bool) -> object:
            reached.set()
            await goes_on.wait()
            return await dial(**how)

        monkeypatch.setattr(first._line, "connect", connect)
        late = asyncio.ensure_future(work(first))
        await reached.wait()
        async with asyncio.timeout(20):
            while not await second.contend("boris"):  # noqa: ASYNC110 - what other programs do
                await asyncio.sleep(0.05)
        await run_raw(ready_postgres, "DELETE FROM schema_version WHERE name = '0024_lead'")
        goes_on.set()
        with pytest.raises(LeadLost):
            await late
        await run_raw(ready_postgres, "INSERT INTO schema_version VALUES (24, '0024_lead', 1)")
        await writes(second, "2")
        assert (await second.read(Query("setting", ("written",))))[0][0].value == "2"


async def stands_in_line(database_url: str) -> None:
    """A session of this database waits for an advisory lock."""
    here = "database IN (SELECT oid FROM pg_database WHERE datname = current_database())"
    async with asyncio.timeout(20):
        waiting = f"SELECT pid FROM pg_locks WHERE NOT granted AND {here}"
        while not await run_raw(database_url, waiting):  # noqa: ASYNC110 - another process
            await asyncio.sleep(0.02)


@pytest.mark.postgres
async def test_who_takes_over_waits_for_no_session_that_waits_to_write(ready_postgres: str, hurried: None) -> None:
    """The old leader's writer may stand in line behind its own earlier one: both are ended."""
    async with node(ready_postgres) as first, node(ready_postgres) as second:
        await takes(first, "anton")
        await writes(first, "1")
        assert isinstance(first, PostgresStore)
        waiting = await first._line.connect()
        in_line = asyncio.create_task(waiting.execute(f"SELECT pg_advisory_lock({WRITER_LOCK})"))
        await stands_in_line(ready_postgres)
        await takes(second, "boris")
        with suppress(asyncpg.PostgresError):
            await in_line  # it may have had the lock of the session that was ended first, and was ended next
        with pytest.raises((asyncpg.PostgresError, asyncpg.InterfaceError)):
            await waiting.execute("SELECT 1")
        await writes(second, "2")


@pytest.mark.postgres
async def test_nobody_takes_over_while_a_transaction_that_proved_its_lead_goes_on(
    ready_postgres: str, hurried: None
) -> None:
    async with node(ready_postgres) as first, node(ready_postgres) as second:
        await takes(first, "anton")
        await writes(first, "1")
        assert isinstance(first, PostgresStore)
        await first._writer.execute("SELECT pg_advisory_unlock_all()")  # a session that nobody knows to end
        written = Changes()
        written.put(Setting("written", "in time"))
        async with first.unit() as unit:
            await unit.exchange(written)
            await asyncio.sleep(0.6)
            taking = asyncio.create_task(second.contend("boris"))
            await asyncio.sleep(0.5)
            assert not taking.done()
            assert (await row(first)).epoch == 1
            await unit.commit()
        assert await taking
        with pytest.raises(LeadLost):
            await writes(first, "late")
        assert (await second.read(Query("setting", ("written",))))[0][0].value == "in time"
