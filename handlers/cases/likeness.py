"""Whether two reports of one topic tell of one trouble: by house, by street, by distance, then by words.

    match = likeness(Spot("m1s1", "лесн", "5"), Spot("m1s1", "лесн", "5"), similarity, within_m=250)

Knows no texts: how like the words are is given, so that it is only computed where it matters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import fuzz

from storage.region.earth import metres

SAME_WORDS = 60.0
"""From 0 to 100: words so like tell of one trouble in a town, where a street is missing."""
STREET_WORDS = 30.0
"""The same on one street, where a house is missing."""
POINT_WORDS = 30.0
"""The same around a point, farther than NEAR_POINT_M."""
OTHER_HOUSE_WORDS = 58.0
"""The same on one street, at two houses near each other."""
SURE_WORDS = 55.0
"""At one house: the program acts on it by itself."""
SURE_POINT_WORDS = 60.0
"""The same within NEAR_POINT_M of a point."""
NEAR_HOUSES = 8
"""Numbers of houses that are so near are neighbours."""
NEAR_POINT_M = 60
"""So near, a street that was named otherwise does not matter: houses at a corner stand in two streets."""
_NUMBER = re.compile(r"\d+")


class Tier(IntEnum):
    """What says that it is one trouble, the surest first."""

    HOUSE = 1
    STREET = 2
    POINT = 3
    WORDS = 4


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a report is: a settlement's code, keys of street and house (handlers.reports.place_keys), a point."""

    settlement: str = ""
    street: str = ""
    house: str = ""
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True, slots=True)
class SameTrouble:
    """`metres`: how far apart, where both have a point; else -1. `words`: how like, 0 to 100, -1 if not compared."""

    tier: Tier
    metres: float = -1.0
    words: float = -1.0

    @property
    def order(self) -> tuple[int, float, float]:
        """The surest and nearest first."""
        return self.tier, self.metres if self.metres >= 0 else 1e9, -self.words


def likeness(
    one: Spot, other: Spot, similarity: Callable[[], float], within_m: float, *, one_house: bool = False
) -> SameTrouble | None:
    """How sure it is that two reports of one topic tell of one trouble; None where nothing says so. `one_house`: a
    trouble of this topic is always that of one house (Topic.one_house).
    """
    apart = distance(one, other)
    in_town = bool(one.settlement) and one.settlement == other.settlement
    if in_town and one.street and one.street == other.street:
        if one.house and one.house == other.house:
            return SameTrouble(Tier.HOUSE, apart)
        if one.house and other.house:
            near = not one_house and _neighbours(one.house, other.house) and not apart > within_m
            words = similarity() if near else 0.0
            return SameTrouble(Tier.STREET, apart, words) if words >= OTHER_HOUSE_WORDS else None
        words = similarity()
        return SameTrouble(Tier.STREET, apart, words) if words >= STREET_WORDS and not apart > within_m else None
    elsewhere = bool(one.street and other.street)
    if 0 <= apart <= (NEAR_POINT_M if elsewhere else within_m):
        words = similarity()
        return SameTrouble(Tier.POINT, apart, words) if words >= POINT_WORDS or apart <= NEAR_POINT_M else None
    if in_town and not elsewhere and apart < 0 and (words := similarity()) >= SAME_WORDS:
        return SameTrouble(Tier.WORDS, apart, words)
    return None


def is_sure(match: SameTrouble, similarity: Callable[[], float]) -> bool:
    """Whether it is so sure that the program acts on it by itself, without anybody's word."""
    if match.tier is Tier.HOUSE:
        return similarity() >= SURE_WORDS
    return match.tier is Tier.POINT and match.metres <= NEAR_POINT_M and similarity() >= SURE_POINT_WORDS


def distance(one: Spot, other: Spot) -> float:
    """Metres between two points; -1 where one of them has none."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return -1.0
    return metres(one.lat, one.lon, other.lat, other.lon)


def like_words(one: str, other: str) -> float:
    """How like two texts are by their words (handlers.cases.told), 0 to 100: half of it how much of the shorter one
    stands in the longer, half how much they have in common of all.
    """
    if not one or not other:
        return 0.0
    return 0.5 * fuzz.token_set_ratio(one, other) + 0.5 * fuzz.token_sort_ratio(one, other)


def _neighbours(house: str, other: str) -> bool:
    one, two = _NUMBER.match(house), _NUMBER.match(other)
    return one is not None and two is not None and 0 < abs(int(one[0]) - int(two[0])) <= NEAR_HOUSES
