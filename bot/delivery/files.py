"""Files under DATA_DIR: fetched from the messenger they came in by, kept for the other one and for exports.

Whatever is wrong with one file is that file's alone: it is noted, tried again where that can help, and the others
go on.
"""

from __future__ import annotations

import asyncio
import errno
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import structlog

from bot.clock import Clock
from bot.delivery.exports import Export, Exports
from bot.delivery.file_limits import DAY_MS, DISK, KEEP_FREE, QUOTA, free_bytes, is_over
from bot.delivery.objects import Objects
from bot.delivery.shelf import PAUSE_S, STORE, Shelf, path_for, waits_for
from bot.private_files import make_private, private_folder, remove_quietly, tidy
from bot.waiting import happens
from handlers.officer.compose.drawn import LONGEST_GEOJSON
from storage.changes import Changes, Query
from storage.records import Setting, StoredFile, Timer
from storage.store import StorageError, Store
from storage.ticks import Tick

log = structlog.get_logger()

AT_ONCE = 4
AT_A_TIME = 50
NAP_S = 30.0
SWEEPS_FIRST_S, SWEEPS_S = 30.0, 3600.0
WAITS = (DISK, STORE)
"""Why a file is tried again however long it takes: the disk is full or takes nothing, the store takes nothing. What
else goes wrong is given up after the last of PAUSE_S.
"""


