"""How like two reports of one topic are by what they tell, whatever their places."""

from __future__ import annotations

from dataclasses import dataclass

from rapidfuzz import fuzz

from handlers.cases.told import Told


@dataclass(frozen=True, slots=True)
class Alike:
    """`words`: 0 to 100, of all words; `own`: the same without the topic's words; -1 where one has no others, and where
    the kinds say it already.
    `same`: whether they name a kind of trouble in common; `other`: whether they name two, or two numbers; `whole`: one
    of them tells of a whole town or street; `numbered`: they name one number (a bus).
    """

    words: float = 0.0
    own: float = -1.0
    same: bool = False
    other: bool = False
    whole: bool = False
    numbered: bool = False


def alike(one: Told, two: Told) -> Alike:
    """Compares them; quick enough for 200."""
    kinds = bool(one.kinds.all & two.kinds.all)
    other_kind = bool(one.kinds.firm and two.kinds.firm) and not kinds
    numbered = bool(one.numbers & two.numbers)
    shared_names = {name for name, _ in one.numbers} & {name for name, _ in two.numbers}
    return Alike(
        like_words(one.words, two.words),
        like_words(one.own, two.own) if one.own and two.own and not (kinds or other_kind) else -1.0,
        kinds,
        other_kind or (bool(shared_names) and not numbered),
        one.whole or two.whole,
        numbered,
    )


def like_words(one: str, other: str) -> float:
    """How like two texts are by their words, 0 to 100: half of it how much of the shorter one stands in the longer,
    half how much they have in common of all.
    """
    if not one or not other:
        return 0.0
    return 0.5 * fuzz.token_set_ratio(one, other) + 0.5 * fuzz.token_sort_ratio(one, other)
