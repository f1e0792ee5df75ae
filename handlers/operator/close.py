"""The operators consider a report solved: its author is asked, and only he says that it is. And back to work again."""

from __future__ import annotations

from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, refresh
from handlers.operator.grace import begin, pending
from handlers.operator.prompts import prompt
from handlers.reports.card_buttons import leading_back
from handlers.reports.status import LineKind, Status
from storage.records import Delivery


def close(turn: Turn, case: ReportCase) -> None:
    """o_close: marks it answered and asks the author, after ten seconds; while that question is open it is not asked
    again. Where he has had no answer, the operator writes first what he is to be told.
    """
    if is_asked(case):
        turn.ack(turn.texts.label("op-toast-asked"))
    elif pending(case, LineKind.CLOSING) is not None:
        turn.ack(turn.texts.label("op-toast-soon"))
    elif not is_answered(case):
        prompt(turn, case, "close")
    else:
        begin(turn, case, LineKind.CLOSING)
        turn.ack(turn.texts.label("op-toast-soon"))
    refresh(turn, case)


def reopen(turn: Turn, case: ReportCase) -> None:
    """o_reopen: what was rejected, closed or joined is at work again after ten seconds, and its author hears it."""
    if Status(case.report.status) in leading_back() and pending(case, LineKind.REOPENED) is None:
        begin(turn, case, LineKind.REOPENED)
        turn.ack(turn.texts.label("op-toast-soon"))
    refresh(turn, case)


def is_asked(case: ReportCase) -> bool:
    """Whether the author still owes the answer: nothing has happened since he was asked."""
    passing = (LineKind.NOTE, LineKind.TAKEN, LineKind.RELEASED, LineKind.TOPIC, LineKind.ASSIGNED)
    last = next(
        (e for e in reversed(case.history) if e.kind not in passing and e.delivery != Delivery.CALLED_OFF), None
    )
    return (
        last is not None
        and last.kind == LineKind.CLOSING
        and last.delivery not in ("", Delivery.FAILED)
        and case.report.status == Status.ANSWERED
    )


def is_answered(case: ReportCase) -> bool:
    """Whether an answer is on its way to the author or with him, and he has not said since that it is not solved."""
    for event in reversed(case.history):
        told = event.delivery in (Delivery.WAITING, Delivery.DELIVERED)
        if told and event.kind in (LineKind.ANSWER, LineKind.CLOSING):
            return True
        if event.kind in (LineKind.NOT_SOLVED, LineKind.REOPENED) and event.delivery != Delivery.CALLED_OFF:
            return False
    return False
