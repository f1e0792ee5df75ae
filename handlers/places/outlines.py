"""A ring as somebody drew or sent it, beside what was made of it: where it crosses itself, how much ground changed.

Points are WGS 84, latitude first; ground is measured in metres, as in `handlers.places.shapes`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.places.plane import Plane
from handlers.places.repair import Mend, Point, bent, mend
from handlers.places.tangle import near_pairs

MOST_SHOWN_CROSSINGS = 12
"""Of a scribble that crosses itself everywhere so many places are named; they show what is wrong with it."""
MOST_LOOKED_AT = 5_000
"""Pairs of edges that are looked at for that."""
MOST_SHOWN_POINTS = 300
"""Points that are kept of a line with too many of them; more is not seen on a phone."""


@dataclass(frozen=True, slots=True)
class Outline:
    """`told`: what was wrong with the ring. `crossings`: where it crosses or touches itself, along the line, at most
    `MOST_CROSSINGS`. `drawn_km2` is the ground on its inner side as the line runs (what is enclosed twice counts as
    outside), `mended_km2` what it stands for now; 0 for a ring that cannot be used. Of a ring with too many points to
    be worked on only some are kept.
    """

    ring: tuple[Point, ...]
    told: Mend
    crossings: tuple[Point, ...] = ()
    drawn_km2: float = 0.0
    mended_km2: float = 0.0


def outline_of(ring: Sequence[Point], number: int = 1) -> Outline:
    """The ring `number` (from 1) of an area with all that is to be said of it."""
    import shapely

    points = tuple((lat, lon) for lat, lon in ring)
    mended, told = mend(points, number)
    if told.why == "detailed":
        return Outline(points[:: len(points) // MOST_SHOWN_POINTS], told)
    if not told.why:
        return Outline(points, told)
    sound = on_earth(points)
    crossings = _crossings(sound) if len(sound) == len(points) else ()
    if mended is None:
        return Outline(points, told, crossings)
    plane = Plane(*middle(points))
    closed = shapely.Polygon([(lon, lat) for lat, lon in points])
    drawn = shapely.make_valid(closed, method="linework")
    return Outline(points, told, crossings, _km2(plane, drawn), _km2(plane, mended))


def tangled(ring: Sequence[Point], number: int = 1) -> Outline:
    """The ring of an area that is refused as a whole because its rings cross too often: nothing is made of it."""
    points = tuple((lat, lon) for lat, lon in ring)
    return Outline(points, Mend(number, "tangled", parts=0, usable=False), _crossings(points))


def middle(points: Sequence[Point]) -> Point:
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    return (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2


def on_earth(points: Iterable[Point]) -> tuple[Point, ...]:
    """Those of the points that a map can show."""
    return tuple((lat, lon) for lat, lon in points if abs(lat) <= 90 and abs(lon) <= 180)


def thinned(points: Sequence[Point], most: int) -> tuple[Point, ...]:
    """The line with at most so many points, its ends among them: those that give it its shape."""
    import shapely

    if len(points) <= most:
        return tuple(points)
    line = shapely.LineString([(lon, lat) for lat, lon in points])
    west, south, east, north = line.bounds
    tolerance = max(east - west, north - south) / 10_000 or 1e-6
    while len(line.coords) > most:
        line = line.simplify(tolerance, preserve_topology=False)
        tolerance *= 2
    return tuple((lat, lon) for lon, lat in line.coords)


def _km2(plane: Plane, geometry: Any) -> float:
    return float(plane.lay(bent([geometry])[0]).area) / 1e6


def _crossings(points: Sequence[Point]) -> tuple[Point, ...]:
    """Where two pieces of the closed line meet that do not follow each other."""
    import numpy as np
    import shapely

    closed = [*points, *([] if points[:1] == points[-1:] else points[:1])]
    line = [p for i, p in enumerate(closed) if not i or p != closed[i - 1]]
    count = len(line) - 1
    if count < 3:
        return ()
    ends = np.array([(lon, lat) for lat, lon in line])
    pieces = shapely.linestrings(np.stack([ends[:-1], ends[1:]], axis=1))
    found: dict[Point, None] = {}
    for first, second in near_pairs(points, MOST_LOOKED_AT):
        for lon, lat in shapely.get_coordinates(pieces[first].intersection(pieces[second])).tolist():
            if math.isfinite(lat):
                found[round(lat, 6), round(lon, 6)] = None
        if len(found) >= MOST_SHOWN_CROSSINGS:
            break
    return tuple(found)[:MOST_SHOWN_CROSSINGS]
