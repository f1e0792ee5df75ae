"""How like two reports of one topic are by what they tell, whatever their places."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from rapidfuzz import fuzz

from handlers.cases.told import Told
from handlers.cases.troubles import RESPECT


class Alike:
    """What `one` and `two` have in common; words are compared where somebody asks, for that costs most."""

    def __init__(self, one: Told, two: Told) -> None:
        self._one, self._two = one, two
        kinds, numbers = bool(one.kinds.all & two.kinds.all), bool(one.numbers & two.numbers)
        named = {name for name, _ in one.numbers} & {name for name, _ in two.numbers}
        self.same = kinds
        """They name a kind of trouble in common."""
        two_kinds = bool(one.kinds.firm and two.kinds.firm and not kinds)
        self.other = (
            two_kinds or _contradict(one.parts, two.parts) or one.only != two.only or bool(named and not numbers)
        )
        """They name two kinds, two parts of a place, or two numbers (buses, entrances, flats); or one of them tells of
        what is nowhere else.
        """
        self.numbered = numbers
        """They name one number."""
        self.whole = one.whole or two.whole
        """One of them tells of a whole town or street."""

    @cached_property
    def words(self) -> float:
        """0 to 100."""
        return like_words(self._one.words, self._two.words)

    @cached_property
    def own(self) -> float:
        """The same without the topic's words; -1 where one of them has no others."""
        return like_words(self._one.own, self._two.own) if self._one.own and self._two.own else -1.0


def _contradict(one: Collection[str], two: Collection[str]) -> bool:
    """Whether in one respect both name something, and nothing in common."""
    if not one or not two:
        return False
    respects = {part.partition(RESPECT)[0] for part in one} & {part.partition(RESPECT)[0] for part in two}
    common = {part.partition(RESPECT)[0] for part in {*one} & {*two}}
    return not respects <= common


def like_words(one: str, other: str) -> float:
    """How like two texts are by their words, 0 to 100: half of it how much of the shorter one stands in the longer,
    half how much they have in common of all.
    """
    if not one or not other:
        return 0.0
    return 0.5 * fuzz.token_set_ratio(one, other) + 0.5 * fuzz.token_sort_ratio(one, other)
