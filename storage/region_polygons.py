"""Municipalities as polygons: reads GeoJSON (WGS 84, longitude first) and asks what contains a point."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from storage.region import Municipality
from storage.region_faults import Faults, RegionFault
from storage.region_table import CODE, read_text


def read_polygons(path: Path, found: list[RegionFault]) -> list[Municipality]:
    """The features of a GeoJSON file as municipalities; faults are noted, broken features left out."""
    text = read_text(path, found)
    faults = Faults(path.name, found)
    if text is None:
        return []
    try:
        document = json.loads(text)
    except json.JSONDecodeError as fault:
        faults.add("", "bad-json", fault.lineno)
        return []
    features = document.get("features") if isinstance(document, dict) else None
    if not isinstance(features, list) or not features:
        faults.add("features", "no-features")
        return []
    read = (_municipality(feature, f"features[{i}]", faults) for i, feature in enumerate(features, 1))
    return [municipality for municipality in read if municipality is not None]


def _municipality(feature: Any, key: str, faults: Faults) -> Municipality | None:
    properties = feature.get("properties") if isinstance(feature, dict) else None
    properties = properties if isinstance(properties, dict) else {}
    code, name = str(properties.get("code") or ""), str(properties.get("name") or "")
    if not CODE.fullmatch(code):
        faults.add(f"{key}.properties.code", "bad-code", value=code)
    if not name:
        faults.add(f"{key}.properties.name", "empty")
    geometry = _geometry(feature, key, faults)
    return Municipality(code, name, geometry) if geometry is not None and code else None


def _near(told: str) -> str:
    """ "60.2, 64.1" (latitude, longitude) of "Self-intersection[64.1 60.2]"; "none" where there is no point."""
    found = re.search(r"\[(-?[\d.]+) (-?[\d.]+)", told)
    return f"{found[2]}, {found[1]}" if found else "none"


def _geometry(feature: Any, key: str, faults: Faults) -> Any:
    """A prepared shapely geometry, or None with a fault noted."""
    import shapely  # a third of a second: only where there are polygons
    from shapely.geometry import shape
    from shapely.validation import explain_validity

    raw = feature.get("geometry") if isinstance(feature, dict) else None
    if not isinstance(raw, dict) or raw.get("type") not in ("Polygon", "MultiPolygon"):
        faults.add(f"{key}.geometry", "not-polygon")
        return None
    if any(len(ring) < 4 or ring[0] != ring[-1] for ring in _rings(raw)):
        faults.add(f"{key}.geometry", "not-closed")
        return None
    try:
        geometry = shape(raw)
    except (ValueError, TypeError, LookupError, AttributeError, shapely.errors.ShapelyError):
        faults.add(f"{key}.geometry", "bad-geometry", at="none")
        return None
    if not geometry.is_valid or geometry.is_empty:
        faults.add(f"{key}.geometry", "bad-geometry", at=_near(explain_validity(geometry)))
        return None
    shapely.prepare(geometry)
    return geometry


def _rings(raw: dict[str, Any]) -> Iterator[list[Any]]:
    polygons = raw.get("coordinates")
    if raw["type"] == "Polygon":
        polygons = [polygons]
    for polygon in polygons if isinstance(polygons, list) else []:
        for ring in polygon if isinstance(polygon, list) else []:
            yield ring if isinstance(ring, list) else []


def contains(municipality: Municipality, lat: float, lon: float) -> bool:
    """Whether a point lies in a municipality or on its border."""
    import shapely

    return municipality.geometry is not None and bool(shapely.intersects_xy(municipality.geometry, lon, lat))
