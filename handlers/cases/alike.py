"""How like two reports of one topic are by what they tell, whatever their places."""

from __future__ import annotations

from collections.abc import Collection
from functools import cached_property

from rapidfuzz import fuzz

from handlers.cases.told import Told
from handlers.cases.troubles import RESPECT, Kinds, is_place

SAME_NAME = 70.0
"""From 0 to 100: names between quotation marks that are so like are one."""
SIGN = "@sign"
"""The respect in which a sign has a meaning, whatever people call it."""
USUAL = frozenset({"@at-entrance", "@at-flat", "@at-yard"})
"""Parts of a house that the topic itself often means, whether somebody names them or not."""
EVERYWHERE = frozenset({"#floor", "#entrance", "#flat"})
"""Numbers that every house has: in a town where no street is named they say nothing."""


class Alike:
    """What `one` and `two` have in common; words are compared where somebody asks, for that costs most."""

    def __init__(self, one: Told, two: Told) -> None:
        self._one, self._two = one, two
        kinds, numbers = bool(one.kinds.all & two.kinds.all), one.numbers & two.numbers
        self.same = kinds
        """They name a kind of trouble in common."""
        two_kinds = bool(one.kinds.firm and two.kinds.firm) and one.kinds.firm.isdisjoint(two.kinds.firm)
        self.other = (
            two_kinds
            or one.only != two.only
            or _contradict(one.parts, two.parts)
            or bool(
                {name for name, _ in one.numbers} & {name for name, _ in two.numbers} - {name for name, _ in numbers}
            )
            or (_named_otherwise(one.quoted, two.quoted) and not _is_one_sign(one.parts.all & two.parts.all))
        )
        """They name two kinds, two parts of a place, two numbers of one thing (buses, entrances, flats), or two names
        between quotation marks; or one of them tells of what is nowhere else.
        """
        self.numbered = any(name not in EVERYWHERE for name, _ in numbers)
        """They name one number."""
        self.whole = one.whole or two.whole
        """One of them tells of a whole town or street."""

        self.one_sided = _places(one.parts) != _places(two.parts)
        """One of them names a part of the place, and the other not that one."""
        self.all_alike = (
            one.kinds.firm == two.kinds.firm
            and {name for name, _ in one.numbers} == {name for name, _ in two.numbers}
            and one.parts.firm == two.parts.firm
        )
        """Neither says of kinds, numbers, state and parts of the place what the other does not."""
        self.in_town = one.in_town
        """They are about what a town has one of."""

    @cached_property
    def words(self) -> float:
        """0 to 100."""
        return like_words(self._one.words, self._two.words)

    @cached_property
    def own(self) -> float:
        """The same without the topic's words; -1 where one of them has no others."""
        return like_words(self._one.own, self._two.own) if self._one.own and self._two.own else -1.0


def _contradict(one: Kinds, two: Kinds) -> bool:
    """Whether in one respect both name something, and nothing in common; landmarks agree, and contradict nothing."""
    respects = {_respect(part) for part in one.firm} & {_respect(part) for part in two.firm}
    return not respects <= {_respect(part) for part in one.all & two.all}


def _respect(part: str) -> str:
    return part.partition(RESPECT)[0]


def _is_one_sign(parts: Collection[str]) -> bool:
    return any(_respect(part) == SIGN for part in parts)


def _places(parts: Kinds) -> set[str]:
    return set(filter(is_place, parts.firm)) - USUAL


def _named_otherwise(one: Collection[str], two: Collection[str]) -> bool:
    return bool(one and two) and not any(fuzz.ratio(a, b) >= SAME_NAME for a in one for b in two)


def like_words(one: str, other: str) -> float:
    """How like two texts are by their words, 0 to 100: half of it how much of the shorter one stands in the longer,
    half how much they have in common of all.
    """
    if not one or not other:
        return 0.0
    return 0.5 * fuzz.token_set_ratio(one, other) + 0.5 * fuzz.token_sort_ratio(one, other)
