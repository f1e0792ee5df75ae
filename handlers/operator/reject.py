"""Rejecting a report: a reason out of a list, or in the operator's own words. Its author always hears the reason."""

from __future__ import annotations

from handlers.base.buttons import part_of
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, operator_name, refresh, show_menu
from handlers.operator.prompts import prompt
from handlers.operator.take import let_go
from handlers.reports.card_buttons import REASONS, reject_menu
from handlers.reports.status import Status, move, record
from handlers.reports.tell_citizen import send_status_change


def reject(turn: Turn, case: ReportCase) -> None:
    """o_reject: which reason?"""
    show_menu(turn, case, reject_menu(turn.texts, case.report))


def reason(turn: Turn, case: ReportCase) -> None:
    """o_reason: one of the list goes to the author at once, "other" is to be written first."""
    report, code = case.report, part_of(turn.event.argument, 1)
    if code == "other":
        prompt(turn, case, "reject")
    elif code in REASONS:
        let_go(turn, report)
        move(turn, report, Status.REJECTED)
        theirs = turn.shared.library.texts(report.language)
        words = theirs.label(f"rejected-because-{code.replace('_', '-')}")
        event = record(turn, report, "rejected", words, actor_name=operator_name(turn), reason=code)
        event.delivery = "waiting"
        case.keep(event)
        send_status_change(turn, report, event)
        turn.ack(turn.texts.label("op-toast-rejected", number=str(report.id)))
    refresh(turn, case)
