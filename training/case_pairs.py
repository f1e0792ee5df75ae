"""Pairs of reports that tell of one trouble or of two, made from the scenes of `cases/pairs.txt` by a rule."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

PAIRS = Path(__file__).with_name("cases") / "pairs.txt"
SECOND = Path(__file__).with_name("kept") / "cases" / "pairs.txt"
"""A set of its own, never tuned on: written after thresholds had been moved with the first one in view.
Scenes "act-…" stand at one house or one point, the others at streets and towns.
"""
THIRD = Path(__file__).with_name("cases") / "third.txt"
THIRD_KEPT = Path(__file__).with_name("kept") / "cases" / "third.txt"
"""The halves of a third set, written before it was run; nothing is tuned on the second of them."""
FOURTH = Path(__file__).with_name("cases") / "fourth.txt"
FOURTH_KEPT = Path(__file__).with_name("kept") / "cases" / "fourth.txt"
"""The halves of a fourth: two troubles of one topic at one and the same house or stop."""
FIFTH = Path(__file__).with_name("cases") / "fifth.txt"
FIFTH_KEPT = Path(__file__).with_name("kept") / "cases" / "fifth.txt"
"""The halves of a fifth: the same at houses, streets, stops and points, as people of many kinds write."""
SIXTH = Path(__file__).with_name("cases") / "sixth.txt"
SIXTH_KEPT = Path(__file__).with_name("kept") / "cases" / "sixth.txt"
"""The halves of a sixth: what is wished for and what is broken, an object and its neighbour, slang."""
SEVENTH = Path(__file__).with_name("cases") / "seventh.txt"
"""A seventh, all of it to tune on."""
DAYS = re.compile(r"\s*~ (\d+)$")
POINT = re.compile(r"\s*@ (-?\d+\.\d+) (-?\d+\.\d+)$")
OTHERS = ((0, 0), (1, 1), (2, 0), (0, 1))
"""Which of the A is set beside which of the B: as many pairs of two troubles as of one."""


class PairsAtFault(Exception):
    """A line of the file that is no scene and no report; says where."""


@dataclass(frozen=True, slots=True)
class Told:
    """What one person wrote, the point that came with it, and how many days ago."""

    text: str
    lat: float | None = None
    lon: float | None = None
    days: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """Two reports. `same`: of one trouble. `kept`: nothing was ever tuned on it."""

    scene: str
    one: Told
    other: Told
    same: bool
    kept: bool


def is_kept(scene: str) -> bool:
    """Half of the scenes, by their names' digest: that was settled before anything was tuned."""
    return hashlib.sha256(scene.encode()).digest()[0] % 2 == 0


def pairs(path: Path = PAIRS) -> list[Pair]:
    """All of them, scene by scene. Raises PairsAtFault."""
    return [pair for name, a, b, c in _scenes(path) for pair in _of_scene(name, a, b, c)]


def _of_scene(name: str, a: list[Told], b: list[Told], c: list[Told]) -> Iterator[Pair]:
    """`a` and `b` tell of one trouble each; each of `c` of one more, which is neither."""
    kept = is_kept(name)
    for told in (a, b):
        for one, other in combinations(told, 2):
            yield Pair(name, one, other, True, kept)
    others = [*b, *c]
    for first, second in OTHERS:
        if first >= len(a) or second >= len(others):
            continue
        yield Pair(name, a[first], others[second], False, kept)


def _scenes(path: Path) -> Iterator[tuple[str, list[Told], list[Told], list[Told]]]:
    name, told = "", dict[str, list[Told]]()
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        mark, _, text = line.partition(" ")
        if mark == "=":
            if name:
                yield name, told["A"], told["B"], told["C"]
            name, told = text.strip(), {"A": [], "B": [], "C": []}
        elif mark in ("A", "B", "C") and name and text.strip():
            told[mark].append(_told(text.strip()))
        elif line.strip() and mark != "#":
            raise PairsAtFault(f"{path.name}:{number}: a scene, a report or a note is needed")
    if name:
        yield name, told["A"], told["B"], told["C"]


def _told(text: str) -> Told:
    old = DAYS.search(text)
    text = text[: old.start()] if old else text
    found, days = POINT.search(text), int(old[1]) if old else 0
    if found is None:
        return Told(text, days=days)
    return Told(text[: found.start()], float(found[1]), float(found[2]), days)
