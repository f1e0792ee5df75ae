"""Files under DATA_DIR: fetched from the messenger they came in by, kept for the other one and for exports.

Whatever is wrong with one file is that file's alone: it is noted, tried again where that can help, and the others
go on.
"""

from __future__ import annotations

import asyncio
import errno
import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import structlog

from bot.channels.file_names import disk_name
from bot.clock import Clock
from bot.delivery.exports import Export, Exports
from bot.delivery.file_limits import DAY_MS, DISK, KEEP_FREE, QUOTA, free_bytes, is_over
from bot.private_files import make_private, private_folder, remove_quietly, tidy
from bot.waiting import happens
from handlers.officer.compose.drawn import LONGEST_GEOJSON
from storage.changes import Changes, Query
from storage.records import StoredFile, Timer
from storage.store import StorageError, Store
from storage.ticks import Tick

log = structlog.get_logger()

AT_ONCE = 4
AT_A_TIME = 50
PAUSE_S = (5, 30, 120, 600)
"""Between attempts to fetch one file; after the last pause it is given up, unless it is the disk that is full."""
NAP_S = 30.0
_FULL = (errno.ENOSPC, errno.EDQUOT)


class Fetcher(Protocol):
    """A messenger's channel, or another way by which files come."""

    async def fetch(self, handle: str, url: str, path: Path) -> str:
        """Download one file: "" or why it could not be had ("later" may be tried again). OSError: the disk's fault."""


@dataclass(frozen=True, slots=True)
class Used:
    """What a person's files of a day come to, without one and the later ones."""

    count: int = 0
    size: int = 0
    refused: int = 0


