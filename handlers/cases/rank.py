"""Which of the known cases are of the same trouble as a report, the surest and nearest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache, partial
from typing import NamedTuple

from handlers.base.shared import Shared
from handlers.cases.alike import Alike
from handlers.cases.likeness import SameTrouble, Spot, Tier, distance, in_common, is_of_both_topics, likeness_at
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
    """At most `most` of them. `text`, `topic`, `spot`, `address`: of the report that they are compared with.

    Words are compared in the order of places, and no more once nobody's words could make him one of these: where places
    differ, or the same words were written before, that spares most of it.
    """
    mine, found = dict[str, Told](), list[tuple[Order, RankedCase]]()
    for best, place, case in _by_place(shared.region, topic, spot, cases):
        if found and len(found) == most and best > found[-1][0]:
            break
        if case.topic not in mine:
            mine[case.topic] = told(shared, case.topic, text, address, spot.settlement)
        match = _same_at(place, spot, spot_of(case), Comparing(shared, mine[case.topic], case), case.topic != topic)
        if match is not None:
            found.append(((match.order, *best[1:]), RankedCase(case, match)))
            found.sort()
            del found[most:]
    return [ranked for _, ranked in found]


Order = tuple[tuple[int, float, float], int, int]
"""SameTrouble.order, then the newest first, then as they were given."""


def _by_place(
    region: Region, topic: str, spot: Spot, cases: Iterable[KnownCase]
) -> list[tuple[Order, SameTrouble, KnownCase]]:
    """Those that are not elsewhere, with the order that each has at best, in this order."""

    rules_of = cache(partial(Rules.of, region, topic))

    @cache  # in a storm most are of one place
    def place_of(other: Spot, its_topic: str) -> tuple[SameTrouble, tuple[int, float, float]] | None:
        rules = rules_of(its_topic)
        place = in_common(spot, other, rules.within_m, one_house=rules.one_house)
        return (place, place.best_order) if place is not None else None

    found = list[tuple[Order, SameTrouble, KnownCase]]()
    for at, case in enumerate(cases):
        known = place_of(spot_of(case), case.topic)
        if known is not None:
            found.append(((known[1], -case.created_at, at), known[0], case))
    found.sort()
    return found


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
    place = in_common(one, other, rules.within_m, one_house=rules.one_house)
    return _same_at(place, one, other, compare, rules.other) if place is not None else None


def _same_at(
    place: SameTrouble, one: Spot, other: Spot, compare: Callable[[], Alike], of_both: bool
) -> SameTrouble | None:
    like = compare()
    match = likeness_at(place, one, other, like)
    return None if match is not None and of_both and not is_of_both_topics(match, like) else match


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
