"""Which of the known cases are of the same trouble as a report, the surest and nearest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from handlers.base.shared import Shared
from handlers.cases.alike import Alike
from handlers.cases.likeness import SameTrouble, Spot, Tier, distance, is_of_both_topics, likeness
from handlers.cases.loads import KnownCase, is_of_one_house, within_m
from handlers.cases.spots import spot_of
from handlers.cases.told import Told, told
from storage.records import Report
from storage.region.region import Region


class RankedCase(NamedTuple):
    """A case, and what says that it is the same trouble."""

    case: KnownCase
    match: SameTrouble


def candidates(
    shared: Shared, text: str, topic: str, spot: Spot, cases: Iterable[KnownCase], most: int, address: str = ""
) -> list[RankedCase]:
    """At most `most` of them. `text`, `topic`, `spot`, `address`: of the report that they are compared with."""
    found, mine = list[RankedCase](), dict[str, tuple[Told, Rules]]()
    for case in cases:
        if case.topic not in mine:
            its = told(shared, case.topic, text, address, spot.settlement)
            mine[case.topic] = its, Rules.of(shared.region, topic, case.topic)
        its, rules = mine[case.topic]
        match = same_trouble(spot, spot_of(case), rules, Comparing(shared, its, case))
        if match is not None:
            found.append(RankedCase(case, match))
    return sorted(found, key=lambda each: (*each.match.order, -each.case.created_at))[:most]


class Rules(NamedTuple):
    """How a report is compared with cases of one topic: see `likeness`. `other`: the report's own is another one."""

    within_m: float
    one_house: bool
    other: bool

    @staticmethod
    def of(region: Region, mine: str, topic: str) -> Rules:
        """Of a report's topic and a case's."""
        return Rules(within_m(region, topic), is_of_one_house(region, topic), topic != mine)


def same_trouble(one: Spot, other: Spot, rules: Rules, compare: Callable[[], Alike]) -> SameTrouble | None:
    """Whether a report at `one` tells of the trouble of a case at `other`."""
    match = likeness(one, other, compare, rules.within_m, one_house=rules.one_house)
    if match is not None and rules.other and not is_of_both_topics(match, compare()):
        return None
    return match


class Comparing:
    """What a report (`mine`, by the case's topic) and a case tell; read where somebody asks, and once."""

    __slots__ = ("_alike", "_case", "_mine", "_shared")

    def __init__(self, shared: Shared, mine: Told, case: KnownCase | Report) -> None:
        self._shared, self._mine, self._case = shared, mine, case
        self._alike: Alike | None = None

    def __call__(self) -> Alike:
        if self._alike is None:
            case = self._case
            theirs = told(self._shared, case.topic, case.text, case.address, case.settlement)
            self._alike = Alike(self._mine, theirs)
        return self._alike


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
