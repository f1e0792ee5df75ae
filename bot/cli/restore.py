"""`restore`: a copy becomes the database again, without the forgotten and without giving a number twice.

Everything is made ready beside and takes the database's place in one step, so that a kill leaves the old or the new.
"""

from __future__ import annotations

import argparse
import asyncio
import errno
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.cli.output import ConsoleError, Output
from bot.cli.setup import database_file
from bot.clock import RealClock
from bot.delivery.objects import make_objects
from bot.jobs.forgotten import Forgotten, person_of
from bot.jobs.last_number import LastNumber
from bot.jobs.mirror import Mirror
from bot.settings import Settings, load_settings
from storage import postgres_tools
from storage.changes import Query
from storage.copies import CopyError, check_sqlite, closed_file, drop, on_disk
from storage.file_lock import FileLock
from storage.open import make_store
from storage.sqlite import SqliteStore
from storage.store import InUse, StorageError, Store
from storage.ticks import Tick

LEARN_S = 60.0
"""A person waits here, no other machine."""
SIDES = ("-wal", "-shm")
"""What SQLite keeps beside a database; parts of it."""


@dataclass(slots=True)
class Restored:
    """What there is now. `aside`: where the earlier database went, or ""; `knows_all`: whether the store of files could
    be asked who is to be forgotten (the next start asks again).
    """

    reports: int
    number: int
    erased: int
    aside: str = ""
    knows_all: bool = True


def options(parser: argparse.ArgumentParser, voice: Output) -> None:
    parser.add_argument("path", metavar="PATH", type=Path, help=voice.text("cli-restore-path"))
    parser.add_argument("--yes", action="store_true", help=voice.text("cli-restore-yes"))


def run(arguments: argparse.Namespace, voice: Output) -> int:
    """Nothing is touched before the copy was looked at and nobody is using the database."""
    settings, path = load_settings(), arguments.path
    if path.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not path.is_file():
        raise ConsoleError("cli-no-file", path=str(path))
    file = database_file(settings)
    if file is not None:
        done = _into_file(settings, file, path, yes=arguments.yes)
    else:
        done = asyncio.run(_into_server(settings, path))
    if done.aside:
        voice.say("cli-restore-aside", path=done.aside)
    if not done.knows_all:
        voice.say("cli-restore-store-away")
    voice.say("cli-restored", reports=done.reports, number=str(done.number + 1), erased=done.erased)
    return 0


# -- SQLite -------------------------------------------------------------------------------------
def _into_file(settings: Settings, file: Path, copy: Path, *, yes: bool) -> Restored:
    if file.exists() and copy.samefile(file):
        raise ConsoleError("cli-restore-itself", path=str(copy))
    if not _log_of(copy).exists():
        check_sqlite(copy)
    file.parent.mkdir(parents=True, exist_ok=True)
    with _held(file):
        if file.exists() and not yes:
            raise ConsoleError("cli-restore-exists", path=str(file))
        part = file.with_name(file.name + ".restoring")
        _drop(part)
        try:
            _bring(copy, part)
            if file.exists():
                asyncio.run(_learn(settings, file))
            done = asyncio.run(_ready(settings, SqliteStore(part)))
            _same_owner(part, file if file.exists() else file.parent)
            on_disk(part)
            done.aside = _move_aside(file)
            part.replace(file)
            on_disk(file)
        finally:
            _drop(part)
    return done


@contextmanager
def _held(file: Path) -> Iterator[None]:
    """The lock that a running service holds."""
    lock = FileLock(file.with_name(file.name + ".lock"))
    new = not lock.path.exists()
    if not lock.take():
        raise ConsoleError("cli-restore-running")
    if new:
        _same_owner(lock.path, file.parent)
    try:
        yield
    finally:
        lock.release()


