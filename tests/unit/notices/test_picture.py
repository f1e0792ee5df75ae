"""The picture of an area: in place, in its colour, readable, and nothing to see where there is nothing."""

from __future__ import annotations

import io
import math
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image, ImageFont

from bot.beside import Beside, Here
from bot.notices.picture import DANGER, DRILL, FONTS, MOST_MENDED, draw_area, draw_lines, overlay_of
from bot.notices.picture_frame import SIZE
from bot.notices.picture_lines import LINE_INK, Overlay, dashes
from bot.notices.pictures import AreaPictures, key_of
from handlers.base.shared import Shared
from handlers.base.texts import Library, Texts
from handlers.notices.content import Area, Circle, Content
from handlers.notices.outlines import outline_ref
from handlers.places.outlines import outline_of
from storage.changes import Changes
from storage.ids import Ids
from storage.notice_records import Notice
from storage.open import make_store
from storage.region.load import FICTIONAL, load_region
from storage.region.region import Region
from tests.databases import open_file

FLOOD = Content("flood", 4, area=Area(circles=(Circle(60.33, 63.62, 5_000),)))

SQUARE = ((60.2, 63.2), (60.25, 63.2), (60.25, 63.3), (60.2, 63.3), (60.2, 63.2))
BOW = ((60.28, 63.45), (60.35, 63.6), (60.28, 63.6), (60.35, 63.45), (60.28, 63.45))
FLAT = ((60.3, 63.5), (60.3, 63.7), (60.3, 63.6), (60.3, 63.5))
LINE = "line"


def colours(picture: Image.Image) -> set[str]:
    """Whether the colour that only lines have is in the picture."""
    found = picture.getcolors(SIZE * SIZE)
    assert found is not None
    return {LINE for count, colour in found if count > 20 and near(colour, LINE_INK)}  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region(FICTIONAL)


@pytest.fixture(scope="module")
def texts(region: Region) -> Texts:
    return Library(region.zone).texts("ru")


def opened(png: bytes | None) -> Image.Image:
    assert png is not None
    return Image.open(io.BytesIO(png)).convert("RGB")


def near(one: tuple[int, ...], other: tuple[int, ...], most: int = 40) -> bool:
    return all(abs(a - b) <= most for a, b in zip(one, other, strict=True))


def pixel(picture: Image.Image, x: float, y: float) -> tuple[int, ...]:
    found = picture.getpixel((int(x * SIZE), int(y * SIZE)))
    assert isinstance(found, tuple)
    return found


def veiled(colour: tuple[int, int, int]) -> tuple[int, ...]:
    """The colour over the map's land."""
    return tuple(round(land + (c - land) * 105 / 255) for c, land in zip(colour, (251, 250, 245), strict=True))


def test_the_area_is_in_the_middle_in_the_colour_of_its_danger(region: Region, texts: Texts) -> None:
    picture = opened(draw_area(region, FLOOD, texts))
    assert picture.size == (SIZE, SIZE)
    assert near(pixel(picture, 0.5, 0.47), veiled(DANGER[4]))
    assert near(pixel(picture, 0.05, 0.5), (251, 250, 245))
    mild = opened(draw_area(region, replace(FLOOD, severity=1), texts))
    assert near(pixel(mild, 0.5, 0.47), veiled(DANGER[1]))


def test_a_drill_has_its_banner_and_no_colour_of_danger(region: Region, texts: Texts) -> None:
    picture = opened(draw_area(region, replace(FLOOD, drill=True), texts))
    assert near(pixel(picture, 0.02, 0.03), DRILL)
    assert near(pixel(picture, 0.5, 0.47), veiled(DRILL))


@pytest.mark.parametrize(
    "area",
    [
        Area(region=True),
        Area(municipalities=("99601000",)),
        Area(settlements=("sosnovinka", "kamyshegrad")),
        Area(polygons=(((60.0, 63.0), (60.2, 63.4), (60.2, 63.0), (60.0, 63.4), (60.0, 63.0)),)),
        Area(circles=(Circle(55.0, 37.0, 100),)),  # far outside
    ],
)
def test_every_kind_of_area_can_be_drawn_and_stays_small_enough_to_send(
    region: Region, texts: Texts, area: Area
) -> None:
    png = draw_area(region, replace(FLOOD, area=area), texts)
    assert png is not None
    assert len(png) < 300_000


def test_of_a_polygon_that_was_mended_the_line_is_in_the_picture_and_where_it_crosses(
    region: Region, texts: Texts
) -> None:
    area = Area(polygons=(SQUARE, BOW))
    overlay = overlay_of(area)
    assert overlay == Overlay((BOW,), ((60.315, 63.525),))
    mended, sound = (opened(draw_area(region, replace(FLOOD, area=a), texts)) for a in (area, Area(polygons=(SQUARE,))))
    assert colours(mended) >= {LINE}
    assert LINE not in colours(sound)


def test_of_very_many_mended_polygons_the_first_are_shown_as_they_came() -> None:
    bows = [tuple((lat + 0.01 * n, lon) for lat, lon in BOW) for n in range(MOST_MENDED + 5)]
    assert overlay_of(Area(polygons=(SQUARE, *bows))).lines == tuple(bows[:MOST_MENDED])


