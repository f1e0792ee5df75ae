"""The storage contract: what both engines do, held by one test suite (`tests/contracts`)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from storage.changes import Changes, Query


class StorageError(Exception):
    """The database could not do it; nothing of the transaction is kept. `retry`: it may work later; False only for
    what was wrong with the statement or its values, while the connection goes on (and, at opening, for what a person
    has to mend). The text is for logs; `code` with `values` is the sentence of `locales/` for a person.
    """

    def __init__(self, message: str, *, retry: bool = True, code: str = "database-other", **values: str) -> None:
        super().__init__(message)
        self.retry, self.code = retry, code
        self.values: dict[str, str] = {"state": "none", **values}


class StorageFull(StorageError):
    """No room on the disk. Intake stops without confirming and tries again by itself."""


class NewerSchema(StorageError):
    """The database was written by a newer program; the message says both versions."""


class InUse(StorageError):
    """Another `run` holds this database. From a store that was opened: the lock was lost, and another took it.
    `lingers`: whoever holds it may be dead already, and a server has not noticed yet.
    """

    def __init__(self, message: str, *, lingers: bool = False) -> None:
        super().__init__(message, code="database-in-use")
        self.lingers = lingers


Rows = list[Any]
"""Records, or tuples where the statement's header names no record."""


class Unit(Protocol):
    """One write transaction. Leaving it without `commit` keeps nothing."""

    async def exchange(self, changes: Changes | None, queries: Sequence[Query] = ()) -> list[Rows]:
        """Write the changes, then answer the queries in their order; one trip to the database."""

    async def commit(self, changes: Changes | None = None, queries: Sequence[Query] = ()) -> list[Rows]:
        """As `exchange`, and commit in the same trip. After it the unit is over."""


class Store(Protocol):
    """A database with one writer. Every method raises only StorageError."""

    async def open(self, *, exclusive: bool = False) -> None:
        """Connect. `exclusive`: hold the one-instance lock or raise InUse."""

    async def migrate(self) -> list[str]:
        """Apply what is missing, under a lock; the names applied. NewerSchema if it is ahead of us."""

    async def pending(self) -> list[str]:
        """Names of migrations that are not applied yet."""

    def unit(self) -> AbstractAsyncContextManager[Unit]:
        """The next write transaction; waiters are served in their order. InUse when the one-instance lock was lost
        and is another's now; where it is free it is taken again. Entering and leaving one costs next to nothing.
        """

    async def read(self, *queries: Query) -> list[Rows]:
        """Answers from the last commit, without waiting for the writer."""

    async def backup(self, path: str) -> None:
        """A consistent copy into a new file that only we may read; storage.copies.CopyError otherwise. PostgreSQL:
        by pg_dump, in its custom format."""

    async def close(self) -> None: ...
