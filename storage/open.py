"""The store that an address names."""

from __future__ import annotations

from pathlib import Path

from storage.sqlite import SqliteStore
from storage.store import StorageError, Store

SQLITE = "sqlite:///"


def make_store(url: str) -> Store:
    """Not opened yet. "sqlite:///data/otklik.db" is relative to the working folder, "sqlite:////var/…" absolute;
    "postgresql://user:password@host/database" takes everything that libpq's addresses have. StorageError otherwise.
    """
    scheme, found, _ = url.partition("://")
    if found and scheme in ("postgresql", "postgres"):
        # asyncpg takes a while to import, and most installations run without it.
        from storage.postgres import PostgresStore

        return PostgresStore(url)
    path = url.removeprefix(SQLITE)
    if not url.startswith(SQLITE) or not path or path.startswith(":") or path.endswith("/"):
        raise StorageError(
            "the database's address has to be sqlite:///file.db or postgresql://user:password@host/name",
            retry=False, code="database-scheme",
        )  # fmt: skip
    return SqliteStore(Path(path))
