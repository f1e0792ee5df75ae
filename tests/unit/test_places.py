"""Points and names of places."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.places.find import locate
from handlers.reading.places import settlements_in
from storage.region.earth import metres
from storage.region.load import FICTIONAL, load_region
from storage.region.region import Region, Settlement


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region(FICTIONAL)


def test_every_settlement_lies_where_it_says(region: Region) -> None:
    for settlement in region.settlements:
        found, home = locate(region, settlement.lat, settlement.lon)
        assert found == settlement
        assert home is not None
        assert home.code == settlement.municipality


def test_a_point_outside_the_region_is_nowhere(region: Region) -> None:
    assert locate(region, 55.75, 37.61) == (None, None)
    assert locate(region, -90, 180) == (None, None)


def test_a_point_in_the_woods_has_a_municipality_and_no_settlement(region: Region) -> None:
    found, home = locate(region, 60.25, 64.05)
    assert home is not None
    assert found is None or metres(60.25, 64.05, found.lat, found.lon) <= 15_000
    far = replace(region, settlements=(), made={}, _by_code={})
    assert locate(far, 60.31, 63.52) == (None, region.municipality("99601000"))


def test_without_polygons_the_nearest_settlement_tells_the_municipality(region: Region) -> None:
    flat = tuple(replace(m, geometry=None) for m in region.municipalities)
    plain = replace(region, municipalities=flat, made={}, _by_code={})
    found, home = locate(plain, 60.42, 63.32)
    assert found is not None
    assert found.code == "sosnovinka"
    assert home is not None
    assert home.code == "99601000"
    assert locate(plain, 50.0, 50.0) == (None, None)


def test_a_neighbour_across_the_border_is_not_the_nearest(region: Region) -> None:
    for lat in (60.1, 60.3, 60.5):
        for lon in (63.9, 64.0, 64.1, 64.2):
            found, home = locate(region, lat, lon)
            assert found is None or (home is not None and found.municipality == home.code)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("яма в Сосновинке у магазина", ["sosnovinka"]),
        ("СОСНОВИНКА, Кленовая 5", ["sosnovinka"]),
        ("нет автобуса до сосновинки", ["sosnovinka"]),
        ("в Верхних Лосях и Нижних Лосях нет воды", ["verkhnie_losi", "nizhnie_losi"]),
        ("Новые Плесы, ул. Речная", ["novye_plyosy"]),
        ("под Тихореченском", ["tikhorechensk"]),
        ("из Мостовичей в Зарницыно", ["mostovichi", "zarnitsyno"]),
        ("город Сосновинск", []),
        ("новые качели", []),
        ("лоси вышли на дорогу", []),
        ("", []),
        ("№ 5, 123", []),
    ],
)
def test_a_text_names_its_settlements(region: Region, text: str, codes: list[str]) -> None:
    assert [s.code for s in settlements_in(region, text)] == codes


def test_places_of_one_name_are_all_found(region: Region) -> None:
    twin = Settlement("twin", "Сосновинка", "99602000", 60.2, 64.5)
    two = replace(region, settlements=(*region.settlements, twin), made={}, _by_code={})
    assert {s.code for s in settlements_in(two, "в Сосновинке")} == {"sosnovinka", "twin"}
