"""Stars in words: «5», «пятёрка», «ставлю пять» of the report that was closed last, whatever was shown since."""

from __future__ import annotations

from handlers.base.labels import fold
from handlers.base.message import clean
from handlers.base.turn import Turn
from handlers.base.typed_words import MARKS, number_of
from handlers.reports.spoken_of import is_just_over, over_concerned
from handlers.reports.status import Status

MOST_STARS = MARKS


def stars_said(turn: Turn) -> int:
    """How many the message gives, if it says nothing else and they can be given; else 0."""
    report = over_concerned(turn)
    if report is None or report.stars or report.status != Status.CLOSED or not is_just_over(turn, report):
        return 0
    said = number_of(turn.shared.library, fold(clean(turn.event.text)))
    return int(said) if len(said) == 1 and 1 <= int(said) <= MOST_STARS else 0
