"""How like two reports of one topic are by what they tell, whatever their places."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import fuzz

from handlers.cases.told import Told
from handlers.cases.troubles import respect_of

SAME_NAME = 70.0
"""From 0 to 100: names between quotation marks that are so like are one."""
SIGN = "@sign"
"""The respect in which a sign has a meaning, whatever people call it."""
NOT_YET = -2.0
"""Words that were not compared."""
EVERYWHERE = frozenset({"#floor", "#entrance", "#flat"})
"""Numbers that every house has: in a town where no street is named they say nothing."""


class Alike:
    """What `one` and `two` have in common. What only some ask for is found when they do; words are compared once, for
    that costs most.
    """

    __slots__ = ("_one", "_own", "_two", "_words", "other", "same")

    def __init__(self, one: Told, two: Told) -> None:
        self._one, self._two = one, two
        self._words = self._own = NOT_YET
        self.same = not one.kinds.all.isdisjoint(two.kinds.all)
        """They name a kind of trouble in common."""
        self.other = (
            bool(one.kinds.firm and two.kinds.firm and one.kinds.firm.isdisjoint(two.kinds.firm))
            or one.only != two.only
            or _contradict(one, two)
            or _numbered_otherwise(one, two)
            or (_named_otherwise(one.quoted, two.quoted) and not _is_one_sign(one.parts.all & two.parts.all))
        )
        """They name two kinds, two parts of a place, two numbers of one thing (buses, entrances, flats), or two names
        between quotation marks; or one of them tells of what is nowhere else.
        """

    @property
    def numbered(self) -> bool:
        """They name one number."""
        return any(thing not in EVERYWHERE for thing, _ in self._one.numbers & self._two.numbers)

    @property
    def whole(self) -> bool:
        """One of them tells of a whole town or street."""
        return self._one.whole or self._two.whole

    @property
    def one_sided(self) -> bool:
        """One of them names a part of the place, and the other not that one."""
        return self._one.places != self._two.places

    @property
    def all_alike(self) -> bool:
        """Neither says of kinds, numbers, state and parts of the place what the other does not."""
        one, two = self._one, self._two
        return (one.kinds.firm, one.things, one.parts.firm) == (two.kinds.firm, two.things, two.parts.firm)

    @property
    def in_town(self) -> bool:
        """They are about what a town has one of."""
        return self._one.in_town

    @property
    def words(self) -> float:
        """0 to 100."""
        if self._words == NOT_YET:
            self._words = like_words(self._one.words, self._two.words)
        return self._words

    @property
    def own(self) -> float:
        """The same without the topic's words; -1 where one of them has no others."""
        if self._own == NOT_YET:
            own, other = self._one.own, self._two.own
            self._own = like_words(own, other) if own and other else -1.0
        return self._own


def _contradict(one: Told, two: Told) -> bool:
    """Whether in one respect both name something, and nothing in common; landmarks agree, and contradict nothing."""
    if one.respects.isdisjoint(two.respects):
        return False
    return not one.respects & two.respects <= set(map(respect_of, one.parts.all & two.parts.all))


def _numbered_otherwise(one: Told, two: Told) -> bool:
    """Whether both number a thing, and not alike."""
    if one.things.isdisjoint(two.things):
        return False
    return not one.things & two.things <= {thing for thing, _ in one.numbers & two.numbers}


def _is_one_sign(parts: Collection[str]) -> bool:
    return any(respect_of(part) == SIGN for part in parts)


def _named_otherwise(one: Collection[str], two: Collection[str]) -> bool:
    return bool(one and two) and not any(fuzz.ratio(a, b) >= SAME_NAME for a in one for b in two)


def like_words(one: str, other: str) -> float:
    """How like two texts are by their words, 0 to 100: half of it how much of the shorter one stands in the longer,
    half how much they have in common of all.
    """
    if not one or not other:
        return 0.0
    if one == other:  # in a storm many write the same few words
        return 100.0
    return 0.5 * fuzz.token_set_ratio(one, other) + 0.5 * fuzz.token_sort_ratio(one, other)
