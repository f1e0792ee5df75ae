"""Whether an answer is plain: officialese, empty phrases, length, and a day where one was asked for. Pure.

    faults_of("Ваш вопрос рассмотрен в установленном порядке …", region.answers, asked="Когда починят?", dated=False)

What is found is said to the operator and keeps nothing back (handlers.operator.look_over).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from storage.letters import folded
from storage.region.answer_words import AnswerWords

SHORTEST = 60
"""Characters; a shorter answer is read by nobody but the citizen."""
FIGURES = re.compile(r"\d{1,2}:\d{2}|\d{1,2}\.\d{1,2}(?:\.\d{2,4})?")
"""A time of the day or a date in figures."""


@dataclass(frozen=True, slots=True)
class Excuse:
    """`code`: "no-date", "empty", "officialese" or "long". `words`: those of the answer that it was seen by."""

    code: str
    words: str = ""


def faults_of(text: str, known: AnswerWords, *, asked: str, dated: bool) -> tuple[Excuse, ...]:
    """What is not plain in an answer, the worst first; nothing of one of at most SHORTEST characters.

    `asked`: what its author wrote. `dated`: whether the answer names a day (handlers.base.promised).
    """
    if len(text) <= SHORTEST:
        return ()
    said, found = _fold(text), []
    dated = dated or bool(FIGURES.search(said)) or bool(_first(said, known.days))
    if not dated and _first(_fold(asked), known.asks_when):
        found.append(Excuse("no-date"))
    if words := _first(said, known.empty):
        found.append(Excuse("empty", words))
    if words := _first(said, known.officialese):
        found.append(Excuse("officialese", words))
    if len(text) > known.longest:
        found.append(Excuse("long"))
    return tuple(found)


def _first(text: str, phrases: Iterable[str]) -> str:
    """The words of a text that one of the phrases means, the first in the text; "" for none."""
    found = _pattern(tuple(phrases))
    match = found.search(text) if found else None
    return match[0] if match else ""


def _fold(text: str) -> str:
    return " ".join(folded(text).split())


@lru_cache(maxsize=32)  # a region has four lists
def _pattern(phrases: tuple[str, ...]) -> re.Pattern[str] | None:
    """ "в установленн* порядк*": a star stands for any ending, a blank for what is between words."""
    parts = []
    for phrase in phrases:
        words = (re.escape(word).replace(r"\*", r"\w*") for word in _fold(phrase).split())
        parts.append(r"[\s,]+".join(words))
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts)})(?!\w)") if parts else None
