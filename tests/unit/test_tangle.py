"""Lines that would take GEOS minutes are refused with their reason before it sees them; honest ones are not."""

from __future__ import annotations

import json
import math
import random
from dataclasses import replace

import pytest

from handlers.alerts.areas import MOST_PIECES, MOST_SHAPES, place
from handlers.cap.model import AlertArea
from handlers.notices.content import Area
from handlers.officer.compose.drawn import BadShape, draw, read_geojson
from handlers.places.outlines import outline_of
from handlers.places.repair import MOST_STEPS, bent, mend
from handlers.places.shapes import shape_of
from handlers.places.tangle import MOST_RING_POINTS
from storage.region.load import FICTIONAL, load_region
from storage.region.region import Region

Ring = tuple[tuple[float, float], ...]
SQUARE: Ring = ((60.2, 63.4), (60.2, 63.6), (60.4, 63.6), (60.4, 63.4), (60.2, 63.4))


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region(FICTIONAL)


def closed(points: list[tuple[float, float]]) -> Ring:
    return (*points, points[0])


def scribble(count: int) -> Ring:
    rng = random.Random(5)
    return closed([(60 + rng.random(), 63 + rng.random()) for _ in range(count)])


def comb(teeth: int, wide: float, slope: float = 0.0) -> Ring:
    """Valid: long teeth side by side on a back."""
    points = []
    for i in range(teeth):
        lat = 60 + i / teeth
        points += [(lat, 63.0), (lat + slope + 0.3 / teeth, 63.0 + wide)]
    return closed([*points, (61.5 + slope, 62.9), (60.0, 62.9)])


def coast(count: int) -> Ring:
    rng = random.Random(5)
    turns = [2 * math.pi * i / count for i in range(count)]
    far = [rng.uniform(0.18, 0.2) for _ in turns]
    return closed([(60.3 + r * math.sin(t), 63.5 + r * math.cos(t)) for t, r in zip(turns, far, strict=True)])


TANGLED = {
    "random points": scribble(500),
    "very many random points": scribble(MOST_RING_POINTS - 10),
    "a comb around the Earth": comb(1_000, 110),
    "a comb of diagonals": comb(800, 0.9, 0.9),
    "a grid": closed(
        [
            spot
            for i in range(60)
            for spot in ([(60 + i / 60, 63), (60 + i / 60, 64)], [(60, 63 + i / 60), (61, 63 + i / 60)])[i % 2]
        ]
    ),
    "back and forth on one line": closed([*((60.0, 63 + random.Random(i).random()) for i in range(400)), (61.0, 63.0)]),
    "all through one point": closed(
        [spot for i in range(600) for spot in ((60.5, 63.5), (60.5 + math.sin(i), 63.5 + math.cos(i)))]
    ),
}


@pytest.mark.parametrize("name", TANGLED)
def test_what_nobody_can_have_meant_is_refused_before_it_is_worked_on(name: str, region: Region) -> None:
    shape = shape_of(region, Area(polygons=(TANGLED[name],)))
    assert not shape.usable
    assert shape.mends[0].why == "tangled"
    outline = outline_of(TANGLED[name])
    assert (outline.told.why, outline.mended_km2) == ("tangled", 0)


def test_too_many_points_are_refused_and_some_are_kept_to_be_shown(region: Region) -> None:
    outline = outline_of(scribble(60_000))
    assert (outline.told.why, outline.told.usable) == ("detailed", False)
    assert len(outline.ring) < 1_000


@pytest.mark.parametrize("count", [40, 1_000, MOST_RING_POINTS - 2])
def test_a_coast_with_many_points_is_taken_as_it_is(count: int, region: Region) -> None:
    shape = shape_of(region, Area(polygons=(coast(count),)))
    assert shape.mends[0].why == ""
    assert shape.municipalities


def test_a_ring_drawn_twice_and_one_with_some_slips_are_mended() -> None:
    once = coast(500)
    twice = (*once[:-1], *once)
    assert outline_of(twice).told.usable
    slips = list(once)
    for i in range(10, 400, 20):
        slips[i], slips[i + 2] = slips[i + 2], slips[i]
    outline = outline_of(slips)
    assert (outline.told.why, outline.told.usable) == ("crosses", True)
    assert outline.crossings


def test_long_lines_get_a_bounded_number_of_points_in_between() -> None:
    geometry, told = mend(comb(60, 7.9))
    assert told.usable
    assert sum(len(one.geoms[0].exterior.coords) for one in bent([geometry] * 6)) < 2 * MOST_STEPS


def test_of_a_polygon_over_half_the_earth_the_surroundings_of_the_region_count(region: Region) -> None:
    wide = ((-80.0, -20.0), (-80.0, 150.0), (80.0, 150.0), (80.0, -20.0), (-80.0, -20.0))
    shape = shape_of(region, Area(polygons=(wide,)))
    assert set(shape.settlements) == {s.code for s in region.settlements}
    assert shape.area_km2 < 5_000_000
    elsewhere = shape_of(region, Area(polygons=(tuple((lat - 80, lon) for lat, lon in SQUARE),)))
    assert (elsewhere.usable, elsewhere.geometry, elsewhere.municipalities) == (True, None, ())


