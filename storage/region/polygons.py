"""Municipalities as polygons: reads GeoJSON (WGS 84, longitude first) and asks what contains a point."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from storage.plain_text import is_writable
from storage.region.earth import is_number, leaps, metres
from storage.region.faults import Faults, RegionFault
from storage.region.region import Municipality
from storage.region.table import CODE, read_text
from storage.region.zone_cities import FAR_M, city_of

FILE = "municipalities.geojson"
LONGEST_NAME = 200
WRONG = {
    "Self-intersection": "crosses",
    "Ring Self-intersection": "crosses",
    "Hole lies outside shell": "hole",
    "Holes are nested": "hole",
    "Interior is disconnected": "hole",
    "Nested shells": "nested",
    "Duplicate Rings": "nested",
    "Too few points in geometry component": "short",
}
"""What shapely says of a geometry that is not valid, before the point in square brackets."""


@dataclass(slots=True)
class Polygons:
    """Municipalities as far as they can be used; `codes` are those of all features, also of faulty ones.

    `complete`: no feature is without a code, so that a code which is not here does not exist.
    """

    municipalities: list[Municipality] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    complete: bool = True


def read_polygons(path: Path, found: list[RegionFault], zone: str = "") -> Polygons:
    """The features of a GeoJSON file as municipalities; faults are noted, broken features left out.

    `zone` is the region's time zone, "" if it is not known. Where the whole file is no WGS 84 that is one fault, and
    its municipalities have no borders.
    """
    text = read_text(path, found)
    faults = Faults(path.name, found)
    if text is None:
        return Polygons(complete=False)
    try:
        document = json.loads(text)
    except json.JSONDecodeError as fault:
        faults.add("", "bad-json", fault.lineno)
        return Polygons(complete=False)
    except (RecursionError, ValueError):  # brackets within brackets, numbers of thousands of digits
        faults.add("", "json-too-deep")
        return Polygons(complete=False)
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features:
        faults.add("features", "no-features")
        return Polygons(complete=False)
    wrong = _wrong_plane(features, city_of(zone))
    if wrong:
        faults.add("features", wrong, crs=_crs(document))
    read = Polygons()
    for i, feature in enumerate(features, 1):
        _take(read, feature, f"features[{i}]", faults, borders=not wrong)
    return read


def _take(read: Polygons, feature: Any, key: str, faults: Faults, *, borders: bool) -> None:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    properties = properties if isinstance(properties, dict) else {}
    named = {str(key).lower(): value for key, value in properties.items()}  # map programs like capitals
    code, name = _code(named.get("code")), _name(named.get("name"), f"{key}.properties.name", faults)
    good = CODE.fullmatch(code) is not None
    if not good:
        faults.add(f"{key}.properties.code", "bad-code", value=code[:LONGEST_NAME])
    geometry = _geometry(feature, key, faults) if borders else None
    read.complete = read.complete and good
    if good:
        read.codes.append(code)
        if geometry is not None or not borders:
            read.municipalities.append(Municipality(code, name, geometry))


def _code(value: Any) -> str:
    """A code as a text; map programs make numbers of it, and of these fractions."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _name(value: Any, key: str, faults: Faults) -> str:
    """What people are shown; "" with a fault noted."""
    if value is None or value == "":
        faults.add(key, "empty")
    elif not isinstance(value, str):
        faults.add(key, "wrong-kind", kind="text", example='"name": "…"')
    elif not is_writable(value):
        faults.add(key, "unwritable")
    elif len(value) > LONGEST_NAME:
        faults.add(key, "too-long", longest=LONGEST_NAME)
    else:
        return value
    return ""


def _wrong_plane(features: list[Any], city: tuple[float, float] | None) -> str:
    """A fault of the whole file: its points are metres of a map, or latitude stands first; "" if neither shows.

    `city` is one of the region: whatever lies far from it and near when turned round is turned round.
    """
    points = [point for feature in features for ring in _rings(_raw(feature)) for point in ring if _is_point(point)]
    if any(abs(value) > 180 for point in points for value in point[:2]):
        degrees = all(abs(point[0]) <= 360 and abs(point[1]) <= 90 for point in points)
        return "over-180" if degrees else "projected-borders"
    if any(abs(point[1]) > 90 for point in points) and all(abs(point[0]) <= 90 for point in points):
        return "swapped-borders"
    if points and city is not None:
        x, y = (sum(point[axis] for point in points) / len(points) for axis in (0, 1))
        far = metres(y, x, *city) if abs(y) <= 90 else 0.0
        if far > FAR_M and abs(x) <= 90 and metres(x, y, *city) * 3 < far:
            return "swapped-borders"
    return ""


