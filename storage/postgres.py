"""The store on PostgreSQL: one connection that writes, two that read, one that holds the one-instance lock.

A connection that is lost ends its unit with StorageError(retry=True); the next unit connects anew. The writer of
a running service holds a lock of its own: the server may still be at the last COMMIT of a program that was killed,
or of a connection that was lost, and nothing may be read or written before that is over.
"""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import asyncpg

from storage import postgres_tools
from storage.changes import Changes, Query
from storage.lead import Seats
from storage.migrate import APPLIED, CREATE_VERSIONS, Migration, load_migrations, missing
from storage.postgres_faults import DRIVER, beginning, mapped, storage_error
from storage.postgres_lead import LOCK, WRITER_LOCK, PostgresLead, begin, keep_by_lock_alone, seats
from storage.postgres_line import CLOSE_S, Line, close, end_own, who
from storage.statements import our_statements
from storage.store import InUse, Rows, StorageError
from storage.writing import Ask, Write, Writing

__all__ = ["PostgresStore", "storage_error"]

MIGRATION_LOCK = 0x6F746B6C696B02
"""The key of an advisory lock; the others are in storage/postgres_lead.py."""

PREDECESSOR_S = 20.0
"""So long a writer waits for the one before it; the next unit waits again."""

NOW_MS = "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)"


async def _write(connection: Any, writes: Sequence[Write]) -> None:
    for step in writes:
        with mapped(step.name):
            if step.many and len(step.rows) > 1:
                await connection.executemany(step.sql, step.rows)
            else:
                await connection.execute(step.sql, *step.rows[0])


async def _answer(connection: Any, asks: Sequence[Ask]) -> list[Rows]:
    answers: list[Rows] = []
    for ask in asks:
        with mapped(ask.name):
            rows = await connection.fetch(ask.sql, *ask.params)
        answers.append([ask.make(*row) if ask.make else tuple(row) for row in rows])
    return answers


async def _run(connection: Any, sql: str, doing: str) -> str:
    with mapped(doing):
        return str(await connection.execute(sql))


async def _keep_settings(connection: Any) -> None:
    """Instead of the pool's RESET ALL: a reader changes nothing that would have to be undone."""


async def _undo(connection: Any) -> None:
    """Roll back what is open; a connection that cannot is given up, and the server rolls back by itself."""
    try:
        if not connection.is_closed():
            await connection.execute("ROLLBACK", timeout=CLOSE_S)
    except DRIVER:
        connection.terminate()
    except BaseException:
        connection.terminate()
        raise


class PostgresUnit:
    """A write transaction; it begins with its first exchange or commit. An error ends it."""

    def __init__(self, connection: Any, writing: Writing, lead: PostgresLead | None) -> None:
        self._connection, self._writing, self._lead = connection, writing, lead
        self.over = False
        self.begun = False

    async def exchange(self, changes: Changes | None, queries: Sequence[Query] = ()) -> list[Rows]:
        self._check()
        self.over = True  # until this step is known to have gone well
        writes, asks = self._writing.writes(changes), self._writing.asks(queries)
        await self._begin()
        await _write(self._connection, writes)
        answers = await _answer(self._connection, asks)
        self.over = False
        return answers

    async def commit(self, changes: Changes | None = None, queries: Sequence[Query] = ()) -> list[Rows]:
        answers = await self.exchange(changes, queries)
        self.over = True
        if await _run(self._connection, "COMMIT", "commit") != "COMMIT":
            raise StorageError("commit: the server rolled the transaction back")
        self.begun = False
        return answers

    def _check(self) -> None:
        if self.over:
            raise StorageError("this unit is over", retry=False)

    async def _begin(self) -> None:
        if not self.begun:
            self.begun = True
            await begin(self._connection, self._lead)


