"""The day that an answer named and that has not come yet: until then nobody is asked whether it is solved."""

from __future__ import annotations

import json

from handlers.base.loads import Load, Needs
from handlers.base.turn import Turn
from handlers.reports.is_solved import NAMED
from handlers.reports.promises import OPEN_PROMISE
from handlers.reports.words import ReportTick
from storage.records import Report, Timer

NEXT_QUESTION = Load("when the author is asked next", "timers_among", Timer)
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