def _crs(document: dict[str, Any]) -> str:
    """The name of the reference system that the file gives, or "none"."""
    crs = document.get("crs")
    named = crs.get("properties") if isinstance(crs, dict) else None
    name = named.get("name") if isinstance(named, dict) else None
    return name[:60] if isinstance(name, str) and name else "none"


def _near(told: str) -> str:
    """ "60.2, 64.1" (latitude, longitude) of "Self-intersection[64.1 60.2]"; "none" where there is no point."""
    found = re.search(r"\[(-?[\d.]+) (-?[\d.]+)", told)
    return f"{found[2]}, {found[1]}" if found else "none"


def _geometry(feature: Any, key: str, faults: Faults) -> Any:
    """A prepared shapely geometry, or None with a fault noted."""
    import shapely  # a third of a second: only where there are polygons
    from shapely.geometry import shape
    from shapely.validation import explain_validity

    raw = _raw(feature)
    if raw.get("type") not in ("Polygon", "MultiPolygon"):
        faults.add(f"{key}.geometry", "not-polygon")
        return None
    rings = list(_rings(raw))
    if any(not _is_point(point) for ring in rings for point in ring):
        faults.add(f"{key}.geometry", "bad-geometry", kind="numbers", place="none")
        return None
    if not rings:
        faults.add(f"{key}.geometry", "bad-geometry", kind="empty", place="none")
        return None
    if any(len(ring) < 3 for ring in rings):
        faults.add(f"{key}.geometry", "bad-geometry", kind="short", place="none")
        return None
    if any(len(ring) < 4 or ring[0][:2] != ring[-1][:2] for ring in rings):
        faults.add(f"{key}.geometry", "not-closed")
        return None
    if any(leaps([point[0] for point in ring]) for ring in rings):
        faults.add(f"{key}.geometry", "over-180")
        return None
    try:
        geometry = shape(_flat(raw))
    except (ValueError, TypeError, LookupError, AttributeError, RecursionError, shapely.errors.ShapelyError):
        faults.add(f"{key}.geometry", "bad-geometry", kind="numbers", place="none")
        return None
    if geometry.is_empty:
        faults.add(f"{key}.geometry", "bad-geometry", kind="empty", place="none")
        return None
    if not geometry.is_valid:
        told = explain_validity(geometry)
        kind = WRONG.get(told.partition("[")[0].strip(), "other")
        faults.add(f"{key}.geometry", "bad-geometry", kind=kind, place=_near(told))
        return None
    shapely.prepare(geometry)
    return geometry


def _raw(feature: Any) -> dict[str, Any]:
    raw = feature.get("geometry") if isinstance(feature, dict) else None
    return raw if isinstance(raw, dict) else {}


def _rings(raw: dict[str, Any]) -> Iterator[list[Any]]:
    polygons = raw.get("coordinates")
    if raw.get("type") == "Polygon":
        polygons = [polygons]
    for polygon in polygons if isinstance(polygons, list) else []:
        for ring in polygon if isinstance(polygon, list) else []:
            yield ring if isinstance(ring, list) else []


def _flat(raw: dict[str, Any]) -> dict[str, Any]:
    """The same without heights, of which some points have one and others have none."""

    def flat(part: Any) -> Any:
        return part[:2] if _is_point(part) else [flat(one) for one in part] if isinstance(part, list) else part

    return {"type": raw["type"], "coordinates": flat(raw["coordinates"])}


def _is_point(point: Any) -> bool:
    """Whether it is longitude and latitude, perhaps with a height: finite numbers."""
    return isinstance(point, list) and len(point) >= 2 and all(is_number(value) for value in point[:2])


def contains(municipality: Municipality, lat: float, lon: float) -> bool:
    """Whether a point lies in a municipality or on its border."""
    import shapely

    return municipality.geometry is not None and bool(shapely.intersects_xy(municipality.geometry, lon, lat))
