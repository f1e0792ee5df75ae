"""Questions about what is going on or coming: «есть ли наводнение?», «завтра свет отключат?»."""

from __future__ import annotations

from handlers.base.phrases import mentions, phrases, words_of
from handlers.base.turn import Turn
from handlers.reports.words import Meant

LONGEST = 10
"""Words; who writes more tells something."""


def asks_what_comes(turn: Turn, text: str) -> str:
    """The `meant` route for a short question whether something happens that people are warned of; "" for anything else.

    Danger is answered with the phones, as a rumour of it is.
    """
    words = words_of(text)
    if not 0 < len(words) <= LONGEST or not ("?" in text or mentions(words, phrases(turn, "asked-whether"))):
        return ""
    forms = [form for word in words for form in turn.shared.lemmas(word)]
    if not (mentions(words, phrases(turn, "asked-coming")) and mentions(forms, phrases(turn, "asked-events"))):
        return ""
    return Meant.RUMOUR if turn.shared.is_danger(text) else Meant.NOW
