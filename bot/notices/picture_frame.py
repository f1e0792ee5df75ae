"""What a picture of an area shows, and which square of the ground that takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.notices.picture_lines import Overlay, Point, Rect
from handlers.places.shapes import Shape
from storage.region.region import Region

SIZE = 1080
TWICE = 2
FOOT = 110
"""Pixels at the bottom for the scale and the legend."""
HEAD = 84
MARGIN = 0.28
NEIGHBOURS, FARTHEST = 4, 2.5
"""So many settlements are in view, so that people know where it is, unless that makes the shape so many times smaller.
"""
SMALLEST_M, SMALLEST_WHOLE_M = 9_000.0, 1_000.0
"""At least so much is shown around a place: a disc alone tells nobody where it is."""
EMPTY = Overlay()


@dataclass(frozen=True, slots=True)
class PictureScene:
    """What a picture shows; without ground (`shape.geometry` None) only lines."""

    shape: Shape
    colour: tuple[int, int, int]
    banner: str = ""
    overlay: Overlay = EMPTY


@dataclass(frozen=True, slots=True)
class PictureFrame:
    """From metres of the plane to pixels."""

    west: float
    north: float
    per_metre: float

    def at(self, x: float, y: float) -> Point:
        return (x - self.west) * self.per_metre, (self.north - y) * self.per_metre

    def ring(self, points: Any) -> list[Point]:
        return [self.at(x, y) for x, y in points]


def view_of(region: Region, scene: PictureScene, laid: Sequence[tuple[str, Any]]) -> PictureFrame:
    """A square that holds the shape and the lines with their surroundings, above the foot."""
    shape, side = scene.shape, SIZE * TWICE
    west, south, east, north = _bounds(scene, laid)
    least = SMALLEST_WHOLE_M if shape.whole else SMALLEST_M
    margin = 0.06 if shape.whole else MARGIN
    height = side - FOOT * TWICE
    across = max((east - west) * (1 + 2 * margin), (north - south) * (1 + 2 * margin) * side / height, least)
    centre = (west + east) / 2, (south + north) / 2
    xs, ys = shape.plane.xy([s.lat for s in region.settlements], [s.lon for s in region.settlements])
    away = sorted(max(abs(x - centre[0]), abs(y - centre[1])) for x, y in zip(xs, ys, strict=True))
    if away:
        across = max(across, min(2.5 * float(away[: NEIGHBOURS + 1][-1]), FARTHEST * across))
    per_metre = side / across
    return PictureFrame(centre[0] - across / 2, centre[1] + across * height / side / 2, per_metre)


def _bounds(scene: PictureScene, laid: Sequence[tuple[str, Any]]) -> Rect:
    """Of all that has to be in sight. Lines that lie elsewhere are shown with the whole region."""
    import shapely

    shape, found = scene.shape, []
    if shape.geometry is not None:
        found.append((shape.drawn if shape.drawn is not None and not shape.named else shape.geometry).bounds)
    if scene.overlay:
        lines = scene.overlay.bounds(shape.plane)
        found.append(lines)
        box = shapely.box(*lines)
        if shape.geometry is None and not any(border.intersects(box) for _, border in laid):
            found += [border.bounds for _, border in laid]
    wests, souths, easts, norths = zip(*found, strict=True)
    return min(wests), min(souths), max(easts), max(norths)
