"""What SQLite answers in the thread that asks: within a transaction, and nothing that may wait or take long."""

from __future__ import annotations

import asyncio
import json
import sqlite3
import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.changes import Changes, Query, words
from storage.records import Person, SentMessage, Setting
from storage.sqlite import SqliteStore
from storage.store import StorageError
from storage.writing import MOST_QUICK


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[SqliteStore]:
    store = SqliteStore(tmp_path / "otklik.db")
    await store.open()
    await store.migrate()
    yield store
    await store.close()


def saving(*numbers: int) -> Changes:
    changes = Changes()
    for number in numbers:
        changes.put(Person(number, 0))
    return changes


async def traced(store: SqliteStore) -> list[tuple[str, bool]]:
    """Gets (first word of a statement, whether it ran in this thread) for each that is carried out from here on."""
    seen: list[tuple[str, bool]] = []
    await traced_into(store, seen)
    return seen


async def traced_into(store: SqliteStore, seen: list[tuple[str, bool]]) -> None:
    here, writer = threading.get_ident(), store._writer
    assert writer is not None
    await writer.run(
        lambda connection: connection.set_trace_callback(
            lambda sql: seen.append((sql.split()[0], threading.get_ident() == here))
        )
    )


REPORT = Query("report_by_id", (1,))


async def test_only_what_neither_waits_nor_takes_long_is_done_in_the_thread_that_asks(store: SqliteStore) -> None:
    seen = await traced(store)
    async with store.unit() as unit:
        await unit.exchange(None, [REPORT])
        await unit.exchange(saving(1), [REPORT])
        await unit.exchange(saving(*range(2, MOST_QUICK + 3)), [REPORT])
        await unit.exchange(None, [Query("settings_like", ("%",))])
        await unit.commit(saving(1000))  # the commit waits for the disk
    assert seen[:2] == [("BEGIN", True), ("SELECT", True)]
    assert seen[2:4] == [("INSERT", True), ("SELECT", True)]
    assert not any(here for _, here in seen[4:-2])
    assert seen[-2:] == [("INSERT", True), ("COMMIT", False)]


async def test_what_the_sender_claims_and_notes_is_done_in_the_thread_that_asks_unless_it_is_much(
    store: SqliteStore,
) -> None:
    """For a few rows the way there and back costs more than the rows; hundreds would hold everybody up."""
    few, many = list(range(MOST_QUICK)), list(range(MOST_QUICK + 1))
    seen = await traced(store)
    for ids in (few, many):
        slots = [[str(number), "card:1"] for number in ids]
        noted = Changes()
        noted.command("outbox_conclude", 1, 2, 0, 1, 0, 1, 1, "", "7")
        noted.command("sent_slot_leave", "telegram", "7", "card:1")
        noted.put(SentMessage("telegram", "7", "1", "card:1"))
        async with store.unit() as unit:
            claims = Query("outbox_claim_many", (json.dumps(ids), 1, words(["sending"]), words(["sending"])))
            await unit.commit(noted, [claims, Query("sent_by_slot", ("telegram", json.dumps(slots)))])
    wrote = ["BEGIN", "UPDATE", "UPDATE", "INSERT", "UPDATE", "SELECT"]
    assert seen == [*((word, True) for word in wrote), ("COMMIT", False),
                    *((word, False) for word in wrote), ("COMMIT", False)]  # fmt: skip


async def test_while_another_program_writes_the_beginning_waits_in_the_thread(store: SqliteStore) -> None:
    other = sqlite3.connect(store.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    seen = await traced(store)

    async def write() -> None:
        async with store.unit() as unit:
            await unit.commit(saving(1))

    writing = asyncio.create_task(write())
    while ("BEGIN", False) not in seen:  # noqa: ASYNC110 - the loop has its turns meanwhile
        await asyncio.sleep(0)
    assert not writing.done()
    other.execute("ROLLBACK")
    other.close()
    await writing
    assert seen[-2:] == [("INSERT", False), ("COMMIT", False)]


async def test_what_a_unit_left_in_the_thread_is_waited_for_there(store: SqliteStore) -> None:
    """Its connection is in use until then."""
    writer, free = store._writer, threading.Event()
    assert writer is not None
    left = asyncio.create_task(writer.run(lambda connection: free.wait(10)))
    await asyncio.sleep(0)
    seen: list[tuple[str, bool]] = []
    tracing = asyncio.create_task(traced_into(store, seen))
    await asyncio.sleep(0)

    async def write() -> None:
        async with store.unit() as unit:
            await unit.exchange(saving(1), [REPORT])
            await unit.commit()

    writing = asyncio.create_task(write())
    await asyncio.sleep(0)
    free.set()
    await asyncio.gather(left, tracing, writing)
    assert seen[:2] == [("BEGIN", False), ("INSERT", False)]


async def test_a_fault_in_the_thread_that_asks_keeps_nothing_and_the_next_one_works(store: SqliteStore) -> None:
    async with store.unit() as unit:
        await unit.exchange(saving(1), [REPORT])
        with pytest.raises(StorageError):
            await unit.exchange(saving(2), [Query("report_by_id", (2**70,))])
    changes = Changes()
    changes.put(Setting("after", "1"))
    async with store.unit() as unit:
        assert await unit.exchange(None, [Query("person_by_id", (1,)), Query("person_by_id", (2,))]) == [[], []]
        await unit.commit(changes)
    assert (await store.read(Query("setting", ("after",))))[0][0].value == "1"
