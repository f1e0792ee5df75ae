"""A report was taken back by its author: what was joined to it stands by itself again, or nobody would work on it."""

from __future__ import annotations

from handlers.base.buttons import number_of
from handlers.base.loads import Needs, need
from handlers.base.message import Marked
from handlers.base.turn import Turn
from handlers.reports.loads import JOINED_REPORTS, REPORT, joined_to
from handlers.reports.reopen import say_again, to_work
from handlers.reports.status import Status, record
from handlers.reports.tell_citizen import send_status_change
from handlers.reports.words import ReportTick


@need(REPORT, JOINED_REPORTS)
def left_report(turn: Turn) -> Needs:
    """The report and what was joined to it."""
    report_id = number_of(turn.event.argument)
    return (REPORT(report_id), joined_to(report_id))


def left(turn: Turn) -> None:
    """Tick "left": its key is the report's id."""
    report = turn.one(REPORT)
    if report is None or report.status != Status.WITHDRAWN:
        return
    for other in turn.many(JOINED_REPORTS):
        to_work(turn, other)
        event = record(turn, other, "reopened")
        event.delivery = "waiting"
        turn.save(event)
        send_status_change(turn, other, event)
        heading = turn.staff_texts.say("said-apart", number=str(other.id), other=str(report.id))
        say_again(turn, other, heading, Marked(""))
        turn.after(0, ReportTick.CARD, other.id)
