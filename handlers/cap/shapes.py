"""Polygons and circles of CAP as points. What cannot be read of them is left out and said: the rest still warns."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.cap.box import NUMBER, DegreesBox
from handlers.cap.model import Disc, Point

LEAST_POINTS = 4
LARGEST_KM = 20_040
"""Half of the way around the Earth."""
ROUNDED_LON = 180.1
"""A longitude up to this is one of 180 that was computed a little too far."""
STRAY = "()[];"


def rings(box: DegreesBox) -> Iterable[tuple[Point, ...]]:
    """The polygons that can be used, closed."""
    for text, where in box.placed("polygon"):
        if not text:
            box.mend(where, "cap-empty-polygon")
            continue
        ring = _ring(box, text, where)
        if ring:
            yield ring


def discs(box: DegreesBox) -> Iterable[Disc]:
    """The circles that can be used."""
    for text, where in box.placed("circle"):
        parts = text.split()
        point = _point(box, parts[0], where) if len(parts) == 2 else None
        if point is None or not NUMBER.fullmatch(parts[1]) or not 0 <= float(parts[1]) <= LARGEST_KM:
            box.mend(where, "cap-bad-circle", value=text[:60])
        else:
            yield Disc(*point, float(parts[1]))


def _ring(box: DegreesBox, text: str, where: str) -> tuple[Point, ...]:
    pairs = [pair for pair in text.split() if pair.strip(STRAY)]
    points = [_point(box, pair, where) for pair in pairs]
    good = [point for point in points if point is not None]
    if len(good) < len(points):
        box.mend(where, "cap-bad-point", good, value=pairs[points.index(None)][:60])
    elif len(good) < LEAST_POINTS:
        box.mend(where, "cap-few-points", good, count=str(len(good)))
    elif good[0] != good[-1]:
        box.mend(where, "cap-open-polygon", good, first=pairs[0], last=pairs[-1])
    else:
        return tuple(good)
    return ()


def _point(box: DegreesBox, text: str, where: str) -> Point | None:
    """ "lat,lon" in degrees, or None."""
    parts = text.strip(STRAY).split(",")
    if len(parts) != 2 or not all(NUMBER.fullmatch(part) for part in parts):
        return None
    lat, lon = float(parts[0]), float(parts[1])
    if 180 < abs(lon) <= ROUNDED_LON and abs(lat) <= 90:
        box.mend(where, "cap-rounded-lon", value=text[:60])
        lon = 180.0 if lon > 0 else -180.0
    return (lat, lon) if abs(lat) <= 90 and abs(lon) <= 180 else None
