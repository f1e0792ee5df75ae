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
from storage.migrate import load_migrations, missing
from storage.sqlite_faults import closed_file, opening_error, refuse_others, storage_error
from storage.sqlite_lead import FileLead
from storage.sqlite_log import Erasures
from storage.sqlite_steps import answer_all, applied, begin, migrate, patiently, run_one, undo, waiting, write_all
from storage.statements import our_statements
from storage.store import Rows, StorageError
from storage.writing import Ask, Write, Writing, are_quick

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

OLDEST = (3, 35, 0)
"""RETURNING came with it."""

WRITING = (
    "PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", "PRAGMA secure_delete=ON",
    f"PRAGMA journal_size_limit={64 * 1024 * 1024}", "PRAGMA busy_timeout=0",
)  # fmt: skip
"""What is deleted is overwritten, whatever the library was built with; a log that grew in a flood shrinks again. What
may have to wait for another program says so (`patiently`), for the loop must not.
"""


class _Thread:
    """A connection in its own thread; functions given to it run one after another."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._given = self._done = 0  # functions; the first counted in the loop, the other in the thread

    @property
    def idle(self) -> bool:
        """Nothing is under way or waits in the thread: so the connection may be used where this is asked."""
        return self._given == self._done

    async def run(self, work: Work[T]) -> T:
        """One function for a whole exchange: a hop to the thread costs as much as several statements.

        aiosqlite has no public way to run a function in its thread, hence its private `_execute`; it is
        used here only. The function is queued before the first await, so what is queued after it by a
        task that gave up waiting still comes after it.
        """
        raw = self._connection

        def call() -> T:
            try:
                return work(raw._conn)
            finally:
                self._done += 1

        try:
            self._given += 1
            result: T = await raw._execute(call)  # type: ignore[no-untyped-call]
        except ValueError:  # what aiosqlite says of a closed connection
            raise StorageError("the store is closed", retry=False) from None
        return result

    def here(self, work: Work[T]) -> T:
        """The same in the thread that asks, which nothing else may keep waiting; only while it is `idle`."""
        try:
            return work(self._connection._conn)
        except ValueError:
            raise StorageError("the store is closed", retry=False) from None

    async def close(self) -> None:
        self._given += 1  # never done: what is asked from here on is not asked here
        await self._connection.close()


class SqliteUnit:
    """A write transaction; it begins with its first exchange or commit. An error ends it."""

    def __init__(self, thread: _Thread, writing: Writing, erasures: Erasures, busy_s: float) -> None:
        self._thread, self._writing, self._erasures, self._busy_s = thread, writing, erasures, busy_s
        self._written: list[Write] = []
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
        self.clean = False
        answers: list[Rows] | None = None
        if self._thread.idle and are_quick(writes, asks):
            answers = self._thread.here(lambda connection: self._at_once(connection, writes, asks))
        if answers is None:
            answers = await self._thread.run(lambda connection: self._in_thread(connection, writes, asks, last))
        elif last:
            await self._thread.run(self._commit)
        else:
            await asyncio.sleep(0)  # others have their turn
        self.over = self.clean = last
        return answers

    def _at_once(self, connection: sqlite3.Connection, writes: list[Write], asks: list[Ask]) -> list[Rows] | None:
        """Without the commit; None, and nothing is done, while another program writes."""
        try:
            if not begin(connection):
                return None
            write_all(connection, writes)
            return answer_all(connection, asks)
        except BaseException:
            undo(connection)
            raise

    def _in_thread(
        self, connection: sqlite3.Connection, writes: list[Write], asks: list[Ask], last: bool
    ) -> list[Rows]:
        try:
            if not connection.in_transaction:
                patiently(connection, "BEGIN IMMEDIATE", "begin", self._busy_s)
            write_all(connection, writes)
            answers = answer_all(connection, asks)
        except BaseException:
            undo(connection)
            raise
        if last:
            self._commit(connection)
        return answers

    def _commit(self, connection: sqlite3.Connection) -> None:
        try:
            patiently(connection, "COMMIT", "commit", self._busy_s)
        except BaseException:
            undo(connection)
            raise
        self._erasures.look(connection, self._written)


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
            refuse_others(connection, self.path)
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
            unit = SqliteUnit(writer, self._writing, self._erasures, self._busy_s)
            try:
                yield unit
            finally:
                unit.over = True
                if not unit.clean:
                    # Queued behind what the unit still has in the thread, so even a second cancellation
                    # here leaves a clean connection to the next unit.
                    await writer.run(undo)

    async def read(self, *queries: Query) -> list[Rows]:
        asks = self._writing.asks(queries)

        def work(connection: sqlite3.Connection) -> list[Rows]:
            run_one(connection, "BEGIN", "begin")
            try:
                return answer_all(connection, asks)
            finally:
                undo(connection)

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

        def work(connection: sqlite3.Connection) -> list[str]:
            with waiting(connection, self._busy_s):
                return migrate(connection, known)

        async with self._turn:
            return await _opened(self._writer).run(work)

    async def pending(self) -> list[str]:
        known = load_migrations("sqlite")

        def work(connection: sqlite3.Connection) -> list[str]:
            found = run_one(connection, "SELECT name FROM sqlite_master WHERE name = 'schema_version'", "reading")
            return [m.name for m in missing(known, applied(connection) if found else [])]

        return await _opened(self._reader).run(work)

    async def backup(self, path: str) -> None:
        _opened(self._writer)
        await asyncio.to_thread(_copy, self.path, Path(path))


def _opened(thread: _Thread | None) -> _Thread:
    if thread is None:
        raise StorageError("the store is not open", retry=False)
    return thread


def _copy(source: Path, path: Path) -> None:
    """SQLite's online backup; other connections go on writing meanwhile."""
    closed_copy(path)
    try:
        with closing(sqlite3.connect(source)) as origin, closing(sqlite3.connect(path)) as copy:
            origin.backup(copy)
    except sqlite3.Error as error:
        path.unlink()
        raise storage_error(error, f"copying to {path}") from None
