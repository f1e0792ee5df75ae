"""The earth as a ball: its radius and the distance of two points over the ground."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

EARTH_M = 6_371_008.8
"""Mean radius (IUGG)."""
LARGEST = 1e300
HALF_ROUND, NEARLY_ROUND = 180.0, 359.0
"""Degrees of longitude: nobody draws an edge that goes farther than half around the Earth; one that goes all around it
bounds a picture of the whole Earth.
"""


def metres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """The distance of two points over the ground."""
    if lat == other_lat and lon == other_lon:  # of one house, as most that is compared in a storm
        return 0.0
    a, b = math.radians(lat), math.radians(other_lat)
    h = math.sin((b - a) / 2) ** 2
    h += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * EARTH_M * math.asin(math.sqrt(min(1.0, h)))


def leaps(longitudes: Sequence[float]) -> bool:
    """Whether a line of these longitudes goes over the 180th meridian: from one end of the map to the other."""
    return any(HALF_ROUND < abs(b - a) < NEARLY_ROUND for a, b in pairwise(longitudes))


def unrolled(longitudes: Sequence[float]) -> list[float]:
    """The same without leaps: beyond ±180 they go on. Of a line round a pole the end is not where it began."""
    found = list(longitudes[:1])
    for longitude in longitudes[1:]:
        found.append(longitude + 360.0 * round((found[-1] - longitude) / 360.0))
    return found


def is_number(value: object) -> bool:
    """Whether it can be reckoned with: also a whole number of JSON may be too large for that."""
    return isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < LARGEST
