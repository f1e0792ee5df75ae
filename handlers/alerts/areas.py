"""Where an alert is, in the region's own terms: shapes as they are, ОКТМО codes and names as municipalities and
settlements. What cannot be placed is said, so that an officer decides: never everybody, never nobody.

Alerts come from strangers: what would take long to place is left out and said, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from handlers.cap.model import AlertArea, Named
from handlers.notices.content import Area, Circle, load_area
from handlers.places.outlines import Outline, outline_of
from handlers.places.repair import Mend
from handlers.places.shapes import Shape, shape_of
from handlers.places.tangle import MOST_AREA_CROSSINGS, is_tangled
from handlers.reading.places import left_out_of, settlements_in
from storage.letters import folded
from storage.region.region import Region

OKTMO = frozenset({"октмо", "oktmo"})
"""The valueName of a code of the Russian classifier of municipalities, in small letters."""
BORDERS_CODE = "otklik-borders"
"""The valueName by which our own alerts say that an area's shapes are but the borders of its codes."""
CODE_DIGITS = (8, 11)
POINT_M = 1_000
"""A circle without a radius is a point; so far around it somebody has to know."""
FAR_M = 30_000
"""Where the region has no borders: what is farther than this from every settlement of it lies elsewhere."""
NEAR_DEGREES = 1.0
PIECES = re.compile(r"[;,\n\u2022]+")
WORD = re.compile(r"\w+")
SHORTEST_STEM, LONGEST_ENDING = 4, 3
MOST_SHAPES = 300
"""Polygons and circles of one alert; a country's day of warnings has some dozens."""
MOST_ALERT_POINTS = 20_000
"""Of all polygons of one alert."""
MOST_PIECES = 300
"""Names that are looked for, of all areas of one alert."""

LONGEST_AREA_NAME = 200


@dataclass(frozen=True, slots=True)
class Placed:
    """`unplaced`: words of the alert that name nothing known, or leave out something of what they name. `guessed`:
    words in which a known name was found, but which say more than that name. `outside`: all of it lies elsewhere.
    `mended`: polygons of the area that were not valid; `refused`: those that cannot be used. `heavy` says what was too
    much to be worked on and was left out: "shapes" or "points" (no polygon and no circle was looked at), "crossings"
    (the polygons that were good by themselves cross each other everywhere), "names", "time" (see
    handlers.alerts.prepare); "" nothing. `swapped`: those of `unplaced` that bear a name of ours and lie here only with
    latitude and longitude exchanged. `unread`: the first lines that are no polygons at all (see handlers.cap.shapes),
    to be shown.
    """

    area: Area
    unplaced: tuple[str, ...] = ()
    guessed: tuple[str, ...] = ()
    mended: tuple[Faulty, ...] = ()
    outside: bool = False
    refused: tuple[Faulty, ...] = ()
    heavy: str = ""
    swapped: tuple[str, ...] = ()
    unread: tuple[Outline, ...] = ()


@dataclass(frozen=True, slots=True)
class Faulty:
    """A polygon with the words of its area."""

    desc: str
    outline: Outline


def load_placed(values: dict[str, Any]) -> Placed:
    """What `dataclasses.asdict` and JSON made of it."""
    mended, refused = (tuple(_faulty(one) for one in values[name]) for name in ("mended", "refused"))
    return Placed(
        load_area(values["area"]), tuple(values["unplaced"]), tuple(values["guessed"]), mended, values["outside"],
        refused, values["heavy"], tuple(values.get("swapped", ())),
        tuple(_outline(one) for one in values.get("unread", ())),
    )  # fmt: skip


def _faulty(values: dict[str, Any]) -> Faulty:
    return Faulty(values["desc"], _outline(values["outline"]))


def _outline(values: dict[str, Any]) -> Outline:
    told, points = values["told"], [tuple((lat, lon) for lat, lon in values[n]) for n in ("ring", "crossings")]
    mend = Mend(**{**told, "at": tuple(told["at"]) if told["at"] else None})
    return Outline(points[0], mend, points[1], values["drawn_km2"], values["mended_km2"])


@dataclass(slots=True)
class _Found:
    region: bool = False
    municipalities: dict[str, None] | None = None
    settlements: dict[str, None] | None = None
    elsewhere: bool = False

    def __bool__(self) -> bool:
        return bool(self.region or self.municipalities or self.settlements)


