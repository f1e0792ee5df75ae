"""Copies of the database: made whole or not at all, looked at before they count, and the night's own.

When the last good one was made stands in the setting `DONE`, whoever made it: the nightly job, `otklik backup`, or
somebody with tools of his own who says so (`otklik backup --done`).
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import structlog

from bot.clock import Clock
from bot.settings import Settings
from storage import postgres_tools
from storage.changes import Changes, Query
from storage.copies import CopyError, check_sqlite, drop, on_disk
from storage.records import Setting
from storage.store import StorageError, Store

log = structlog.get_logger()

DONE = "backup:done"
"""The setting with the time of the last good copy, UTC ms."""
MARGIN = 500 * 1024 * 1024
"""Bytes that a copy leaves free: a disk that it filled would stop the program itself."""
SQLITE, POSTGRES = ".db", ".dump"
PART = ".part"

ROOM, FOLDER, TOOL, BROKEN, FAILED = (
    "backup-room", "backup-folder", "backup-tool", "backup-broken", "backup-failed",
)  # fmt: skip
"""Why there is no copy of this night: codes of `dlv-why-…`."""
FULL = 1024 * 1024
"""A disk with fewer bytes free has none."""
_WHY = {
    "no-room": ROOM,
    "tool-room": ROOM,
    "unwritable": FOLDER,
    "no-tool": TOOL,
    "old-tool": TOOL,
    "damaged": BROKEN,
    "not-ours": BROKEN,
}


def is_sqlite(url: str) -> bool:
    return url.startswith("sqlite")


def free_in(folder: Path) -> int:
    """Bytes free for us there. OSError if that cannot be said."""
    return shutil.disk_usage(folder).free


async def make_copy(store: Store, path: Path, *, sqlite: bool) -> None:
    """A good copy at `path`, which must not exist. CopyError or StorageError otherwise, and nothing is there.

    It is made beside and takes its name last: a kill leaves a file that ends in ".part", and no half copy that looks
    whole.
    """
    if await asyncio.to_thread(path.exists):
        raise CopyError("exists", path=path)
    part = path.with_name(path.name + PART)
    await asyncio.to_thread(drop, part)  # of a run that was killed
    try:
        await store.backup(str(part))
        if sqlite:
            await asyncio.to_thread(check_sqlite, part)
        else:
            await _check_dump(part)
        await asyncio.to_thread(_name, part, path)
    finally:
        drop(part)


async def _check_dump(part: Path) -> None:
    """CopyError. A disk that is full cuts a copy short, and pg_dump does not always say so."""
    try:
        await postgres_tools.check(part)
    except CopyError as fault:
        if fault.code in ("damaged", "not-ours") and await asyncio.to_thread(free_in, part.parent) < FULL:
            raise CopyError("tool-room", tool=postgres_tools.DUMP) from None
        raise


def _name(part: Path, path: Path) -> None:
    on_disk(part)
    try:
        os.link(part, path)  # unlike a rename it never takes another file's place
    except FileExistsError:
        raise CopyError("exists", path=path) from None
    except OSError:  # a file system without such links
        part.rename(path)
    on_disk(path)


async def note_done(store: Store, at: int) -> None:
    """There is a good copy of this moment."""
    changes = Changes()
    changes.put(Setting(DONE, str(at)))
    async with store.unit() as unit:
        await unit.commit(changes)


class Backups:
    """The nightly copies in `folder`, the newest `keep` of them. `own`: the folder is made where it is not there.

    `trouble` is "" or why the last night has none, since `failed_at` (UTC ms); it is an alarm.
    """

    def __init__(
        self, store: Store, clock: Clock, url: str, folder: Path, keep: int, *, own: bool = True,
        free: Callable[[Path], int] = free_in,
    ) -> None:  # fmt: skip
        self.store, self.clock, self.folder, self.keep = store, clock, folder, keep
        self.sqlite, self._own, self._free = is_sqlite(url), own, free
        self.trouble, self.failed_at = "", 0
        self._turn = asyncio.Lock()  # one copy at a time: each clears away what is half made

    @property
    def possible(self) -> bool:
        """Whether the program can make copies by itself: a PostgreSQL database needs its tools on this machine."""
        return self.sqlite or postgres_tools.found()

    async def nightly(self) -> None:
        """A copy; the oldest ones beyond the kept number go, once there is a new one. StorageError, OSError if not."""
        async with self._turn:
            await self._make()

    async def _make(self) -> None:
        try:
            name = await self._copy()
        except CopyError as fault:
            self._failed(_WHY.get(fault.code, FAILED))
            raise
        except StorageError:
            self._failed(FAILED)
            raise
        except OSError:
            self._failed(FOLDER)
            raise
        self.trouble = ""
        log.info("backup.made", name=name)

    async def again(self) -> None:
        """Where the night brought no copy: another try, unless somebody has made one since."""
        async with self._turn:
            if not self.trouble:
                return
            done = (await self.store.read(Query("setting", (DONE,))))[0]
            if done and int(done[0].value) > self.failed_at:
                self.trouble = ""
            else:
                await self._make()

    def recall(self, why: str, since: int) -> None:
        """What an earlier run of the program told of."""
        if not self.trouble:
            self.trouble, self.failed_at = why, since

    def _failed(self, why: str) -> None:
        self.trouble, self.failed_at = why, self.failed_at if self.trouble else self.clock.now()
        log.error("backup.failed", why=why)

    async def _copy(self) -> str:
        now = self.clock.now()
        ending = SQLITE if self.sqlite else POSTGRES
        free = await asyncio.to_thread(self._ready)
        size = int((await self.store.read(Query("database_size")))[0][0][0])
        if free < size + MARGIN:
            raise CopyError("no-room", path=self.folder, needed=size + MARGIN, free=free)
        name = f"otklik-{now // 1000}{ending}"
        await make_copy(self.store, self.folder / name, sqlite=self.sqlite)
        await note_done(self.store, now)
        await asyncio.to_thread(self._drop_old, name, ending)
        return name

    def _ready(self) -> int:
        """The folder is there, without what a killed run left; the bytes free in it."""
        if self._own:
            self.folder.mkdir(parents=True, exist_ok=True)
        for part in self.folder.glob(f"otklik-*{PART}"):
            drop(part)
        return self._free(self.folder)

    def _drop_old(self, newest: str, ending: str) -> None:
        """By the moments in their names. A copy of later than the newest is of a clock that was ahead, and goes first:
        it would outlive all that are made now, and with `keep` 1 each new one would go at once.
        """
        copies = self.folder.glob(f"otklik-*{ending}")
        for old in sorted(copies, key=lambda copy: (copy.name <= newest, copy.name))[: -self.keep]:
            drop(old)


def backups_of(settings: Settings, store: Store, clock: Clock) -> Backups:
    """Those of an installation: beside its data, unless it names a folder."""
    own = settings.backup_dir is None
    folder = settings.backup_dir or settings.data_dir / "backups"
    return Backups(store, clock, settings.database_url.get_secret_value(), folder, settings.backup_keep, own=own)
