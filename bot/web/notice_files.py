"""Pictures and documents that went out with notices, for other systems: what they are, and their bytes."""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from pathlib import Path

from handlers.alerts.outward import SentFile
from handlers.alerts.resources import MAGIC
from storage.changes import Query
from storage.records import StoredFile
from storage.store import Store

Bring = Callable[[str, int], Awaitable[str]]
"""bot.delivery.shelf.Shelf.bring."""
MOST_KNOWN = 500
"""Files whose digest is kept."""


class NoticeFiles:
    """`folder`: where stored files are; `bring` has one there that another node fetched. Of other types than
    those that are taken from alerts nothing is published.
    """

    def __init__(self, store: Store, folder: Path, bring: Bring | None = None) -> None:
        self._store, self._folder, self._bring = store, folder, bring
        self._known: dict[tuple[str, int, int], SentFile | None] = {}

    async def among(self, numbers: Iterable[int]) -> list[SentFile]:
        """Those of these stored files that are there, in this order. StorageError."""
        wanted = list(numbers)
        if not wanted:
            return []
        rows: list[StoredFile] = (await self._store.read(Query("files_among", (json.dumps(wanted),))))[0]
        await self._have(rows)
        found = {row.id: await asyncio.to_thread(self._look, row) for row in rows}
        return [file for number in wanted if (file := found.get(number)) is not None]

    async def read(self, file: SentFile) -> bytes | None:
        """Its bytes, None where they are gone meanwhile. StorageError."""
        rows: list[StoredFile] = (await self._store.read(Query("files_among", (json.dumps([file.number]),))))[0]
        path = self._path(rows[0]) if rows else None
        await self._have(rows)
        try:
            return await asyncio.to_thread(path.read_bytes) if path else None
        except OSError:
            return None

    async def _have(self, rows: Iterable[StoredFile]) -> None:
        for row in rows:
            if self._bring is not None and self._path(row) is not None:
                with suppress(OSError):
                    await self._bring(row.path, row.size)

    def _path(self, row: StoredFile) -> Path | None:
        fetched = row.path and not row.path.startswith("-")
        return self._folder / row.path if fetched else None

    def _look(self, row: StoredFile) -> SentFile | None:
        """What it is, by how it begins: types that senders name are not believed."""
        path = self._path(row)
        try:
            state = path.stat() if path else None
        except OSError:
            state = None
        if path is None or state is None:
            return None
        name = (row.path, state.st_size, state.st_mtime_ns)
        if name not in self._known:
            while len(self._known) >= MOST_KNOWN:
                self._known.pop(next(iter(self._known)))
            self._known[name] = _described(row.id, path)
        return self._known[name]


def _described(number: int, path: Path) -> SentFile | None:
    try:
        data = path.read_bytes()
    except OSError:
        return None
    mime = next((mime for mime, begins in MAGIC.items() if data.startswith(begins)), "")
    return SentFile(number, mime, len(data), hashlib.sha1(data, usedforsecurity=False).hexdigest()) if mime else None
