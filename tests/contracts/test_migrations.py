"""The schema is what the records say, on both engines; versions are kept and newer ones refused."""

from __future__ import annotations

import asyncio
import dataclasses
import sqlite3
from pathlib import Path

import pytest

from storage.migrate import BadMigration, load_migrations
from storage.open import make_store
from storage.records import RECORDS
from storage.store import NewerSchema, Store
from tests.contracts.raw import run_raw, table_columns

TYPES = {
    "int": {"BIGINT", "INTEGER"},
    "str": {"TEXT"},
    "float": {"DOUBLE PRECISION"},
    "float | None": {"DOUBLE PRECISION"},
}


async def test_columns_are_the_fields_of_the_records_in_their_order(store: Store, database_url: str) -> None:
    for kind in RECORDS:
        fields = dataclasses.fields(kind)  # type: ignore[arg-type]
        found = await table_columns(database_url, kind.TABLE)
        assert [c.name for c in found] == [f.name for f in fields], kind.TABLE
        for column, field in zip(found, fields, strict=True):
            where = f"{kind.TABLE}.{field.name}"
            assert column.type in TYPES[str(field.type)], where
            assert column.nullable == ("None" in str(field.type)), where
            assert column.key == (field.name in kind.KEY), where


async def test_migrations_are_applied_once_and_in_order(database_url: str) -> None:
    store = make_store(database_url)
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


async def test_two_programs_that_migrate_at_once_apply_each_migration_once(database_url: str) -> None:
    stores = [make_store(database_url) for _ in range(3)]
    for store in stores:
        await store.open()
    applied = await asyncio.gather(*(store.migrate() for store in stores))
    assert sorted(name for names in applied for name in names) == [m.name for m in load_migrations("sqlite")]
    for store in stores:
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
