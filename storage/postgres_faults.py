"""PostgreSQL's refusals in the words of the store: what may go well later, what never will, and what to tell."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg

from storage.store import StorageError, StorageFull

DRIVER = (asyncpg.PostgresError, asyncpg.InterfaceError, asyncpg.InternalClientError, OSError)

_FULL = "53100"
_NEVER = ("21", "22", "23", "42", "54", "0A")
"""Classes of SQLSTATE that speak of the statement or its values (PostgreSQL documentation, appendix A): the same
transaction will be refused again, while the connection goes on. Everything else is the moment's: a server that stops
or starts, a standby, rights and passwords that are being changed, disks, locks."""
_RESTORED = ("42501", "42P01", "42P02", "42P05", "42P10", "42703", "42704", "42883", "42P07")
"""Of those the ones that a database shows while it is being restored or given rights: no table, column, constraint;
and (42P05) what a pooler in transaction mode does to prepared statements."""
_MIXED_UP = ("42P05", "26000")

_CODES = {
    "53300": "database-connections",
    "57P01": "database-starting",
    "57P02": "database-starting",
    "57P03": "database-starting",
    "25006": "database-read-only",
    "3D000": "database-absent",
    "42501": "database-rights",
    "42P07": "database-others",
}


def storage_error(error: Exception, doing: str) -> StorageError:
    """The only place where the driver's errors become ours. The text never holds a stored value."""
    state = getattr(error, "sqlstate", None) or ""
    if state == _FULL:
        return StorageFull(f"{doing}: no room for the database", code="database-full")
    if state.startswith("22") or isinstance(error, asyncpg.DataError):
        told = f"{doing}: a value does not fit ({type(error).__name__})"
        return StorageError(told, retry=False, code="database-value")
    if state:
        stale = isinstance(error, asyncpg.InvalidCachedStatementError)
        later = stale or state in _RESTORED or state[:2] not in _NEVER
        told = f"{doing}: {error.args[0]} ({state})"
        return StorageError(told, retry=later, code=_code(state), state=state)
    if isinstance(error, ValueError):  # the driver could not read the address; its text may hold the password
        told = "the database's address is wrong (special characters of a password have to be percent-encoded)"
        return StorageError(f"{doing}: {told}", retry=False, code="database-address")
    if isinstance(error, TimeoutError):
        return StorageError(f"{doing}: the database did not answer in time", code="database-silent")
    return StorageError(f"{doing}: {error}", code="database-unreachable")


def connecting_error(error: Exception, doing: str) -> StorageError:
    """The same while connecting or beginning: whatever it is, the next attempt may go well. Only an address that
    cannot be read stays wrong.
    """
    ours = storage_error(error, doing)
    ours.retry = ours.code != "database-address"
    return ours


def _code(state: str) -> str:
    if state in _MIXED_UP:
        return "database-pooler"
    if state[:2] == "28":
        return "database-login"
    if state[:2] in ("08", "57"):
        return _CODES.get(state, "database-unreachable")
    if state in _RESTORED and state not in _CODES:
        return "database-tables"
    return _CODES.get(state, "database-other")


@contextmanager
def mapped(doing: str) -> Iterator[None]:
    try:
        yield
    except DRIVER as error:
        raise storage_error(error, doing) from None


@contextmanager
def beginning(doing: str) -> Iterator[None]:
    """`mapped` for what comes before the first statement of a unit."""
    try:
        yield
    except DRIVER as error:
        raise connecting_error(error, doing) from None
