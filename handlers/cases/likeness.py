"""Whether two reports of one topic tell of one trouble: by house, by street, by distance, then by words.

    match = likeness(Spot("m1s1", "лесн", "5"), Spot("m1s1", "лесн", "5"), similarity, within_m=250)

Knows no texts: how like the words are is given, so that it is only computed where it matters.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from rapidfuzz import fuzz

from storage.region.earth import metres

LEAST_LETTERS = 3
"""Shorter words say nothing of what a text is about."""
SAME_WORDS = 76.0
"""From 0 to 100: words so like tell of one trouble in a town, where a street is missing."""
STREET_WORDS = 46.0
"""The same on one street, where a house is missing."""
OTHER_HOUSE_WORDS = 58.0
"""The same on one street, at two houses near each other."""
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


def likeness(one: Spot, other: Spot, similarity: Callable[[], float], within_m: float) -> SameTrouble | None:
    """How sure it is that two reports of one topic tell of one trouble; None where nothing says so."""
    apart = distance(one, other)
    in_town = bool(one.settlement) and one.settlement == other.settlement
    if in_town and one.street and one.street == other.street:
        if one.house and one.house == other.house:
            return SameTrouble(Tier.HOUSE, apart)
        words = similarity()
        both = bool(one.house and other.house)
        enough = OTHER_HOUSE_WORDS if both else STREET_WORDS
        if words >= enough and (not both or _neighbours(one.house, other.house)) and not apart > within_m:
            return SameTrouble(Tier.STREET, apart, words)
        return None
    elsewhere = bool(one.street and other.street)
    if 0 <= apart <= (NEAR_POINT_M if elsewhere else within_m):
        words = similarity()
        return SameTrouble(Tier.POINT, apart, words) if words >= STREET_WORDS or apart <= NEAR_POINT_M else None
    if in_town and not elsewhere and apart < 0 and (words := similarity()) >= SAME_WORDS:
        return SameTrouble(Tier.WORDS, apart, words)
    return None


def distance(one: Spot, other: Spot) -> float:
    """Metres between two points; -1 where one of them has none."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return -1.0
    return metres(one.lat, one.lon, other.lat, other.lon)


def like_words(one: Sequence[str], other: Sequence[str]) -> float:
    """How like two lists of dictionary forms are, 0 to 100: of the shorter one, how much stands in the longer."""
    mine, theirs = _plain(one), _plain(other)
    if not mine or not theirs:
        return 0.0
    return 0.5 * fuzz.token_set_ratio(mine, theirs) + 0.5 * fuzz.token_sort_ratio(mine, theirs)


def _plain(words: Sequence[str]) -> str:
    return " ".join(word for word in words if len(word) >= LEAST_LETTERS and not word[0].isdigit())


def _neighbours(house: str, other: str) -> bool:
    one, two = _NUMBER.match(house), _NUMBER.match(other)
    return one is not None and two is not None and abs(int(one[0]) - int(two[0])) <= NEAR_HOUSES
