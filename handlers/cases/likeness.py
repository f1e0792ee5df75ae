"""Whether two reports of one topic tell of one trouble: by house, by street, by distance, and by what they tell.

    match = likeness(Spot("m1s1", "лесн", "5"), Spot("m1s1", "лесн", "5"), compare, within_m=250)

Knows no texts: how like they are is given, so that it is only computed where it matters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from enum import IntEnum
from typing import NamedTuple

from handlers.cases.alike import Alike
from storage.region.earth import metres

SAME_WORDS = 60.0
"""From 0 to 100: words so like tell of one trouble in a town, where a street is missing."""
STREET_WORDS = 60.0
"""The same on one street, where a house is missing, and nothing says which kind of trouble it is."""
POINT_WORDS = 60.0
"""The same around a point."""
HOUSE_WORDS = 60.0
"""The same at one house, of the words that are not the topic's."""
OTHER_HOUSE_WORDS = 58.0
"""The same on one street, at two houses near each other."""
TOWN_WORDS = 35.0
"""The same there, of one kind of trouble."""
SURE_WORDS = 55.0
"""At one house or point, besides the same kind of trouble: the program acts on it by itself."""
EQUAL_WORDS = 100.0
"""No words are more alike."""
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


class Spot(NamedTuple):
    """Where a report is: a settlement's code, keys of street and house (handlers.reports.place_keys), a point."""

    settlement: str = ""
    street: str = ""
    house: str = ""
    lat: float | None = None
    lon: float | None = None


class SameTrouble(NamedTuple):
    """`metres`: how far apart, where both have a point; else -1. `words`: how like, 0 to 100, -1 if not compared."""

    tier: Tier
    metres: float = -1.0
    words: float = -1.0

    @property
    def order(self) -> tuple[int, float, float]:
        """The surest and nearest first."""
        return self.tier, self.metres if self.metres >= 0 else 1e9, -self.words

    @property
    def best_order(self) -> tuple[int, float, float]:
        """The order that it has at best, whatever its words."""
        return self.tier, self.metres if self.metres >= 0 else 1e9, -EQUAL_WORDS


def likeness(
    one: Spot, other: Spot, compare: Callable[[], Alike], within_m: float, *, one_house: bool = False
) -> SameTrouble | None:
    """How sure it is that two reports of one topic tell of one trouble; None where nothing says so. `one_house`: a
    trouble of this topic is always that of one house (Topic.one_house).
    """
    place = in_common(one, other, within_m, one_house=one_house)
    return likeness_at(place, one, other, compare()) if place is not None else None


def in_common(one: Spot, other: Spot, within_m: float, *, one_house: bool = False) -> SameTrouble | None:
    """What their places have in common, and nothing is said of words yet; None where they are so far apart that no
    words can make them one: what is cut here is never read.
    """
    apart = distance(one, other)
    if bool(one.street) and one.street == other.street and bool(one.settlement) and one.settlement == other.settlement:
        if one.house and one.house == other.house:
            return SameTrouble(Tier.HOUSE, apart)
        far = apart > within_m or (one_house and bool(one.house and other.house))
        return None if far else SameTrouble(Tier.STREET, apart)
    if apart >= 0:
        near = apart <= (NEAR_POINT_M if one.street and other.street else within_m)
        return SameTrouble(Tier.POINT, apart) if near else None
    in_town = bool(one.settlement) and one.settlement == other.settlement
    return SameTrouble(Tier.WORDS, apart) if in_town and not one_house else None


def likeness_at(place: SameTrouble, one: Spot, other: Spot, like: Alike) -> SameTrouble | None:
    """The same where it is known what their places have in common."""
    if like.other:
        return None
    if place.tier is Tier.HOUSE:
        is_one = _is_one(like, HOUSE_WORDS)
    elif place.tier is Tier.STREET:
        is_one = _is_on_street(one, other, like)
    elif place.tier is Tier.POINT:
        is_one = _is_one(like, POINT_WORDS)
    else:
        is_one = _is_of_town(like, elsewhere=bool(one.street and other.street))
    return SameTrouble(place.tier, place.metres, like.words) if is_one else None


def _is_one(like: Alike, least: float) -> bool:
    """At one place: the same kind of trouble; where none is named, words, or nothing but the topic's."""
    return like.same or like.own >= least or (like.own < 0 and like.words >= least)


def _is_on_street(one: Spot, other: Spot, like: Alike) -> bool:
    if not (one.house and other.house):
        return like.same or like.words >= STREET_WORDS
    if not (like.whole or _neighbours(one.house, other.house)):
        return False
    return like.same if like.whole else like.words >= OTHER_HOUSE_WORDS


def _is_of_town(like: Alike, *, elsewhere: bool) -> bool:
    if like.whole and like.same:
        return True
    if elsewhere:
        return False
    if like.numbered and like.words >= TOWN_WORDS:
        return True
    return (like.same and (like.numbered or like.in_town or like.words >= TOWN_WORDS)) or like.words >= SAME_WORDS


def is_of_both_topics(match: SameTrouble, like: Alike) -> bool:
    """Whether two reports of two topics tell of one trouble all the same: of one kind, and at one house or point, or on
    a street where one names no house, or in one school of a town.
    """
    if not like.same:
        return False
    on_street = match.tier is Tier.STREET and like.words >= TOWN_WORDS
    return on_street or (_is_here(match) and not like.one_sided) or (match.tier is Tier.WORDS and like.numbered)


def is_sure(match: SameTrouble, like: Alike) -> bool:
    """Whether it is so sure that the program acts on it by itself, without anybody's word."""
    return _is_here(match) and like.same and like.all_alike and like.words >= SURE_WORDS


def _is_here(match: SameTrouble) -> bool:
    return match.tier is Tier.HOUSE or (match.tier is Tier.POINT and match.metres <= NEAR_POINT_M)


def distance(one: Spot, other: Spot) -> float:
    """Metres between two points; -1 where one of them has none."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return -1.0
    return metres(one.lat, one.lon, other.lat, other.lon)


def _neighbours(house: str, other: str) -> bool:
    one, two = _NUMBER.match(house), _NUMBER.match(other)
    return one is not None and two is not None and 0 < abs(int(one[0]) - int(two[0])) <= NEAR_HOUSES
