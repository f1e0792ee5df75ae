"""Tables as people save them: a row a line, cells between commas, semicolons or tabs, with or without quotes."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

DELIMITERS = (",", ";", "\t")
SEPARATOR = re.compile(r"\s*\"?sep=(.)\"?\s*", re.IGNORECASE)
"""The first line that Excel writes, or asks for, to say what stands between the cells."""
OPEN_QUOTE = "unexpected end of data"  # csv's words for it, in strict mode


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line, which counts from 1. `fault`: "" or "open-quote", and then there are no cells."""

    line: int
    cells: tuple[str, ...]
    fault: str = ""


class CsvRows:
    """The header and the rows of a table. A quote that is never closed spoils its own line alone.

    `header` has no empty names at its end; rows without any content are left out, and empty cells beyond the
    header's length are dropped, since spreadsheets add them.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = enumerate(lines, 1)
        self.delimiter = ","
        self.header_line, head = self._first()
        if said := SEPARATOR.fullmatch(head):
            self.delimiter = said[1]
            self.header_line, head = self._first()
        else:
            self.delimiter = max(DELIMITERS, key=head.count)
        self.header = [name.strip() for name in self._cells(head) or ()]
        while self.header and not self.header[-1]:
            self.header.pop()

    def __iter__(self) -> Iterator[Row]:
        """The rest of the file, line by line."""
        for number, line in self._lines:
            cells = self._cells(line)
            if cells is None:
                yield Row(number, (), "open-quote")
                continue
            while len(cells) > len(self.header) and not cells[-1].strip():
                cells.pop()
            if any(cell.strip() for cell in cells):
                yield Row(number, tuple(cell.strip() for cell in cells))

    def _first(self) -> tuple[int, str]:
        """The next line that is not blank, with its number; (1, "") at the end."""
        return next(((number, line) for number, line in self._lines if line.strip()), (1, ""))

    def _cells(self, line: str) -> list[str] | None:
        """A line's cells; None where a quote is never closed."""
        if '"' not in line:
            return line.rstrip("\r\n").split(self.delimiter)
        for strict in (True, False):
            try:
                return next(csv.reader([line], delimiter=self.delimiter, strict=strict), [])
            except csv.Error as fault:
                if str(fault) == OPEN_QUOTE:
                    return None
        return None
