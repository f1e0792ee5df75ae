"""How tables of other systems are read: `back-office.toml` of a region's folder, which may be missing.

Each block says for one client which of its columns is which of ours, how it writes dates, and its own words for what
was done and for organisations.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from storage.plain_text import is_charset
from storage.region.clients import ANSWER, ApiClient
from storage.region.faults import RegionFault, nearest
from storage.region.table import RegionTable, read_toml
from storage.region.table_maps import COLUMNS, KINDS, SKIP, TableMap, plain_word

FILE = "back-office.toml"
DATE_PARTS = {"YYYY": "%Y", "YY": "%y", "MM": "%m", "DD": "%d", "hh": "%H", "mm": "%M", "ss": "%S"}
PART = re.compile("|".join(DATE_PARTS))


def read_table_maps(
    folder: Path, clients: Sequence[ApiClient], organisations: Collection[str], found: list[RegionFault]
) -> tuple[TableMap, ...]:
    """The maps of a region; () without the file. Faults are noted."""
    path = folder / FILE
    table = read_toml(path, found) if path.exists() else None
    if table is None:
        return ()
    rows = table.tables("tables") if "tables" in table.values else ()  # as `init` writes it, it holds comments alone
    maps = tuple(_map(row, clients, organisations) for row in rows)
    table.faults.unique((each.client for each in maps), "tables")
    table.finish()
    return maps


def _map(row: RegionTable, clients: Sequence[ApiClient], organisations: Collection[str]) -> TableMap:
    client, may = row.text("client"), [each.code for each in clients if ANSWER in each.may]
    if client and client not in may:
        row.faults.add(row.at("client"), "no-client", value=client, near=nearest(client, may))
    columns = _columns(row)
    kinds = _words(row, "kinds", (*KINDS, SKIP), "no-such-word")
    kind = row.text("kind", required=False)
    if kind and kind not in KINDS:
        row.faults.add(row.at("kind"), "no-such-word", value=kind, near=nearest(kind, KINDS), words=", ".join(KINDS))
    if "kind" not in columns and not kind:
        row.faults.add(row.at("columns"), "no-kind-column")
    encoding = row.text("encoding", required=False)
    if encoding and not is_charset(encoding):
        row.faults.add(row.at("encoding"), "no-encoding", value=encoding)
        encoding = ""
    delimiter = str(row.get("delimiter", str, "text", required=False) or "")
    if len(delimiter) > 1:
        row.faults.add(row.at("delimiter"), "bad-delimiter", value=delimiter)
    found = TableMap(
        client, columns, kinds, _words(row, "organisations", organisations, "no-organisation"), _dates(row), kind,
        encoding, delimiter[:1],
    )  # fmt: skip
    row.finish()
    return found


def _columns(row: RegionTable) -> dict[str, str]:
    """Two of ours may be one of theirs; the number of the report has to be among them."""
    table = row.table("columns")
    for key in table.values:
        if key not in COLUMNS:
            words = ", ".join(COLUMNS)
            table.faults.add(table.at(key), "no-such-word", value=key, near=nearest(key, COLUMNS), words=words)
    found = {key: table.text(key) for key in table.values if key in COLUMNS}
    if table.values and "report" not in found:
        table.faults.add(row.at("columns"), "no-report-column")
    return found


def _words(row: RegionTable, key: str, known: Collection[str], fault: str) -> dict[str, str]:
    """Their words, small, with ours: a table of lists."""
    table, found = row.table(key) if key in row.values else RegionTable({}, row.faults, row.at(key)), dict[str, str]()
    row.asked.add(key)
    for ours in table.values:
        if ours not in known:
            said = ", ".join(known)
            table.faults.add(table.at(ours), fault, value=ours, near=nearest(ours, known), words=said)
        for word in table.strings(ours):
            small = plain_word(word)
            if found.get(small, ours) != ours:
                table.faults.add(table.at(ours), "word-twice", value=word)
            found[small] = ours
    return found


def _dates(row: RegionTable) -> tuple[tuple[str, bool], ...]:
    values = row.strings("dates") if "dates" in row.values else ()
    row.asked.add("dates")
    found = []
    for value in values:
        parts = set(PART.findall(value))
        if not {"DD", "MM"} <= parts or not parts & {"YYYY", "YY"} or "%" in value:
            row.faults.add(row.at("dates"), "bad-date-form", value=value)
            continue
        found.append((PART.sub(lambda part: DATE_PARTS[part[0]], value), "hh" in parts))
    return tuple(found)
