"""The operators consider a report solved: its author is asked, and only he says that it is. And back to work again."""

from __future__ import annotations

from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, refresh
from handlers.operator.grace import begin, pending
from handlers.operator.prompts import prompt
from handlers.reports.card_buttons import leading_back
from handlers.reports.status import CALLED_OFF, Status


def close(turn: Turn, case: ReportCase) -> None:
    """o_close: marks it answered and asks the author, after ten seconds; while that question is open it is not asked
    again. Where he has had no answer, the operator writes first what he is to be told.
    """
    if is_asked(case):
        turn.ack(turn.texts.label("op-toast-asked"))
    elif pending(case, "closing") is not None:
        turn.ack(turn.texts.label("op-toast-soon"))
    elif not is_answered(case):
        prompt(turn, case, "close")
    else:
        begin(turn, case, "closing")
        turn.ack(turn.texts.label("op-toast-soon"))
    refresh(turn, case)


def reopen(turn: Turn, case: ReportCase) -> None:
    """o_reopen: what was rejected, closed or joined is at work again after ten seconds, and its author hears it."""
    if Status(case.report.status) in leading_back() and pending(case, "reopened") is None:
        begin(turn, case, "reopened")
        turn.ack(turn.texts.label("op-toast-soon"))
    refresh(turn, case)


def is_asked(case: ReportCase) -> bool:
    """Whether the author still owes the answer: nothing has happened since he was asked."""
    passing = ("note", "taken", "released", "topic", "assigned")
    last = next((e for e in reversed(case.history) if e.kind not in passing and e.delivery != CALLED_OFF), None)
    return (
        last is not None
        and last.kind == "closing"
        and last.delivery not in ("", "failed")
        and case.report.status == Status.ANSWERED
    )


def is_answered(case: ReportCase) -> bool:
    """Whether an answer is on its way to the author or with him, and he has not said since that it is not solved."""
    for event in reversed(case.history):
        if event.kind in ("answer", "closing") and event.delivery in ("waiting", "delivered"):
            return True
        if event.kind in ("not_solved", "reopened") and event.delivery != CALLED_OFF:
            return False
    return False
