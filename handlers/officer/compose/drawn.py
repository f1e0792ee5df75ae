"""Areas that an officer sends as numbers: points, GeoJSON, radii. What they are, and what is wrong with them.

Points are WGS 84, latitude first, as people say them; GeoJSON has them the other way round.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from handlers.notices.content import Area, Circle, Point
from handlers.places.outlines import Outline, outline_of, tangled
from handlers.places.repair import mend
from handlers.places.shapes import ground_of, shape_of, whole_of
from handlers.places.tangle import is_tangled
from storage.region.earth import is_number
from storage.region.region import Region

MOST_DRAWN_POINTS = 1_000
MOST_RINGS = 20
LONGEST_GEOJSON = 1_000_000  # characters
MOST_DRAWN_CROSSINGS = 100
"""Places where the rings may cross themselves and each other, all together: a drawing is judged while everybody waits,
so it has to be done in a tenth of a second. A slip of the hand makes one to three."""
TINY_KM2 = 0.01
HUGE_PART = 0.5  # of the region's ground
LEAST_RADIUS_M, LARGEST_RADIUS_M = 50, 100_000

POINT = re.compile(r"\s*(-?\d{1,3}(?:[.,]\d{1,12})?)\s*[\s,;]\s*(-?\d{1,3}(?:[.,]\d{1,12})?)\s*")
RADIUS = re.compile(r"\s*(\d{1,6}(?:[.,]\d{1,3})?)\s*([^\W\d_]*)\.?\s*")


class BadShape(ValueError):
    """`why` is a short code for a sentence (`drawn-WHY`), `what` a value that it may name. `outlines`: the lines as
    they came, where there are some to be shown.
    """

    def __init__(self, why: str, what: str = "", outlines: tuple[Outline, ...] = ()) -> None:
        super().__init__(why)
        self.why, self.what, self.outlines = why, what, outlines


@dataclass(frozen=True, slots=True)
class Drawing:
    """Rings that can be used. `mended`: those that crossed themselves, as they came. `said`: codes of what one should
    know of them ("holes", "tiny", "huge", "outside-partly")."""

    rings: tuple[tuple[Point, ...], ...]
    mended: tuple[Outline, ...] = ()
    said: tuple[str, ...] = ()


def read_point(text: str) -> Point | None:
    """«60.31 63.52», «60,31; 63,52» as latitude and longitude; None for anything else."""
    found = POINT.fullmatch(text)
    if found is None:
        return None
    lat, lon = (float(number.replace(",", ".")) for number in found.groups())
    return (lat, lon) if -90 <= lat <= 90 and -180 <= lon <= 180 else None


def read_radius(text: str, kilometres: frozenset[str], metres: frozenset[str]) -> int:
    """«700 м», «1,5 км», «3» (kilometres where it is small) in metres. BadShape."""
    found = RADIUS.fullmatch(text)
    if found is None or (found[2].lower() not in kilometres | metres | {""}):
        raise BadShape("radius")
    number, unit = float(found[1].replace(",", ".")), found[2].lower()
    radius = number * (1000 if unit in kilometres or (not unit and number < LEAST_RADIUS_M) else 1)
    if not LEAST_RADIUS_M <= radius <= LARGEST_RADIUS_M:
        raise BadShape("radius")
    return round(radius)


def check_circle(region: Region, circle: Circle) -> tuple[str, ...]:
    """Codes of what one should know; BadShape if it touches nothing of the region."""
    why, said = _check(region, Area(circles=(circle,)))
    if why:
        raise BadShape(why)
    return said


def read_geojson(region: Region, text: str) -> Drawing:
    """The polygons in a GeoJSON text. BadShape."""
    if len(text) > LONGEST_GEOJSON:
        raise BadShape("text-long")
    try:
        polygons = list(_polygons(json.loads(text)))
    except (ValueError, RecursionError):
        raise BadShape("no-json") from None
    if not polygons:
        raise BadShape("no-polygon")
    if len(polygons) > MOST_RINGS:
        raise BadShape("many-rings", str(len(polygons)))
    points = sum(len(polygon[0]) for polygon in polygons if isinstance(polygon[0], list))
    if points > MOST_DRAWN_POINTS:
        raise BadShape("many-points", str(points))
    rings = tuple(_ring(polygon[0]) for polygon in polygons)
    drawing = draw(region, rings)
    holes = any(len(polygon) > 1 for polygon in polygons)
    return replace(drawing, said=(*(["holes"] if holes else []), *drawing.said))


def draw(region: Region, rings: tuple[tuple[Point, ...], ...]) -> Drawing:
    """Rings made usable: closed, mended where they cross themselves. BadShape for what cannot be used."""
    if sum(len(ring) for ring in rings) > MOST_DRAWN_POINTS:
        raise BadShape("many-points", str(sum(len(ring) for ring in rings)))
    usable: list[tuple[Point, ...]] = []
    mended: list[Outline] = []
    closed = tuple(ring if ring[:1] == ring[-1:] else (*ring, *ring[:1]) for ring in rings)
    if _is_on_earth(closed) and is_tangled(closed, MOST_DRAWN_CROSSINGS):
        raise BadShape("ring-tangled", outlines=tuple(tangled(ring, n) for n, ring in enumerate(closed, 1)))
    for number, ring in enumerate(closed, 1):
        geometry, told = mend(ring, number)
        if not told.usable:
            raise BadShape(_swapped(region, rings) or f"ring-{told.why}", outlines=(outline_of(ring, number),))
        if told.why:
            mended.append(outline_of(ring, number))
            usable += _exteriors(geometry)
        else:
            usable.append(ring)
    said: tuple[str, ...] = ()
    why = _swapped(region, tuple(usable))
    if not why:
        why, said = _check(region, Area(polygons=tuple(usable)))
    if why:
        raise BadShape(why, outlines=tuple(outline_of(ring) for ring in closed))
    return Drawing(tuple(usable), tuple(mended), said)


def _is_on_earth(rings: tuple[tuple[Point, ...], ...]) -> bool:
    """Whether all of it can be drawn; what cannot is named ring by ring."""
    return all(-90 <= lat <= 90 and -180 <= lon <= 180 for ring in rings for lat, lon in ring)


def _exteriors(geometry: Any) -> list[tuple[Point, ...]]:
    import shapely

    return [
        tuple((round(lat, 7), round(lon, 7)) for lon, lat in part.exterior.coords)
        for part in shapely.get_parts(geometry.simplify(0))
    ]


def _polygons(node: Any, depth: int = 0) -> Iterator[list[Any]]:
    """The coordinates of every polygon in a GeoJSON object, however it is wrapped."""
    if depth > 4 or not isinstance(node, dict):
        return
    kind, coordinates = node.get("type"), node.get("coordinates")
    if kind == "Polygon" and isinstance(coordinates, list) and coordinates:
        yield coordinates
    elif kind == "MultiPolygon" and isinstance(coordinates, list):
        yield from (polygon for polygon in coordinates if isinstance(polygon, list) and polygon)
    for name in ("features", "geometries"):
        for inner in node[name] if isinstance(node.get(name), list) else ():
            yield from _polygons(inner, depth + 1)
    yield from _polygons(node.get("geometry"), depth + 1)


def _ring(raw: Any) -> tuple[Point, ...]:
    if not isinstance(raw, list):
        raise BadShape("ring-points")
    return tuple(_position(point) for point in raw)


def _position(raw: Any) -> Point:
    """One GeoJSON position: longitude, latitude, perhaps a height."""
    numbers = raw[:2] if isinstance(raw, list) and len(raw) >= 2 else ()
    if not numbers or not all(is_number(number) for number in numbers):
        raise BadShape("no-numbers", _shown(raw))
    return float(numbers[1]), float(numbers[0])


def _shown(raw: Any) -> str:
    """What stands where a position should, as far as it can be shown: it may be nested beyond all reason."""
    try:
        return json.dumps(raw, ensure_ascii=False)[:40]
    except RecursionError:
        return "[[["


def _swapped(region: Region, rings: tuple[tuple[Point, ...], ...]) -> str:
    """ "swapped" if it lies in the region only the other way round."""
    turned = tuple(tuple((lon, lat) for lat, lon in ring) for ring in rings)
    fits = all(abs(lat) <= 90 for ring in turned for lat, _ in ring)
    if not fits or _touches(region, Area(polygons=rings)) or not _touches(region, Area(polygons=turned)):
        return ""
    return "swapped"


def _touches(region: Region, area: Area) -> bool:
    shape = shape_of(region, area)
    return bool(shape.municipalities or shape.settlements)


def _check(region: Region, area: Area) -> tuple[str, tuple[str, ...]]:
    """Why it cannot be used ("" if it can), and codes of what one should know."""
    drawn, whole = shape_of(region, area), whole_of(region)
    if not (drawn.municipalities or drawn.settlements):
        return "outside", ()
    said = []
    if drawn.area_km2 < TINY_KM2:
        said.append("tiny")
    if whole.area_km2:
        if drawn.area_km2 > HUGE_PART * whole.area_km2:
            said.append("huge")
        ground = whole.plane.lay(_in_degrees(area)) if area.polygons else None
        if ground is not None and not ground_of(region).covers(ground):
            said.append("outside-partly")
    return "", tuple(said)


def _in_degrees(area: Area) -> Any:
    import shapely

    return shapely.union_all([shapely.Polygon([(lon, lat) for lat, lon in ring]) for ring in area.polygons])
