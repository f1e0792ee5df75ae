"""A table (CSV) or a list (JSON) of another system as rows by our names, each with the line where it stands.

Nothing of it is left out: a row is read, or it is told why not.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from handlers.outside.charset import MARKS, encoding_of
from storage.csv_rows import CsvRows, Row
from storage.plain_text import whole
from storage.region.table_maps import COLUMNS, TableMap

MOST_ROWS, MOST_BYTES = 5_000, 2 * 1024 * 1024


WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
"""How files of Excel begin, the new and the old ones; and of LibreOffice."""


@dataclass(frozen=True, slots=True)
class TableRow:
    """`said`: values by our names. `cells`: as they stood there, of a list the whole entry. `fault`: the
    sentence "outside-row-FAULT", or "".
    """

    line: int
    said: dict[str, str]
    cells: tuple[str, ...] = ()
    fault: str = ""


@dataclass(frozen=True, slots=True)
class TableRead:
    """`fault`: the sentence "outside-table-FAULT" where nothing of it can be read, with its `values`. `finished`: it
    does not look as if its end was still to come.
    """

    rows: tuple[TableRow, ...] = ()
    header: tuple[str, ...] = ()
    delimiter: str = ";"
    fault: str = ""
    values: dict[str, str] = field(default_factory=dict)
    finished: bool = True


MAY_BE_BEGUN = frozenset({"encoding", "empty", "holes", "json"})
"""Faults that a table has, too, of which only the beginning is there."""


def read_csv(data: bytes, table: TableMap) -> TableRead:
    """A table whose columns the map names."""
    if data.startswith(WORKBOOKS):
        return TableRead(fault="workbook")
    text = _text(data, table.encoding)
    if text is None:
        return TableRead(fault="encoding", values={"encoding": table.encoding or encoding_of(data)})
    if "\0" in text:
        return TableRead(fault="holes")
    lines = list(io.StringIO(text, newline=None))  # as CsvRows counts them: not at a form feed
    found = CsvRows(lines, across=True, delimiter=table.delimiter)
    header = tuple(found.header)
    if not header:
        return TableRead(fault="empty")
    own = table.columns == {name: name for name in COLUMNS}
    wanted = ("report", "kind") if own else tuple(table.columns)
    missing = [table.columns[name] for name in wanted if table.columns[name] not in header]
    if missing:
        names = {"missing": ", ".join(missing), "header": ", ".join(header)[:300]}
        return TableRead(header=header, fault="columns", values=names)
    twice = sorted({theirs for theirs in table.columns.values() if header.count(theirs) > 1})
    if twice:
        return TableRead(header=header, fault="twice", values={"twice": ", ".join(twice)})
    places = {name: header.index(theirs) for name, theirs in table.columns.items() if theirs in header}
    rows = list[TableRow]()
    for row in found:
        if len(rows) == MOST_ROWS:
            return TableRead(header=header, fault="long", values={"most": str(MOST_ROWS)})
        rows.append(_row(row, places, len(header), lines))
    finished = lines[-1].endswith("\n") and not (rows and rows[-1].fault == "open-quote")
    return TableRead(tuple(rows), header, found.delimiter, finished=finished)


def _row(row: Row, places: dict[str, int], width: int, lines: list[str]) -> TableRow:
    if row.fault:
        return TableRow(row.line, {}, (lines[row.line - 1].rstrip("\n"),), row.fault)
    if len(row.cells) > width:
        return TableRow(row.line, {}, row.cells, "wide")
    said = {name: row.cells[at] for name, at in places.items() if at < len(row.cells)}
    return TableRow(row.line, said, row.cells)


def read_json(data: bytes) -> TableRead:
    """A list of objects with our names; "line" is the place in the list, from 1."""
    try:
        said = json.loads(data, parse_float=str, parse_int=str)
    except (ValueError, RecursionError):
        return TableRead(fault="json")
    if not isinstance(said, list):
        return TableRead(fault="json")
    if len(said) > MOST_ROWS:
        return TableRead(fault="long", values={"most": str(MOST_ROWS)})
    return TableRead(tuple(_entries(said)), COLUMNS)


def _entries(said: list[Any]) -> Iterator[TableRow]:
    for line, entry in enumerate(said, 1):
        raw = (whole(json.dumps(entry, ensure_ascii=False)),)
        if not isinstance(entry, dict):
            yield TableRow(line, {}, raw, "no-object")
        elif set(entry) - set(COLUMNS):
            yield TableRow(line, {}, raw, "other-names")
        else:
            values = {name: _plain(value) for name, value in entry.items()}
            fits = all(value is not None for value in values.values())
            yield TableRow(line, {n: whole(v or "") for n, v in values.items()}, raw, "" if fits else "no-text-value")


def _plain(value: Any) -> str | None:
    """A value as a cell would have it; None for what fits into none."""
    if isinstance(value, list):
        parts = [part for part in value if isinstance(part, str)]
        return "\n".join(parts) if len(parts) == len(value) else None
    if isinstance(value, bool):
        return "1" if value else ""
    return "" if value is None else value if isinstance(value, str) else None


def _text(data: bytes, encoding: str) -> str | None:
    """By its mark, else as the map says, else as it looks."""
    found = encoding_of(data)
    marked = any(data.startswith(mark) for mark, _ in MARKS)
    try:
        return data.decode(encoding if encoding and not marked else found)
    except (UnicodeError, LookupError):
        return None
