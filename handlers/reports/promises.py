"""What becomes of a day that an answer promised: kept, broken, or moved to another one in time.

The author's word counts; a final answer that comes after the day breaks it. Open ones are decided by a command, so that
no route has to load them.
"""

from __future__ import annotations

from handlers.base.buttons import number_of
from handlers.base.loads import Load, Needs, need
from handlers.base.turn import Turn
from handlers.reports.words import ReportTick
from storage.answer_records import Promise
from storage.records import Report, ReportEvent

KEPT, BROKEN, MOVED = "kept", "broken", "moved"

OPEN_PROMISE = Load("open promise of the report", "promise_open", Promise)


@need(OPEN_PROMISE)
def promise_of_tick(turn: Turn) -> Needs:
    """Of the report whose number a tick bears."""
    return (OPEN_PROMISE(number_of(turn.event.argument)),)


def make_promise(turn: Turn, report: Report, event: ReportEvent, due_at: int) -> None:
    """This line promises a day; one that was promised before is moved, or broken where it has passed."""
    _decide(turn, report, MOVED, BROKEN)
    turn.save(Promise(event.id, report.id, report.organisation, turn.now, due_at))
    turn.after(due_at - turn.now, ReportTick.PROMISED, report.id)


def answered_at_last(turn: Turn, report: Report) -> None:
    """A final answer goes: after the day that was promised it is too late."""
    _decide(turn, report, "", BROKEN)


def author_says(turn: Turn, report: Report, *, solved: bool) -> None:
    """Its author's word: solved, then it was kept; else it was broken where the day has passed."""
    _decide(turn, report, KEPT if solved else "", KEPT if solved else BROKEN)
    if solved:
        turn.forget_timer(ReportTick.PROMISED, report.id)


def _decide(turn: Turn, report: Report, before: str, after: str) -> None:
    turn.changes.command("promises_decide", report.id, before, turn.now, after)
