"""Whom a notice concerns: named areas, the ground, streets and houses."""

from __future__ import annotations

import pytest

from handlers.notices.concern import HOME, INSIDE, REST, concerns, reach_of
from handlers.notices.content import Area, Circle, Content, Street
from storage.notice_records import Place
from storage.region.load import FICTIONAL, load_region
from storage.region.region import Region


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region(FICTIONAL)


def place(
    lat: float, lon: float, settlement: str = "", street: str = "", house: str = "", radius_m: int = 300
) -> Place:
    home = {"sosnovinka": "99601000", "kamyshegrad": "99602000"}.get(settlement, "")
    return Place(1, 1, "дом", lat, lon, radius_m, settlement, home, street, house)


@pytest.mark.parametrize(
    ("area", "areas", "rank"),
    [
        (Area(settlements=("sosnovinka",)), {"s:sosnovinka"}, INSIDE),
        (Area(settlements=("sosnovinka",)), {"m:99601000"}, HOME),
        (Area(settlements=("sosnovinka",)), {"*"}, REST),
        (Area(settlements=("sosnovinka",)), set(), REST),
        (Area(settlements=("sosnovinka",)), {"s:tikhorechensk"}, 0),
        (Area(settlements=("sosnovinka",)), {"m:99602000", "s:kamyshegrad"}, 0),
        (Area(municipalities=("99601000",)), {"s:sosnovinka"}, INSIDE),
        (Area(municipalities=("99601000",)), {"m:99601000"}, HOME),
        (Area(municipalities=("99601000",)), {"m:99602000"}, 0),
        (Area(region=True), {"s:kamyshegrad"}, INSIDE),
        (Area(region=True), {"m:99602000"}, HOME),
        (Area(circles=(Circle(60.42, 63.31, 900),)), {"m:99601000"}, HOME),
        (Area(circles=(Circle(60.42, 63.31, 900),)), {"s:sosnovinka", "*"}, INSIDE),
        (Area(streets=(Street("sosnovinka", "Лесная"),)), {"s:sosnovinka"}, INSIDE),
    ],
)
def test_named_areas_are_ranked_by_how_near_they_are(region: Region, area: Area, areas: set[str], rank: int) -> None:
    assert reach_of(region, area).rank(areas) == rank


def test_a_place_far_out_in_a_named_settlement_or_municipality_is_in_it(region: Region) -> None:
    far = place(60.50, 63.31, "sosnovinka", radius_m=100)  # nine kilometres from the settlement's point
    assert reach_of(region, Area(settlements=("sosnovinka",))).touches([far]) == [True]
    assert reach_of(region, Area(municipalities=("99601000",))).touches([far]) == [True]
    assert reach_of(region, Area(circles=(Circle(60.42, 63.31, 900),))).touches([far]) == [False]


def test_the_box_holds_places_that_belong_to_a_settlement_though_they_are_far_from_it(region: Region) -> None:
    box = reach_of(region, Area(settlements=("sosnovinka",))).box(100)
    assert box is not None
    assert box.south < 60.42 - 0.13 < 60.42 + 0.13 < box.north


@pytest.mark.parametrize(
    ("there", "meant"),
    [
        (place(60.42, 63.31, "sosnovinka", "Лесная", "5"), True),
        (place(60.42, 63.31, "sosnovinka", "Лесная", "15"), False),
        (place(60.42, 63.31, "sosnovinka", "Лесная", ""), True),
        (place(60.42, 63.31, "sosnovinka", "Садовая", "5"), False),
        (place(60.42, 63.31, "sosnovinka"), True),
        (place(60.42, 63.31), True),
        (place(60.24, 64.50, "kamyshegrad", "Лесная", "5"), False),
        (place(60.24, 64.50), False),
    ],
)
def test_an_outage_of_some_houses_concerns_their_places_and_those_that_may_be_there(
    region: Region, there: Place, meant: bool
) -> None:
    area = Area(streets=(Street("sosnovinka", "Лесная", "1–9"),))
    assert reach_of(region, area).touches([there]) == [meant]


