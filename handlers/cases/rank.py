"""Which of the known cases are of the same trouble as a report, the surest and nearest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial

from handlers.base.shared import Shared
from handlers.cases.alike import Alike
from handlers.cases.likeness import SameTrouble, Spot, Tier, distance, likeness
from handlers.cases.loads import KnownCase, is_of_one_house, within_m
from handlers.cases.spots import spot_of
from handlers.cases.told import told


@dataclass(frozen=True, slots=True)
class RankedCase:
    """A case, and what says that it is the same trouble."""

    case: KnownCase
    match: SameTrouble


def candidates(
    shared: Shared, text: str, topic: str, spot: Spot, cases: Iterable[KnownCase], most: int, address: str = ""
) -> list[RankedCase]:
    """At most `most` of them. `text`, `topic`, `spot`, `address`: of the report that they are compared with."""
    reach, one_house = within_m(shared.region, topic), is_of_one_house(shared.region, topic)
    found = list[RankedCase]()
    for case in cases:
        match = likeness(
            spot,
            spot_of(case),
            partial(_compared, shared, topic, case, text, address, spot.settlement),
            reach,
            one_house=one_house,
        )
        if match is not None:
            found.append(RankedCase(case, match))
    return sorted(found, key=lambda each: (*each.match.order, -each.case.created_at))[:most]


def beside(shared: Shared, topic: str, spot: Spot, cases: Iterable[KnownCase], most: int) -> list[RankedCase]:
    """For the staff, who read both: what is of this topic at one house, on one street or near, whatever it tells."""
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


def _compared(shared: Shared, topic: str, case: KnownCase, text: str, address: str, settlement: str) -> Alike:
    mine = told(shared, topic, text, address, settlement)
    return Alike(mine, told(shared, topic, case.text, case.address, case.settlement))