def test_what_cannot_be_used_is_drawn_over_the_borders(region: Region, texts: Texts) -> None:
    for ring in (FLAT, BOW[:3]):
        overlay = Overlay((ring,), ring[:1])
        png = draw_lines(region, texts, overlay)
        assert png is not None
        assert len(png) < 300_000
        assert LINE in colours(opened(png))
    assert draw_lines(region, texts, Overlay((FLAT[:1],), FLAT[:1])) is not None
    assert draw_lines(region, texts, Overlay((((-60.0, -116.4), (-60.1, -116.5)),))) is not None  # as far as can be
    assert draw_lines(region, texts, Overlay((tuple((lon, lat) for lat, lon in BOW),))) is not None  # swapped
    assert draw_lines(region, texts, Overlay()) is None


def test_dashes_go_on_evenly_over_corners() -> None:
    found = list(dashes([(0.0, 0.0), (40.0, 0.0), (40.0, 40.0), (40.0, 40.0)]))
    assert found == [((0, 0), (34, 0)), ((40, 16), (40, 40))]


def test_a_region_without_polygons_is_drawn_too(region: Region, texts: Texts) -> None:
    bare = replace(region, municipalities=tuple(replace(m, geometry=None) for m in region.municipalities), made={})
    assert draw_area(bare, FLOOD, texts) is not None
    assert draw_area(bare, replace(FLOOD, area=Area(region=True)), texts) is None


def test_no_area_is_no_picture(region: Region, texts: Texts) -> None:
    assert draw_area(region, replace(FLOOD, area=Area()), texts) is None


@pytest.mark.parametrize("name", ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"])
def test_the_fonts_have_every_letter_that_names_of_places_have(name: str) -> None:
    """A letter that is missing is drawn as the font's empty box: all such look alike."""
    font = ImageFont.truetype(str(FONTS / name), 40)
    box = bytes(font.getmask("\u4e00"))
    letters = (
        "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюяӘҒҖҢӨҮәғҗңөү№«»–—ABCXYZabcxyz0123456789.,-"
    )
    assert [letter for letter in letters if bytes(font.getmask(letter)) == box] == []
    assert (FONTS / "LICENSE").exists()


async def test_equal_areas_are_one_file_and_a_changed_one_is_another(
    region: Region, texts: Texts, tmp_path: Path
) -> None:
    store = make_store(f"sqlite:///{tmp_path}/otklik.db")
    await store.open()
    await store.migrate()
    changes = Changes()
    moved = replace(FLOOD, area=Area(settlements=("sosnovinka",)))
    for number, content in ((1, FLOOD), (2, replace(FLOOD, texts={"ru": "Другое"})), (3, moved)):
        changes.put(Notice(number, "draft", "flood", 4, 0, content.dump()))
    async with store.unit() as unit:
        await unit.commit(changes)
    shared = Shared(region, Library(region.zone), Ids({}), None, lambda text: [], lambda text: False)
    pictures = AreaPictures(store, shared, tmp_path / "areas", Here(region))
    keys = await pictures.keys(["area:1", "area:2", "area:3", "area:4"])
    assert keys == {"area:1": key_of(FLOOD), "area:2": key_of(FLOOD), "area:3": key_of(moved)}
    assert all(-(2**63) < key < 0 for key in keys.values())
    first, second, third = [await pictures.draw(f"area:{number}") for number in (1, 2, 3)]
    assert first == second != third
    assert first is not None
    assert first.stat().st_size > 1_000
    assert await pictures.draw("area:4") is None
    line, other = (outline_ref([outline_of(ring)]) for ring in (BOW, FLAT))
    assert line is not None
    assert other is not None
    over = outline_ref([outline_of(BOW)], 1)
    assert over is not None
    named = await pictures.keys([line.source, other.source, over.source, "outline:4:60.1,63.1:"])
    assert list(named) == [line.source, other.source, over.source]
    assert len({*named.values(), *keys.values()}) == 5
    drawn = {await pictures.draw(source) for source in named}
    assert None not in drawn
    assert len(drawn) == 3
    assert await pictures.draw("outline:4:60.1,63.1:") is None
    await store.close()


async def test_the_worst_area_is_drawn_beside_and_given_up_in_time(
    region: Region, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = await open_file(tmp_path)
    turns = [2 * math.pi * n / 330 for n in range(331)]
    rings = tuple(
        tuple((60.3 + 0.01 * k + 0.1 * math.sin(t), 63.5 + 0.2 * math.cos(t)) for t in turns) for k in range(60)
    )
    changes = Changes()
    changes.put(Notice(1, "draft", "flood", 4, 0, replace(FLOOD, area=Area(polygons=rings)).dump()))
    changes.put(Notice(2, "draft", "flood", 4, 0, FLOOD.dump()))
    async with store.unit() as unit:
        await unit.commit(changes)
    shared = Shared(region, Library(region.zone), Ids({}), None, lambda text: [], lambda text: False)
    beside = Beside(replace(region, made={}, _by_code={}), processes=1)
    pictures = AreaPictures(store, shared, tmp_path / "areas", beside)
    monkeypatch.setattr("bot.notices.pictures.LIMIT_S", 0.01)
    assert await pictures.draw("area:1") is None
    assert await pictures.draw("area:2") is not None
    monkeypatch.setattr("bot.notices.pictures.LIMIT_S", 100)
    path = await pictures.draw("area:1")
    assert path is not None
    assert path.stat().st_size < 300_000
    await beside.close()
    await store.close()
