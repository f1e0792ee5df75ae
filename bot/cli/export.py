"""`export reports FILE.csv`: every report as one row, for a spreadsheet. Its columns: COLUMNS.

`export notices FILE.csv` writes the journal of notices (bot.cli.export_notices).
"""

from __future__ import annotations

import argparse
import asyncio
import csv
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from bot.cli.export_cells import cell, time_cell
from bot.cli.export_notices import JOURNAL_COLUMNS, journal_rows
from bot.cli.output import ConsoleError, Output
from bot.cli.setup import open_store, region_of
from bot.settings import Settings, load_settings
from handlers.reports.details import details_in_words
from storage.changes import Query
from storage.records import Report
from storage.region.region import Region, name_in

PAGE = 1_000
TIMES = ("created_at", "updated_at", "first_due_at", "due_at", "answered_at", "closed_at")
PLAIN = ("text", "address", "lat", "lon", "danger", "channel", "language", "merged_into", "stars", "details")
NAMED = ("topic", "organisation", "municipality", "settlement")
COLUMNS = ("number", "status", *NAMED, *TIMES, *PLAIN)
"""Times are ISO 8601 in the region's zone; topic, organisation and places are names. No person is named."""


def options(parser: argparse.ArgumentParser, voice: Output) -> None:
    parser.add_argument(
        "what", choices=("reports", "notices"), metavar="reports|notices", help=voice.text("cli-export-what")
    )
    parser.add_argument("path", metavar="FILE.csv", type=Path, help=voice.text("cli-export-path"))


def run(arguments: argparse.Namespace, voice: Output) -> int:
    """Writes a new file that only its owner may read; the rows of one moment are not promised."""
    settings, path = load_settings(), arguments.path
    region = region_of(settings)
    notices = arguments.what == "notices"
    count = asyncio.run(_journal(settings, region, path) if notices else _export(settings, region, path))
    voice.say("cli-exported-journal" if notices else "cli-exported", count=count, path=str(path))
    return 0


async def _export(settings: Settings, region: Region, path: Path) -> int:
    async with open_store(settings) as store:
        count, last = 0, 0
        with create_file(path) as file:
            writer = csv.writer(file)
            writer.writerow(COLUMNS)
            while rows := (await store.read(Query("reports_page", (last, PAGE))))[0]:
                writer.writerows(_row(report, region, settings.default_language) for report in rows)
                count, last = count + len(rows), rows[-1].id
        return count


async def _journal(settings: Settings, region: Region, path: Path) -> int:
    async with open_store(settings) as store:
        count = 0
        with create_file(path) as file:
            writer = csv.writer(file)
            writer.writerow(JOURNAL_COLUMNS)
            async for row in journal_rows(store, region, settings.default_language):
                writer.writerow(row)
                count += 1
        return count


@contextmanager
def create_file(path: Path) -> Iterator[TextIO]:
    """A new file that is whole or not there: half a table looks like one. With a byte order mark: without it
    spreadsheets take the letters for something else.
    """
    try:
        descriptor = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    except FileExistsError:
        raise ConsoleError("cli-exists", path=str(path)) from None
    except FileNotFoundError:
        raise ConsoleError("cli-no-folder", path=str(path.parent)) from None
    try:
        with open(descriptor, "w", encoding="utf-8-sig", newline="") as file:
            yield file
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _row(report: Report, region: Region, language: str) -> list[str]:
    topic, organisation = region.topic(report.topic), region.organisation(report.organisation)
    municipality, settlement = region.municipality(report.municipality), region.settlement(report.settlement)
    named = (
        name_in(topic.names, language) if topic else report.topic,
        name_in(organisation.names, language) if organisation else report.organisation,
        municipality.name if municipality else report.municipality,
        settlement.name if settlement else report.settlement,
    )
    times = (time_cell(getattr(report, name), region.zone) for name in TIMES)
    return [str(report.id), report.status, *named, *times, *(cell(_plain(report, name, language)) for name in PLAIN)]


def _plain(report: Report, name: str, language: str) -> str | float | int | None:
    """A column of PLAIN; the answers to a topic's questions in words."""
    if name == "details":
        return "; ".join(details_in_words(report, language))
    value: str | float | int | None = getattr(report, name)
    return value