# -- alerts ---------------------------------------------------------------------------------------
def shifted(number: int) -> Ring:
    return tuple((lat + number * 1e-5, lon) for lat, lon in SQUARE)


def test_an_alert_with_too_many_shapes_is_placed_by_its_codes_and_says_so(region: Region) -> None:
    area = AlertArea("x", tuple(shifted(i) for i in range(MOST_SHAPES + 1)), geocodes=(("OKTMO", "99602000"),))
    placed = place(region, [area])
    assert placed.heavy == "shapes"
    assert placed.area == Area(municipalities=("99602000",))
    many = replace(area, polygons=tuple(coast(4_500) for _ in range(5)), geocodes=())
    placed = place(region, [many])
    assert (placed.heavy, placed.area.empty, placed.outside) == ("points", True, False)


def test_polygons_that_cross_each_other_everywhere_are_left_out(region: Region) -> None:
    lons = [63 + i / 80 for i in range(60)]
    across = [((60.0, lon), (61.0, lon), (61.0, lon + 0.005), (60.0, lon + 0.005)) for lon in lons]
    along = [tuple((60 + lon - 63, 63 + lat - 60) for lat, lon in ring) for ring in across]
    placed = place(region, [AlertArea("сетка", tuple(closed(list(ring)) for ring in (*across, *along)))])
    assert (placed.heavy, placed.area.empty, placed.unplaced) == ("crossings", True, ("сетка",))


def test_polygons_side_by_side_and_the_same_one_many_times_are_taken(region: Region) -> None:
    steps = [(0.2 * row, 0.2 * column) for row in range(4) for column in range(4)]
    beside = [tuple((lat + up, lon + aside) for lat, lon in SQUARE) for up, aside in steps]
    placed = place(region, [AlertArea(str(i), (ring,)) for i, ring in enumerate([*beside, *beside])])
    assert placed.heavy == ""
    assert set(placed.area.polygons) <= set(beside)
    assert placed.area.polygons


def test_of_very_many_names_the_first_are_looked_for(region: Region) -> None:
    placed = place(region, [AlertArea("; ".join(["Сосновинка", *(f"Место {i}" for i in range(20_000))]))])
    assert placed.heavy == "names"
    assert placed.area.settlements == ("sosnovinka",)
    assert len(placed.unplaced) <= MOST_PIECES + 1


def star(points: int) -> Ring:
    """Crosses itself about as often as half the square of its points."""
    turns = [2 * math.pi * (points // 2) * i / points for i in range(points + 1)]
    return tuple((60.31 + 0.2 * math.sin(turn), 63.52 + 0.3 * math.cos(turn)) for turn in turns)


def test_a_drawing_that_crosses_itself_too_often_shows_where_and_nothing_is_made_of_it(
    region: Region, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.officer.compose.drawn.mend", None)
    monkeypatch.setattr("handlers.places.outlines.mend", None)
    with pytest.raises(BadShape) as caught:
        draw(region, (star(25),))
    assert caught.value.why == "ring-tangled"
    assert 1 < len(caught.value.outlines[0].crossings) <= 12


def test_a_slip_of_the_hand_is_mended_as_before(region: Region) -> None:
    drawing = draw(region, (star(7),))
    assert len(drawing.mended) == 1
    assert drawing.rings


# -- what officers draw ----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("[" * 100_000, "no-json"),
        ('{"type":"Polygon","coordinates":' + "[" * 100_000 + "]" * 100_000 + "}", "no-json"),
        ('{"type":"Polygon","coordinates":[[' + "[" * 400 + "]" * 400 + "]]}", "no-numbers"),
        ('{"a":' * 90_000 + "1" + "}" * 90_000, "no-json"),
        ('{"type":"Polygon","coordinates":[[' + ",".join(["[63,60]"] * 50_000) + "]]}", "many-points"),
        (json.dumps({"type": "Polygon", "coordinates": [[[b, a] for a, b in scribble(400)]]}), "ring-tangled"),
        (json.dumps({"type": "Polygon", "coordinates": [[[b, a] for a, b in star(25)]]}), "ring-tangled"),
        (json.dumps({"type": "MultiPolygon", "coordinates": [[[[b, a] for a, b in star(11)]]] * 20}), "ring-tangled"),
    ],
    ids=["brackets", "nested", "nested position", "nested objects", "points", "scribble", "star", "stars"],
)  # fmt: skip
def test_a_drawn_file_is_refused_with_a_word(text: str, why: str, region: Region) -> None:
    with pytest.raises(BadShape) as caught:
        read_geojson(region, text)
    assert caught.value.why == why
