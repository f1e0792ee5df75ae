"""Copies of a database as files: what may be wrong with one, and how an SQLite copy is judged before it is trusted."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import quote

from storage.migrate import APPLIED, load_migrations, unknown_version
from storage.store import StorageError

OURS = frozenset({"schema_version", "setting", "report", "person", "outbox"})
"""Tables by which a database is known as one of Otklik."""


class CopyError(StorageError):
    """A copy cannot be made or used. `code` names why, `values` says which; nothing was overwritten.

    "no-tool", "old-tool", "old-restore", "tool", "tool-room", "tool-rights", "tool-read-only": PostgreSQL's own
    programs; "exists", "unwritable", "no-room": where the copy should go; "damaged", "not-ours", "newer": what is wrong
    with a copy.
    """

    def __init__(self, code: str, **values: object) -> None:
        told = ", ".join(f"{name} {value}" for name, value in values.items())
        super().__init__(f"{code.replace('-', ' ')}: {told}" if told else code, retry=False)
        self.code = code
        self.told: dict[str, object] = values


def closed_file(path: Path) -> None:
    """An empty new file that only we may read. CopyError if there is one or it cannot be made."""
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        raise CopyError("exists", path=path) from None
    except OSError as fault:
        raise CopyError("unwritable", path=path) from fault


def drop(path: Path) -> None:
    path.unlink(missing_ok=True)


def on_disk(path: Path) -> None:
    """What was written there, and its name, survive a power cut from now on (as far as the file system can do that)."""
    _sync(path)
    with suppress(OSError):  # not every file system syncs folders, and Windows has no way to ask for it
        _sync(path.parent)


def _sync(place: Path) -> None:
    descriptor = os.open(place, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def judge_versions(path: Path, engine: str, applied: list[int]) -> None:
    """CopyError if the copy was made by a program that knows more than this one."""
    if not applied:
        raise CopyError("not-ours", path=path)
    known = load_migrations(engine)
    if unknown := unknown_version(known, applied):
        raise CopyError("newer", path=path, found=unknown, known=known[-1].version)


def check_sqlite(path: Path) -> None:
    """A whole, sound database of Otklik, of a version that this program knows; CopyError otherwise.

    Reads every page, so it takes as long as reading the file. Nothing is written, not even beside it.
    """
    address = f"file:{quote(os.fsencode(path.absolute()))}?mode=ro&immutable=1"
    try:
        with closing(sqlite3.connect(address, uri=True)) as copy:
            tables = {name for (name,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if not tables >= OURS:
                raise CopyError("not-ours", path=path)
            judge_versions(path, "sqlite", [version for (version,) in copy.execute(APPLIED)])
            if copy.execute("PRAGMA quick_check(1)").fetchone() != ("ok",):
                raise CopyError("damaged", path=path)
    except sqlite3.DatabaseError as fault:
        code = "not-ours" if getattr(fault, "sqlite_errorcode", 0) == sqlite3.SQLITE_NOTADB else "damaged"
        raise CopyError(code, path=path) from None
