"""The schema is what the records say, on both engines; versions are kept and newer ones refused."""

from __future__ import annotations

import asyncio
import dataclasses
import sqlite3
from pathlib import Path
from typing import get_type_hints

import pytest

from storage.changes import Changes, Query
from storage.migrate import BadMigration, load_migrations, missing, unknown_version
from storage.open import make_store
from storage.records import RECORDS, OutboxRow
from storage.store import NewerSchema, Store
from tests.contracts.raw import older_database, run_raw, table_columns

TYPES = {
    int: {"BIGINT", "INTEGER"},
    str: {"TEXT"},
    float: {"DOUBLE PRECISION"},
    float | None: {"DOUBLE PRECISION"},
}


async def test_columns_are_the_fields_of_the_records_in_their_order(store: Store, database_url: str) -> None:
    for kind in RECORDS:
        fields = dataclasses.fields(kind)  # type: ignore[arg-type]
        hints = get_type_hints(kind)
        found = await table_columns(database_url, kind.TABLE)
        assert [c.name for c in found] == [f.name for f in fields], kind.TABLE
        for column, field in zip(found, fields, strict=True):
            where = f"{kind.TABLE}.{field.name}"
            assert column.type in TYPES[hints[field.name]], where
            assert column.nullable == (hints[field.name] == float | None), where
            assert column.key == (field.name in kind.KEY), where


async def test_migrations_are_applied_once_and_in_order(empty_url: str) -> None:
    store = make_store(empty_url)
    await store.open()
    names = [m.name for m in load_migrations("sqlite")]
    assert await store.pending() == names
    assert await store.migrate() == names
    assert await store.migrate() == []
    assert await store.pending() == []
    await store.close()


async def test_database_of_a_newer_program_is_refused_naming_both_versions(store: Store, database_url: str) -> None:
    await run_raw(database_url, "INSERT INTO schema_version (version, name, applied_at) VALUES (9999, 'x', 0)")
    newest = load_migrations("sqlite")[-1].version
    for ask in (store.migrate, store.pending):
        with pytest.raises(NewerSchema, match=rf"9999.*{newest}\b") as caught:
            await ask()
        assert not caught.value.retry


def test_a_version_that_the_program_does_not_know_is_newer_though_its_number_is_not() -> None:
    """Two that were written side by side came one after the other, the greater number first."""
    known = [migration for migration in load_migrations("sqlite") if migration.version != 33]
    assert unknown_version(known, [1, 33, 35]) == 33
    with pytest.raises(NewerSchema, match=r"33.*not that one"):
        missing(known, [1, 33])
    assert unknown_version(known, [1, 2]) == unknown_version(known, []) == 0


async def test_two_programs_that_migrate_at_once_apply_each_migration_once(empty_url: str) -> None:
    stores = [make_store(empty_url) for _ in range(3)]
    for store in stores:
        await store.open()
    applied = await asyncio.gather(*(store.migrate() for store in stores))
    assert sorted(name for names in applied for name in names) == [m.name for m in load_migrations("sqlite")]
    for store in stores:
        await store.close()


