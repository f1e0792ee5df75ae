"""What is loaded of cases that are known at a place: at a street, around a point, in a town; 200 at most.

needs = around_spot(turn, spot, topic, person)
for case in cases(turn): ...
"""

from __future__ import annotations

import math
from itertools import islice
from typing import NamedTuple

from handlers.base.loads import Load, Needs
from handlers.base.shared import Shared
from handlers.base.texts import DAY_MS
from handlers.base.turn import Turn
from handlers.cases.likeness import Spot
from handlers.cases.troubles import troubles
from handlers.reading.model import NONE
from handlers.reports.status import QUEUED, Status
from storage.changes import words
from storage.region.region import Region

METRES_A_DEGREE = 111_195
"""Of latitude."""
NEXT = 2
"""So many topics besides the likeliest."""
AT_STREET, NEAR, IN_TOWN = 80, 60, 60
"""So many are looked at of each kind; together the 200 that are compared at most."""


class KnownCase(NamedTuple):
    """An open report of somebody else, as the statements of cases.sql give it. `text` and `address` are for comparing
    and for the street's name; nobody is shown them. `followers`: people besides its author.
    """

    id: int
    settlement: str
    street_key: str
    house_key: str
    lat: float | None
    lon: float | None
    status: str
    created_at: int
    text: str
    address: str
    topic: str
    followers: int


CASES_AT_STREET = Load("open reports at the street", "cases_at_street", KnownCase)
CASES_NEAR = Load("open reports around the point", "cases_near", KnownCase)
CASES_IN_TOWN = Load("open reports in the town", "cases_in_town", KnownCase)
CASES_WITHOUT_POINT = Load("open reports in the town that have no point", "cases_without_point", KnownCase)
KNOWN_CASES = (CASES_AT_STREET, CASES_NEAR, CASES_IN_TOWN, CASES_WITHOUT_POINT)


def around_spot(turn: Turn, spot: Spot, topic: str, text: str, person: int) -> Needs:
    """Asks for KNOWN_CASES of this topic at this place, and of the one that its words may be of besides, without those
    of this person.
    """
    region, named = turn.shared.region, topics_of(turn.shared, topic, text)
    topics, reach = words(named), within_m(region, topic)
    since = turn.now - days_of(region, topic) * DAY_MS

    def common(most: int) -> tuple[object, ...]:
        return (person, topics, since, most, words(QUEUED), words([Status.MERGED]))

    asked: Needs = ()
    if spot.street and spot.settlement:
        asked += (CASES_AT_STREET(*common(AT_STREET), spot.street, spot.settlement, spot.house),)
    if spot.lat is not None and spot.lon is not None:
        asked += (CASES_NEAR(*common(NEAR), *box_around(spot.lat, spot.lon, reach)),)
    if spot.settlement:
        # Beside a point, and without a street, whatever has a point itself is near it or elsewhere.
        no_point = spot.lat is not None and not spot.street and all(within_m(region, each) <= reach for each in named)
        asked += ((CASES_WITHOUT_POINT if no_point else CASES_IN_TOWN)(*common(IN_TOWN), spot.settlement),)
    return asked


def topics_of(shared: Shared, topic: str, text: str) -> tuple[str, ...]:
    """The topic of these words, and the next two that they may be of: a dark entrance is a lamp to somebody else."""
    likely = (code for code in shared.guess(text) if code not in (topic, NONE) and not troubles().apart(topic, code))
    return (topic, *islice(likely, NEXT))


def box_around(lat: float, lon: float, reach_m: float) -> tuple[float, float, float, float]:
    """Least and greatest latitude, least and greatest longitude of what may be so near."""
    high = reach_m / METRES_A_DEGREE
    wide = high / max(0.01, math.cos(math.radians(lat)))
    return lat - high, lat + high, lon - wide, lon + wide


def cases(turn: Turn) -> list[KnownCase]:
    """All of them, each once."""
    found = {case.id: case for load in KNOWN_CASES for case in turn.many(load)}
    return list(found.values())


def within_m(region: Region, topic: str) -> int:
    """How far apart two reports of one trouble may be, by topic or region."""
    known = region.topic(topic)
    return (known.case_within_m if known else 0) or region.case_within_m


def days_of(region: Region, topic: str) -> int:
    """How old a report may be to be the same trouble, by topic or region."""
    known = region.topic(topic)
    return (known.case_days if known else 0) or region.case_days


def is_of_one_house(region: Region, topic: str) -> bool:
    """Whether a trouble of this topic is always that of one house."""
    known = region.topic(topic)
    return known is not None and known.one_house
