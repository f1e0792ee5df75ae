"""The earth as a ball: its radius and the distance of two points over the ground."""

from __future__ import annotations

import math

EARTH_M = 6_371_008.8
"""Mean radius (IUGG)."""
LARGEST = 1e300


def metres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance of two points over the ground."""
    if lat == other_lat and lon == other_lon:  # of one house, as most that is compared in a storm
        return 0.0
    a, b = math.radians(lat), math.radians(other_lat)
    h = math.sin((b - a) / 2) ** 2
    h += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_M * math.asin(math.sqrt(min(1.0, h)))


def is_number(value: object) -> bool:
    """Whether it can be reckoned with: also a whole number of JSON may be too large for that."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGEST
