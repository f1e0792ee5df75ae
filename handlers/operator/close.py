"""The operators consider a report solved: its author is asked, and only he says that it is."""

from __future__ import annotations

from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, operator_name, refresh
from handlers.operator.take import let_go
from handlers.reports.status import Status, move, record
from handlers.reports.tell_citizen import send_status_change


def close(turn: Turn, case: ReportCase) -> None:
    """o_close: marks it answered and asks the author; while that question is open it is not asked again."""
    report = case.report
    if _is_asked(case):
        turn.ack(turn.texts.label("op-toast-asked"))
        refresh(turn, case)
        return
    let_go(turn, report)
    report.answered_at = report.answered_at or turn.now
    move(turn, report, Status.ANSWERED)
    event = record(turn, report, "closing", actor_name=operator_name(turn))
    event.delivery = "waiting"
    case.keep(event)
    send_status_change(turn, report, event)
    turn.ack(turn.texts.label("op-toast-closing", number=str(report.id)))
    refresh(turn, case)


def _is_asked(case: ReportCase) -> bool:
    """Whether the author still owes the answer: nothing has happened since he was asked."""
    last = next((e for e in reversed(case.history) if e.kind not in ("note", "taken", "released", "topic")), None)
    return (
        last is not None
        and last.kind == "closing"
        and last.delivery != "failed"
        and case.report.status == Status.ANSWERED
    )
