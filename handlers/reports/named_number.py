"""The number of a report, as people write it: with its sign, or as all that a message asks of."""

from __future__ import annotations

import re

from handlers.base.message import clean
from handlers.base.phrases import phrases, words_beside, words_of
from handlers.base.turn import Turn

SIGNED = re.compile(r"(?<!\w)(?:[#\u2116]|n[o\u00ba]?\.?)\s*(\d{1,15})(?!\w)", re.IGNORECASE)
"""A number with its sign, however it is written: «№ 12», «#12», «N12», "no. 12"."""
LONGEST = 60
"""Characters; who writes more tells something."""
MOST_DIGITS = 15


def number_named(turn: Turn) -> int:
    """The one that «№ 12» and «а что по номеру 12?» name and say nothing else; 0 where a message says more."""
    text = clean(turn.event.text)
    if len(text) > LONGEST:
        return 0
    said = words_of(SIGNED.sub(r" \1 ", text))
    numbers = [word for word in said if word.isdecimal() and len(word) <= MOST_DIGITS]
    if len(numbers) != 1 or not (len(said) > 1 or SIGNED.search(text)):
        return 0
    said.remove(numbers[0])
    return 0 if words_beside(said, phrases(turn, "asked-number-words")) else int(numbers[0])