def _bring(copy: Path, part: Path) -> None:
    closed_file(part)
    free, size = shutil.disk_usage(part.parent).free, copy.stat().st_size
    if free < size * 2:  # migrations and the log beside it want room, too
        raise CopyError("no-room", path=part.parent, needed=size * 2, free=free)
    pairs = [(copy, part)] + [(log, _log_of(part)) for log in (_log_of(copy),) if log.exists()]
    for source, target in pairs:
        if target != part:
            closed_file(target)
        with source.open("rb") as read, target.open("wb") as written:
            shutil.copyfileobj(read, written, 1024 * 1024)
    if len(pairs) > 1:  # what a killed program left: SQLite takes the log in
        with suppress(sqlite3.Error), closing(sqlite3.connect(part)) as database:
            database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        _drop_sides(part)
    check_sqlite(part)


def _log_of(file: Path) -> Path:
    """Where SQLite keeps what is not yet in the file itself."""
    return file.with_name(file.name + SIDES[0])


async def _learn(settings: Settings, file: Path) -> None:
    """What the database that is put aside knows better than the files beside it: the last number, and whom to forget.

    It may be damaged, which is why it is replaced; then the files are all there is.
    """
    store = SqliteStore(file)
    with suppress(StorageError):
        await store.open()
        try:
            ids, forgetting = await store.read(Query("last_ids"), Query("timer_keys", (Tick.ERASE_FILES,)))
            numbers = _numbers(settings)
            numbers.after_restart(0)
            numbers.keep(dict(ids)["report"])
            for (key,) in forgetting:
                _forgotten(settings).note(person_of(key))
        finally:
            await store.close()


def _move_aside(file: Path) -> str:
    """The present database under another name, with all its parts; it stays in place until the new one takes it."""
    if not file.exists():
        _drop_sides(file)  # without their database they are nothing, and another one's poison
        return ""
    with suppress(sqlite3.Error), closing(sqlite3.connect(file)) as present:
        present.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    aside = file.with_name(f"{file.name}.before-restore-{RealClock().now() // 1000}")
    if aside.exists():
        raise CopyError("exists", path=aside)
    try:
        os.link(file, aside)
    except OSError:  # a file system without such links
        file.rename(aside)
    for side in SIDES:
        with suppress(FileNotFoundError):
            file.with_name(file.name + side).rename(aside.with_name(aside.name + side))
    return str(aside)


def _same_owner(part: Path, like: Path) -> None:
    """Where the superuser restores, the service's user still has to open it."""
    if os.name != "nt" and os.geteuid() == 0:
        owner = like.stat()
        os.chown(part, owner.st_uid, owner.st_gid)


def _drop(part: Path) -> None:
    drop(part)
    _drop_sides(part)


def _drop_sides(file: Path) -> None:
    for side in SIDES:
        drop(file.with_name(file.name + side))


# -- PostgreSQL ---------------------------------------------------------------------------------
async def _into_server(settings: Settings, copy: Path) -> Restored:
    """Into an empty database only, in one transaction."""
    await postgres_tools.check(copy)
    url = settings.database_url.get_secret_value()
    store = make_store(url)
    try:
        await store.open(exclusive=True)
    except InUse:
        raise ConsoleError("cli-restore-running") from None
    try:
        if (await store.read(Query("tables_count")))[0][0][0]:
            raise ConsoleError("cli-restore-not-empty")
        await postgres_tools.restore(url, copy)
        return await _finish(settings, store)
    finally:
        await store.close()


# -- both ---------------------------------------------------------------------------------------
async def _ready(settings: Settings, store: Store) -> Restored:
    await store.open()
    try:
        return await _finish(settings, store)
    finally:
        await store.close()


async def _finish(settings: Settings, store: Store) -> Restored:
    """Up to this program's version, and without those who asked to be forgotten since."""
    await store.migrate()
    mirror = Mirror(make_objects(settings), _forgotten(settings), _numbers(settings), RealClock())
    knows_all = await mirror.learn(LEARN_S)
    erased = await _forgotten(settings).apply(store, RealClock().now())
    ids, count = await store.read(Query("last_ids"), Query("reports_count"))
    number = _numbers(settings).after_restart(dict(ids)["report"])
    return Restored(count[0][0], number, erased, knows_all=knows_all)


def _forgotten(settings: Settings) -> Forgotten:
    return Forgotten(settings.data_dir / "forgotten.txt")


def _numbers(settings: Settings) -> LastNumber:
    return LastNumber(settings.data_dir / "last_number.txt")
