"""What is done on SQLite's connection, whichever thread has it: beginning, writing, answering, the schema."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from storage.migrate import APPLIED, CREATE_VERSIONS, Migration, missing
from storage.sqlite_faults import storage_error
from storage.store import Rows
from storage.writing import Ask, Write

NOW_MS = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"


def write_all(connection: sqlite3.Connection, writes: Sequence[Write]) -> None:
    for step in writes:
        try:
            if step.many:
                connection.executemany(step.sql, step.rows)
            else:
                connection.execute(step.sql, step.rows[0]).fetchall()
        except (sqlite3.Error, OverflowError, ValueError) as error:
            raise storage_error(error, step.name) from None


def answer_all(connection: sqlite3.Connection, asks: Sequence[Ask]) -> list[Rows]:
    answers: list[Rows] = []
    for ask in asks:
        try:
            rows = connection.execute(ask.sql, ask.params).fetchall()
        except (sqlite3.Error, OverflowError, ValueError) as error:
            raise storage_error(error, ask.name) from None
        make = ask.make
        answers.append([make(*row) for row in rows] if make else rows)
    return answers


def run_one(connection: sqlite3.Connection, sql: str, doing: str) -> list[tuple[object, ...]]:
    try:
        return connection.execute(sql).fetchall()
    except sqlite3.Error as error:
        raise storage_error(error, doing) from None


def begin(connection: sqlite3.Connection) -> bool:
    """Whether a write transaction is begun; it is not while another program writes, which is not waited for."""
    if connection.in_transaction:
        return True
    try:
        connection.execute("BEGIN IMMEDIATE").fetchall()
    except sqlite3.Error as error:
        if _is_busy(error):
            return False
        raise storage_error(error, "begin") from None
    return True


def patiently(connection: sqlite3.Connection, sql: str, doing: str, wait_s: float) -> None:
    """Run what may have to wait for other programs, at most so long."""
    try:
        connection.execute(sql).fetchall()
        return
    except sqlite3.Error as error:
        if not _is_busy(error):
            raise storage_error(error, doing) from None
    with waiting(connection, wait_s):
        run_one(connection, sql, doing)


@contextmanager
def waiting(connection: sqlite3.Connection, wait_s: float) -> Iterator[None]:
    """Whatever is done here waits for other programs; else nothing does (storage.sqlite.WRITING)."""
    run_one(connection, f"PRAGMA busy_timeout={round(wait_s * 1000)}", "waiting")
    try:
        yield
    finally:
        run_one(connection, "PRAGMA busy_timeout=0", "waiting")


def _is_busy(error: sqlite3.Error) -> bool:
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY


def undo(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        run_one(connection, "ROLLBACK", "rollback")


def applied(connection: sqlite3.Connection) -> list[int]:
    return [int(str(row[0])) for row in run_one(connection, APPLIED, "reading the schema's version")]


def migrate(connection: sqlite3.Connection, known: list[Migration]) -> list[str]:
    names: list[str] = []
    while True:
        try:
            run_one(connection, "BEGIN IMMEDIATE", "migration")
            run_one(connection, CREATE_VERSIONS, "migration")
            left = missing(known, applied(connection))
            if left:
                for statement in left[0].statements:
                    run_one(connection, statement, left[0].name)
                row = f"({left[0].version}, '{left[0].name}', {NOW_MS})"
                run_one(
                    connection, f"INSERT INTO schema_version (version, name, applied_at) VALUES {row}", left[0].name
                )
            run_one(connection, "COMMIT", "migration")
        except BaseException:
            undo(connection)
            raise
        if not left:
            return names
        names.append(left[0].name)
