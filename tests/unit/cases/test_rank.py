"""Which known cases come first: what is compared no more, once enough are surer, would not have come among them."""

from __future__ import annotations

import random

import pytest

from handlers.cases.likeness import Spot, Tier
from handlers.cases.loads import KnownCase
from handlers.cases.rank import RankedCase, candidates
from training.case_readers import CaseReaders

TEXTS = (
    "яма во всю дорогу", "большая яма, колесо пробил", "яма у второго подъезда", "яма у школы 5", "яма у школы 3",
    "ямы по всей улице", "асфальт провалился", "яма на дороге", "дорога разбита, ямы", "не убирают снег",
)  # fmt: skip
STREETS = (("", ""), ("лесн", ""), ("лесн", "5"), ("лесн", "7"), ("лесн", "47"), ("садов", "5"))
POINTS = ((56.1, 40.1), (56.1, 40.1), (56.1003, 40.1), (56.12, 40.1), (None, None))


@pytest.fixture(scope="module")
def readers() -> CaseReaders:
    return CaseReaders()


def case(dice: random.Random, number: int) -> KnownCase:
    (lat, lon), (street, house) = dice.choice(POINTS), dice.choice(STREETS)
    topic = dice.choice(("potholes", "potholes", "potholes", "manholes"))
    age = dice.randrange(6)
    return KnownCase(number, "sosnovinka", street, house, lat, lon, "new", age, dice.choice(TEXTS), "", topic, 0)


def numbers(found: list[RankedCase]) -> list[int]:
    return [each.case.id for each in found]


@pytest.mark.parametrize("seed", range(40))
def test_whoever_asks_for_two_gets_the_first_two_of_all(readers: CaseReaders, seed: int) -> None:
    dice = random.Random(seed)
    cases = [case(dice, number) for number in range(60)]
    spot, text = Spot("sosnovinka", *dice.choice(STREETS), *dice.choice(POINTS)), dice.choice(TEXTS)
    everything = candidates(readers.shared, text, "potholes", spot, cases, len(cases))
    alone = [candidates(readers.shared, text, "potholes", spot, [each], 1) for each in cases]
    assert sorted(numbers(everything)) == [found[0].case.id for found in alone if found]
    assert everything == sorted(everything, key=lambda each: (*each.match.order, -each.case.created_at))
    for most in (1, 2, 3):
        assert candidates(readers.shared, text, "potholes", spot, cases, most) == everything[:most]


def test_of_many_at_one_point_those_come_first_whose_words_are_most_alike(readers: CaseReaders) -> None:
    spot = Spot("sosnovinka", "", "", 56.1, 40.1)
    at = ("sosnovinka", "", "", 56.1, 40.1, "new")
    cases = [
        KnownCase(1, *at, 9, "ямы на дороге у магазина, объехать нельзя", "", "potholes", 0),
        KnownCase(2, *at, 1, "яма на дороге", "", "potholes", 0),
        KnownCase(3, *at, 5, "яма на дороге", "", "potholes", 0),
    ]
    found = candidates(readers.shared, "яма на дороге", "potholes", spot, cases, 2)
    assert numbers(found) == [3, 2]
    assert {each.match.tier for each in found} == {Tier.POINT}
