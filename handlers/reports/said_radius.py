"""How far around a place, in words: «500 метров», «2 км», «полкилометра»."""

from __future__ import annotations

import re

from handlers.base.labels import fold
from handlers.base.phrases import phrases, words_of
from handlers.base.turn import Turn
from handlers.base.typed_words import number_of
from storage.letters import folded

LEAST, MOST = 100, 10_000
"""Metres that a place's circle may have: less is less than what is known of where it is."""
LONGEST_NUMBER = 6
"""Digits."""
SAID = re.compile(r"(\d{1,6}(?:[.,]\d)?|[^\W\d_]+)\s*([^\W\d_]+)")


def radius_said(turn: Turn, text: str, *, alone: bool = False) -> int:
    """Metres, from LEAST to MOST; 0 where no distance is named. `alone`: a bare number is one, too."""
    metres = metres_said(turn, text)
    if alone and not metres and text.isdecimal() and len(text) <= LONGEST_NUMBER:
        metres = int(text) * (1_000 if int(text) * 1_000 <= MOST else 1)
    return max(LEAST, min(metres, MOST)) if metres else 0


def metres_said(turn: Turn, text: str) -> int:
    """Metres as they are named; 0 where no distance is."""
    return _spelt(turn, text) or _counted(turn, text)


def _counted(turn: Turn, text: str) -> int:
    units = {word: 1 for (word,) in phrases(turn, "radius-metre-words")}
    units |= {word: 1_000 for (word,) in phrases(turn, "radius-km-words")}
    words = folded(text)
    for begin in range(len(words)):
        found = SAID.match(words, begin) if begin == 0 or not words[begin - 1].isalnum() else None
        if found is None or found[2] not in units:
            continue
        said = found[1] if found[1][:1].isdecimal() else number_of(turn.shared.library, fold(found[1]))
        if said:
            return round(float(said.replace(",", ".")) * units[found[2]])
    return 0


def _spelt(turn: Turn, text: str) -> int:
    """«Полкилометра», «двести метров»: the list has each with its metres behind it."""
    words = words_of(text)
    known = {phrase[:-1]: int(phrase[-1]) for phrase in phrases(turn, "radius-spelt")}
    for size in sorted({len(phrase) for phrase in known}, reverse=True):
        for at in range(len(words) - size + 1):
            if (metres := known.get(tuple(words[at : at + size]))) and not (at and words[at - 1].isdigit()):
                return metres
    return 0
