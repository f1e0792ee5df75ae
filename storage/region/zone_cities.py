"""Where the city lies that a time zone is named after: by it one can tell that points are turned round."""

from __future__ import annotations

from functools import cache
from importlib import resources

FAR_M = 1_500_000
"""Farther than this from the city of its time zone, and three times nearer when turned round: a point is swapped."""


def city_of(zone: str) -> tuple[float, float] | None:
    """Latitude and longitude of the city that a time zone is named after."""
    return _cities().get(zone)


@cache
def _cities() -> dict[str, tuple[float, float]]:
    """From the table beside the time zones' own data: country, ±DDMM±DDDMM (or with seconds), name."""
    try:
        text = resources.files("tzdata").joinpath("zoneinfo/zone.tab").read_text(encoding="utf-8")
    except (OSError, ModuleNotFoundError):
        return {}
    cities = {}
    for line in text.splitlines():
        if not line.startswith("#") and len(cells := line.split("\t")) > 2:
            where, name = cells[1], cells[2]
            turn = max(where.rfind("+"), where.rfind("-"))
            cities[name] = (_from_minutes(where[:turn], 2), _from_minutes(where[turn:], 3))
    return cities


def _from_minutes(text: str, digits: int) -> float:
    """Degrees of "+5651" (two digits of degrees) or "+0603600" (three)."""
    degrees, minutes, seconds = text[1 : 1 + digits], text[1 + digits : 3 + digits], text[3 + digits :]
    value = int(degrees) + int(minutes) / 60 + int(seconds or 0) / 3600
    return -value if text[0] == "-" else value
