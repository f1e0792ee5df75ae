"""Where files lie: a folder of this machine and, if there is one, the store behind it that all nodes share.

With a store the folder is its cache: what is not here is brought from there, and what lies here may go.
"""

from __future__ import annotations

import asyncio
import errno
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import structlog

from bot.channels.file_names import disk_name
from bot.clock import Clock
from bot.delivery.objects import AWAY, OTHER, Objects, ObjectsFault
from bot.private_files import PART, remove_quietly
from handlers.open311.media import PROGRAM_FILES, UPLOADED
from handlers.outside.act import OUTSIDE
from storage.changes import Changes, Query
from storage.records import Setting, StoredFile
from storage.store import Store

log = structlog.get_logger()

STORE = "store"
"""Why a file waits: it is here, the store does not take it."""
PAUSE_S = (5, 30, 120, 600)
"""After a fault of the store nothing is asked of it for so long; a bucket that is missing stays so for a while."""
FOLDER = "files/"
UNWANTED = "unwanted:"
"""A setting of this name is an object that has to go; written in the transaction in which its file goes."""
WAITING = "waiting/"
"""Here files lie in the store that other programs brought, until they are stored: "waiting/open311/<name>"."""
BROUGHT = {PROGRAM_FILES: "brought", OUTSIDE: "outside"}
"""Where they lie on the node that took them, by the channel of their rows: a folder below `Shelf.folder`."""
SPARED_S = 600.0
"""So long after it came nothing is asked about a file there: the row that names it may be on its way."""
KEEP_WAITING_S = 24 * 3600.0
"""What lies there longer, and no row waits for, was never taken."""
LAY_DOWN_S = 60.0
"""So long a file may take to get there: somebody waits for it."""
KEEP_CACHED_S = 7 * 24 * 3600.0
AT_A_TIME = 200


def name_of(relative: str) -> str:
    """A file's object: its folder and number, "aa/170", without the ending, so that nobody has to know that."""
    return f"{FOLDER}{relative.partition('.')[0]}"


def waiting_name(channel: str, handle: str) -> str:
    """The object of a file that another program brought, by the channel and handle of its row."""
    return f"{WAITING}{channel}/{handle.removeprefix(UPLOADED)}"


class StoreAwayError(Exception):
    """The store takes no file now. Nobody can fetch it again, so whoever brings it has to come again, too."""


def path_for(file: StoredFile) -> str:
    """Where a file lies, below the folder."""
    return f"{file.id % 256:02x}/{disk_name(file.id, file.name, file.kind, file.mime)}"


