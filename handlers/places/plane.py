"""Degrees as metres: a plane true to scale around a point, and boxes of latitudes and longitudes."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from storage.region.earth import EARTH_M


@dataclass(frozen=True, slots=True)
class Box:
    """Degrees. Over the 180th meridian it is as wide as the Earth, so that nobody is left out."""

    south: float
    west: float
    north: float
    east: float

    def grown(self, metres: float) -> Box:
        """With a margin on every side."""
        up = math.degrees(metres / EARTH_M)
        south, north = max(-90.0, self.south - up), min(90.0, self.north + up)
        widest = math.cos(math.radians(max(abs(south), abs(north))))
        side = up / widest if widest > 0.001 else 360.0
        west, east = self.west - side, self.east + side
        return Box(south, west, north, east) if west >= -180 and east <= 180 else Box(south, -180.0, north, 180.0)


@dataclass(frozen=True, slots=True)
class Plane:
    """A transverse Mercator map around a point, in metres: angles are true everywhere, distances to a thousandth
    within 250 km of its meridian.
    """

    lat: float
    lon: float

    def xy(self, lats: Any, lons: Any) -> tuple[Any, Any]:
        """Arrays of degrees as arrays of metres, east and north of the plane's point."""
        import numpy as np

        phi = np.radians(np.asarray(lats, dtype=float))
        east = np.radians((np.asarray(lons, dtype=float) - self.lon + 180.0) % 360.0 - 180.0)
        x = EARTH_M * np.arctanh(np.clip(np.cos(phi) * np.sin(east), -0.999999, 0.999999))
        y = EARTH_M * (np.arctan2(np.sin(phi), np.cos(phi) * np.cos(east)) - math.radians(self.lat))
        return x, y

    def lay(self, geometry: Any) -> Any:
        """A shapely geometry in degrees (longitude first) on this plane."""
        import numpy as np
        import shapely

        def move(points: Any) -> Any:
            return np.column_stack(self.xy(points[:, 1], points[:, 0]))

        return shapely.transform(geometry, move)
