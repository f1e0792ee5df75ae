"""Pictures of notices' areas and of lines that came to us, as files of a message (see FileRef).

A line that was refused belongs to no notice, and of one that was mended the notice keeps what it became: so the
picture's name carries the line itself, thinned until it fits into a message's row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from handlers.base.message import FileRef, Marked
from handlers.base.texts import Texts
from handlers.notices.content import Point
from handlers.places.outlines import Outline, on_earth, thinned

AREA, OUTLINE = "area:", "outline:"
MOST_PICTURE_POINTS = 300
"""Of all lines of a picture; more is not seen on a phone."""


@dataclass(frozen=True, slots=True)
class Depicted:
    """What a picture shows: a notice's area (0: none), lines over it as they came, and where they are wrong."""

    notice: int = 0
    lines: tuple[tuple[Point, ...], ...] = ()
    marks: tuple[Point, ...] = ()


def area_ref(notice: int) -> FileRef:
    """The picture of a notice's area over the borders. Of rings that had to be mended it shows the line, too."""
    return FileRef("photo", f"{AREA}{notice}")


def outline_ref(outlines: Sequence[Outline], notice: int = 0) -> FileRef | None:
    """The picture of lines as they came, over the area of a notice if one is named; None without a point on Earth."""
    shown = [points for one in outlines if (points := on_earth(one.ring))]
    if not shown:
        return None
    each = max(8, MOST_PICTURE_POINTS // len(shown))
    lines = ";".join(_written(thinned(points, each)) for points in shown)
    marks = _written(dict.fromkeys(point for one in outlines for point in marks_of(one)))
    return FileRef("photo", f"{OUTLINE}{notice}:{lines}:{marks}", "outline.png")


def marks_of(outline: Outline) -> tuple[Point, ...]:
    """Where to look: its crossings, the gap of a line that does not close, or the one place that was named."""
    if outline.crossings:
        return outline.crossings
    if outline.told.why == "open":
        return on_earth(dict.fromkeys((outline.ring[0], outline.ring[-1])))
    return (outline.told.at,) if outline.told.at else ()


def place_of(outline: Outline) -> str:
    """The first place where it is wrong, in numbers; «—» where there is none to name."""
    return next((f"{lat:.4f} {lon:.4f}" for lat, lon in marks_of(outline)), "—")


def ground_line(texts: Texts, outlines: Sequence[Outline]) -> Marked:
    """How much the ground of mended lines changed."""
    before, after = (_rounded(sum(km2)) for km2 in zip(*((o.drawn_km2, o.mended_km2) for o in outlines), strict=True))
    if before == after:
        return texts.say("outline-ground-same", km2=after)
    return texts.say("outline-ground-changed", before=before, after=after)


def _rounded(km2: float) -> float:
    return round(km2, 2 if km2 < 1 else 1 if km2 < 100 else 0)


def read_ref(source: str) -> Depicted | None:
    """What the picture of this `FileRef.source` shows; None if it is no such picture."""
    if source.startswith(AREA):
        return Depicted(int(source.removeprefix(AREA)))
    if not source.startswith(OUTLINE):
        return None
    notice, lines, marks = source.removeprefix(OUTLINE).split(":")
    return Depicted(int(notice), tuple(_points(line) for line in lines.split(";")), _points(marks))


def _written(points: Iterable[Point]) -> str:
    return " ".join(f"{lat:.5f},{lon:.5f}" for lat, lon in points)


def _points(text: str) -> tuple[Point, ...]:
    pairs = (pair.split(",") for pair in text.split())
    return tuple((float(lat), float(lon)) for lat, lon in pairs)
