"""Looks at and into a database past the store, for tests."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from storage.migrate import CREATE_VERSIONS, load_migrations


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    type: str
    nullable: bool
    key: bool


def sqlite_path(url: str) -> str:
    return url.removeprefix("sqlite:///")


async def run_raw(url: str, sql: str) -> list[tuple[Any, ...]]:
    """One statement in a connection of its own, committed; its rows."""
    if url.startswith("sqlite"):
        connection = sqlite3.connect(sqlite_path(url), isolation_level=None)
        try:
            return connection.execute(sql).fetchall()
        finally:
            connection.close()
    rows = await with_postgres(url, lambda connection: connection.fetch(sql))
    return [tuple(row) for row in rows]


async def insert_raw(url: str, *records: Any) -> None:
    """Records of one kind, past the store."""
    names = [field.name for field in dataclasses.fields(records[0])]
    rows = ", ".join(f"({', '.join(_literal(getattr(record, name)) for name in names)})" for record in records)
    await run_raw(url, f"INSERT INTO {records[0].TABLE} ({', '.join(names)}) VALUES {rows}")


def _literal(value: object) -> str:
    if value is None:
        return "NULL"
    return str(value) if isinstance(value, int | float) else "'" + str(value).replace("'", "''") + "'"


async def older_database(url: str, version: int) -> None:
    """An empty database becomes one of an older program: with all migrations up to this one."""
    engine = url.partition(":")[0].removesuffix("ql")
    for migration in (m for m in load_migrations(engine) if m.version <= version):
        for statement in migration.statements:
            await run_raw(url, statement)
        if migration.version == 1:
            await run_raw(url, CREATE_VERSIONS)
        noted = f"({migration.version}, '{migration.name}', 1)"
        await run_raw(url, f"INSERT INTO schema_version (version, name, applied_at) VALUES {noted}")


async def with_postgres(url: str, work: Callable[[Any], Any]) -> Any:
    import asyncpg

    connection = await asyncpg.connect(url)
    try:
        return await work(connection)
    finally:
        await connection.close()


async def table_columns(url: str, table: str) -> list[Column]:
    if url.startswith("sqlite"):
        rows = await run_raw(url, f"PRAGMA table_info({table})")
        return [Column(name, kind, not (required or key), bool(key)) for _, name, kind, required, _, key in rows]
    rows = await run_raw(
        url,
        f"""SELECT a.attname, upper(format_type(a.atttypid, a.atttypmod)), NOT a.attnotnull,
            EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = a.attrelid AND i.indisprimary
                    AND a.attnum = ANY (i.indkey))
        FROM pg_attribute a WHERE a.attrelid = '{table}'::regclass AND a.attnum > 0
            AND a.attgenerated = '' ORDER BY a.attnum""",
    )
    return [Column(*row) for row in rows]
