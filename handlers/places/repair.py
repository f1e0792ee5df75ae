"""Rings that somebody drew or sent, made valid: what was wrong with them and where, or why they cannot be used.

Points are WGS 84, latitude first. Nothing is mended silently: `Mend` says what was done. Whatever comes, it is done in
some tenths of a second: what would take longer is refused (handlers.places.tangle).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from handlers.places.tangle import MOST_RING_POINTS, is_tangled
from storage.region.earth import leaps, unrolled

Point = tuple[float, float]
"""Latitude, longitude."""
Corners = tuple[float, float, float, float]
"""West, south, east, north in degrees."""

STEP_DEGREES = 0.05
"""Edges are straight in degrees, as GeoJSON says; on a plane they bend, so long ones get points in between."""
MOST_STEPS = 20_000
"""So many points in between at most, all together: of lines that are longer they stand farther apart."""
LONGEST_DEGREES = 1_000
"""A line so long, twice around the Earth and back, is hatching and no outline."""
FEWEST_CORNERS = 3


@dataclass(frozen=True, slots=True)
class Mend:
    """What became of the polygon `number` (from 1) of an area.

    `why`: "" it was fine; "open" its last point was not the first, "crosses" it crosses or touches itself (near
    `at`), "winding" another fault that was mended; or, with `usable` False: "points" too few of them, "range" some
    are nowhere on Earth or it goes round a pole, "flat" it covers nothing, "detailed" too many points to be worked on
    (`MOST_RING_POINTS`), "tangled" it crosses itself in more places, or is hatched more closely, than could be meant.
    `parts`: how many pieces are left.
    """

    number: int
    why: str = ""
    at: Point | None = None
    parts: int = 1
    usable: bool = True


def mend(ring: Sequence[Point], number: int = 1) -> tuple[Any, Mend]:
    """A valid shapely geometry in degrees (longitude first; None if the ring is unusable), and what was done. Its edges
    have no points in between yet: `bent` puts them there.

    What a ring encloses twice stays in: rather somebody too many is warned than one is left out. A ring over the 180th
    meridian goes the short way: its two parts lie at the map's two ends.
    """
    import shapely
    from shapely.validation import explain_validity

    if len(ring) > MOST_RING_POINTS:
        return None, Mend(number, "detailed", usable=False)
    points = [(lon, lat) for lat, lon in ring]
    if not all(-180 <= lon <= 180 and -90 <= lat <= 90 for lon, lat in points):  # also false for what is no number
        return None, Mend(number, "range", usable=False)
    why = "" if points[:1] == points[-1:] else "open"
    points = points if not why else [*points, *points[:1]]
    if len(set(points)) < FEWEST_CORNERS:
        return None, Mend(number, "points", usable=False)
    over = leaps([lon for lon, _ in points])
    if over:
        longitudes = unrolled([lon for lon, _ in points])
        if longitudes[0] != longitudes[-1]:
            return None, Mend(number, "range", usable=False)
        points = list(zip(longitudes, (lat for _, lat in points), strict=True))
    drawn = shapely.Polygon(points)
    at: Point | None = None
    tangled = drawn.length > LONGEST_DEGREES or is_tangled([[(lat, lon) for lon, lat in points]])
    if not drawn.is_valid:
        told = explain_validity(drawn)
        why = "crosses" if "elf-intersection" in told else "winding"
        at = _place_in(told)
        drawn = drawn if tangled else shapely.make_valid(drawn, method="structure", keep_collapsed=False)
    if tangled:
        return None, Mend(number, "tangled", at, 0, usable=False)
    if drawn.is_empty or not drawn.area:
        return None, Mend(number, "flat", at, 0, usable=False)
    parts = len(shapely.get_parts(drawn))
    return _rolled(drawn) if over else drawn, Mend(number, why, at, parts)


def _rolled(geometry: Any) -> Any:
    """What goes on beyond the 180th meridian, on the other end of the map."""
    import shapely

    parts = []
    for turns in (-1, 0, 1):
        found = shapely.intersection(geometry, shapely.box(-180 + 360 * turns, -90, 180 + 360 * turns, 90))
        parts += [shapely.transform(p, lambda xy, by=360 * turns: xy - (by, 0)) for p in _polygons(found)]
    return shapely.MultiPolygon(parts)


def bent(geometries: Sequence[Any]) -> list[Any]:
    """The same with points along their edges, so that on a plane they run as they were meant; at most `MOST_STEPS`."""
    import shapely

    length = sum(float(geometry.length) for geometry in geometries)
    step = max(STEP_DEGREES, length / MOST_STEPS)
    return [shapely.MultiPolygon([_with_steps(p, step) for p in _polygons(g)]) for g in geometries]


def _polygons(geometry: Any) -> Iterator[Any]:
    """Whatever of it covers ground."""
    if geometry.is_empty:
        return
    if geometry.geom_type == "Polygon":
        yield geometry
    elif hasattr(geometry, "geoms"):
        for part in geometry.geoms:
            yield from _polygons(part)


def _with_steps(polygon: Any, step: float) -> Any:
    """`shapely.segmentize` of a polygon makes it valid once more, which takes long; of its rings it does not."""
    import shapely

    rings = [shapely.segmentize(ring, step) for ring in (polygon.exterior, *polygon.interiors)]
    return shapely.Polygon(rings[0], rings[1:])


def clipped(geometry: Any, corners: Corners) -> Any:
    """What of a valid geometry lies within the corners; None if nothing does. Itself where all of it does."""
    import shapely

    west, south, east, north = corners
    low, down, high, up = geometry.bounds
    if west <= low and south <= down and high <= east and up <= north:
        return geometry
    inside = shapely.intersection(geometry, shapely.box(*corners))
    parts = [part for part in shapely.get_parts(inside) if part.area]  # a shared edge or corner is no ground
    return shapely.union_all(parts) if parts else None


def _place_in(told: str) -> Point | None:
    """The point in "Self-intersection[64.1 60.2]"."""
    numbers = told.partition("[")[2].rstrip("]").split()
    try:
        lon, lat = (float(number) for number in numbers[:2])
    except ValueError:
        return None
    return lat, lon
