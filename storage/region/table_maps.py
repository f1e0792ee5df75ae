"""How a table of another system is read, as data; storage/region/back_office.py reads it from the region's folder."""

from __future__ import annotations

from dataclasses import dataclass, field

COLUMNS = ("id", "report", "kind", "text", "until", "organisation", "files", "to_author", "said_at")
"""Ours, in the order in which they are explained."""
KINDS = ("accepted", "interim", "answered", "needs_info", "transferred", "rejected", "closing")
"""What can be done with a report (handlers.outside.act.ActKind)."""
SKIP = "skip"
"""In place of a kind: such rows are passed over."""


@dataclass(frozen=True, slots=True)
class TableMap:
    """`columns`: theirs by ours. `kinds` and `organisations`: ours by their words, in small letters. `dates`: as
    strptime reads them, with whether they have an hour. `kind`: of rows that say none. `encoding`, `delimiter`: ""
    finds them out.
    """

    client: str
    columns: dict[str, str] = field(default_factory=lambda: {name: name for name in COLUMNS})
    kinds: dict[str, str] = field(default_factory=dict)
    organisations: dict[str, str] = field(default_factory=dict)
    dates: tuple[tuple[str, bool], ...] = ()
    kind: str = ""
    encoding: str = ""
    delimiter: str = ""


def plain_word(word: str) -> str:
    """As words of tables are compared."""
    return " ".join(word.split()).casefold()
