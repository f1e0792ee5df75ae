"""Which of the known cases are of the same trouble as a report, the surest and nearest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from handlers.base.shared import Shared
from handlers.cases.alike import Alike
from handlers.cases.likeness import SameTrouble, Spot, Tier, distance, is_of_both_topics, likeness
from handlers.cases.loads import KnownCase, is_of_one_house, within_m
from handlers.cases.spots import spot_of
from handlers.cases.told import Told, told
from storage.records import Report
from storage.region.region import Region


@dataclass(frozen=True, slots=True)
class RankedCase:
    """A case, and what says that it is the same trouble."""

    case: KnownCase
    match: SameTrouble


def candidates(
    shared: Shared, text: str, topic: str, spot: Spot, cases: Iterable[KnownCase], most: int, address: str = ""
) -> list[RankedCase]:
    """At most `most` of them. `text`, `topic`, `spot`, `address`: of the report that they are compared with."""
    found = list[RankedCase]()
    tells: dict[str, Told] = {}  # what the report tells, by the topic that it is compared by
    for case in cases:
        mine = tells.get(case.topic)
        if mine is None:
            mine = tells[case.topic] = told(shared, case.topic, text, address, spot.settlement)
        compare = partial(_compared, shared, mine, case)
        match = same_trouble(shared.region, spot, spot_of(case), (topic, case.topic), compare)
        if match is not None:
            found.append(RankedCase(case, match))
    return sorted(found, key=lambda each: (*each.match.order, -each.case.created_at))[:most]


def same_trouble(
    region: Region, one: Spot, other: Spot, topics: tuple[str, str], compare: Callable[[], Alike]
) -> SameTrouble | None:
    """Whether a report at `one` tells of the trouble of a case at `other`; `topics`: of the report and of the case, by
    which both are compared.
    """
    mine, topic = topics
    match = likeness(one, other, compare, within_m(region, topic), one_house=is_of_one_house(region, topic))
    if match is not None and topic != mine and not is_of_both_topics(match, compare()):
        return None
    return match


def compared(shared: Shared, case: KnownCase | Report, text: str, address: str, settlement: str) -> Alike:
    """What a report and a case tell, both by the case's topic. `text`, `address`, `settlement`: of the report."""
    return _compared(shared, told(shared, case.topic, text, address, settlement), case)


def _compared(shared: Shared, mine: Told, case: KnownCase | Report) -> Alike:
    return Alike(mine, told(shared, case.topic, case.text, case.address, case.settlement))


def beside(shared: Shared, topic: str, spot: Spot, cases: Iterable[KnownCase], most: int) -> list[RankedCase]:
    """For the staff, who read both: what is at one house, on one street or near, whatever it tells."""
    found = list[RankedCase]()
    for case in cases:
        its = spot_of(case)
        tier, apart = _place_in_common(spot, its, within_m(shared.region, topic)), distance(spot, its)
        if tier is not None:
            found.append(RankedCase(case, SameTrouble(tier, apart)))
    return sorted(found, key=lambda each: (*each.match.order, -each.case.created_at))[:most]


def _place_in_common(one: Spot, other: Spot, reach: float) -> Tier | None:
    on_street = bool(one.street) and (one.settlement, one.street) == (other.settlement, other.street)
    if on_street and one.house and one.house == other.house:
        return Tier.HOUSE
    if 0 <= distance(one, other) <= reach:
        return Tier.POINT
    return Tier.STREET if on_street and not (one.house and other.house) else None