class Shelf:
    """Paths are relative to `folder`. `trouble`: why the store does nothing at present, a code of bot.delivery.objects
    after "files-", or "".
    """

    def __init__(self, folder: Path, objects: Objects | None, clock: Clock) -> None:
        self.folder, self.objects, self.clock = folder, objects, clock
        self.trouble = ""
        self._faults, self._not_before = 0, 0.0
        self._missing: dict[str, float] = {}  # not in the store: not asked for again before (monotonic)
        self._busy: dict[str, asyncio.Lock] = {}
        self._laid: dict[str, float] = {}  # what was laid down here, and when (monotonic)
        self._removing = asyncio.Lock()

    async def keep(self, relative: str) -> str:
        """A file that is here, into the store: "", or STORE if that has to be tried again."""
        if self.objects is None:
            return ""
        if not self._may_ask():
            return STORE
        try:
            await self.objects.put_file(name_of(relative), self.folder / relative)
        except ObjectsFault as fault:
            self._faulted(fault)
            return STORE
        self._went_well()
        self._missing.pop(relative, None)
        return ""

    async def bring(self, relative: str, size: int) -> str:
        """Have a file of `size` bytes (0: of any) here: "" if it is, "gone" if it is nowhere, "later" if the store
        cannot be asked or answers with something else. OSError.
        """
        path = self.folder / relative
        if await asyncio.to_thread(path.is_file):
            return ""
        if self.objects is None or self._missing.get(relative, 0.0) > self.clock.monotonic():
            return "gone"
        async with self._busy.setdefault(relative, asyncio.Lock()):
            try:
                return await self._fetch(relative, path, size)
            finally:
                self._busy.pop(relative, None)

    async def _fetch(self, relative: str, path: Path, size: int) -> str:
        if await asyncio.to_thread(path.is_file):
            return ""  # whoever was first
        if self.objects is None or not self._may_ask():
            return "later"
        try:
            found = await self.objects.get_file(name_of(relative), path, size)
        except ObjectsFault as fault:
            self._faulted(fault)
            return "later"
        self._went_well()
        if not found:
            while len(self._missing) >= AT_A_TIME:
                del self._missing[next(iter(self._missing))]
            self._missing[relative] = self.clock.monotonic() + PAUSE_S[-1]
        return "" if found else "gone"

    # -- what other programs bring -----------------------------------------------------------------
    async def lay_down(self, name: str, path: Path) -> None:
        """Have a file in the store, under a `waiting_name`, before anything that names it is committed. Asked also in
        a pause: somebody waits for the answer. StoreAwayError, OSError.
        """
        if self.objects is None:
            return
        async with self._removing:
            self._laid[name] = self.clock.monotonic()
        try:
            async with asyncio.timeout(LAY_DOWN_S):
                await self.objects.put_file(name, path)
        except (ObjectsFault, TimeoutError) as fault:
            if self._may_ask():
                self._faulted(fault if isinstance(fault, ObjectsFault) else ObjectsFault(AWAY, "timeout"))
            raise StoreAwayError from None
        self._went_well()

    async def take_up(self, name: str, path: Path, fits: Callable[[Path], bool]) -> str:
        """Bring it to `path`, as the node does that did not take it: "", "gone", or STORE if the store cannot be asked
        or answers with something that does not fit. OSError.
        """
        if self.objects is None:
            return "gone"
        if not self._may_ask():
            return STORE
        draft = path.with_name(f"{path.name}.got{PART}")
        try:
            if not await self.objects.get_file(name, draft, 0):
                self._went_well()
                return "gone"
            if not await asyncio.to_thread(fits, draft):
                raise ObjectsFault(OTHER, "content")
            await asyncio.to_thread(draft.replace, path)
        except ObjectsFault as fault:
            self._faulted(fault)
            return STORE
        finally:
            await asyncio.to_thread(remove_quietly, draft)
        self._went_well()
        return ""

    async def let_go(self, name: str) -> None:
        """Nothing needs what was laid down; what stays now goes with what is old."""
        if self.objects is not None and self._may_ask():
            try:
                await self.objects.remove(name)
            except ObjectsFault as fault:
                self._faulted(fault)

    def taken(self, file: StoredFile) -> list[Setting]:
        """What to write in the transaction that notes this file, so that what waited for that goes. A file that several
        rows may name is left to its age.
        """
        if self.objects is None or file.channel != PROGRAM_FILES or not file.handle.startswith(UPLOADED):
            return []
        return [Setting(f"{UNWANTED}{waiting_name(file.channel, file.handle)}", "")]

    async def drop_waiting(self, store: Store, older_than_s: float = KEEP_WAITING_S) -> int:
        """Remove what was laid down so long ago and no row waits for; how many went. StorageError."""
        if self.objects is None or not self._may_ask():
            return 0
        gone, since = 0, self.clock.monotonic() - older_than_s
        self._laid = {name: at for name, at in self._laid.items() if at > since}
        try:
            if old := {f"{WAITING}{name}" for name in await self.objects.names(WAITING, older_than_s)}:
                for name in sorted(old - await _waited_for(store)):
                    async with self._removing:
                        if name in self._laid:  # meanwhile: the same file came once more
                            continue
                        await self.objects.remove(name)
                    gone += 1
        except ObjectsFault as fault:
            self._faulted(fault)
            return gone
        self._went_well()
        return gone

    def remove(self, relative: str) -> None:
        """Delete it here; what is gone already is fine. OSError."""
        (self.folder / relative).unlink(missing_ok=True)

    def unwanted(self, paths: list[str]) -> list[Setting]:
        """What to write in the transaction that removes these files, so that their objects go, too, soon after it."""
        if self.objects is None:
            return []
        return [Setting(f"{UNWANTED}{name_of(path)}", "") for path in paths if path and not path.startswith("-")]

    async def clear(self, store: Store) -> int:
        """Delete the objects that have to go; how many went. The others are left for the next time. StorageError."""
        if self.objects is None or not self._may_ask():
            return 0
        waiting, done = (await store.read(Query("settings_like", (UNWANTED,))))[0], Changes()
        for row in waiting[:AT_A_TIME]:
            try:
                await self.objects.remove(row.name.removeprefix(UNWANTED))
            except ObjectsFault as fault:
                self._faulted(fault)
                break
            self._went_well()
            done.delete(Setting, row.name)
        if done:
            async with store.unit() as unit:
                await unit.commit(done)
        return len(waiting[:AT_A_TIME])

    async def sweep(self, store: Store) -> int:
        """Without a store nothing. Else what lies here of files that are gone from the database goes, since another
        node may have erased them, and what lies here longer than KEEP_CACHED_S; how many went. Reads the database, but
        writes nothing there, so a node that does not lead may call it. StorageError, OSError.
        """
        if self.objects is None:
            return 0
        found, gone = await asyncio.to_thread(lambda: dict(self._here())), 0
        numbers = sorted(found)
        for few in (numbers[i : i + AT_A_TIME] for i in range(0, len(numbers), AT_A_TIME)):
            rows = (await store.read(Query("files_among", (f"[{','.join(map(str, few))}]",))))[0]
            stored = {row.id for row in rows if row.path}
            waiting = {row.id for row in rows} - stored
            for number in few:
                path, age = found[number]
                if number not in waiting and (number not in stored or age > KEEP_CACHED_S):
                    await asyncio.to_thread(path.unlink, missing_ok=True)
                    gone += 1
        return gone

    async def drop_brought(self, store: Store) -> int:
        """Remove here what programs brought and no row waits for any more: it is stored, or another node has stored it,
        or it was erased, or nobody ever needed it. How many went. On any node, as `sweep`. StorageError, OSError.
        """
        if not (old := await asyncio.to_thread(lambda: dict(self._brought()))):
            return 0
        gone = [old[name] for name in sorted(old.keys() - await _waited_for(store))]
        return sum([await asyncio.to_thread(_drop_old, path) for path in gone])

    def _brought(self) -> Iterator[tuple[str, Path]]:
        for channel, folder in BROUGHT.items():
            for path in (self.folder / folder).glob("*"):
                if path.suffix != PART and _is_old(path):
                    yield waiting_name(channel, path.name), path

    def _here(self) -> Iterator[tuple[int, tuple[Path, float]]]:
        now = time.time()
        for path in self.folder.glob("[0-9a-f][0-9a-f]/*"):
            stem = path.name.partition(".")[0]
            if stem.isdecimal() and path.suffix != PART:
                yield int(stem), (path, now - path.stat().st_mtime)

    # -- how the store does ------------------------------------------------------------------------
    def wait_s(self) -> float:
        """So long nothing is asked of the store."""
        return max(0.0, self._not_before - self.clock.monotonic())

    def _may_ask(self) -> bool:
        return not self.wait_s()

    def _faulted(self, fault: ObjectsFault) -> None:
        self._not_before = self.clock.monotonic() + PAUSE_S[min(self._faults, len(PAUSE_S) - 1)]
        self._faults += 1
        self.trouble = f"files-{fault.code}"
        log.warning("files.store_fault", why=str(fault), again_s=round(self.wait_s()))

    def _went_well(self) -> None:
        if self._faults:
            log.info("files.store_well", faults=self._faults)
        self._faults, self._not_before, self.trouble = 0, 0.0, ""


def _is_old(path: Path) -> bool:
    """False also where it is gone: it is stored meanwhile."""
    try:
        return time.time() - path.stat().st_mtime > SPARED_S
    except FileNotFoundError:
        return False


def _drop_old(path: Path) -> bool:
    """Looks once more: what came again since then is needed again."""
    if old := _is_old(path):
        path.unlink(missing_ok=True)
    return old


async def _waited_for(store: Store) -> set[str]:
    """The objects of files that have still to be stored."""
    found, after = set[str](), -1
    while files := (await store.read(Query("files_to_fetch", (after, AT_A_TIME))))[0]:
        after = files[-1].id
        found.update(waiting_name(file.channel, file.handle) for file in files)
    return found


OF_THE_MACHINE = frozenset((
    errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EIO, errno.EMFILE,
    errno.ENFILE, errno.ENODEV, errno.ENXIO, errno.ESTALE, errno.ENOMEM,
))  # fmt: skip
"""Refusals that no other file would escape: the disk is full, read-only or broken, the folder is closed."""


def waits_for(fault: OSError) -> bool:
    """Whether it is the machine that refuses, which somebody can mend, and not this one file."""
    return fault.errno in OF_THE_MACHINE