@dataclass(slots=True)
class _Sum:
    """What was found of the areas looked at so far, and how many names may still be looked for."""

    region: Region
    wholly: bool = False
    homes: dict[str, None] = field(default_factory=dict)
    towns: dict[str, None] = field(default_factory=dict)
    polygons: dict[tuple[tuple[float, float], ...], None] = field(default_factory=dict)
    circles: dict[Circle, None] = field(default_factory=dict)
    unplaced: list[str] = field(default_factory=list)
    guessed: list[str] = field(default_factory=list)
    mended: list[Faulty] = field(default_factory=list)
    refused: list[Faulty] = field(default_factory=list)
    swapped: list[str] = field(default_factory=list)
    away: int = 0
    names: int = MOST_PIECES

    def add(self, one: AlertArea) -> None:
        found = _by_codes(self.region, one.geocodes)
        if found and any(name == BORDERS_CODE for name, _ in one.geocodes):
            one = replace(one, polygons=(), circles=())
        drawn = Area(circles=tuple(_circles(one)), polygons=one.polygons)
        if drawn.shaped:
            self._add_shapes(one, drawn, found)
        elif not found and found.elsewhere:
            self.away += 1
        elif not found:
            found, strange, loose = _by_names(self.region, one.desc, max(0, self.names))
            self.names -= len(PIECES.findall(one.desc)) + 1
            if found and left_out_of(one.desc):  # nothing can be taken out of an area, and that must not be warned
                found, strange, loose = _Found(), [one.desc], []
            self.unplaced += strange
            self.guessed += loose
        self.wholly = self.wholly or found.region
        self.homes.update(found.municipalities or {})
        self.towns.update(found.settlements or {})

    def _add_shapes(self, one: AlertArea, drawn: Area, found: _Found) -> None:
        shape = shape_of(self.region, drawn)
        faulty = [outline_of(one.polygons[m.number - 1], m.number) for m in shape.mends if m.why]
        if not shape.usable:
            self.unplaced.append(one.desc)
            self.refused += [Faulty(one.desc, line) for line in faulty if not line.told.usable]
        elif _is_here(self.region, shape):
            self.mended += [Faulty(one.desc, line) for line in faulty]
            self.polygons.update(dict.fromkeys(one.polygons))
            self.circles.update(dict.fromkeys(drawn.circles))
        elif not found and self._is_swapped(one, drawn):
            self.unplaced.append(one.desc)
            self.swapped.append(one.desc)
        elif not found:
            self.away += 1

    def _is_swapped(self, one: AlertArea, drawn: Area) -> bool:
        turned = Area(
            circles=tuple(replace(c, lat=c.lon, lon=c.lat) for c in drawn.circles),
            polygons=tuple(tuple((lon, lat) for lat, lon in ring) for ring in drawn.polygons),
        )
        points = [*((c.lat, c.lon) for c in turned.circles), *(point for ring in turned.polygons for point in ring)]
        if not any(_near(self.region, *point) for point in points) or any(abs(lat) > 90 for lat, _ in points):
            return False
        shape = shape_of(self.region, turned)
        return bool(shape.usable and _is_here(self.region, shape) and _by_names(self.region, one.desc, self.names)[0])


def place(region: Region, areas: Sequence[AlertArea], heavy: str = "") -> Placed:
    """The union of an alert's areas, without those that lie elsewhere. `heavy` given: shapes are not looked at, for
    this reason.
    """
    heavy = heavy or _too_much(areas)
    found = _Sum(region)
    for one in areas:
        found.add(replace(one, polygons=(), circles=()) if heavy else one)
    if not heavy and is_tangled(tuple(found.polygons), MOST_AREA_CROSSINGS):
        heavy = "crossings"
        found.unplaced += dict.fromkeys(one.desc for one in areas if one.polygons)
        found.polygons.clear()
    heavy = heavy or ("names" if found.names < 0 else "")
    unplaced, guessed = tuple(found.unplaced), tuple(found.guessed)
    mended, refused = tuple(found.mended), tuple(found.refused)
    if found.wholly:
        return Placed(Area(region=True), unplaced, guessed, mended, False, refused, heavy, tuple(found.swapped))
    towns = [code for code in found.towns if (s := region.settlement(code)) and s.municipality not in found.homes]
    area = Area(False, tuple(found.homes), tuple(towns), tuple(found.circles), tuple(found.polygons))
    outside = bool(area.empty and found.away and not unplaced)
    return Placed(area, unplaced, guessed, mended, outside, refused, heavy, tuple(found.swapped))


def _too_much(areas: Sequence[AlertArea]) -> str:
    """Whether there is more drawn than is worked on, before any of it is."""
    if sum(len(one.polygons) + len(one.circles) for one in areas) > MOST_SHAPES:
        return "shapes"
    return "points" if sum(len(ring) for one in areas for ring in one.polygons) > MOST_ALERT_POINTS else ""


def _circles(area: AlertArea) -> Iterator[Circle]:
    for disc in area.circles:
        yield Circle(disc.lat, disc.lon, round(disc.radius_km * 1000) or POINT_M)


def _near(region: Region, lat: float, lon: float) -> bool:
    """Whether a point lies roughly where the region is: what is cheap to ask of a country's worth of areas."""
    return any(abs(s.lat - lat) <= NEAR_DEGREES and abs(s.lon - lon) <= NEAR_DEGREES for s in region.settlements)


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
def _by_names(region: Region, desc: str, most: int) -> tuple[_Found, list[str], list[str]]:
    """What the words name, the pieces that name nothing, and those that say more than a name. Looks at the first `most`
    pieces; the rest names nothing, as one piece.
    """
    found = _Found(municipalities={}, settlements={})
    assert found.municipalities is not None
    assert found.settlements is not None
    strange, loose = list[str](), list[str]()
    pieces = [part for part in (part.strip()[:LONGEST_AREA_NAME] for part in PIECES.split(desc)) if part]
    strange += [", ".join(pieces[most:])] if pieces[most:] else []
    for piece in pieces[:most]:
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
            named = settlements_in(region, piece, as_written=True)
            inside = [s for s in named if s.municipality in homes]  # a village, and where it is
            near = [s.code for s in (inside if homes else named)]
            homes = [] if inside else homes
            found.municipalities.update(dict.fromkeys(homes))
            found.settlements.update(dict.fromkeys(near))
            (loose if homes or near else strange).append(piece)
    return found, strange, loose


def _words(text: str) -> list[str]:
    return WORD.findall(folded(text))


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