class PostgresStore:
    """`url` as libpq takes it: postgresql://user:password@host:port,host:port/database?sslmode=…"""

    def __init__(self, url: str) -> None:
        self._line = Line(url)
        self._writing = Writing(our_statements("postgres"))
        self._turn = asyncio.Lock()
        self._open = self._exclusive = False
        self._writer: Any = None
        self._holder: Any = None
        self._writer_is = self._holder_is = ""
        self._readers: Any = None
        self._lead: PostgresLead | None = None

    # -- opening ------------------------------------------------------------------------------
    async def open(self, *, exclusive: bool = False) -> None:
        self._open, self._exclusive = True, exclusive
        try:
            await self._line.refuse_pooler()
            writer = await self._ready()
            with beginning("opening the database"):
                encoding = await writer.fetchval("SHOW server_encoding")
                self._readers = await asyncpg.create_pool(
                    min_size=0, max_size=2, connect=self._connect_reader, reset=_keep_settings
                )
        except BaseException:
            await self.close()
            raise
        if encoding != "UTF8":
            await self.close()
            told = f"the database's encoding is {encoding}; it has to be UTF8"
            raise StorageError(told, retry=False, code="database-encoding", found=encoding)

    async def _connect_reader(self, *_: object, **__: object) -> Any:
        return await self._line.connect(reading=True)

    async def _ready(self) -> Any:
        """The writer's connection, with the one-instance lock held if it has to be."""
        if not self._open:
            raise StorageError("the store is not open", retry=False)
        if self._exclusive and self._lead is not None:
            await self._lead.regain()
        elif self._exclusive and (self._holder is None or self._holder.is_closed()):
            await self._hold()
        if self._writer is None or self._writer.is_closed():
            writer = await self._line.connect(quick=self._lead is not None)
            if self._exclusive:
                self._writer_is = await _succeed(writer, self._writer_is)
            self._writer = writer
        return self._writer

    async def _hold(self) -> None:
        """Take the one-instance lock (again). InUse: it is another's now, who also has to get the writer's lock."""
        holder = await self._line.connect()
        try:
            with beginning("the one-instance lock"):
                await end_own(holder, self._holder_is)
                session = await who(holder)
                held = await holder.fetchval(LOCK)
        except BaseException:
            holder.terminate()
            raise
        if held:
            await keep_by_lock_alone(holder)
            self._holder, self._holder_is = holder, session
            return
        await close(holder)
        if self._writer is not None:
            await close(self._writer)
            self._writer = None
        raise InUse("another running program holds this database", lingers=True)

    async def close(self) -> None:
        if self._lead is not None and self._lead.lost and self._writer is not None:
            self._writer.terminate()  # whatever waits for its answer there waits in vain
        async with self._turn:
            self._open = False
            if self._readers is not None:
                self._readers.terminate()
            if self._writer is not None:
                await close(self._writer)
            if self._lead is not None:
                await self._lead.leave()
                self._lead = None
            if self._holder is not None:
                # A server lets go of a closed connection's locks a little later; the next program may be there now.
                await close(self._holder, last="SELECT pg_advisory_unlock_all()")
            self._readers = self._writer = self._holder = None

    # -- writing and reading ------------------------------------------------------------------
    @asynccontextmanager
    async def unit(self) -> AsyncIterator[PostgresUnit]:
        async with self._turn:
            connection = await self._ready()
            unit = PostgresUnit(connection, self._writing, self._lead)
            try:
                yield unit
            except StorageError as fault:
                if fault.code == "database-read-only":
                    connection.terminate()  # this server leads no more: the next unit looks for the one that does
                raise
            finally:
                unit.over = True
                if unit.begun:
                    await _undo(connection)

    async def read(self, *queries: Query) -> list[Rows]:
        asks = self._writing.asks(queries)
        async with self._reader() as connection:
            if len(asks) == 1:
                return await _answer(connection, asks)
            async with connection.transaction(isolation="repeatable_read"):
                return await _answer(connection, asks)

    @asynccontextmanager
    async def _reader(self) -> AsyncIterator[Any]:
        if self._readers is None:
            raise StorageError("the store is not open", retry=False)
        with mapped("reading"):
            async with self._readers.acquire() as connection:
                yield connection

    # -- the lead -----------------------------------------------------------------------------
    async def contend(self, node: str, mark: str = "") -> bool:
        if self._lead is None:
            self._lead = PostgresLead(self._line, node, mark)
        if not await self._lead.contend():
            return False
        async with self._turn:
            self._exclusive = True
            if self._writer is not None:  # it was not the leader's: the next one waits for the writer before it
                await close(self._writer)
                self._writer = None
        return True

    async def enter_lead(self, node: str) -> int:
        return await self._lead.enter() if self._lead is not None else 0

    async def keep_lead(self) -> bool:
        return await self._lead.renew() if self._lead is not None else False

    def leading(self) -> bool:
        return self._lead is None or self._lead.leading()

    def lead_left_s(self) -> float:
        return self._lead.left_s() if self._lead is not None else math.inf

    def lose_lead(self) -> None:
        if self._lead is not None:
            self._lead.lose("it could not be renewed in time")

    async def seats(self) -> Seats:
        async with self._reader() as connection:
            return await seats(connection)

    # -- migrations and copies ----------------------------------------------------------------
    async def migrate(self) -> list[str]:
        known = load_migrations("postgres")
        names: list[str] = []
        async with self._turn:
            connection = await self._ready()
            while True:
                try:
                    name = await _migrate_one(connection, known, self._lead)
                except BaseException:
                    await _undo(connection)
                    raise
                if not name:
                    return names
                names.append(name)

    async def pending(self) -> list[str]:
        known = load_migrations("postgres")
        async with self._reader() as connection:
            found = await connection.fetchval("SELECT to_regclass('schema_version') IS NOT NULL")
            applied = [row[0] for row in await connection.fetch(APPLIED)] if found else []
        return [m.name for m in missing(known, applied)]

    async def backup(self, path: str) -> None:
        async with self._reader() as connection:
            server = connection.get_server_version().major
        await postgres_tools.dump(self._line.url, Path(path), server)


async def _migrate_one(connection: Any, known: list[Migration], lead: PostgresLead | None) -> str:
    """Apply the next migration in a transaction of its own; its name, or "" if there is none."""
    await begin(connection, lead)
    await _run(connection, f"SELECT pg_advisory_xact_lock({MIGRATION_LOCK})", "migration")
    await _run(connection, CREATE_VERSIONS, "migration")
    with mapped("reading the schema's version"):
        applied = [row[0] for row in await connection.fetch(APPLIED)]
    left = missing(known, applied)
    if left:
        for statement in left[0].statements:
            await _run(connection, statement, left[0].name)
        row = f"({left[0].version}, '{left[0].name}', {NOW_MS})"
        await _run(connection, f"INSERT INTO schema_version (version, name, applied_at) VALUES {row}", left[0].name)
    await _run(connection, "COMMIT", "migration")
    return left[0].name if left else ""


async def _succeed(writer: Any, before: str) -> str:
    """Wait until the writer before this one is gone; who this one is. `before`: that one, if it was ours.
    StorageError(retry=True) if it takes too long.
    """
    try:
        with beginning("waiting for the writer before this one"):
            await end_own(writer, before)
            await writer.execute(f"SELECT pg_advisory_lock({WRITER_LOCK})", timeout=PREDECESSOR_S)
            return await who(writer)
    except BaseException:
        writer.terminate()
        raise
