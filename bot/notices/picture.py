"""A notice's area as a picture for a phone: the shape over the municipalities' borders, settlements named, a scale.

Drawn with Pillow at twice the size and brought down, in the shape's own plane (metres), so that circles are round.
The fonts beside this are DejaVu Sans, cut to Latin and Cyrillic (their licence is there, too).
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.notices.picture_frame import EMPTY, FOOT, HEAD, SIZE, TWICE, PictureFrame, PictureScene, view_of
from bot.notices.picture_lines import Overlay, Point, Rect, lay_lines, lay_marks, sample_line, sample_mark
from handlers.base.texts import Texts
from handlers.notices.content import Area, Content
from handlers.notices.outlines import marks_of
from handlers.places.outlines import middle, on_earth, outline_of
from handlers.places.plane import Plane
from handlers.places.shapes import Shape, borders_on, shape_of
from storage.region.region import Region

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw
    from PIL.ImageFont import FreeTypeFont

FONTS = Path(__file__).parent / "fonts"
NAMES = 26
"""Settlements named at most; those inside come first."""
MOST_MENDED = 10
"""Rings shown also as they came: more would hide the map, and each takes its time."""

GROUND, LAND, BORDER, INK, PALE = "#dfe5ea", "#fbfaf5", "#9aa3ab", "#1d2329", "#7c858d"
DANGER = {4: (196, 22, 42), 3: (222, 82, 16), 2: (214, 148, 0), 1: (28, 110, 190)}
DRILL = (84, 96, 110)


def draw_area(region: Region, content: Content, texts: Texts, overlay: Overlay = EMPTY) -> bytes | None:
    """A PNG; None where there is nothing to show. Rings that had to be mended are shown as they came, too."""
    shape = shape_of(region, content.area)
    if shape.geometry is None or shape.geometry.is_empty:
        return None
    colour = DRILL if content.drill else DANGER[content.severity]
    banner = texts.label("notice-drill") if content.drill else ""
    return _draw(region, texts, PictureScene(shape, colour, banner, overlay_of(content.area, overlay)))


def draw_lines(region: Region, texts: Texts, overlay: Overlay) -> bytes | None:
    """What came and could not be used, over the borders; None without a point."""
    points = overlay.points()
    if not points:
        return None
    return _draw(region, texts, PictureScene(Shape(False, Plane(*middle(points))), DRILL, "", overlay))


def overlay_of(area: Area, more: Overlay = EMPTY) -> Overlay:
    """The rings of an area that are not what they were, and where they cross; of many the first `MOST_MENDED`."""
    faulty = (one for ring in area.polygons if (one := outline_of(ring)).told.why not in ("", "open"))
    mended = list(islice(faulty, MOST_MENDED))
    return more.with_more([on_earth(one.ring) for one in mended], [at for one in mended for at in marks_of(one)])


def _draw(region: Region, texts: Texts, scene: PictureScene) -> bytes:
    from PIL import Image, ImageDraw

    side, shape = SIZE * TWICE, scene.shape
    picture = Image.new("RGB", (side, side), GROUND)
    laid = borders_on(region, shape.plane)
    view = view_of(region, scene, laid)
    pen = ImageDraw.Draw(picture)
    for _, border in laid:
        for outside, holes in _rings(border):
            pen.polygon(view.ring(outside), fill=LAND)
            for hole in holes:
                pen.polygon(view.ring(hole), fill=GROUND)
    if shape.geometry is not None:
        _lay_shape(picture, view, shape, scene.colour)
    pen = ImageDraw.Draw(picture)
    for _, border in laid:
        for outside, _ in _rings(border):
            pen.line(view.ring(outside), fill=BORDER, width=2 * TWICE, joint="curve")
    lay_lines(pen, shape.plane, scene.overlay, view.at)
    _names(pen, view, laid, region, scene, side)
    _foot(pen, view, texts, scene, side)
    if scene.banner:
        _banner(pen, scene.banner, scene.colour, side)
    out = io.BytesIO()
    small = picture.resize((SIZE, SIZE), Image.Resampling.LANCZOS)
    small.quantize(128, dither=Image.Dither.NONE).save(out, "PNG", optimize=True)
    return out.getvalue()


def _names(
    pen: ImageDraw, view: PictureFrame, laid: Sequence[tuple[str, Any]], region: Region, scene: PictureScene, side: int
) -> None:
    """Of settlements and municipalities, where nothing else stands."""
    shape, head = scene.shape, HEAD * TWICE if scene.banner else 0
    taken = [(0.0, float(side - FOOT * TWICE), float(side), float(side)), (0.0, -1.0, float(side), float(head))]
    taken += lay_marks(pen, shape.plane, scene.overlay, view.at)
    if shape.whole:  # of a whole region its parts matter first
        _municipalities(pen, view, laid, region, shape, taken)
    _settlements(pen, view, region, shape, taken)
    if not shape.whole:
        _municipalities(pen, view, laid, region, shape, taken)


# -- ground ---------------------------------------------------------------------------------------
def _rings(geometry: Any) -> Iterator[tuple[Any, list[Any]]]:
    """The polygons of a geometry: each one's outside and holes, as arrays of points."""
    for part in getattr(geometry, "geoms", [geometry]):
        if part.geom_type == "Polygon" and not part.is_empty:
            yield part.exterior.coords, [hole.coords for hole in part.interiors]
        elif hasattr(part, "geoms"):
            yield from _rings(part)


