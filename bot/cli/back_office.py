"""`back-office try FILE [--client CODE]`: reads a table of another system as the watched folder would; nothing is done.

What stands in the database is not looked at: whether a report exists and can still be answered shows when it is done.
"""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.output import ConsoleError, Output
from bot.cli.setup import region_of
from bot.settings import load_settings
from storage.region.clients import ANSWER
from storage.region.region import Region

if TYPE_CHECKING:
    from handlers.outside.table import TableRead
    from storage.region.table_maps import TableMap

ACTIONS = ("try",)
WORDS = 60


def options(parser: argparse.ArgumentParser, voice: Output) -> None:
    parser.add_argument("action", choices=ACTIONS, metavar="|".join(ACTIONS), help=voice.text("cli-outside-action"))
    parser.add_argument("path", metavar="FILE", type=Path, help=voice.text("cli-outside-path"))
    parser.add_argument("--client", metavar="CODE", default="", help=voice.text("cli-outside-client"))


def run(arguments: argparse.Namespace, voice: Output) -> int:
    """0 where every row can be read; 2 with a line for each that cannot."""
    region, path = region_of(load_settings()), arguments.path
    client = _client(region, arguments.client, path)
    from bot.back_office.maps import read_document
    from handlers.outside.table import MOST_BYTES

    with open(path, "rb") as file:
        data = file.read(MOST_BYTES + 1)
    table, table_map = read_document(region, client, path.name, data)
    if table.fault:
        return voice.fault(f"{path}: {voice.text(f'outside-table-{table.fault}', **table.values)}")
    good, skipped, faults = 0, 0, list[str]()
    for line, text, why in _rows(voice, region, table, table_map, path.parent):
        if why:
            faults.append(f"{path}:{line}: {why}")
        elif text:
            voice.line(f"{line:>5}  {text}")
        good, skipped = good + bool(text and not why), skipped + (not text and not why)
    voice.say("cli-outside-tried", good=good, skipped=skipped, bad=len(faults))
    return voice.faults(faults) if faults else 0


def _rows(
    voice: Output, region: Region, table: TableRead, table_map: TableMap, folder: Path
) -> Iterator[tuple[int, str, str]]:
    """(line, what would be done, why not); "" and "" for a row that is passed over."""
    from bot.back_office.rows import read_rows
    from bot.clock import RealClock
    from handlers.outside.act import OutsideFile
    from handlers.outside.reading import RowReader
    from handlers.reports.about import first_words
    from handlers.reports.excuses import faults_of

    reader = RowReader(region, table_map, RealClock().now())
    names = {name for row in table.rows if not row.fault for name in reader.read(row.said).beside}
    beside = {name: OutsideFile("document", name) if (folder / name).is_file() else "no-file" for name in names}
    for row, act, why in read_rows(table, reader, voice.texts, beside):
        text = ""
        if act is not None:
            kind, words = voice.text(f"outside-kind-{act.kind.replace('_', '-')}"), first_words(act.text, WORDS)
            text = f"\u2116 {act.report}  {kind}  {words}".rstrip()
            found = faults_of(act.text, region.answers, asked="", dated=bool(act.until)) if act.text else []
            said = "; ".join(voice.text(f"excuse-{fault.code}", words=fault.words) for fault in found)
            text += f"  ({voice.text('cli-outside-remark', what=said)})" if said else ""
        yield row.line, text, why


def _client(region: Region, said: str, path: Path) -> str:
    """Whose table it is: as was said, or by the folder in which it lies, or the only one that there is."""
    codes = [client.code for client in region.clients if ANSWER in client.may]
    if said and said not in codes:
        raise ConsoleError("cli-outside-no-client", client=said, clients=", ".join(codes) or "none")
    folder = Path(os.path.abspath(path)).parent.name  # a link counts where it lies
    found = said or (folder if folder in codes else codes[0] if len(codes) == 1 else "")
    if not found:
        raise ConsoleError("cli-outside-which", clients=", ".join(codes) or "none")
    return found