class Fetcher(Protocol):
    """A messenger's channel, or another way by which files come."""

    async def fetch(self, handle: str, url: str, path: Path) -> str:
        """Download one file: "" or why it could not be had ("later" may be tried again, STORE for as long as it takes).
        OSError: the disk's fault.
        """


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
        objects: Objects | None = None,
    ) -> None:
        self.store, self.channels, self.folder, self.clock = store, channels, folder, clock
        self.free = free or (lambda: free_bytes(folder))
        self.shelf = Shelf(folder, objects, clock)
        self.exports = Exports(store, folder / "exports", self.path_of, lambda: self.free() - KEEP_FREE, self._have_all)
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
        await self.sweep()

    async def sweep(self) -> bool:
        """What programs brought and nobody waits for goes. Where the folder is a cache of a store: what another node
        erased meanwhile, too, and what is old. False if that could not be done now.
        """
        try:
            if gone := await self.shelf.sweep(self.store) + await self.shelf.drop_brought(self.store):
                log.info("files.swept", gone=gone)
        except (StorageError, OSError) as fault:
            log.warning("files.not_swept", fault=type(fault).__name__)
            return False
        return True

    async def look_after_cache(self) -> None:
        """For ever, on a node that waits: what the one that leads erased goes here, too, within the hour."""
        while True:
            await self.clock.sleep(SWEEPS_FIRST_S)
            while await self.sweep():
                await self.clock.sleep(SWEEPS_S)

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
        await self.shelf.clear(self.store)
        return tried

    async def bring(self, file_id: int) -> tuple[Path | None, str]:
        """The file's path, fetched now if need be; or why not ("later", "too-big", "gone", "quota", "disk")."""
        if (file := await self._row(file_id)) is None:
            return None, "gone"
        why = "later"
        if not file.path and file.channel in self.channels:
            why = await self._fetch(file)
            path = self.folder / path_for(file)
            if why == STORE and await asyncio.to_thread(path.is_file):
                return path, ""  # it waits for the store, not for us
            if (file := await self._row(file_id)) is None:
                return None, "gone"
        if not file.path:
            tried = self._tries.get(file_id, (0, 0.0))[0]
            return None, DISK if why == DISK and tried >= len(PAUSE_S) else "later"
        if file.path.startswith("-"):
            return None, file.path.lstrip("-")
        why = await self._here_again(file)
        return (None, why) if why else (self.path_of(file), "")

    async def _row(self, file_id: int) -> StoredFile | None:
        rows: list[StoredFile] = (await self.store.read(Query("file_by_id", (file_id,))))[0]
        return rows[0] if rows else None

    async def _here_again(self, file: StoredFile) -> str:
        """A file that was fetched once, on this node or another: from here, else the store, else the messenger; ""
        or why it cannot be had ("later" a few times).
        """
        path, lock = self.folder / file.path, self._busy.setdefault(file.id, asyncio.Lock())
        async with lock:
            try:
                why = await self.shelf.bring(file.path, file.size)
            except OSError as fault:
                why = DISK if waits_for(fault) else "later"
            if why and file.channel in self.channels and not (got := await self._get(file, path)):
                if not await self.shelf.keep(file.path):
                    await self._size_again(file, path)
                why = got
            if why in ("later", DISK) and not self._again(file, "later"):
                why = "failed" if why == "later" else why
            elif why == DISK:
                why = "later"
        if not why:
            self._tries.pop(file.id, None)
            self._busy.pop(file.id, None)
        return why

    async def _size_again(self, file: StoredFile, path: Path) -> None:
        """What the messenger gives anew may have another size; other nodes know what is theirs by it."""
        if (size := _size_of(path)) and size != file.size:
            changes = Changes()
            changes.command("file_sized", file.id, size)
            async with self.store.unit() as unit:
                await unit.commit(changes)

    async def _have_all(self, files: Sequence[StoredFile]) -> None:
        """Before an export: all that other nodes fetched. OSError where that has to wait."""
        for file in files:
            if self.path_of(file) is not None and await self.shelf.bring(file.path, file.size) == "later":
                raise OSError(errno.EAGAIN, "the store of files is away")

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

    def remove(self, paths: list[str]) -> list[Setting]:
        """Delete files for good; what is gone already is fine. What comes back is to be written in the transaction that
        removes them from the database: by it they leave the store of all nodes, too.
        """
        for relative in paths:
            if relative and not relative.startswith("-"):
                try:
                    self.shelf.remove(relative)
                except OSError as fault:
                    log.error("file.not_removed", folder=relative[:2], fault=_kind(fault))
        return self.shelf.unwanted(paths)

    # -- one file ---------------------------------------------------------------------------------
    async def _fetch(self, file: StoredFile) -> str:
        """ "" if it is here, or why it is not (yet). StorageError, nothing else."""
        lock = self._busy.setdefault(file.id, asyncio.Lock())
        async with lock:
            relative, used = path_for(file), await self._used(file)
            path, over = self.folder / relative, is_over(used.count, used.size, file.size)
            why = QUOTA if over else await self._get(file, path)
            if not why and not _is_read_only_once(file):
                why = await self.shelf.keep(relative)
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
            return DISK if waits_for(fault) else "later"
        except Exception as fault:  # noqa: BLE001  one file's fault, whichever it is, must not stop the others
            log.warning("file.fault", file=file.id, channel=file.channel, fault=type(fault).__name__)
            return "later"

    def _again(self, file: StoredFile, why: str) -> bool:
        """Whether it is tried again, and then when: for as long as it WAITS, else some times."""
        tries = self._tries.get(file.id, (0, 0.0))[0] + 1
        if why in WAITS:
            tries = min(tries, len(PAUSE_S))
        if why not in ("later", *WAITS) or tries > len(PAUSE_S):
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
        if _is_read_only_once(file):
            changes.put(_words_for(file, None if why else path, self.clock.now()))
        for row in self.shelf.taken(file):
            changes.put(row)
        async with self.store.unit() as unit:
            await unit.commit(changes)
        self.committed(changes)
        if _is_read_only_once(file):
            remove_quietly(path)
        if await self._row(file.id) is None:  # its owner had everything erased meanwhile
            remove_quietly(path)
            await self._let_go(relative)
        log.info("file.fetched", file=file.id, channel=file.channel, why=why)

    async def _let_go(self, relative: str) -> None:
        changes = Changes()
        for row in self.shelf.unwanted([relative]):
            changes.put(row)
        if changes:
            async with self.store.unit() as unit:
                await unit.commit(changes)


def _is_read_only_once(file: StoredFile) -> bool:
    """Whether its words are wanted alone; then it is kept nowhere."""
    return file.transcript.startswith(f"{Tick.DOCUMENT}:")


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
