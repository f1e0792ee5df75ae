"""What duty officers and operators ask of the bot in a private chat in which they are citizens, too.

Only the words are read here: whoever turns out to be nobody of them is read again without this (`Turn.is_citizen`).
"""

from __future__ import annotations

import re

from handlers.base.message import clean
from handlers.base.phrases import begun_with, phrases, words_of
from handlers.base.turn import Turn
from handlers.places.named import read_names
from handlers.reading.places import place_reader
from handlers.reports.own_report import open_reports
from handlers.reports.spoken_of import answered, over_concerned
from handlers.reports.words import Meant

LONGEST_CORRECTION = 100
"""Characters."""
MOST_SEARCHED = 3
"""Words after «найди»: with more it is a sentence."""


def asked_at_work(turn: Turn) -> str:
    """A Meant of officers or of the staff, "" for what a citizen could mean, and for what is not words alone."""
    event = turn.event
    if turn.is_citizen or event.brings_more or event.forwarded:
        return ""
    words = tuple(words_of(clean(event.text)))
    if begun_with(words, phrases(turn, "work-words-warn")):
        return Meant.TO_WARN
    if words in phrases(turn, "work-words-queue"):
        return Meant.QUEUE
    if words[:1] in phrases(turn, "shift-words-find") and 1 < len(words) <= 1 + MOST_SEARCHED:
        return Meant.FIND
    own = open_reports(turn) or answered(turn) or over_concerned(turn)
    of_notice = words in phrases(turn, "op-words-notice") or begun_with(words, phrases(turn, "op-words-decide"))
    return Meant.OF_NOTICE if not own and (of_notice or _corrects_places(turn)) else ""


def _corrects_places(turn: Turn) -> bool:
    """«Не Журавлиха, а Сосновинка»: one place in place of another, and no more. A report begins otherwise."""
    no, but = (turn.texts.label(f"compose-words-{name}").replace(", ", "|") for name in ("not", "but"))
    said = clean(turn.event.text).strip(" .!")
    both = re.fullmatch(rf"(?:{no})\s+(.+?),?\s+(?:{but})\s+(.+)", said, re.IGNORECASE)
    if both is None or len(said) > LONGEST_CORRECTION:
        return False
    named = [read_names(place_reader(turn.shared.region), place) for place in both.groups()]
    return all(one.found and not (one.unknown or one.several or one.many) for one in named)
