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
LONGEST_ROW = 200
"""Lines that one row may take up, where rows may go over several."""


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one line, which counts from 1. `fault`: "" or "open-quote", and then there are no cells."""

    line: int
    cells: tuple[str, ...]
    fault: str = ""


class CsvRows:
    """The header and the rows of a table. A quote that is never closed spoils its own line alone.

    `header` has no empty names at its end; rows without any content are left out, and empty cells beyond the
    header's length are dropped, since spreadsheets add them. `across`: a cell in quotes may go over several lines, as
    a letter does; the row then counts as its first one. `delimiter`: "" finds it out.
    """

    def __init__(self, lines: Iterable[str], *, across: bool = False, delimiter: str = "") -> None:
        self._lines = enumerate(lines, 1)
        self._across, self._back = across, list[tuple[int, str]]()
        self.delimiter = delimiter or ","
        self.header_line, head = self._first()
        if said := SEPARATOR.fullmatch(head):
            self.delimiter = said[1]
            self.header_line, head = self._first()
        elif not delimiter:
            self.delimiter = max(DELIMITERS, key=head.count)
        self.header = [name.strip() for name in self._cells(head) or ()]
        while self.header and not self.header[-1]:
            self.header.pop()

    def __iter__(self) -> Iterator[Row]:
        """The rest of the file, line by line."""
        while (found := self._next()) is not None:
            number, line = found
            cells = self._cells(line)
            if cells is None and self._across:
                cells = self._whole(line)
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

    def _next(self) -> tuple[int, str] | None:
        return self._back.pop() if self._back else next(self._lines, None)

    def _whole(self, line: str) -> list[str] | None:
        """The cells of a row that goes on in the next lines; None, and these are rows by themselves, where its quote is
        never closed.
        """
        taken = list[tuple[int, str]]()
        while len(taken) < LONGEST_ROW and (more := self._next()) is not None:
            taken.append(more)
            if '"' in more[1] and (cells := self._cells(line + "".join(text for _, text in taken))) is not None:
                return cells
        self._back += reversed(taken)
        return None

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
