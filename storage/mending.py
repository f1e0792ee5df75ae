"""Rings that somebody drew or sent, made valid: what was wrong with them and where, or why they cannot be used.

Points are WGS 84, latitude first. Nothing is mended silently: `Mend` says what was done.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Point = tuple[float, float]
"""Latitude, longitude."""

STEP_DEGREES = 0.05
"""Edges are straight in degrees, as GeoJSON says; on a plane they bend, so long ones get points in between."""
FEWEST = 3


@dataclass(frozen=True, slots=True)
class Mend:
    """What became of the polygon `number` (from 1) of an area.

    `why`: "" it was fine; "open" its last point was not the first, "crosses" it crosses or touches itself (near
    `at`), "winding" another fault that was mended; or, with `usable` False: "points" too few of them, "range" some
    are nowhere on Earth, "flat" it covers nothing. `parts`: how many pieces are left.
    """

    number: int
    why: str = ""
    at: Point | None = None
    parts: int = 1
    usable: bool = True


def mend(ring: Sequence[Point], number: int = 1) -> tuple[Any, Mend]:
    """A valid shapely geometry in degrees (longitude first; None if the ring is unusable), and what was done.

    What a ring encloses twice stays in: rather somebody too many is warned than one is left out.
    """
    import shapely
    from shapely.validation import explain_validity

    points = [(lon, lat) for lat, lon in ring]
    if not all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in points):  # also false for what is no number
        return None, Mend(number, "range", usable=False)
    why = "" if points[:1] == points[-1:] else "open"
    points = points if not why else [*points, *points[:1]]
    if len(set(points)) < FEWEST:
        return None, Mend(number, "points", usable=False)
    drawn = shapely.Polygon(points)
    at: Point | None = None
    if not drawn.is_valid:
        told = explain_validity(drawn)
        why = "crosses" if "elf-intersection" in told else "winding"
        at = _place_in(told)
        drawn = shapely.make_valid(drawn, method="structure", keep_collapsed=False)
    if drawn.is_empty or not drawn.area:
        return None, Mend(number, "flat", at, 0, usable=False)
    return shapely.segmentize(drawn, STEP_DEGREES), Mend(number, why, at, len(shapely.get_parts(drawn)))


def _place_in(told: str) -> Point | None:
    """The point in "Self-intersection[64.1 60.2]"."""
    numbers = told.partition("[")[2].rstrip("]").split()
    try:
        lon, lat = (float(number) for number in numbers[:2])
    except ValueError:
        return None
    return lat, lon
