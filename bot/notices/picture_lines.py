"""Lines as they came, drawn over a picture's map: dashed, with their points, and rings where they are wrong."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from handlers.places.plane import Plane
from handlers.places.repair import STEP_DEGREES

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

Point = tuple[float, float]
Rect = tuple[float, float, float, float]

LINE_INK = (98, 20, 150)
"""A colour that no degree of danger has."""
WRONG = (16, 16, 20)
WIDTH, HALO = 8, 14
DASH, GAP = 34, 22
DOT, MARK = 11, 40
MOST_BENDS = 5_000
"""Points of one line, with those in between."""
MOST_DOTS = 60
"""A line with more points than these shows none of them: they would hide it."""


@dataclass(frozen=True, slots=True)
class Overlay:
    """Lines and the places where they are wrong, as they came (latitude first)."""

    lines: tuple[tuple[Point, ...], ...] = ()
    marks: tuple[Point, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.lines)

    def with_more(self, lines: Sequence[tuple[Point, ...]], marks: Sequence[Point]) -> Overlay:
        return Overlay((*self.lines, *lines), (*self.marks, *marks))

    def points(self) -> list[Point]:
        return [point for line in self.lines for point in line]

    def bounds(self, plane: Plane) -> Rect:
        """West, south, east, north in the plane's metres."""
        points = self.points()
        xs, ys = plane.xy([lat for lat, _ in points], [lon for _, lon in points])
        return float(min(xs)), float(min(ys)), float(max(xs)), float(max(ys))


def lay_lines(pen: ImageDraw, plane: Plane, overlay: Overlay, at: Any) -> None:
    """`at` brings metres of the plane to pixels."""
    for line in overlay.lines:
        path = [at(x, y) for x, y in _bent(plane, line)]
        pen.line(path, fill="white", width=HALO, joint="curve")
        for begin, end in dashes(path):
            pen.line((*begin, *end), fill=LINE_INK, width=WIDTH)
        for spot in _spots(plane, line, at) if len(line) <= MOST_DOTS else ():
            _ring(pen, spot, DOT, "white", 4, fill=LINE_INK)


def lay_marks(pen: ImageDraw, plane: Plane, overlay: Overlay, at: Any) -> list[Rect]:
    """The rings, and the rectangles in which nothing else should stand."""
    spots = _spots(plane, overlay.marks, at)
    for spot in spots:
        _ring(pen, spot, MARK + 5, "white", 17)
        _ring(pen, spot, MARK, WRONG, 8)
    return [(x - MARK, y - MARK, x + MARK, y + MARK) for x, y in spots]


def sample_line(pen: ImageDraw, left: float, right: float, middle: float) -> None:
    """For the legend."""
    for begin, end in dashes([(left, middle), (right, middle)]):
        pen.line((*begin, *end), fill=LINE_INK, width=WIDTH)


def sample_mark(pen: ImageDraw, spot: Point) -> None:
    _ring(pen, spot, MARK * 0.55, WRONG, 6)


def dashes(path: Sequence[Point]) -> Iterator[tuple[Point, Point]]:
    """The path cut into dashes that go on evenly over its corners."""
    on, left = True, float(DASH)
    for begin, end in pairwise(path):
        length, done = math.dist(begin, end), 0.0
        while length - done > 1e-6:
            step = min(left, length - done)
            if on:
                yield _along(begin, end, done / length), _along(begin, end, (done + step) / length)
            done, left = done + step, left - step
            if left <= 1e-6:
                on, left = not on, float(GAP if on else DASH)


def _along(begin: Point, end: Point, part: float) -> Point:
    return begin[0] + (end[0] - begin[0]) * part, begin[1] + (end[1] - begin[1]) * part


def _bent(plane: Plane, line: Sequence[Point]) -> Iterator[Point]:
    """Straight in degrees, as it was meant: with points in between, so that it bends on the plane."""
    import shapely

    points = [(lon, lat) for lat, lon in line]
    if len(points) > 1:
        drawn = shapely.LineString(points)
        points = list(shapely.segmentize(drawn, max(STEP_DEGREES, drawn.length / MOST_BENDS)).coords)
    xs, ys = plane.xy([lat for _, lat in points], [lon for lon, _ in points])
    yield from zip(xs.tolist(), ys.tolist(), strict=True)


def _spots(plane: Plane, points: Sequence[Point], at: Any) -> list[Point]:
    xs, ys = plane.xy([lat for lat, _ in points], [lon for _, lon in points])
    return [at(float(x), float(y)) for x, y in zip(xs, ys, strict=True)]


def _ring(pen: ImageDraw, spot: Point, radius: float, colour: Any, width: int, fill: Any = None) -> None:
    x, y = spot
    pen.ellipse((x - radius, y - radius, x + radius, y + radius), outline=colour, width=width, fill=fill)
