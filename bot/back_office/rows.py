"""Rows of another system, carried out one by one: each is taken, passed over or told with its reason; none is lost."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from bot.back_office.door import OutsideDoor
from handlers.base.texts import Texts
from handlers.outside.act import OutsideAct, OutsideFile
from handlers.outside.reading import CellFault, RowRead, RowReader, with_files
from handlers.outside.table import TableRead, TableRow
from handlers.outside.tables import ToldTable
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


@dataclass(frozen=True, slots=True)
class RowSource:
    """Where rows come from: `name` of the file, "" from the web; `key` is the same for the same rows."""

    client: str
    name: str
    key: str

    @classmethod
    def of(cls, client: str, name: str, data: bytes) -> RowSource:
        return cls(client, name, hashlib.sha256(f"{client}\0{name}\0".encode() + data).hexdigest()[:32])


MANY = 10
"""More acts than this at once are confirmed together."""
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
    rows: Sequence[tuple[TableRow, OutsideAct | None, str]], door: OutsideDoor, texts: Texts, source: RowSource
) -> list[RowOutcome]:
    """In their order. Many new ones are confirmed together, before the first goes and once more when all were taken.
    StorageError: some may be done; the same again does none twice.
    """
    acts = [act for _, act, _ in rows if act is not None]
    new = await door.new_among(acts)
    if len(new) <= MANY:
        outcomes = _outcomes(rows, await door.take(acts), texts)
        if source.name and any(each.word == "refused" for each in outcomes):
            await door.tell(source.key, _what_became(outcomes, ToldTable(source.client, source.name)))
        return outcomes
    since, kinds = door.clock.now() // 1000, Counter(act.kind.value for act in new)
    about = ToldTable(source.client, source.name, kinds=tuple(kinds.most_common()), since=since, begins=True)
    await door.tell(source.key, about)
    outcomes = _outcomes(rows, await door.take([replace(act, quiet=True) for act in acts]), texts)
    await door.tell(source.key, _what_became(outcomes, about))
    return outcomes


def _what_became(outcomes: Sequence[RowOutcome], about: ToldTable) -> ToldTable:
    counts, bad = counted(outcomes), [each for each in outcomes if each.word == "refused"]
    kinds = Counter(each.act.kind.value for each in outcomes if each.act and each.word == "taken")
    return replace(
        about, taken=counts["taken"], again=counts["again"], refused=len(bad), begins=False,
        kinds=tuple(kinds.most_common()), rows=tuple((each.row.line, each.why) for each in bad),
    )  # fmt: skip


def _outcomes(
    rows: Sequence[tuple[TableRow, OutsideAct | None, str]], taken: Sequence[ToldAct], texts: Texts
) -> list[RowOutcome]:
    told = iter(taken)
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
