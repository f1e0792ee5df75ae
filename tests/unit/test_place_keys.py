"""Equal places have equal keys, however people write them, and different ones different keys."""

from __future__ import annotations

import pytest

from handlers.reports.place_keys import PlaceKeys, place_keys
from tests.world.world import fictional

SAME = (
    ("Лесная, 5А", "ул. Лесная д. 5 а", "Лесной улице, дом 5-А", "улица лесная, 5 «А»", "Лесная 5А, кв. 17"),
    ("переулок Садовый, 12 корпус 2", "Садовый пер., 12к2", "Садовом переулке, д. 12 корп. 2"),
    ("Зелёная, 3", "ул. Зеленая, 3", "Зеленой улице 3"),
    ("8 Марта, 14", "ул. 8 Марта, дом 14"),
    ("проспект Мира, 3", "пр-т Мира 3", "Мира проспект, д. 3"),
)
OTHERS = ("Лесная, 5", "Лесной переулок, 5А", "Садовая, 12к2", "Садовый переулок, 12", "Зелёная, 33", "улица Мира, 3")


@pytest.mark.parametrize("written", SAME, ids=lambda written: written[0])
def test_one_place_has_one_pair_of_keys(written: tuple[str, ...]) -> None:
    region = fictional()
    keys = {place_keys(region, address) for address in written}
    assert len(keys) == 1, keys
    (found,) = keys
    assert found.street
    assert found.house


def test_other_places_have_other_keys() -> None:
    region = fictional()
    addresses = (*(written[0] for written in SAME), *OTHERS)
    assert len({place_keys(region, address) for address in addresses}) == len(addresses)


@pytest.mark.parametrize("address", ["", "за гаражами у реки", "д. 5", "5 км трассы"])
def test_what_names_no_street_has_no_keys(address: str) -> None:
    assert place_keys(fictional(), address) == PlaceKeys()