class Files:
    """Where files are, and how they come there. Paths in the database are relative to `folder`.

    `free` says how many bytes are free there; OSError if that cannot be said.
    """

    def __init__(
        self,
        store: Store,
        channels: Mapping[str, Fetcher],
        folder: Path,
        clock: Clock,
        free: Callable[[], int] | None = None,
    ) -> None:
        self.store, self.channels, self.folder, self.clock = store, channels, folder, clock
        self.free = free or (lambda: free_bytes(folder))
        self.exports = Exports(store, folder / "exports", self.path_of, lambda: self.free() - KEEP_FREE)
        self.committed: Callable[[Changes], None] = lambda changes: None  # told of what was fetched
        self._wake = asyncio.Event()
        self._busy: dict[int, asyncio.Lock] = {}
        self._tries: dict[int, tuple[int, float]] = {}  # file id -> attempts, not before (monotonic)

    def wake(self) -> None:
        """There may be something new to fetch."""
        self._wake.set()

    def path_of(self, file: StoredFile) -> Path | None:
        return self.folder / file.path if file.path and not file.path.startswith("-") else None

    async def tidy(self) -> None:
        """At the start: nobody else may read what is here, and what a kill left unfinished goes."""
        try:
            await asyncio.to_thread(private_folder, self.folder)
            await asyncio.to_thread(private_folder, self.exports.folder)
            swept, stubborn = await asyncio.to_thread(tidy, self.folder)
        except OSError as fault:
            log.error("files.not_tidied", fault=_kind(fault))
            return
        if swept or stubborn:
            log.info("files.tidied", unfinished=swept, not_mended=len(stubborn))

    async def run(self) -> None:
        """Fetch what citizens and operators sent, soon after its commit: some messengers' addresses do not last."""
        while True:
            self._wake.clear()
            if not await self._round():
                await happens(self._wake, NAP_S)

    async def _round(self) -> bool:
        """Everything that is due, a page at a time: those that wait do not stand before the others."""
        after, tried = -1, False
        while files := (await self.store.read(Query("files_to_fetch", (after, AT_A_TIME))))[0]:
            after, now = files[-1].id, self.clock.monotonic()
            due = [f for f in files if self._tries.get(f.id, (0, 0.0))[1] <= now and f.channel in self.channels]
            for few in (due[i : i + AT_ONCE] for i in range(0, len(due), AT_ONCE)):
                await asyncio.gather(*(self._fetch(file) for file in few))
            tried = tried or bool(due)
        return tried

    async def bring(self, file_id: int) -> tuple[Path | None, str]:
        """The file's path, fetched now if need be; or why not ("later", "too-big", "gone", "quota", "disk")."""
        rows = (await self.store.read(Query("file_by_id", (file_id,))))[0]
        if not rows:
            return None, "gone"
        file: StoredFile = rows[0]
        why = "later"
        if not file.path and file.channel in self.channels:
            why = await self._fetch(file)
            if not (rows := (await self.store.read(Query("file_by_id", (file_id,))))[0]):
                return None, "gone"
            file = rows[0]
        if not file.path:
            tried = self._tries.get(file_id, (0, 0.0))[0]
            return None, DISK if why == DISK and tried >= len(PAUSE_S) else "later"
        return self.path_of(file), file.path.lstrip("-") if file.path.startswith("-") else ""

    async def export(self, person_id: int, row_id: int, most: int) -> Export:
        """Everything stored about a person, as ZIPs of `most` bytes each at most. OSError."""
        return await self.exports.make(person_id, row_id, most)

    def drop_exports(self, older_than_s: float) -> None:
        """Exports are personal data: they stay only as long as their sending may need them."""
        for path in self.exports.folder.glob("*"):
            try:
                if time.time() - path.stat().st_mtime > older_than_s:
                    path.unlink(missing_ok=True)
            except OSError as fault:
                log.warning("export.not_dropped", fault=_kind(fault))

    def remove(self, paths: list[str]) -> None:
        """Delete files for good; what is gone already is fine."""
        for relative in paths:
            if relative and not relative.startswith("-"):
                try:
                    (self.folder / relative).unlink(missing_ok=True)
                except OSError as fault:
                    log.error("file.not_removed", folder=relative[:2], fault=_kind(fault))

    # -- one file ---------------------------------------------------------------------------------
    async def _fetch(self, file: StoredFile) -> str:
        """ "" if it is here, or why it is not (yet). StorageError, nothing else."""
        lock = self._busy.setdefault(file.id, asyncio.Lock())
        async with lock:
            relative = f"{file.id % 256:02x}/{disk_name(file.id, file.name, file.kind, file.mime)}"
            path, used = self.folder / relative, await self._used(file)
            over = is_over(used.count, used.size, file.size)
            why = QUOTA if over else await self._get(file, path)
            if self._again(file, why):
                return why
            await self._note(file, path, relative, "failed" if why == "later" else why, used)
        self._busy.pop(file.id, None)
        return why

    async def _get(self, file: StoredFile, path: Path) -> str:
        """Bring one file, whatever comes."""
        try:
            if await asyncio.to_thread(path.exists):
                return ""
            if self.free() < KEEP_FREE + file.size:
                return DISK
            await asyncio.to_thread(private_folder, path.parent)
            why = await self.channels[file.channel].fetch(file.handle, file.url, path)
            if not why:
                await asyncio.to_thread(make_private, path)
            return why
        except StorageError:
            raise
        except OSError as fault:
            log.warning("file.fault", file=file.id, channel=file.channel, fault=_kind(fault))
            return DISK if fault.errno in _FULL else "later"
        except Exception as fault:  # noqa: BLE001  one file's fault, whichever it is, must not stop the others
            log.warning("file.fault", file=file.id, channel=file.channel, fault=type(fault).__name__)
            return "later"

    def _again(self, file: StoredFile, why: str) -> bool:
        """Whether it is tried again, and then when: for as long as the disk is full, else some times."""
        tries = self._tries.get(file.id, (0, 0.0))[0] + 1
        if why == DISK:
            tries = min(tries, len(PAUSE_S))
        if why not in ("later", DISK) or tries > len(PAUSE_S):
            self._tries.pop(file.id, None)
            return False
        self._tries[file.id] = (tries, self.clock.monotonic() + PAUSE_S[tries - 1])
        return True

    async def _used(self, file: StoredFile) -> Used:
        """What of its sender's day is used up; staff have no quota."""
        if not file.person_id:
            return Used()
        since = file.created_at - DAY_MS
        rows = (await self.store.read(Query("files_of_day", (file.person_id, since, file.id))))[0]
        return Used(*rows[0])

    async def _note(self, file: StoredFile, path: Path, relative: str, why: str, used: Used) -> None:
        """Write down that it is here, or why it never will be."""
        changes = Changes()
        changes.command("file_fetched", file.id, f"-{why}" if why else relative)
        if not why:
            changes.command("file_sized", file.id, _size_of(path))
        if why == QUOTA and not used.refused:
            changes.put(Timer(Tick.FILE_REFUSED, str(file.report_id), self.clock.now(), why))
        if file.transcript.startswith(f"{Tick.ALERT}:"):
            changes.command("alert_file_done", file.transcript.removeprefix(f"{Tick.ALERT}:"), self.clock.now())
        if file.transcript.startswith(f"{Tick.DOCUMENT}:"):
            changes.put(_words_for(file, None if why else path, self.clock.now()))
        async with self.store.unit() as unit:
            await unit.commit(changes)
        self.committed(changes)
        if file.transcript.startswith(f"{Tick.DOCUMENT}:"):
            remove_quietly(path)  # read, and not needed any more
        if not (await self.store.read(Query("file_by_id", (file.id,))))[0]:
            remove_quietly(path)  # its owner had everything erased meanwhile
        log.info("file.fetched", file=file.id, channel=file.channel, why=why)


def _kind(fault: OSError) -> str:
    """ENOSPC and the like; never the path."""
    return errno.errorcode.get(fault.errno or 0, type(fault).__name__)


def _size_of(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _words_for(file: StoredFile, path: Path | None, now: int) -> Timer:
    """The tick that brings a document's words to whoever waits for them; in the transaction that notes its path."""
    text: str | None = None
    if path is not None:
        try:
            with path.open("rb") as opened:
                text = opened.read(LONGEST_GEOJSON + 1).decode("utf-8-sig", errors="replace")
        except OSError as fault:
            log.warning("file.fault", file=file.id, channel=file.channel, fault=_kind(fault))
    data = json.dumps({"file": file.id, "text": text}, ensure_ascii=False)
    return Timer(Tick.DOCUMENT, file.transcript.removeprefix(f"{Tick.DOCUMENT}:"), now, data)
