"""`migrate` and `backup`: the database by itself."""

from __future__ import annotations

import argparse
import asyncio
from pathlib import Path

from bot.cli.ground import open_store
from bot.cli.voice import ConsoleError, Voice
from bot.settings import Settings, load_settings


def migrate(arguments: argparse.Namespace, voice: Voice) -> int:
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


def backup_options(parser: argparse.ArgumentParser, voice: Voice) -> None:
    parser.add_argument("path", metavar="PATH", type=Path, help=voice.text("cli-backup-path"))


def backup(arguments: argparse.Namespace, voice: Voice) -> int:
    """A consistent copy into a new file, while the service may be running."""
    path: Path = arguments.path
    if path.exists():
        raise ConsoleError("cli-exists", path=str(path))
    if not path.parent.is_dir():
        raise ConsoleError("cli-no-folder", path=str(path.parent))
    asyncio.run(_backup(load_settings(), path))
    voice.say("cli-backed-up", path=str(path), size=_megabytes(path))
    return 0


async def _backup(settings: Settings, path: Path) -> None:
    async with open_store(settings) as store:
        await store.backup(str(path))


def _megabytes(path: Path) -> str:
    return f"{path.stat().st_size / 1_000_000:.1f}"