def _lay_shape(picture: Any, view: PictureFrame, shape: Shape, colour: tuple[int, int, int]) -> None:
    """The area in its colour, through which the map is seen; its edge stronger."""
    from PIL import Image, ImageDraw

    veil = Image.new("L", picture.size, 0)
    edge = Image.new("L", picture.size, 0)
    fill, line = ImageDraw.Draw(veil), ImageDraw.Draw(edge)
    for outside, holes in _rings(shape.geometry):
        fill.polygon(view.ring(outside), fill=105)
        for hole in holes:
            fill.polygon(view.ring(hole), fill=0)
        for ring in (outside, *holes):
            line.line(view.ring(ring), fill=255, width=4 * TWICE, joint="curve")
    picture.paste(colour, mask=veil)
    picture.paste(colour, mask=edge)


# -- names ----------------------------------------------------------------------------------------
@lru_cache(maxsize=16)
def _font(points: int, *, bold: bool = False) -> FreeTypeFont:
    from PIL import ImageFont

    name = "DejaVuSans-Bold.ttf" if bold else "DejaVuSans.ttf"
    return ImageFont.truetype(str(FONTS / name), points * TWICE)


def _settlements(pen: ImageDraw, view: PictureFrame, region: Region, shape: Shape, taken: list[Rect]) -> None:
    """A dot for each that is in view; names where there is room, those inside first and bold."""
    inside = set(shape.settlements)
    side = SIZE * TWICE
    seen = []
    for settlement in region.settlements:
        x, y = shape.plane.xy([settlement.lat], [settlement.lon])
        spot = view.at(float(x[0]), float(y[0]))
        if 0 < spot[0] < side and 0 < spot[1] < side - FOOT * TWICE:
            away = math.dist(spot, (side / 2, side / 2))
            seen.append((settlement.code not in inside, away, spot, settlement.name))
    seen.sort()
    for beyond, _, (x, y), _ in reversed(seen):
        r = (6 if beyond else 9) * TWICE
        pen.ellipse((x - r, y - r, x + r, y + r), fill=PALE if beyond else INK, outline="white", width=2 * TWICE)
        taken.append((x - r, y - r, x + r, y + r))
    for beyond, _, spot, name in seen[:NAMES]:
        font = _font(25) if beyond else _font(31, bold=True)
        _name(pen, spot, name, font, PALE if beyond else INK, taken)


def _name(pen: ImageDraw, spot: Point, name: str, font: FreeTypeFont, colour: str, taken: list[Rect]) -> None:
    """Beside, over or under its dot, wherever nothing else stands; left out if there is no room."""
    x, y = spot
    gap = 13 * TWICE
    for anchor, dx, dy in (("lm", gap, 0), ("rm", -gap, 0), ("mb", 0, -gap), ("mt", 0, gap)):
        at = x + dx, y + dy
        if _put(pen, at, name, font, colour, taken, anchor):
            return


def _put(pen: ImageDraw, at: Point, text: str, font: FreeTypeFont, colour: str, taken: list[Rect], anchor: str) -> bool:
    """Write it with a light rim, if it fits into the picture and over nothing."""
    box = pen.textbbox(at, text, font=font, anchor=anchor, stroke_width=4 * TWICE)
    side = SIZE * TWICE
    if box[0] < 0 or box[1] < 0 or box[2] > side or box[3] > side or any(_meet(box, other) for other in taken):
        return False
    pen.text(at, text, font=font, fill=colour, anchor=anchor, stroke_width=4 * TWICE, stroke_fill="white")
    taken.append(box)
    return True


def _meet(one: Rect, other: Rect) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _municipalities(
    pen: ImageDraw, view: PictureFrame, laid: Sequence[tuple[str, Any]], region: Region, shape: Shape, taken: list[Rect]
) -> None:
    """Their names, pale, in the middle of what is seen of them, where there is room."""
    import shapely

    side = SIZE * TWICE
    left, top = view.west, view.north
    window = shapely.box(left, top - (side - FOOT * TWICE) / view.per_metre, left + side / view.per_metre, top)
    for code, border in laid:
        seen = border.intersection(window)
        municipality = region.municipality(code)
        if municipality is None or seen.is_empty or seen.area < 0.02 * window.area:
            continue
        beside = seen if shape.geometry is None else seen.difference(shape.geometry)
        room = beside if beside.area > 0.05 * window.area else seen
        spot = view.at(*room.representative_point().coords[0])
        lines = _in_lines(municipality.name)
        step = 28 * TWICE
        for shift in (0, -70, 70, -140, 140):
            at = spot[0], spot[1] + shift * TWICE
            if _put_lines(pen, at, lines, step, taken):
                break


