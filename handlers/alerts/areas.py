"""Where an alert is, in the region's own terms: shapes as they are, ОКТМО codes and names as municipalities and
settlements. What cannot be placed is said, so that an officer decides: never everybody, never nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from handlers.alerts.model import AlertArea, Named
from handlers.notices.content import Area, Circle
from storage.geometry import Shape, shape_of
from storage.outlines import Outline, outline_of
from storage.region import Region
from storage.region_places import find_settlements

OKTMO = frozenset({"октмо", "oktmo"})
"""The valueName of a code of the Russian classifier of municipalities, in small letters."""
CODE_DIGITS = (8, 11)
POINT_M = 1_000
"""A circle without a radius is a point; so far around it somebody has to know."""
FAR_M = 30_000
"""Where the region has no borders: what is farther than this from every settlement of it lies elsewhere."""
PIECES = re.compile(r"[;,\n\u2022]+")
WORD = re.compile(r"\w+")
SHORTEST_STEM, LONGEST_ENDING = 4, 3


@dataclass(frozen=True, slots=True)
class Placed:
    """`unplaced`: words of the alert that name nothing known. `guessed`: words in which a known name was found, but
    which say more than that name. `outside`: all of it lies elsewhere. `mended`: polygons of the area that were not
    valid; `refused`: those that cannot be used.
    """

    area: Area
    unplaced: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()
    mended: tuple[Faulty, ...] = ()
    outside: bool = False
    refused: tuple[Faulty, ...] = ()


@dataclass(frozen=True, slots=True)
class Faulty:
    """A polygon with the words of its area."""

    desc: str
    outline: Outline


@dataclass(slots=True)
class _Found:
    region: bool = False
    municipalities: dict[str, None] | None = None
    settlements: dict[str, None] | None = None
    elsewhere: bool = False

    def __bool__(self) -> bool:
        return bool(self.region or self.municipalities or self.settlements)


def place(region: Region, areas: Sequence[AlertArea]) -> Placed:
    """The union of an alert's areas, without those that lie elsewhere."""
    wholly, towns, homes = False, dict[str, None](), dict[str, None]()
    polygons, circles = list[tuple[tuple[float, float], ...]](), list[Circle]()
    unplaced, guessed, away = list[str](), list[str](), 0
    mended, refused = list[Faulty](), list[Faulty]()
    for one in areas:
        found = _by_codes(region, one.geocodes)
        drawn = Area(circles=tuple(_circles(one)), polygons=one.polygons)
        if drawn.shaped:
            shape = shape_of(region, drawn)
            faulty = [outline_of(one.polygons[m.number - 1], m.number) for m in shape.mends if m.why]
            if not shape.usable:
                unplaced.append(one.desc)
                refused += [Faulty(one.desc, line) for line in faulty if not line.told.usable]
            elif _is_here(region, shape):
                mended += [Faulty(one.desc, line) for line in faulty]
                polygons += one.polygons
                circles += drawn.circles
            elif not found:
                away += 1
        elif not found and found.elsewhere:
            away += 1
        elif not found:
            found, strange, loose = _by_names(region, one.desc)
            unplaced += strange
            guessed += loose
        wholly = wholly or found.region
        homes.update(found.municipalities or {})
        towns.update(found.settlements or {})
    if wholly:
        return Placed(Area(region=True), tuple(unplaced), tuple(guessed), tuple(mended), refused=tuple(refused))
    towns = {code: None for code in towns if (s := region.settlement(code)) and s.municipality not in homes}
    area = Area(False, tuple(homes), tuple(towns), tuple(circles), tuple(polygons))
    outside = bool(area.empty and away and not unplaced)
    return Placed(area, tuple(unplaced), tuple(guessed), tuple(mended), outside, tuple(refused))


def _circles(area: AlertArea) -> Iterator[Circle]:
    for disc in area.circles:
        yield Circle(disc.lat, disc.lon, round(disc.radius_km * 1000) or POINT_M)


