"""What we publish of a place as polygons: what is drawn as it was mended, and the borders of what is only named."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from handlers.cap.model import Point
from handlers.places.repair import mend

MOST_BORDER_POINTS = 400
"""Of one border; a finer one is made coarser: a map for people, not for counting them."""
COARSE_DEGREES = 0.0005  # about 50 m


def mended_rings(rings: Iterable[Sequence[Point]]) -> tuple[tuple[Point, ...], ...]:
    """The polygons by which people were counted: good ones as they came, crossing ones mended, others not at all."""
    found: dict[tuple[Point, ...], None] = {}
    for ring in rings:
        geometry, told = mend(ring)
        if geometry is not None:
            parts = [tuple(ring)] if not told.why else outer_rings(geometry)
            found.update(dict.fromkeys(parts))
    return tuple(found)


def border_rings(geometry: Any) -> list[tuple[Point, ...]]:
    """A border in degrees as rings that are not too fine; none for what is not an area."""
    import shapely

    tolerance = COARSE_DEGREES
    while shapely.get_num_coordinates(geometry) > MOST_BORDER_POINTS and tolerance < 1:
        geometry, tolerance = geometry.simplify(tolerance), tolerance * 2
    return outer_rings(geometry)


def outer_rings(geometry: Any) -> list[tuple[Point, ...]]:
    """Closed rings, latitude first; CAP has no holes, so what lies in one is meant, too."""
    import shapely

    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon" and not part.is_empty]
    return [tuple((float(lat), float(lon)) for lon, lat in part.exterior.coords) for part in parts]
