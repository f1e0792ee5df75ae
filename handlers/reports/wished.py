"""What was missed is there again: «теперь горит как надо» after «не горит фонарь» tells of no fire."""

from __future__ import annotations

from itertools import pairwise

from handlers.base.phrases import phrases, words_beside, words_of
from handlers.base.turn import Turn
from handlers.reports.own_report import SPOKEN_REPORTS

LONGEST = 8
"""Words; who writes more tells something."""


def tells_danger(turn: Turn, text: str) -> bool:
    """Whether words tell of danger, with his reports in mind."""
    return turn.shared.is_danger(text) and not is_as_wished(turn, text)


def is_as_wished(turn: Turn, text: str) -> bool:
    """Whether all of a few words say that the "not" of one of his reports is over."""
    said, nots = words_of(text), {word for (word,) in phrases(turn, "place-again-not")}
    if not 0 < len(said) <= LONGEST or not nots.isdisjoint(said):
        return False
    beside = phrases(turn, "wished-beside") | phrases(turn, "small-talk-thanks")
    for report in turn.many(SPOKEN_REPORTS):
        told = words_of(report.text)
        missed = {form for a, b in pairwise(told) if a in nots for form in turn.shared.lemmas(b)}
        own = set(turn.shared.lemmas(report.text)) | missed
        rest = [word for word in said if own.isdisjoint(turn.shared.lemmas(word))]
        if not missed.isdisjoint(turn.shared.lemmas(text)) and not words_beside(rest, beside):
            return True
    return False
