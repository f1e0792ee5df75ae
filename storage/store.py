"""The storage contract: what both engines do, held by one test suite (`tests/contracts`)."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from typing import Any, Protocol

from storage.changes import Changes, Query
from storage.lead import Seats


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


class LeadLost(InUse):
    """This node led and does so no more: another has the lead, or it could not be renewed in time. For good."""

    def __init__(self, why: str) -> None:
        super().__init__(f"the lead is lost: {why}")
        self.why = why


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

    # -- the lead among several nodes (storage/lead.py); a store that was opened without `exclusive` may ask for it
    async def contend(self, node: str, mark: str = "") -> bool:
        """One look whether the lead may be taken, and taking it: then the one-instance lock is held as if the store
        had been opened with `exclusive`. To be asked about once a second. `node`: this node's name; `mark`: what
        others see of its configuration while it waits (storage.lead.Seats).
        """

    async def enter_lead(self, node: str) -> int:
        """Write down who leads, after `contend` and `migrate`; the number of this lead (epoch)."""

    async def keep_lead(self) -> bool:
        """Renew the lead; True: somebody asked this node to let go of it. LeadLost."""

    def leading(self) -> bool:
        """Whether the lead is surely ours at this very moment. Two numbers are compared, nothing is asked."""

    def lead_left_s(self) -> float:
        """Seconds until the lead is over unless it is renewed; infinite where it need not be."""

    def lose_lead(self) -> None:
        """The lead counts as lost from here on: every unit ends with LeadLost, and closing waits for nobody."""

    async def seats(self) -> Seats:
        """Who sits at this database at present."""

    async def backup(self, path: str) -> None:
        """A consistent copy into a new file that only we may read; storage.copies.CopyError otherwise. PostgreSQL:
        by pg_dump, in its custom format."""

    async def close(self) -> None: ...
