"""Rows of another system, carried out one by one: each is taken, passed over or told with its reason; none is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.back_office.door import OutsideDoor
from handlers.base.texts import Texts
from handlers.outside.act import OutsideAct, OutsideFile
from handlers.outside.reading import CellFault, RowRead, RowReader, with_files
from handlers.outside.table import TableRead, TableRow
from handlers.outside.told import ToldAct


@dataclass(frozen=True, slots=True)
class RowOutcome:
    """What became of a row: `told` where it was an act; `why`, a sentence, where it was not taken; neither where it is
    passed over.
    """

    row: TableRow
    act: OutsideAct | None = None
    told: ToldAct | None = None
    why: str = ""

    @property
    def word(self) -> str:
        if self.told is not None and self.told.done:
            return "again" if self.told.again else "taken"
        return "refused" if self.why else "skipped"


Beside = Mapping[str, OutsideFile | str]
"""By the name in the row: the file, or the sentence "outside-row-CODE" for why it is not there."""


def read_rows(
    table: TableRead, reader: RowReader, texts: Texts, beside: Beside | None = None
) -> list[tuple[TableRow, OutsideAct | None, str]]:
    """Each row with its act, or with why it is none ("": it is passed over)."""
    names = reader.map.columns
    found = list[tuple[TableRow, OutsideAct | None, str]]()
    for row in table.rows:
        if row.fault:
            found.append((row, None, texts.label(f"outside-row-{row.fault}")))
            continue
        read = reader.read(row.said)
        faults = [*read.faults, *_missing(read, beside or {})]
        act = read.act
        if act is not None and not faults and read.beside:
            files = [(beside or {})[name] for name in read.beside]
            act = with_files(act, [file for file in files if isinstance(file, OutsideFile)])
        why = " ".join(fault.say(texts, names) for fault in faults)
        found.append((row, None if faults else act, why))
    return found


def _missing(read: RowRead, beside: Beside) -> list[CellFault]:
    codes = {name: beside.get(name, "no-file") for name in read.beside}
    return [CellFault("files", code, {"value": name}) for name, code in codes.items() if isinstance(code, str)]


async def carry_out(
    rows: Sequence[tuple[TableRow, OutsideAct | None, str]], door: OutsideDoor, texts: Texts
) -> list[RowOutcome]:
    """In their order. StorageError: some may be done; the same again does none twice."""
    told = iter(await door.take([act for _, act, _ in rows if act is not None]))
    found = list[RowOutcome]()
    for row, act, why in rows:
        if act is None:
            found.append(RowOutcome(row, why=why))
        else:
            each = next(told)
            found.append(RowOutcome(row, act, each, each.why(texts)))
    return found


def counted(outcomes: Sequence[RowOutcome]) -> dict[str, int]:
    """How many of each word; their sum is the number of rows."""
    words = [each.word for each in outcomes]
    return {word: words.count(word) for word in ("taken", "again", "refused", "skipped")}