def _is_here(region: Region, shape: Shape) -> bool:
    if shape.municipalities or shape.settlements:
        return True
    if any(m.geometry is not None for m in region.municipalities) or shape.box is None:
        return False
    box = shape.box.grown(FAR_M)
    return any(box.south <= s.lat <= box.north and box.west <= s.lon <= box.east for s in region.settlements)


# -- codes ----------------------------------------------------------------------------------------
def _by_codes(region: Region, codes: Sequence[Named]) -> _Found:
    found = _Found(municipalities={}, settlements={})
    assert found.municipalities is not None
    assert found.settlements is not None
    foreign = False
    for name, value in codes:
        code = value.strip()
        if region.municipality(code):
            found.municipalities[code] = None
        elif region.settlement(code):
            found.settlements[code] = None
        elif name.strip().lower() in OKTMO:
            homes = _under(region, code)
            if homes and len(homes) == len(region.municipalities) and _is_above(region, code):
                found.region = True
            found.municipalities.update(dict.fromkeys(homes))
            foreign = foreign or (not homes and _is_foreign(region, code))
    found.elsewhere = foreign and not found
    return found


def _under(region: Region, code: str) -> list[str]:
    """Municipalities that a code of the classifier means or holds.

    Its digits: 2 the subject of the federation, 1 a group of municipalities, 2 the municipality, 3 and 3 parts of it;
    zeros from there on mean all of it.
    """
    if not code.isdecimal() or len(code) not in CODE_DIGITS or code[8:].strip("0"):
        return []
    for digits in (2, 3):
        if not code[digits:].strip("0"):
            return [m.code for m in region.municipalities if m.code.startswith(code[:digits])]
    return [m.code for m in region.municipalities if m.code == code[:8]]


def _is_above(region: Region, code: str) -> bool:
    """Whether the code is not a municipality's own."""
    return region.municipality(code[:8]) is None


def _is_foreign(region: Region, code: str) -> bool:
    """Whether the code's subject of the federation (its first two digits) is none of ours."""
    ours = {m.code[:2] for m in region.municipalities if m.code.isdecimal() and len(m.code) in CODE_DIGITS}
    return bool(ours) and code.isdecimal() and len(code) in CODE_DIGITS and code[:2] not in ours


# -- names ----------------------------------------------------------------------------------------
def _by_names(region: Region, desc: str) -> tuple[_Found, list[str], list[str]]:
    """What the words name, the pieces that name nothing, and those that say more than a name."""
    found = _Found(municipalities={}, settlements={})
    assert found.municipalities is not None
    assert found.settlements is not None
    strange, loose = list[str](), list[str]()
    for piece in filter(None, (part.strip() for part in PIECES.split(desc))):
        words = _words(piece)
        if any(words == _words(name) for name in region.names.values()):
            found.region = True
            continue
        exact = [m.code for m in region.municipalities if words == _words(m.name)]
        towns = [s.code for s in region.settlements if words == _words(s.name)]
        if exact:
            found.municipalities.update(dict.fromkeys(exact))
        elif towns:
            found.settlements.update(dict.fromkeys(towns))
            if len(towns) > 1:
                loose.append(piece)
        else:
            homes = [m.code for m in region.municipalities if _holds(words, _words(m.name))]
            near = [] if homes else [s.code for s in find_settlements(region, piece)]
            found.municipalities.update(dict.fromkeys(homes))
            found.settlements.update(dict.fromkeys(near))
            (loose if homes or near else strange).append(piece)
    return found, strange, loose


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("\u0451", "\u0435"))


def _holds(words: list[str], name: list[str]) -> bool:
    """Whether the words of a name stand there one after another, in any case of the word."""
    size = len(name)
    return any(
        all(_alike(word, other) for word, other in zip(words[i : i + size], name, strict=True))
        for i in range(len(words) - size + 1)
    )


def _alike(word: str, other: str) -> bool:
    stem = max(SHORTEST_STEM, len(other) - LONGEST_ENDING)
    begins_alike = len(word) >= stem and word[:stem] == other[:stem]
    return word == other or (begins_alike and len(word) - stem <= LONGEST_ENDING + 1)
