"""SQLite's refusals in the words of the store: what may go well later, what never will, and what to tell."""

from __future__ import annotations

import errno
import os
import sqlite3
import sys
from pathlib import Path

from storage.store import StorageError, StorageFull

_NEVER = {sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_TOOBIG, sqlite3.SQLITE_RANGE}
"""Primary result codes that speak of the values: https://sqlite.org/rescode.html. Everything else is the moment's: a
lock, a disk, rights, a file that is being put back."""
_RESTORED = ("no such table", "no such column", "no such index", "ON CONFLICT clause does not match", "has no column")
"""SQLITE_ERROR is about the statement, save for what a database shows while it is being restored."""

_CODES = {
    sqlite3.SQLITE_BUSY: "database-locked",
    sqlite3.SQLITE_LOCKED: "database-locked",
    sqlite3.SQLITE_READONLY: "database-read-only",
    sqlite3.SQLITE_PERM: "database-rights",
    sqlite3.SQLITE_CANTOPEN: "database-disk",
    sqlite3.SQLITE_IOERR: "database-disk",
    sqlite3.SQLITE_CORRUPT: "database-damaged",
    sqlite3.SQLITE_NOTADB: "database-damaged",
}


def storage_error(error: Exception, doing: str) -> StorageError:
    """The only place where the driver's errors become ours. The text never holds a stored value."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is not None:
        return _by_code(error, code & 0xFF, doing)
    if isinstance(error, OSError):
        return StorageError(f"{doing}: {error}", code="database-disk")
    if isinstance(error, sqlite3.Error):
        return StorageError(f"{doing}: {error}", retry=isinstance(error, sqlite3.OperationalError))
    told = f"{doing}: a value does not fit ({type(error).__name__})"
    return StorageError(told, retry=False, code="database-value")


def _by_code(error: Exception, primary: int, doing: str) -> StorageError:
    if primary == sqlite3.SQLITE_FULL:
        return StorageFull(f"{doing}: no room for the database: {error}", code="database-full")
    restored = primary == sqlite3.SQLITE_ERROR and any(words in str(error) for words in _RESTORED)
    never = primary in _NEVER or (primary == sqlite3.SQLITE_ERROR and not restored)
    name = getattr(error, "sqlite_errorname", "")
    code = "database-tables" if restored else _CODES.get(primary, "database-other")
    return StorageError(f"{doing}: {error} ({name})", retry=not never, code=code, state=name)


PASSING = (errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.ESTALE)
"""What a disk refuses while it is full, closed after a fault, or away."""


def closed_file(path: Path, error: OSError) -> StorageError:
    """The file or one beside it could not be opened: a disk may come back, rights are for a person to mend."""
    told = f"cannot open {path}: {error.strerror}"
    if error.errno in PASSING:
        return StorageError(told, code="database-disk")
    return StorageError(told, retry=False, code="database-closed-file", path=str(path))


def opening_error(error: sqlite3.Error, path: Path) -> StorageError:
    """At opening, a file that is no database or may not be read, and a folder in its place, are for a person to mend; a
    disk that may only be read for the moment is not.
    """
    if os.path.isdir(path):  # `Path.is_dir` raises where a folder above may not be read
        return StorageError(f"{path} is a folder", retry=False, code="database-folder", path=str(path))
    ours = storage_error(error, f"opening {path}")
    if ours.code == "database-read-only" and _is_on_closed_disk(path):
        ours.code = "database-disk"
    if ours.code in ("database-damaged", "database-read-only", "database-rights"):
        ours.retry = False
    return ours


def _is_on_closed_disk(path: Path) -> bool:
    """Whether it is the whole disk that may only be read."""
    if sys.platform == "win32":
        return False
    try:
        return bool(os.statvfs(path).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def refuse_others(connection: sqlite3.Connection, path: Path) -> None:
    """StorageError where the file is another program's: we would write our tables beside its own."""
    try:
        found = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    except sqlite3.Error as error:
        raise opening_error(error, path) from None
    if found and "schema_version" not in found:
        raise StorageError(f"{path} is another program's", retry=False, code="database-others")
