"""`migrate` and `backup`: the database by itself. How a copy comes back: bot/cli/restore.py."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from bot.backups import free_in, is_sqlite, make_copy, note_done
from bot.cli.output import ConsoleError, Output
from bot.cli.setup import open_store
from bot.clock import RealClock
from bot.settings import Settings, load_settings
from storage.changes import Query
from storage.copies import CopyError


def migrate(arguments: argparse.Namespace, voice: Output) -> int:
    """Bring the database up to this program; says what was applied."""
    names = asyncio.run(_migrate(load_settings()))
    if names:
        voice.say("cli-migrated", names=", ".join(names))
    else:
        voice.say("cli-migrated-nothing")
    return 0


async def _migrate(settings: Settings) -> list[str]:
    async with open_store(settings, create=True) as store:
        return await store.migrate()


def backup_options(parser: argparse.ArgumentParser, voice: Output) -> None:
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("path", metavar="PATH", type=Path, nargs="?", help=voice.text("cli-backup-path"))
    what.add_argument("--done", action="store_true", help=voice.text("cli-backup-done"))


def backup(arguments: argparse.Namespace, voice: Output) -> int:
    """A consistent copy into a new file, while the service may be running; or a note that there is one elsewhere."""
    if arguments.done:
        asyncio.run(_done(load_settings()))
        voice.say("cli-backup-noted")
        return 0
    path: Path = arguments.path
    if path.exists():
        raise ConsoleError("cli-exists", path=str(path))
    if not path.parent.is_dir():
        raise ConsoleError("cli-no-folder", path=str(path.parent))
    asyncio.run(_backup(load_settings(), path))
    voice.say("cli-backed-up", path=str(path), size=_megabytes(path))
    return 0


async def _backup(settings: Settings, path: Path) -> None:
    now, sqlite = RealClock().now(), is_sqlite(settings.database_url.get_secret_value())
    async with open_store(settings) as store:
        if sqlite:  # pg_dump packs what it writes: nobody knows how much that will be
            free, size = free_in(path.parent), int((await store.read(Query("database_size")))[0][0][0])
            if free < size:
                raise CopyError("no-room", path=path.parent, needed=size, free=free)
        await make_copy(store, path, sqlite=sqlite)
        await note_done(store, now)


async def _done(settings: Settings) -> None:
    async with open_store(settings) as store:
        await note_done(store, RealClock().now())


def _megabytes(path: Path) -> str:
    return f"{path.stat().st_size / 1_000_000:.1f}"
