"""What SQLite answers in the thread that asks: within a transaction, and nothing that may wait or take long."""

from __future__ import annotations

import threading
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.changes import Changes, Query
from storage.records import Person, Setting
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
    here, writer = threading.get_ident(), store._writer
    assert writer is not None
    await writer.run(
        lambda connection: connection.set_trace_callback(
            lambda sql: seen.append((sql.split()[0], threading.get_ident() == here))
        )
    )
    return seen


REPORT = Query("report_by_id", (1,))


async def test_only_what_neither_waits_nor_takes_long_is_done_in_the_thread_that_asks(store: SqliteStore) -> None:
    seen = await traced(store)
    async with store.unit() as unit:
        await unit.exchange(None, [REPORT])  # the beginning may wait for another program
        await unit.exchange(saving(1), [REPORT])
        await unit.exchange(saving(*range(2, MOST_QUICK + 3)), [REPORT])
        await unit.exchange(None, [Query("settings_like", ("%",))])
        await unit.commit(saving(1000))
    assert seen[:2] == [("BEGIN", False), ("SELECT", False)]
    assert seen[2:4] == [("INSERT", True), ("SELECT", True)]
    assert not any(here for _, here in seen[4:])
    assert seen[-1] == ("COMMIT", False)


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
