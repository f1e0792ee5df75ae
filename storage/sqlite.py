"""The store on SQLite: one writer connection, one for reading, each in aiosqlite's own thread.

WAL with synchronous=FULL: what was committed survives a power cut, and reading never waits for writing.
"""

from __future__ import annotations

import asyncio
import math
import os
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, closing, suppress
from pathlib import Path
from typing import TypeVar

import aiosqlite

from storage.changes import Changes, Query
from storage.copies import closed_file as closed_copy
from storage.lead import Seats
from storage.migrate import APPLIED, CREATE_VERSIONS, Migration, load_migrations, missing
from storage.sqlite_faults import closed_file, opening_error, storage_error
from storage.sqlite_lead import FileLead
from storage.sqlite_log import Erasures
from storage.statements import our_statements
from storage.store import Rows, StorageError
from storage.writing import Ask, Write, Writing, are_quick

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

OLDEST = (3, 35, 0)
"""RETURNING came with it."""

WRITING = (
    "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA secure_delete=ON",
    f"PRAGMA journal_size_limit={64 * 1024 * 1024}",
)  # fmt: skip
"""What is deleted is overwritten, whatever the library was built with; a log that grew in a flood shrinks again."""

NOW_MS = "CAST((julianday('now') - 2440587.5) * 86400000 AS INTEGER)"


