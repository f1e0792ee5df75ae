"""Stars in words: «5», «пятёрка», «ставлю пять» of the report that was closed last, whatever was shown since; and while
the stars stand on the last screen, «отлично», «так себе», «⭐⭐⭐».
"""

from __future__ import annotations

import re

from handlers.base.labels import fold
from handlers.base.message import clean
from handlers.base.phrases import consists_of, mentions, parts_of, phrases, words_beside, words_of
from handlers.base.turn import Turn
from handlers.base.typed_buttons import shown_lately
from handlers.base.typed_words import MARKS, number_of
from handlers.reading.intent import Intent, LastAsked
from handlers.reports.spoken_of import is_just_over, over_concerned
from handlers.reports.status import Status
from handlers.reports.words import ReportButton

MOST_STARS = MARKS
SURE = 0.9
"""So surely solved is what stars follow in one sentence."""
CLAUSE = re.compile(r"[,.;!\n]+")
STAR = "\u2b50"
NO_STAR = "\ufe0f \n"
"""What stands between stars."""


def stars_said(turn: Turn) -> int:
    """How many the message gives, if it says nothing else and they can be given; else 0. What was given is corrected
    by a number and a word for that: «а нет, четыре».
    """
    report = over_concerned(turn)
    if report is None or report.status != Status.CLOSED or not is_just_over(turn, report):
        return 0
    text = clean(turn.event.text)
    if stars := _in_numbers(turn, text, corrects=report.stars > 0):
        return stars
    shown = not report.stars and f"{ReportButton.STARS}:{report.id}:{MOST_STARS}" in shown_lately(turn)
    return _in_words(turn, text) if shown else 0


def solved_with_stars(turn: Turn, text: str) -> int:
    """The stars of «решено, но на троечку», «всё сделали, пять звёзд»: a number ends what says that it is solved; 0 for
    other words.
    """
    *said, last = CLAUSE.split(text.strip(" .!)"))
    if not said or any(char.isdigit() for char in "".join(said)):
        return 0
    intent, sure = turn.shared.intent(", ".join(said), LastAsked.SOLVED)
    return _in_numbers(turn, last) if intent == Intent.SOLVED and sure >= SURE else 0


def _in_numbers(turn: Turn, text: str, *, corrects: bool = False) -> int:
    """The stars of «твёрдая четвёрка», «ну пять с минусом»."""
    beside, again = phrases(turn, "stars-number-beside"), phrases(turn, "stars-again-words")
    if corrects and not mentions(words_of(text), again):
        return 0
    beside |= again if corrects else frozenset()
    said = number_of(turn.shared.library, fold(" ".join(words_beside(words_of(text), beside))))
    return int(said) if len(said) == 1 and 1 <= int(said) <= MOST_STARS else 0


def _in_words(turn: Turn, text: str) -> int:
    """How good a few words call it, or how many stars they are."""
    signs = text.translate(dict.fromkeys(map(ord, NO_STAR)))
    if signs and not signs.strip(STAR):
        return min(len(signs), MOST_STARS)
    marks = {n: phrases(turn, f"stars-words-{n}") for n in range(1, MOST_STARS + 1)}
    known = frozenset().union(*marks.values())
    if not consists_of(text, known | phrases(turn, "stars-words-beside")):
        return 0
    parts = set(parts_of(words_of(text), known))
    given = [n for n, words in marks.items() if parts & words]
    return given[0] if len(given) == 1 else 0
