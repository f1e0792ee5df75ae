"""A person's data as ZIPs that a messenger carries: written straight to the disk, each opening by itself.

The first holds data.json, all of them the person's files. Files go in as they are: photos do not become smaller.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import json
import zipfile
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.private_files import PART, open_private, private_folder, remove_quietly
from handlers.citizen.export import export_json, export_queries
from storage.records import StoredFile
from storage.store import Store

HEADERS = 1024
"""Bytes that a ZIP needs for one file beside its content, at most: its name stands there twice."""
CLOSING = 64 * 1024
"""Kept free in each ZIP."""


@dataclass(frozen=True, slots=True)
class Export:
    """The ZIPs in their order, and the names of the files that are too large for one by themselves."""

    paths: tuple[Path, ...]
    too_large: tuple[str, ...] = ()


class Exports:
    """`path_of` says where a stored file is; `room` how many bytes may still be written, `have` brings
    files that are not here (OSError: later).
    """

    def __init__(
        self,
        store: Store,
        folder: Path,
        path_of: Callable[[StoredFile], Path | None],
        room: Callable[[], int],
        have: Callable[[Sequence[StoredFile]], Awaitable[None]] | None = None,
    ) -> None:
        self.store, self.folder, self.path_of, self.room, self.have = store, folder, path_of, room, have

    async def make(self, person_id: int, row_id: int, most: int) -> Export:
        """Made once for a row of the outbox, whose parts all send what was made for the first. OSError."""
        stem = f"{person_id}-{row_id}"
        if (known := await asyncio.to_thread(self._made, stem)) is not None:
            return known
        queries = export_queries(person_id)
        rows = await self.store.read(*queries)
        named = {q.into or q.name: found for q, found in zip(queries, rows, strict=True)}
        if self.have is not None:
            await self.have([row for found in rows for row in found if isinstance(row, StoredFile)])
        return await asyncio.to_thread(self._write, stem, named, most)

    def drop(self, person_id: int) -> None:
        """What was made for a person who had himself erased."""
        for path in self.folder.glob(f"{person_id}-*"):
            remove_quietly(path)

    def _made(self, stem: str) -> Export | None:
        """What an earlier part made, if all of it is still there."""
        try:
            count, too_large = json.loads((self.folder / f"{stem}.json").read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        paths = tuple(self._path(stem, n) for n in range(count))
        return Export(paths, tuple(too_large)) if all(path.exists() for path in paths) else None

    def _path(self, stem: str, number: int) -> Path:
        return self.folder / f"{stem}-{number + 1}.zip"

    def _write(self, stem: str, named: Mapping[str, list[Any]], most: int) -> Export:
        private_folder(self.folder)
        files = list(self._found(named))
        fitting = [(path, size) for _, path, size in files if size + HEADERS + CLOSING <= most]
        too_large = [file for file, _, size in files if size + HEADERS + CLOSING > most]
        if sum(size for _, size in fitting) > self.room():
            raise OSError(errno.ENOSPC, "no room for an export")
        data = export_json(named)
        if too_large:
            data["files too large for the messenger"] = [{"name": f.name, "stored as": f.path} for f in too_large]
        pack = _Pack(self.folder / f"{stem}{PART}", lambda number: self._path(stem, number), most - CLOSING)
        try:
            pack.begin()
            pack.add_json(data)
            for path, size in fitting:
                pack.add(path, size)
            pack.end()
        except BaseException:
            pack.abandon()
            raise
        names = tuple(f.name or Path(f.path).name for f in too_large)
        with open_private(self.folder / f"{stem}.json") as file:
            file.write(json.dumps([pack.count, names], ensure_ascii=False).encode("utf-8", "replace"))
        return Export(tuple(self._path(stem, n) for n in range(pack.count)), names)

    def _found(self, named: Mapping[str, list[Any]]) -> Iterator[tuple[StoredFile, Path, int]]:
        """What is on the disk and can be read."""
        for file in (row for rows in named.values() for row in rows if isinstance(row, StoredFile)):
            path = self.path_of(file)
            try:
                if path is not None and path.is_file():
                    with path.open("rb"):
                        yield file, path, path.stat().st_size
            except OSError:
                continue  # data.json names it all the same


class _Pack:
    """ZIPs that are filled one after another; a part file becomes a ZIP when it is whole."""

    def __init__(self, part: Path, path: Callable[[int], Path], most: int) -> None:
        self.part, self.path, self.most, self.count = part, path, most, 0
        self._archive: zipfile.ZipFile | None = None

    def begin(self) -> None:
        self._file = open_private(self.part)
        self._archive = zipfile.ZipFile(self._file, "w", zipfile.ZIP_STORED, strict_timestamps=False)

    def add_json(self, data: Mapping[str, Any]) -> None:
        assert self._archive is not None
        info = zipfile.ZipInfo("data.json")
        info.compress_type = zipfile.ZIP_DEFLATED
        encoder = json.JSONEncoder(ensure_ascii=False, indent=2)
        with self._archive.open(info, "w", force_zip64=True) as out:
            for piece in encoder.iterencode(data):
                out.write(piece.encode("utf-8", "replace"))

    def add(self, path: Path, size: int) -> None:
        """Streamed; a new ZIP begins where it would not fit."""
        assert self._archive is not None
        if self._file.tell() + size + HEADERS * (len(self._archive.filelist) + 1) > self.most:
            self.end()
            self.begin()
        assert self._archive is not None
        self._archive.write(path, f"files/{path.name}")

    def end(self) -> None:
        assert self._archive is not None
        self._archive.close()
        self._file.close()
        self.part.replace(self.path(self.count))
        self.count += 1

    def abandon(self) -> None:
        with contextlib.suppress(OSError, ValueError):  # it ends the ZIP, which nobody will read
            if self._archive is not None:
                self._archive.close()
        with contextlib.suppress(OSError):
            self._file.close()
        remove_quietly(self.part)
        for number in range(self.count):
            remove_quietly(self.path(number))