class _Thread:
    """A connection in its own thread; functions given to it run one after another."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def run(self, work: Work[T], *, here: bool = False) -> T:
        """One function for a whole exchange: a hop to the thread costs as much as several statements. `here`: in the
        thread that asks, while the other one has nothing to do.

        aiosqlite has no public way to run a function in its thread, hence its private `_execute`; it is
        used here only. The function is queued before the first await, so what is queued after it by a
        task that gave up waiting still comes after it.
        """
        raw = self._connection

        def call() -> T:
            return work(raw._conn)

        try:
            if here:
                try:
                    return call()
                finally:
                    await asyncio.sleep(0)  # others have their turn
            result: T = await raw._execute(call)  # type: ignore[no-untyped-call]
        except ValueError:  # what aiosqlite says of a closed connection
            raise StorageError("the store is closed", retry=False) from None
        return result

    async def close(self) -> None:
        await self._connection.close()


def _write(connection: sqlite3.Connection, writes: Sequence[Write]) -> None:
    for step in writes:
        try:
            if step.many:
                connection.executemany(step.sql, step.rows)
            else:
                connection.execute(step.sql, step.rows[0]).fetchall()
        except (sqlite3.Error, OverflowError, ValueError) as error:
            raise storage_error(error, step.name) from None


def _answer(connection: sqlite3.Connection, asks: Sequence[Ask]) -> list[Rows]:
    answers: list[Rows] = []
    for ask in asks:
        try:
            rows = connection.execute(ask.sql, ask.params).fetchall()
        except (sqlite3.Error, OverflowError, ValueError) as error:
            raise storage_error(error, ask.name) from None
        make = ask.make
        answers.append([make(*row) for row in rows] if make else rows)
    return answers


def _run(connection: sqlite3.Connection, sql: str, doing: str) -> list[tuple[object, ...]]:
    try:
        return connection.execute(sql).fetchall()
    except sqlite3.Error as error:
        raise storage_error(error, doing) from None


def _undo(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        _run(connection, "ROLLBACK", "rollback")


class SqliteUnit:
    """A write transaction; it begins with its first exchange or commit. An error ends it."""

    def __init__(self, thread: _Thread, writing: Writing, erasures: Erasures) -> None:
        self._thread, self._writing, self._erasures = thread, writing, erasures
        self._written: list[Write] = []
        self._begun = False
        self.over = False
        self.clean = True  # nothing of it stands in the connection

    async def exchange(self, changes: Changes | None, queries: Sequence[Query] = ()) -> list[Rows]:
        return await self._go(changes, queries, last=False)

    async def commit(self, changes: Changes | None = None, queries: Sequence[Query] = ()) -> list[Rows]:
        return await self._go(changes, queries, last=True)

    async def _go(self, changes: Changes | None, queries: Sequence[Query], *, last: bool) -> list[Rows]:
        if self.over:
            raise StorageError("this unit is over", retry=False)
        self.over = True  # until this step is known to have gone well
        writes, asks = self._writing.writes(changes), self._writing.asks(queries)
        self._written += writes

        def work(connection: sqlite3.Connection) -> list[Rows]:
            try:
                if not connection.in_transaction:
                    _run(connection, "BEGIN IMMEDIATE", "begin")
                _write(connection, writes)
                answers = _answer(connection, asks)
                if last:
                    _run(connection, "COMMIT", "commit")
            except BaseException:
                _undo(connection)
                raise
            if last:
                self._erasures.look(connection, self._written)
            return answers

        self.clean = False
        here = self._begun and not last and are_quick(writes, asks)
        answers = await self._thread.run(work, here=here)
        self.over = self.clean = last
        self._begun = True
        return answers


class SqliteStore:
    """`path` is the database's file; its folder is made. `busy_s`: how long to wait for other processes."""

    def __init__(self, path: Path, *, busy_s: float = 10.0) -> None:
        self.path, self._busy_s = path, busy_s
        self._writing = Writing(our_statements("sqlite"))
        self._turn = asyncio.Lock()
        self._lead = FileLead(path)
        self._erasures = Erasures()
        self._writer: _Thread | None = None
        self._reader: _Thread | None = None

    # -- opening ------------------------------------------------------------------------------
    async def open(self, *, exclusive: bool = False) -> None:
        if sqlite3.sqlite_version_info < OLDEST:
            found, needed = sqlite3.sqlite_version, ".".join(map(str, OLDEST))
            told = f"SQLite {found} is too old: {needed} or newer is needed"
            raise StorageError(told, retry=False, code="database-old-sqlite", found=found, needed=needed)
        try:
            self._make_file()
            if exclusive:
                self._lead.take()
        except OSError as error:
            raise closed_file(self.path, error) from None
        try:
            self._writer = await self._connect(*WRITING)
            self._reader = await self._connect("PRAGMA query_only=ON")
        except BaseException:
            await self.close()
            raise

    def _make_file(self) -> None:
        """The folder and an empty file that only we may read: SQLite gives its -wal the same rights."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))

    async def _connect(self, *pragmas: str) -> _Thread:
        connection = aiosqlite.connect(
            self.path, timeout=self._busy_s, isolation_level=None, cached_statements=512, check_same_thread=False
        )
        try:
            thread = _Thread(await connection)
        except sqlite3.Error as error:
            # Its thread has a last word to say to this event loop, which a command ends right after a refusal.
            await asyncio.to_thread(connection._thread.join)
            raise opening_error(error, self.path) from None

        def prepare(connection: sqlite3.Connection) -> None:
            for pragma in ("PRAGMA foreign_keys=OFF", *pragmas, "SELECT json_array_length('[]')"):
                try:
                    connection.execute(pragma).fetchall()
                except sqlite3.Error as error:
                    raise opening_error(error, self.path) from None

        try:
            await thread.run(prepare)
        except BaseException:
            await thread.close()
            raise
        return thread

    async def close(self) -> None:
        async with self._turn:
            # The writer last: whoever closes last brings the log into the database, and a reader may not.
            for thread in (self._reader, self._writer):
                if thread is not None:
                    await thread.close()
            self._reader = self._writer = None
            self._lead.release()

    # -- writing and reading ------------------------------------------------------------------
    @asynccontextmanager
    async def unit(self) -> AsyncIterator[SqliteUnit]:
        async with self._turn:
            writer = _opened(self._writer)
            self._lead.check()
            unit = SqliteUnit(writer, self._writing, self._erasures)
            try:
                yield unit
            finally:
                unit.over = True
                if not unit.clean:
                    # Queued behind what the unit still has in the thread, so even a second cancellation
                    # here leaves a clean connection to the next unit.
                    await writer.run(_undo)

    async def read(self, *queries: Query) -> list[Rows]:
        asks = self._writing.asks(queries)

        def work(connection: sqlite3.Connection) -> list[Rows]:
            _run(connection, "BEGIN", "begin")
            try:
                return _answer(connection, asks)
            finally:
                _undo(connection)

        return await _opened(self._reader).run(work)

    # -- the lead: on one machine the lock's file says all of it --------------------------------
    async def contend(self, node: str, mark: str = "") -> bool:
        return self._lead.contend(mark)

    async def enter_lead(self, node: str) -> int:
        async with self.unit() as unit:
            rows = await unit.commit(None, [Query("lead_enter", (node, 0))])
        self._lead.epoch = rows[0][0][0]
        return self._lead.epoch

    async def keep_lead(self) -> bool:
        rows = (await self.read(Query("lead")))[0]
        return bool(rows) and rows[0][0] == self._lead.epoch and rows[0][4] > 0

    def leading(self) -> bool:
        return True

    def lead_left_s(self) -> float:
        return math.inf

    def lose_lead(self) -> None:
        """Only a process that died has lost it."""

    async def seats(self) -> Seats:
        return self._lead.seats()

    # -- migrations and copies ----------------------------------------------------------------
    async def migrate(self) -> list[str]:
        known = load_migrations("sqlite")
        async with self._turn:
            return await _opened(self._writer).run(lambda connection: _migrate(connection, known))

    async def pending(self) -> list[str]:
        known = load_migrations("sqlite")

        def work(connection: sqlite3.Connection) -> list[str]:
            found = _run(connection, "SELECT name FROM sqlite_master WHERE name = 'schema_version'", "reading")
            return [m.name for m in missing(known, _applied(connection) if found else [])]

        return await _opened(self._reader).run(work)

    async def backup(self, path: str) -> None:
        _opened(self._writer)
        await asyncio.to_thread(_copy, self.path, Path(path))


def _opened(thread: _Thread | None) -> _Thread:
    if thread is None:
        raise StorageError("the store is not open", retry=False)
    return thread


def _applied(connection: sqlite3.Connection) -> list[int]:
    return [int(str(row[0])) for row in _run(connection, APPLIED, "reading the schema's version")]


def _migrate(connection: sqlite3.Connection, known: list[Migration]) -> list[str]:
    names: list[str] = []
    while True:
        try:
            _run(connection, "BEGIN IMMEDIATE", "migration")
            _run(connection, CREATE_VERSIONS, "migration")
            left = missing(known, _applied(connection))
            if left:
                for statement in left[0].statements:
                    _run(connection, statement, left[0].name)
                row = f"({left[0].version}, '{left[0].name}', {NOW_MS})"
                _run(connection, f"INSERT INTO schema_version (version, name, applied_at) VALUES {row}", left[0].name)
            _run(connection, "COMMIT", "migration")
        except BaseException:
            _undo(connection)
            raise
        if not left:
            return names
        names.append(left[0].name)


def _copy(source: Path, path: Path) -> None:
    """SQLite's online backup; other connections go on writing meanwhile."""
    closed_copy(path)
    try:
        with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(path)) as copy:
            origin.backup(copy)
    except sqlite3.Error as error:
        path.unlink()
        raise storage_error(error, f"copying to {path}") from None
