"""Shapes on the ground: metres, not degrees; nobody left out by a border, a bad polygon or a missing one."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from handlers.notices.content import Area, Circle, Street
from handlers.places.plane import Box, Plane
from handlers.places.repair import mend
from handlers.places.shapes import near_borders, shape_of, touching
from storage.region.earth import metres
from storage.region.region import Region
from tests.world.world import fictional

REGION = fictional()


@pytest.fixture(scope="module")
def region() -> Region:
    return REGION


def one(region: Region, area: Area, lat: float, lon: float, radius_m: int = 0) -> bool:
    return bool(touching(shape_of(region, area), [lat], [lon], [radius_m])[0])


def east_of(lat: float, lon: float, m: float) -> tuple[float, float]:
    return lat, lon + math.degrees(m / (6_371_008.8 * math.cos(math.radians(lat))))


@settings(max_examples=60, deadline=None)
@given(st.floats(41, 80), st.floats(-175, 175), st.floats(0, 360), st.floats(200, 150_000), st.integers(100, 50_000))
def test_a_circle_touches_what_is_near_in_metres_in_every_direction(
    lat: float, lon: float, bearing: float, away: float, radius: int
) -> None:
    """Against the distance over the ground, at any latitude: a thousandth is the most by which the plane errs, and the
    circle's polygon stands out by less than a thousandth of its radius. Nobody within is left out.
    """
    turn, arc = math.radians(bearing), away / 6_371_008.8
    phi = math.radians(lat)
    there = math.asin(math.sin(phi) * math.cos(arc) + math.cos(phi) * math.sin(arc) * math.cos(turn))
    over = math.atan2(math.sin(turn) * math.sin(arc) * math.cos(phi), math.cos(arc) - math.sin(phi) * math.sin(there))
    spot = math.degrees(there), lon + math.degrees(over)
    gap = metres(lat, lon, *spot) - radius
    shape = shape_of(REGION, Area(circles=(Circle(lat, lon, radius),)))
    assert touching(shape, [spot[0]], [spot[1]], [max(0.0, gap * 1.003 + 5)])[0]
    if gap * 0.995 - 5 - radius / 1000 > 0:
        assert not touching(shape, [spot[0]], [spot[1]], [gap * 0.995 - 5 - radius / 1000])[0]


def test_east_is_as_far_as_north_at_sixty_degrees(region: Region) -> None:
    area = Area(circles=(Circle(60.31, 63.52, 1_000),))
    north = 60.31 + math.degrees(1_900 / 6_371_008.8)
    assert one(region, area, north, 63.52, 950)
    assert one(region, area, *east_of(60.31, 63.52, 1_900), 950)
    assert not one(region, area, north, 63.52, 850)
    assert not one(region, area, *east_of(60.31, 63.52, 1_900), 850)


def test_a_named_municipality_does_not_concern_its_neighbours(region: Region) -> None:
    shape = shape_of(region, Area(municipalities=("99601000",)))
    assert shape.municipalities == ("99601000",)
    assert "kamyshegrad" not in shape.settlements
    assert "sosnovinka" in shape.settlements
    assert one(region, Area(municipalities=("99601000",)), 60.42, 63.31)
    assert not one(region, Area(municipalities=("99601000",)), 60.24, 64.50, 500)


def test_a_named_settlement_concerns_its_municipality_and_its_surroundings(region: Region) -> None:
    shape = shape_of(region, Area(settlements=("sosnovinka",)))
    assert shape.settlements == ("sosnovinka",)
    assert shape.municipalities == ("99601000",)
    assert touching(shape, [60.42, 60.31], [63.31, 63.52], [100, 100]).tolist() == [True, False]


def test_what_is_drawn_finds_settlements_by_their_houses_and_municipalities_by_their_ground(region: Region) -> None:
    beside = east_of(60.42, 63.31, 2_000)
    shape = shape_of(region, Area(circles=(Circle(*beside, 700),)))
    assert shape.settlements == ("sosnovinka",)
    assert shape.municipalities == ("99601000",)
    over_the_border = shape_of(region, Area(circles=(Circle(60.25, 64.12, 9_000),)))
    assert set(over_the_border.municipalities) == {"99601000", "99602000"}


def test_streets_stand_for_their_settlement(region: Region) -> None:
    shape = shape_of(region, Area(streets=(Street("sosnovinka", "Лесная", "1–9"),)))
    assert shape.settlements == ("sosnovinka",)


def test_the_region_is_everybody_wherever_he_is(region: Region) -> None:
    shape = shape_of(region, Area(region=True))
    assert touching(shape, [0.0, 60.3], [0.0, 63.5], [0, 0]).all()
    assert len(shape.municipalities) == len(region.municipalities)
    assert shape.area_km2 > 10_000


def test_nothing_touches_nothing(region: Region) -> None:
    for area in (Area(), Area(settlements=("nowhere",))):
        shape = shape_of(region, area)
        assert shape.box is None
        assert not touching(shape, [60.3], [63.5], [50_000]).any()
        assert (shape.settlements, shape.municipalities) == ((), ())


def test_without_polygons_settlements_stand_for_their_municipality(region: Region) -> None:
    bare = replace(
        region, municipalities=tuple(replace(m, geometry=None) for m in region.municipalities), made={}, _by_code={}
    )
    shape = shape_of(bare, Area(municipalities=("99601000",)))
    assert touching(shape, [60.42, 60.24], [63.31, 64.50], [10, 10]).tolist() == [True, False]
    drawn = shape_of(bare, Area(circles=(Circle(60.42, 63.31, 500),)))
    assert drawn.municipalities == ("99601000",)


def test_a_polygon_that_crosses_itself_is_mended_and_says_so(region: Region) -> None:
    bow = ((60.0, 63.0), (60.2, 63.4), (60.2, 63.0), (60.0, 63.4), (60.0, 63.0))
    shape = shape_of(region, Area(polygons=(bow,)))
    assert shape.usable
    assert shape.mends[0].why == "crosses"
    assert shape.mends[0].parts == 2
    lat, lon = shape.mends[0].at or (0, 0)
    assert (round(lat, 3), round(lon, 3)) == (60.1, 63.2)
    assert touching(shape, [60.18, 60.02, 60.1], [63.2, 63.2, 63.05], [10, 10, 10]).tolist() == [True, True, False]


def test_what_a_ring_encloses_twice_stays_in() -> None:
    loop = [(60.0, 63.0), (60.0, 63.4), (60.3, 63.4), (60.3, 63.1), (60.1, 63.1), (60.1, 63.3), (60.2, 63.3),
            (60.2, 63.0), (60.0, 63.0)]  # fmt: skip
    geometry, told = mend(loop)
    assert told.usable
    assert shapely.intersects_xy(geometry, 63.2, 60.15)


@pytest.mark.parametrize(
    ("ring", "why"),
    [
        ([(60.0, 63.0), (60.1, 63.1)], "points"),
        ([], "points"),
        ([(60.0, 63.0), (60.1, 63.1), (60.2, 63.2), (60.0, 63.0)], "flat"),
        ([(60.0, 63.0), (160.1, 63.1), (60.2, 63.2)], "range"),
        ([(60.0, 63.0), (float("nan"), 63.1), (60.2, 63.2)], "range"),
    ],
)
def test_a_polygon_that_covers_nothing_is_refused(ring: list[tuple[float, float]], why: str, region: Region) -> None:
    shape = shape_of(region, Area(polygons=(tuple(ring),)))
    assert not shape.usable
    assert shape.mends[0].why == why


def test_an_open_ring_is_closed() -> None:
    geometry, told = mend([(60.0, 63.0), (60.0, 63.1), (60.1, 63.1)])
    assert told.why == "open"
    assert geometry.is_valid


def test_long_edges_follow_the_parallel(region: Region) -> None:
    """An edge along 60° N from 60° to 70° E: straight in degrees, and 20 km off that on a naive plane."""
    strip = ((60.0, 60.0), (60.0, 70.0), (60.5, 70.0), (60.5, 60.0), (60.0, 60.0))
    shape = shape_of(region, Area(polygons=(strip,)))
    lats, lons = [60.002, 59.998, 60.498, 60.502], [65.0] * 4
    assert touching(shape, lats, lons, [0] * 4).tolist() == [True, False, True, False]


def test_the_box_holds_all_that_touches(region: Region) -> None:
    rng = np.random.default_rng(7)
    lats, lons = rng.uniform(59.5, 61.5, 4_000), rng.uniform(62, 67, 4_000)
    radii = rng.integers(100, 5_000, 4_000)
    for area in (
        Area(circles=(Circle(60.31, 63.52, 12_000),)),
        Area(settlements=("sosnovinka", "steklyanka")),
        Area(municipalities=("99603000",), circles=(Circle(60.9, 64.5, 800),)),
    ):
        shape = shape_of(region, area)
        assert shape.box is not None
        box = shape.box.grown(5_000)
        hit = touching(shape, lats, lons, radii)
        boxed = (lats >= box.south) & (lats <= box.north) & (lons >= box.west) & (lons <= box.east)
        assert hit.any()
        assert not (hit & ~boxed).any()


def test_a_box_over_the_meridian_of_180_leaves_nobody_out() -> None:
    grown = Box(65, 179.9, 66, 179.99).grown(10_000)
    assert (grown.west, grown.east) == (-180.0, 180.0)
    x, _ = Plane(65, 179.9).xy([65.0], [-179.9])
    assert 9_000 < x[0] < 10_000


def test_a_polygon_over_the_meridian_of_180_is_no_belt_around_the_earth(region: Region) -> None:
    over = ((60.0, 179.0), (60.0, -179.0), (61.0, -179.0), (61.0, 179.0), (60.0, 179.0))
    assert not one(region, Area(polygons=(over,)), 60.42, 63.31)
    shape = shape_of(region, Area(polygons=(over, ((60.0, 63.0), (60.0, 63.4), (60.3, 63.4), (60.0, 63.0)))))
    assert [told.why for told in shape.mends] == ["", ""]
    geometry, told = mend(over)
    assert told.usable
    found = [lon for lon in (179.5, -179.5, 178.5, -178.5, 0.0, 63.31) if shapely.intersects_xy(geometry, lon, 60.5)]
    assert found == [179.5, -179.5]
    bow = ((60.0, 179.0), (61.0, -179.0), (61.0, 179.0), (60.0, -179.0), (60.0, 179.0))
    assert (mend(bow)[1].why, mend(bow)[1].parts) == ("crosses", 2)
    around = [(80.0, float(lon)) for lon in range(-180, 180, 30)]
    assert mend(around)[1].why == "range"
    belt = [(50.0, -180.0), (50.0, 180.0), (70.0, 180.0), (70.0, -180.0), (50.0, -180.0)]
    assert shapely.intersects_xy(mend(belt)[0], 63.31, 60.42)


def test_a_border_that_is_only_just_missed_or_entered_is_told(region: Region) -> None:
    inside = shape_of(region, Area(circles=(Circle(60.25, 64.10, 1_000),)))
    assert [code for code, _ in near_borders(region, inside)] == ["99602000"]
    far = shape_of(region, Area(circles=(Circle(60.31, 63.52, 500),)))
    assert near_borders(region, far) == []
    named = shape_of(region, Area(municipalities=("99602000",), circles=(Circle(60.25, 64.10, 1_000),)))
    assert near_borders(region, named) == []


@pytest.mark.parametrize(("share", "told"), [(0.01, [("99602000", 0.0)]), (0.05, []), (0.15, []), (0.5, [])])
def test_a_sliver_of_a_municipality_is_pointed_out_and_a_part_of_it_is_not(
    region: Region, share: float, told: list[tuple[str, float]]
) -> None:
    """The border leads straight from 59.95 N 64.05 E to 60.25 N 64.12 E. What is drawn lies along it, a tenth of a
    degree wide on every parallel, and reaches over it by this share of its width.
    """
    south, north = (60.05, 64.05 + 0.07 / 3), (60.15, 64.05 + 0.14 / 3)  # points of the border
    west, east = 0.1 * (1 - share), 0.1 * share
    ring = (
        (south[0], south[1] - west), (south[0], south[1] + east),
        (north[0], north[1] + east), (north[0], north[1] - west), (south[0], south[1] - west),
    )  # fmt: skip
    assert near_borders(region, shape_of(region, Area(polygons=(ring,)))) == told
