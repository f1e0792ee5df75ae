"""How answers are read before they leave: reads `answers.toml` of a region's folder, or the catalogue's."""

from __future__ import annotations

from pathlib import Path

from storage.region.answer_words import AnswerWords
from storage.region.faults import RegionFault
from storage.region.table import RegionTable, read_toml

FILE = "answers.toml"
LISTS = ("officialese", "empty", "asks_when", "days")
CATALOGUE = Path(__file__).resolve().parents[1] / "catalogue"


def read_answers(folder: Path, found: list[RegionFault]) -> AnswerWords:
    """The region's words, or the catalogue's where it has no such file; faults are noted."""
    path = folder / FILE
    table = read_toml(path if path.exists() else CATALOGUE / FILE, found)
    return _read(table) if table is not None else AnswerWords()


def _read(table: RegionTable) -> AnswerWords:
    lists = {key: table.strings(key) if key in table.values else () for key in LISTS}
    longest = int(table.number("longest", 100, 10_000, 900))
    words = AnswerWords(lists["officialese"], lists["empty"], lists["asks_when"], lists["days"], longest)
    table.asked |= set(LISTS)
    table.finish()
    return words
