"""How answers are read before they leave: reads `answers.toml` of a region's folder, or the catalogue's."""

from __future__ import annotations

from pathlib import Path

from storage.region.answer_words import AnswerWords, ReadyText
from storage.region.faults import RegionFault
from storage.region.table import RegionTable, read_toml

FILE = "answers.toml"
LISTS = ("officialese", "empty", "asks_when", "days")
CATALOGUE = Path(__file__).resolve().parents[1] / "catalogue"


def read_answers(folder: Path, found: list[RegionFault]) -> tuple[AnswerWords, tuple[ReadyText, ...]]:
    """The region's words and ready answers, or the catalogue's where it has no such file; faults are noted."""
    path = folder / FILE
    table = read_toml(path if path.exists() else CATALOGUE / FILE, found)
    return _read(table) if table is not None else (AnswerWords(), ())


def _read(table: RegionTable) -> tuple[AnswerWords, tuple[ReadyText, ...]]:
    lists = {key: table.strings(key) if key in table.values else () for key in LISTS}
    longest = int(table.number("longest", 100, 10_000, 900))
    words = AnswerWords(lists["officialese"], lists["empty"], lists["asks_when"], lists["days"], longest)
    table.asked |= set(LISTS)
    ready = tuple(_ready(row) for row in table.tables("ready")) if "ready" in table.values else ()
    table.faults.unique((each.code for each in ready), "ready")
    table.asked.add("ready")
    table.finish()
    return words, ready


def _ready(row: RegionTable) -> ReadyText:
    topics = row.strings("topics") if "topics" in row.values else ()
    found = ReadyText(row.code(), row.text("title"), row.text("text"), topics)
    row.asked.add("topics")
    row.finish()
    return found
