"""Places in people's texts: how often settlement, street, house and flat are read right, and what reading costs."""

from __future__ import annotations

import csv
import random
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.meter import percentile
from benchmarks.results import Row
from handlers.places.reading import PlaceReader, SaidPlace
from handlers.reading.places import place_reader
from storage.letters import folded
from storage.region.load import FICTIONAL, load_region
from training.texts import KEPT

HOSTILE = 4_000  # characters
PARTS = ("street", "house", "flat", "municipality")


@dataclass(frozen=True, slots=True)
class LabelledPlace:
    """A line of training/places: `settlement` may be several codes, apart by "|", that are all meant."""

    text: str
    settlement: str
    municipality: str
    street: str
    house: str
    flat: str


def labelled_places(folder: Path) -> list[LabelledPlace]:
    """All of a folder, by file and line."""
    found = []
    for path in sorted((folder / "places").glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            found += [LabelledPlace(*((row[key] or "").strip() for key in LabelledPlace.__slots__)) for row in rows]
    return found


def places(quick: bool, folder: Path = KEPT) -> list[Row]:
    """The share that is read right of each part; the wrong ones are printed."""
    reader = place_reader(load_region(FICTIONAL))
    rows = labelled_places(folder)[:: 5 if quick else 1]
    read = [(row, reader.read(row.text)) for row in rows]
    named = [pair for pair in read if pair[0].settlement]
    right = sum(_settlement_right(*pair) for pair in named)
    taken = sum(_taken_wrongly(*pair) for pair in read)
    asked = sum(bool(said.settlements) and not _settlement_right(row, said) for row, said in read) - taken
    said_sure = sum(_settlement_right(row, said) and said.sure for row, said in named)
    parts = {part: sum(_same(row, said, part) for row, said in read) / len(read) for part in PARTS}
    _tell(read)
    goals: list[Row] = [
        {"what": "settlement right", "share": _share(right, len(named)), "goal": "at least 96%",
         "met": right >= 0.96 * len(named)},
        {"what": "settlement right and not asked", "share": _share(said_sure, len(named))},
        {"what": "settlement wrong", "share": _share(taken, len(read)), "goal": "at most 1%",
         "met": taken <= 0.01 * len(read)},
        {"what": "a wrong settlement asked about", "share": _share(asked, len(read))},
    ]  # fmt: skip
    return [
        *goals,
        *({"what": f"{part} right", "share": round(share, 4)} for part, share in parts.items()),
        _cost(reader, rows),
    ]


def _share(part: int, whole: int) -> float:
    return round(part / whole, 4) if whole else 1.0


def _codes(said: SaidPlace) -> list[str]:
    return [s.code for s in said.settlements]


def _settlement_right(row: LabelledPlace, said: SaidPlace) -> bool:
    """What is offered first, or the one that is taken; all of them where the name is that of several."""
    wanted = row.settlement.split("|") if row.settlement else []
    codes = _codes(said)
    return sorted(codes) == sorted(wanted) if len(wanted) != 1 else codes[:1] == wanted


def _taken_wrongly(row: LabelledPlace, said: SaidPlace) -> bool:
    return said.settlement is not None and not _settlement_right(row, said)


def _same(row: LabelledPlace, said: SaidPlace, part: str) -> bool:
    return folded(str(getattr(row, part))) == folded(str(getattr(said, part)))


def _tell(read: Iterable[tuple[LabelledPlace, SaidPlace]]) -> None:
    for row, said in read:
        if not _settlement_right(row, said):
            how = "taken" if said.settlement else "asked"
            print(f"    settlement: {row.settlement or '-'}, {how} {'|'.join(_codes(said)) or '-'}: {row.text}")
        for part in PARTS:
            if not _same(row, said, part):
                told = f"{getattr(row, part) or '-'}, read as {getattr(said, part) or '-'}"
                print(f"    {part}: {told}: {row.text}")


def _cost(reader: PlaceReader, rows: Iterable[LabelledPlace]) -> Row:
    """CPU of the process, in milliseconds a text; nothing is known of these texts from before but their words."""
    each = [_cpu_ms(reader, f"{row.text} ") for row in rows]
    letters = random.Random(1)
    made_up = [" ".join("".join(letters.choices("абвгдеийклмнопрст", k=6)) for _ in range(HOSTILE // 7))]
    made_up += ["на Садовой 5, " * (HOSTILE // 14), "1-" * (HOSTILE // 2), "Тихоречинск " * (HOSTILE // 12)]
    hostile = max(_cpu_ms(reader, text) for text in made_up)
    median = percentile(each, 0.5)
    return {
        "what": "reading a place", "median_ms": round(median, 3), "p99_ms": round(percentile(each, 0.99), 3),
        "hostile_ms": round(hostile, 1), "goal": "under 1 ms (median)", "met": median < 1,
    }  # fmt: skip


def _cpu_ms(reader: PlaceReader, text: str) -> float:
    began = time.process_time()
    reader.read(text)
    return (time.process_time() - began) * 1000
