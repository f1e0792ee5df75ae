"""Files under DATA_DIR: fetched from the messenger they came in by, kept for the other one and for exports."""

from __future__ import annotations

import asyncio
import io
import json
import re
import time
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

import structlog

from bot.clock import Clock
from bot.waiting import happens
from handlers.alerts.arrival import TICK
from handlers.citizen.export import export_json, export_queries
from handlers.officer.drawing import READ
from handlers.officer.drawn import LARGEST_TEXT
from storage.changes import Changes, Query
from storage.records import StoredFile, Timer
from storage.store import Store

log = structlog.get_logger()

AT_ONCE = 4
PAUSE_S = (5, 30, 120, 600)
"""Between attempts to fetch one file; after the last pause it is given up."""
NAP_S = 30.0


class Fetcher(Protocol):
    """A messenger's channel, or another way by which files come."""

    async def fetch(self, handle: str, url: str, path: Path) -> str:
        """Download one file: "" or why it could not be had ("later" may be tried again)."""


class Files:
    """Where files are, and how they come there. Paths in the database are relative to `folder`."""

    def __init__(self, store: Store, channels: Mapping[str, Fetcher], folder: Path, clock: Clock) -> None:
        self.store, self.channels, self.folder, self.clock = store, channels, folder, clock
        self.committed: Callable[[Changes], None] = lambda changes: None  # told of what was fetched
        self._wake = asyncio.Event()
        self._busy: dict[int, asyncio.Lock] = {}
        self._tries: dict[int, tuple[int, float]] = {}  # file id -> attempts, not before (monotonic)

    def wake(self) -> None:
        """There may be something new to fetch."""
        self._wake.set()

    def path_of(self, file: StoredFile) -> Path | None:
        return self.folder / file.path if file.path and not file.path.startswith("-") else None

    def export_path(self, person_id: int) -> Path:
        return self.folder / "exports" / f"{person_id}.zip"

    async def run(self) -> None:
        """Fetch what citizens and operators sent, soon after its commit: VK's addresses do not last."""
        while True:
            self._wake.clear()
            files = (await self.store.read(Query("files_to_fetch", (50,))))[0]
            now = self.clock.monotonic()
            due = [f for f in files if self._tries.get(f.id, (0, 0.0))[1] <= now and f.channel in self.channels]
            for few in (due[i : i + AT_ONCE] for i in range(0, len(due), AT_ONCE)):
                await asyncio.gather(*(self._fetch(file) for file in few))
            if not due:
                await happens(self._wake, NAP_S)

    async def bring(self, file_id: int) -> tuple[Path | None, str]:
        """The file's path, fetched now if need be; or why not ("later", "too-big", "gone")."""
        rows = (await self.store.read(Query("file_by_id", (file_id,))))[0]
        if not rows:
            return None, "gone"
        file: StoredFile = rows[0]
        if not file.path and file.channel in self.channels:
            await self._fetch(file)
            rows = (await self.store.read(Query("file_by_id", (file_id,))))[0]
            file = rows[0]
        if not file.path:
            return None, "later"
        return self.path_of(file), file.path.lstrip("-") if file.path.startswith("-") else ""

    async def export(self, person_id: int) -> Path:
        """Everything stored about a person as a ZIP: data.json and the files."""
        queries = export_queries(person_id)
        rows = await self.store.read(*queries)
        named = {q.into or q.name: found for q, found in zip(queries, rows, strict=True)}
        path = self.export_path(person_id)
        await asyncio.to_thread(self._zip, path, export_json(named), _stored(named))
        return path

    def drop_exports(self, older_than_s: float) -> None:
        """Exports are personal data: they stay only as long as their sending may need them."""
        for path in (self.folder / "exports").glob("*"):
            if time.time() - path.stat().st_mtime > older_than_s:
                path.unlink(missing_ok=True)

    def remove(self, paths: list[str]) -> None:
        """Delete files for good; what is gone already is fine."""
        for relative in paths:
            if relative and not relative.startswith("-"):
                (self.folder / relative).unlink(missing_ok=True)

    def _zip(self, path: Path, data: dict[str, Any], files: list[StoredFile]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("data.json", json.dumps(data, ensure_ascii=False, indent=2))
            for file in files:
                source = self.path_of(file)
                if source is not None and source.exists():
                    archive.write(source, f"files/{source.name}")
        part = path.with_suffix(".part")
        part.write_bytes(buffer.getvalue())
        part.rename(path)

    async def _fetch(self, file: StoredFile) -> None:
        lock = self._busy.setdefault(file.id, asyncio.Lock())
        async with lock:
            relative = f"{file.id % 256:02x}/{file.id}-{safe_name(file)}"
            path = self.folder / relative
            path.parent.mkdir(parents=True, exist_ok=True)
            why = "" if path.exists() else await self.channels[file.channel].fetch(file.handle, file.url, path)
            tries = self._tries.get(file.id, (0, 0.0))[0] + 1
            if why == "later" and tries <= len(PAUSE_S):
                self._tries[file.id] = (tries, self.clock.monotonic() + PAUSE_S[tries - 1])
                return
            self._tries.pop(file.id, None)
            changes = Changes()
            changes.command("file_fetched", file.id, f"-{why}" if why else relative)
            if file.transcript.startswith(f"{TICK}:"):
                changes.command("alert_file_done", file.transcript.removeprefix(f"{TICK}:"), self.clock.now())
            if file.transcript.startswith(f"{READ}:"):
                changes.put(_words_for(file, None if why else path, self.clock.now()))
            async with self.store.unit() as unit:
                await unit.commit(changes)
            self.committed(changes)
            if file.transcript.startswith(f"{READ}:"):
                path.unlink(missing_ok=True)  # read, and not needed any more
            if not (await self.store.read(Query("file_by_id", (file.id,))))[0]:
                path.unlink(missing_ok=True)  # its owner had everything erased meanwhile
            log.info("file.fetched", file=file.id, channel=file.channel, why=why)
        self._busy.pop(file.id, None)


def safe_name(file: StoredFile) -> str:
    """A name for the disk: letters, digits, dots; with an ending, so that uploads keep their kind."""
    name = re.sub(r"[^\w.-]+", "_", file.name).strip("._")[-60:]
    endings = {"photo": ".jpg", "voice": ".ogg", "video": ".mp4"}
    if "." not in name:
        name = (name or file.kind) + endings.get(file.kind, "")
    return name


def _words_for(file: StoredFile, path: Path | None, now: int) -> Timer:
    """The tick that brings a document's words to whoever waits for them; in the transaction that notes its path."""
    text: str | None = None
    if path is not None:
        with path.open("rb") as opened:
            text = opened.read(LARGEST_TEXT + 1).decode("utf-8-sig", errors="replace")
    data = json.dumps({"file": file.id, "text": text}, ensure_ascii=False)
    return Timer(READ, file.transcript.removeprefix(f"{READ}:"), now, data)


def _stored(named: Mapping[str, list[Any]]) -> list[StoredFile]:
    return [row for rows in named.values() for row in rows if isinstance(row, StoredFile)]