KEPT = (
    ("INSERT INTO outbox (id, channel, chat, lane, op, body, slot, state, finished_at, due_at, created_at, attempts, "
     "why) VALUES ({})", "SELECT id, chat, op, body, slot, state, finished_at > 0, why FROM outbox ORDER BY id"),
    ("INSERT INTO sent_message (channel, chat, message_id, slot, report_id, sent_at) VALUES ({})",
     "SELECT chat, message_id, slot, report_id, sent_at FROM sent_message ORDER BY chat"),
    ("INSERT INTO attachment (id, report_id, event_id, person_id, channel, kind, handle, url, created_at) VALUES ({})",
     "SELECT id, kind, handle, url, created_at FROM attachment ORDER BY id"),
)  # fmt: skip
"""How a table is filled, and what is looked at in it."""
OLD_ROWS = (
    ("1, 'vk', 'a', 2, 'send', 'слова', '', 0, 0, 0, 5, 0, ''",
     "2, 'vk', 'a', 3, 'put', 'карточка', 'card:1', 0, 0, 0, 5, 0, ''",
     "3, 'vk', 'a', 3, 'put', 'пробовали', 'card:2', 0, 0, 0, 5, 2, 'network'",
     "4, 'vk', 'b', 2, 'send', 'ушло', '', 2, 7, 0, 5, 1, ''",
     "5, 'vk', 'b', 2, 'send', 'без времени', '', 2, 0, 9, 5, 1, ''",
     "6, 'vk', 'c', 2, 'send', 'сдались', '', 6, 0, 0, 0, 9, 'rate'",
     "7, 'vk', 'c', 2, 'send', 'в пути', '', 1, 0, 0, 5, 1, ''"),
    ("'vk', 'a', '11', 'card:1', 3, 77", "'vk', 'b', '12', '', 0, 78"),
    ("1, 0, 0, 0, 'vk', 'photo', 'h', 'u', 70",),
)  # fmt: skip


async def test_what_an_older_version_wrote_is_kept_and_found_again(empty_url: str) -> None:
    await older_database(empty_url, 3)
    for (insert, _), rows in zip(KEPT, OLD_ROWS, strict=True):
        for row in rows:
            await run_raw(empty_url, insert.format(row))
    store = make_store(empty_url)
    await store.open(exclusive=True)
    assert await store.migrate() == [m.name for m in load_migrations("sqlite") if m.version > 3]
    outbox, sent, files = [await run_raw(empty_url, select) for _, select in KEPT]
    assert [(row[0], row[3], row[5]) for row in outbox] == [
        (1, "слова", 0), (2, "карточка", 0), (3, "пробовали", 0), (4, "ушло", 2), (5, "без времени", 2),
        (6, "сдались", 6), (7, "в пути", 1),
    ]  # fmt: skip
    assert [bool(row[6]) for row in outbox] == [False, False, False, True, True, True, False]
    assert [tuple(row) for row in sent] == [("a", "11", "card:1", 3, 77), ("b", "12", "", 0, 78)]
    assert [tuple(row) for row in files] == [(1, "photo", "h", "u", 70)]
    waits, claimed, given_up = await store.read(
        Query("outbox_backlog", ("vk", 0, 100, "[]")), Query("outbox_claimed", ("vk",)), Query("delivery_given_up")
    )
    assert [row[0] for row in waits] == [1, 2, 3]
    assert [row.id for row in claimed] == [7]
    assert [tuple(row)[:3] for row in given_up] == [("vk", "rate", 1)]
    changes = Changes()
    changes.put(OutboxRow(8, "vk", "a", 3, "put", "новее", slot="card:1", created_at=6))
    async with store.unit() as unit:
        await unit.commit(changes)
    assert [row[0] for row in (await store.read(Query("outbox_backlog", ("vk", 0, 100, "[]"))))[0]] == [1, 2, 3]
    assert (await run_raw(empty_url, "SELECT body FROM outbox WHERE id = 2"))[0][0] == "новее"
    await store.close()


def test_ids_are_the_rows_own_ids_in_sqlite() -> None:
    connection = sqlite3.connect(":memory:")
    for migration in load_migrations("sqlite"):
        for statement in migration.statements:
            connection.execute(statement)
    for kind in RECORDS:
        if kind.KEY == ("id",):
            indexes = connection.execute(f"PRAGMA index_list({kind.TABLE})").fetchall()
            assert not [row for row in indexes if row[3] == "pk"], kind.TABLE
    connection.close()


@pytest.mark.parametrize("names", [("0001_a.sql", "0001_b.sql"), ("1_a.sql",), ("later.sql",)])
def test_folder_with_wrong_numbers_is_refused(tmp_path: Path, names: tuple[str, ...]) -> None:
    for name in names:
        (tmp_path / name).write_text("CREATE TABLE a (b BIGINT);")
    with pytest.raises(BadMigration, match=names[-1]):
        load_migrations("sqlite", tmp_path)