def test_what_is_in_force_is_told_apart_for_one_person(region: Region) -> None:
    flood = Content("flood", 3, area=Area(circles=(Circle(60.42, 63.31, 2_000),)))
    storm = Content("weather", 2, area=Area(municipalities=("99602000",)))
    home, mother = place(60.42, 63.31), place(60.24, 64.50, "kamyshegrad")
    both = concerns(region, [flood, storm], {"m:99602000"}, [home, mother])
    assert [(bool(c), c.rank, c.places) for c in both] == [(True, INSIDE, (home,)), (True, INSIDE, (mother,))]
    assert [c.rank for c in concerns(region, [flood, storm], {"m:99602000"}, [])] == [0, HOME]


# -- somebody's address ---------------------------------------------------------------------------
FOREST, GARDEN = Street("sosnovinka", "Лесная", "1–15"), Street("sosnovinka", "Садовая")
AT = (60.42, 63.31, "sosnovinka")
ELSEWHERE = (60.24, 64.50, "kamyshegrad")


@pytest.mark.parametrize(
    ("streets", "areas", "places", "rank"),
    [
        ((FOREST,), {"s:sosnovinka"}, [place(*AT, "Лесная", "7")], INSIDE),
        ((FOREST,), {"s:sosnovinka"}, [place(*AT, "Лесная", "17")], 0),
        ((FOREST,), {"s:sosnovinka"}, [place(*AT, "Озёрная", "7")], 0),
        ((FOREST,), {"s:sosnovinka"}, [place(*AT, "Озёрная")], 0),
        ((FOREST,), {"m:99601000", "*"}, [place(*AT, "Озёрная", "7")], 0),
        ((FOREST,), set(), [place(*AT, "Озёрная", "7")], 0),
        ((FOREST, GARDEN), {"s:sosnovinka"}, [place(*AT, "Садовая", "2")], INSIDE),
        # the street or the house is not known
        ((FOREST,), {"s:sosnovinka"}, [], INSIDE),
        ((FOREST,), {"s:sosnovinka"}, [place(*AT)], INSIDE),
        ((FOREST,), {"s:sosnovinka"}, [place(*AT, "Лесная")], INSIDE),
        # one of several places is enough
        ((FOREST,), {"s:sosnovinka"}, [place(*AT, "Озёрная", "7"), place(*AT, "Лесная", "3")], INSIDE),
        # an address in another settlement says nothing about this one
        ((FOREST,), {"s:sosnovinka"}, [place(*ELSEWHERE, "Озёрная", "7")], INSIDE),
        ((FOREST, Street("kamyshegrad", "Мира")), {"*"}, [place(*AT, "Озёрная", "7")], REST),
        ((FOREST, Street("kamyshegrad", "Мира")), {"s:sosnovinka"}, [place(*AT, "Озёрная", "7")], 0),
        ((FOREST, Street("kamyshegrad", "Мира")), {"s:kamyshegrad"}, [place(*AT, "Озёрная", "7")], INSIDE),
    ],
)
def test_an_address_in_the_settlement_decides_whether_its_streets_are_meant(
    region: Region, streets: tuple[Street, ...], areas: set[str], places: list[Place], rank: int
) -> None:
    [found] = concerns(region, [Content("water", 2, area=Area(streets=streets))], areas, places)
    assert found.rank == rank


@pytest.mark.parametrize(("severity", "rank"), [(1, 0), (2, 0), (3, INSIDE), (4, INSIDE)])
def test_of_danger_in_a_street_the_whole_settlement_hears(region: Region, severity: int, rank: int) -> None:
    content = Content("gas", severity, area=Area(streets=(FOREST,)))
    [found] = concerns(region, [content], {"s:sosnovinka"}, [place(*AT, "Озёрная", "7")])
    assert found.rank == rank
    [stranger] = concerns(region, [content], {"s:kamyshegrad"}, [place(*AT, "Озёрная", "7")])
    assert stranger.rank == 0


def test_the_rest_of_an_area_with_streets_holds_for_every_address(region: Region) -> None:
    area = Area(settlements=("sosnovinka",), streets=(Street("kamyshegrad", "Мира"),))
    for where in (place(*AT, "Озёрная", "7"), place(*ELSEWHERE, "Озёрная", "7")):
        [found] = concerns(region, [Content("water", 2, area=area)], {"s:sosnovinka"}, [where])
        assert found.rank == INSIDE
