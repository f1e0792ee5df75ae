"""`subscribers import FILE.csv` and `subscribers export FILE.csv`: who wants to be warned of what, as a table."""

from __future__ import annotations

import argparse
import asyncio
import csv
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from bot.cli.export import create_file
from bot.cli.output import ConsoleError, Output
from bot.cli.setup import open_store, region_of
from bot.cli.subscriber_rows import COLUMNS, BadFile, Reader, RowFault, line_of
from bot.cli.subscriber_store import CHUNK, export_page, keep
from bot.clock import RealClock
from bot.settings import Settings, load_settings
from handlers.base.texts import LOCALES
from storage.letters import folded
from storage.plain_text import plain
from storage.region.region import Region

PAUSE_S = 0.01
"""Between two chunks, so that a running service goes first."""


def options(parser: argparse.ArgumentParser, voice: Output) -> None:
    parser.add_argument(
        "action", choices=("import", "export"), metavar="import|export", help=voice.text("cli-subscribers-action")
    )
    parser.add_argument("path", metavar="FILE.csv", type=Path, help=voice.text("cli-subscribers-path"))


def run(arguments: argparse.Namespace, voice: Output) -> int:
    settings = load_settings()
    region = region_of(settings)
    if arguments.action == "export":
        count = asyncio.run(_export(settings, region, arguments.path))
        voice.say("cli-subscribers-exported", count=count, path=str(arguments.path))
        return 0
    languages = sorted(path.name for path in LOCALES.iterdir() if path.is_dir())
    try:
        with open(arguments.path, encoding="utf-8-sig", newline="") as file:
            reader = Reader(map(plain, file), region, languages, _kinds_of_place(voice, languages))
            count = asyncio.run(_import(settings, reader))
    except UnicodeDecodeError:
        raise ConsoleError("cli-subscribers-encoding", path=str(arguments.path)) from None
    except BadFile as fault:
        raise ConsoleError(fault.code, path=str(arguments.path), **fault.values) from None
    voice.say("cli-subscribers-imported", count=count)
    return voice.faults(_faults(voice, arguments.path, reader)) if reader.faults else 0


async def _import(settings: Settings, reader: Reader) -> int:
    """Good lines go in, chunk by chunk; a faulty one leaves nothing behind."""
    count, clock = 0, RealClock()
    async with open_store(settings) as store:
        for chunk in reader.chunks(CHUNK):
            await keep(store, chunk, clock.now())
            count += len(chunk)
            await asyncio.sleep(PAUSE_S)
    return count


async def _export(settings: Settings, region: Region, path: Path) -> int:
    """Everybody who has a subscription; a line for each of his accounts."""
    count, last = 0, 0
    async with open_store(settings) as store:
        with create_file(path) as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            while True:
                rows, last = await export_page(store, last)
                if not rows:
                    return count
                writer.writerows(line_of(row, region) for row in rows)
                count += len(rows)


def _kinds_of_place(voice: Output, languages: Sequence[str]) -> set[str]:
    """Words that may stand before a place's name, in all languages."""
    texts = (voice.library.texts(language).label("place-town-words") for language in languages)
    return {word.strip() for text in texts for word in folded(text).split(",")}


def _faults(voice: Output, path: Path, reader: Reader) -> Iterator[str]:
    """The first faults of each kind in the order of their lines, and how many more there are of it."""
    file = str(path)
    told = ((file, fault.code, partial(_said, voice, path, fault)) for fault in reader.faults)
    return voice.first_alike(told, {(file, code): count for code, count in reader.alike.items()})


def _said(voice: Output, path: Path, fault: RowFault) -> str:
    """FILE:LINE: column: what is wrong."""
    what = voice.text(fault.code, **fault.values)
    return voice.text("cli-subscribers-fault", path=str(path), line=str(fault.line), column=fault.column, what=what)
