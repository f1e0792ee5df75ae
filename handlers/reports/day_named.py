"""The day that an answer named and that has not come yet: until then nobody is asked whether it is solved."""

from __future__ import annotations

import json
from collections.abc import Sequence

from handlers.base.loads import Load, Needs
from handlers.base.turn import Turn
from handlers.reports.is_solved import ASK_AT, NAMED
from handlers.reports.promises import OPEN_PROMISE
from handlers.reports.status import LineKind
from handlers.reports.words import ReportTick
from storage.records import Delivery, Report, ReportEvent, Timer

NEXT_QUESTION = Load("when the author is asked next", "timers_among", Timer)
UNTIL = "until"
"""In the data of an interim answer: the day (UTC ms) that it promises."""
TOLD = (Delivery.WAITING, Delivery.DELIVERED)
DAY_NAMED = (NEXT_QUESTION, OPEN_PROMISE)


def load_day_named(report: Report) -> Needs:
    """Asks for DAY_NAMED of this report."""
    return NEXT_QUESTION(json.dumps([[ReportTick.SILENCE, str(report.id)]])), OPEN_PROMISE(report.id)


def day_named(turn: Turn) -> int:
    """The loaded report's day (UTC ms), 0 where none is still to come."""
    promise, timer = turn.one(OPEN_PROMISE), turn.one(NEXT_QUESTION)
    if promise is not None and promise.due_at > turn.now:
        return promise.due_at
    return timer.due_at if timer is not None and timer.data == NAMED and timer.due_at > turn.now else 0


def day_to_come(history: Sequence[ReportEvent], now: int) -> int:
    """The day (UTC ms) that the report's author was told last and that is still to come, 0 for none. Any answer stands
    for what was said before it; a word that it is being worked on does so only where it names a day.
    """
    for line in reversed(history):
        day = json.loads(line.data).get(UNTIL if line.kind == LineKind.INTERIM else ASK_AT)
        went = line.kind in (LineKind.ANSWER, LineKind.INTERIM) and line.delivery in TOLD
        if went and (isinstance(day, int) or line.kind == LineKind.ANSWER):
            return day if isinstance(day, int) and day > now else 0
    return 0
