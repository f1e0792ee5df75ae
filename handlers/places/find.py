"""In which settlement and municipality a point lies."""

from __future__ import annotations

from storage.region.earth import metres
from storage.region.polygons import contains
from storage.region.region import Municipality, Region, Settlement

NEAREST_M = 15_000
"""A point that is farther than this from every settlement is in none."""


def locate(region: Region, lat: float, lon: float) -> tuple[Settlement | None, Municipality | None]:
    """The settlement and municipality of a point; None where it is in none.

    The settlement is the nearest within NEAREST_M (of the point's own municipality, where it has one).
    Without polygons the municipality is that of the nearest settlement.
    """
    home = next((m for m in region.municipalities if contains(m, lat, lon)), None)
    if home is None and any(m.geometry is not None for m in region.municipalities):
        return None, None
    around = [s for s in region.settlements if home is None or s.municipality == home.code]
    nearest = min(around, key=lambda s: metres(lat, lon, s.lat, s.lon), default=None)
    if nearest is None or metres(lat, lon, nearest.lat, nearest.lon) > NEAREST_M:
        return None, home
    return nearest, home or region.municipality(nearest.municipality)