def _put_lines(pen: ImageDraw, at: Point, lines: Sequence[str], step: int, taken: list[Rect]) -> bool:
    font = _font(23)
    spots = [(at[0], at[1] + (i - (len(lines) - 1) / 2) * step) for i in range(len(lines))]
    boxes = [pen.textbbox(s, line, font=font, anchor="mm") for s, line in zip(spots, lines, strict=True)]
    whole = min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)
    side = SIZE * TWICE
    if whole[0] < 0 or whole[1] < 0 or whole[2] > side or any(_meet(whole, other) for other in taken):
        return False
    for spot, line in zip(spots, lines, strict=True):
        pen.text(spot, line, font=font, fill=PALE, anchor="mm", stroke_width=3 * TWICE, stroke_fill="white")
    taken.append(whole)
    return True


def _in_lines(name: str) -> list[str]:
    """A long name broken once, near its middle."""
    words = name.split()
    if len(name) <= 18 or len(words) < 2:
        return [name]
    cut = min(range(1, len(words)), key=lambda i: abs(len(" ".join(words[:i])) - len(" ".join(words[i:]))))
    return [" ".join(words[:cut]), " ".join(words[cut:])]


# -- the frame ------------------------------------------------------------------------------------
def _banner(pen: ImageDraw, text: str, colour: tuple[int, int, int], side: int) -> None:
    """A drill looks like one before a word is read."""
    height = HEAD * TWICE
    pen.rectangle((0, 0, side, height), fill=colour)
    pen.text((side / 2, height / 2), text, font=_font(40, bold=True), fill="white", anchor="mm")


def _foot(pen: ImageDraw, view: PictureFrame, texts: Texts, scene: PictureScene, side: int) -> None:
    """The scale at the left, what the colour and the lines mean at the right."""
    top = side - FOOT * TWICE
    pen.rectangle((0, top, side, side), fill="white")
    pen.line((0, top, side, top), fill=BORDER, width=2 * TWICE)
    middle, left = top + FOOT * TWICE / 2, 36 * TWICE
    metres = _round_length(side * 0.24 / view.per_metre)
    right = left + metres * view.per_metre
    pen.line((left, middle + 22 * TWICE, right, middle + 22 * TWICE), fill=INK, width=5 * TWICE)
    for x in (left, right):
        pen.line((x, middle + 12 * TWICE, x, middle + 32 * TWICE), fill=INK, width=5 * TWICE)
    name = "picture-km" if metres >= 1_000 else "picture-m"
    length = texts.label(name, count=str(metres // 1_000 if metres >= 1_000 else metres))
    pen.text(((left + right) / 2, middle + 4 * TWICE), length, font=_font(30), fill=INK, anchor="ms")
    said = [name for name, there in (
        ("picture-area", scene.shape.geometry is not None),
        ("picture-outline", scene.overlay),
        ("picture-wrong", scene.overlay.marks),
    ) if there]  # fmt: skip
    font = _font(30 if len(said) == 1 else 25)
    step = 34 * TWICE
    width = max(pen.textlength(texts.label(name), font=font) for name in said)
    begin = side - 36 * TWICE - width
    for row, name in enumerate(said):
        y = middle + (row - (len(said) - 1) / 2) * step
        pen.text((begin, y), texts.label(name), font=font, fill=INK, anchor="lm")
        _sample(pen, name, (begin - 76 * TWICE, begin - 20 * TWICE), y, 20 * TWICE / len(said) ** 0.5, scene.colour)


def _sample(
    pen: ImageDraw, name: str, sides: tuple[float, float], y: float, half: float, colour: tuple[int, int, int]
) -> None:
    left, right = sides
    if name == "picture-outline":
        sample_line(pen, left, right, y)
    elif name == "picture-wrong":
        sample_mark(pen, ((left + right) / 2, y))
    else:
        pale = tuple(round(255 - (255 - c) * 105 / 255) for c in colour)
        pen.rectangle((left, y - half, right, y + half), fill=pale, outline=colour, width=4 * TWICE)


def _round_length(metres: float) -> int:
    """The longest of 1, 2, 5, 10 … that is not longer."""
    ten = 10 ** math.floor(math.log10(max(metres, 1)))
    return int(next(step * ten for step in (5, 2, 1) if step * ten <= max(metres, 1)))
