"""Whom a notice concerns by where he lives, works or cares: its area against named areas and places.

Kinds, severities and hours are another question (`bot/notices/recipient.py` for sending, `/now` for asking). Areas are
written as in SubscriptionArea: "m:CODE", "s:CODE", "*"; none at all means the whole region.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from handlers.notices.content import Area, Content
from handlers.notices.kinds import Severity
from handlers.notices.streets import in_street
from handlers.places.find import NEAREST_M
from handlers.places.plane import Box
from handlers.places.shapes import Shape, near_borders, shape_of, touching
from storage.notice_records import Place
from storage.region.region import Region

INSIDE, HOME, REST = 1, 2, 3
"""Ranks: inside the shape, in its municipality, everybody else whom it concerns. Nearest first."""
SHAPES = "shapes-of-notices"
KEPT_SHAPES = 64
BORDER_M = 300
"""Municipalities so near to what is drawn are pointed out."""


@dataclass(frozen=True, slots=True)
class Reach:
    """An area made ready to be asked. `shape` is all of it; `ground` is without streets, `towns` theirs alone. `near`:
    municipalities that what is drawn only just misses or enters, with the metres (see `near_borders`).
    """

    area: Area
    shape: Shape
    ground: Shape
    towns: Shape | None = None
    near: tuple[tuple[str, float], ...] = ()

    def rank(self, areas: Collection[str]) -> int:
        """How near the nearest of these areas is: INSIDE, HOME, REST, or 0 where none is concerned."""
        if not areas:
            return REST
        if not _inside(self.shape).isdisjoint(areas):
            return INSIDE
        if not set(self.shape.home_areas).isdisjoint(areas):
            return HOME
        return REST if "*" in areas else 0

    def touches(self, places: Sequence[Place]) -> list[bool]:
        """Which places the notice concerns. Of a municipality or settlement that it names, all that are in it; of
        a street those with its houses, and those of which street or house is not known.
        """
        if not places:
            return []
        hit = self._touched(self.ground, places)
        near = self._touched(self.towns, places) if self.towns is not None else hit
        return [
            bool(yes) or self._named(place) or (bool(self.area.streets) and self._in_street(place, bool(town)))
            for place, yes, town in zip(places, hit, near, strict=True)
        ]

    def _touched(self, shape: Shape, places: Sequence[Place]) -> Any:
        return touching(shape, [p.lat for p in places], [p.lon for p in places], [p.radius_m for p in places])

    def box(self, widest_m: int) -> Box | None:
        """Where a place may lie that this concerns, if no place is wider than that; None: nowhere.

        A place belongs to a settlement up to NEAREST_M away from it.
        """
        if self.shape.whole:
            return Box(-90, -180, 90, 180)
        return self.shape.box.grown(max(widest_m, NEAREST_M)) if self.shape.box else None

    def _named(self, place: Place) -> bool:
        area = self.area
        return bool(
            (place.municipality and place.municipality in area.municipalities)
            or (place.settlement and place.settlement in area.settlements)
        )

    def _in_street(self, place: Place, near: bool) -> bool:
        """Of a place without a settlement's code the map says whether it lies there."""
        return bool(place.settlement or near) and any(
            in_street(street, place.settlement, place.street, place.house) for street in self.area.streets
        )


def reach_of(region: Region, area: Area) -> Reach:
    """The reach of an area; kept, since many ask about the few notices that are in force."""
    reach = kept_reaches(region).get(area) or work_out(region, area)
    keep(region, reach)
    return reach


def work_out(region: Region, area: Area) -> Reach:
    """The reach of an area, made anew: that of an alert's many lines takes some tenths of a second, so it is made ready
    in a thread before anybody asks (bot.notices.shapes).
    """
    shape = shape_of(region, area)
    near = tuple(near_borders(region, shape, BORDER_M))
    if not area.streets:
        return Reach(area, shape, shape, near=near)
    ground, towns = shape_of(region, replace(area, streets=())), shape_of(region, Area(streets=area.streets))
    return Reach(area, shape, ground, towns, near)


def keep(region: Region, reach: Reach) -> None:
    """In the loop alone: `reach_of` finds it."""
    kept = kept_reaches(region)
    kept.pop(reach.area, None)
    kept[reach.area] = reach  # the newest last
    while len(kept) > KEPT_SHAPES:
        del kept[next(iter(kept))]


def kept_reaches(region: Region) -> dict[Area, Reach]:
    kept: dict[Area, Reach] = region.made.setdefault(SHAPES, {})
    return kept


def drawn_of(area: Area) -> Area:
    """What of an area is drawn, by itself: its settlements are said where the area is named."""
    return Area(circles=area.circles, polygons=area.polygons)


@dataclass(frozen=True, slots=True)
class Concern:
    """`rank` 0 and no places: the notice is not about these. `places`: those that it touches."""

    rank: int
    places: tuple[Place, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.rank)


def concerns(
    region: Region, contents: Sequence[Content], areas: Collection[str], places: Sequence[Place]
) -> list[Concern]:
    """For each notice, in order, what it has to do with somebody who named these areas and places."""
    return [concern_of(region, content, areas, places) for content in contents]


def concern_of(region: Region, content: Content, areas: Collection[str], places: Sequence[Place]) -> Concern:
    """What one notice has to do with somebody; the rule for sending and for asking.

    Where it names streets of a settlement and he gave his address there, the address decides: if it is not among
    them, they are not his, though he named the settlement. Where his street is not known, they may be. Of what is
    dangerous the whole settlement hears: the only address may be a relative's.
    """
    area = content.area
    hit = tuple(place for place, yes in zip(places, reach_of(region, area).touches(places), strict=True) if yes)
    if hit:
        return Concern(INSIDE, hit)
    at_home = {place.settlement for place in places if place.settlement and place.street}
    if content.severity < Severity.SEVERE and any(street.settlement in at_home for street in area.streets):
        area = replace(area, streets=tuple(street for street in area.streets if street.settlement not in at_home))
    return Concern(0 if area.empty else reach_of(region, area).rank(areas))


def _inside(shape: Shape) -> set[str]:
    """What lies inside as subscriptions name it: settlements, and a municipality only as a home."""
    return set(shape.near_areas)
