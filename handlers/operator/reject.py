"""Rejecting a report: a reason out of a list, or in the operator's own words. Its author always hears the reason."""

from __future__ import annotations

from handlers.base.buttons import part_of
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, refresh, show_menu
from handlers.operator.grace import begin, pending
from handlers.operator.prompts import prompt
from handlers.operator.same import ask_for_same
from handlers.reports.card_buttons import REASONS, reject_menu
from handlers.reports.status import LineKind


def reject(turn: Turn, case: ReportCase) -> None:
    """o_reject: which reason?"""
    show_menu(turn, case, reject_menu(turn.texts, case.report))


def reason(turn: Turn, case: ReportCase) -> None:
    """o_reason: one of the list, "other" which is to be written first, or the number of the same one."""
    report, code = case.report, part_of(turn.event.argument, 1)
    if code == "other":
        prompt(turn, case, "reject")
    elif code == "duplicate":
        ask_for_same(turn, case)
        return
    elif code in REASONS:
        if pending(case, LineKind.REJECTED) is None:
            theirs = turn.shared.library.texts(report.language)
            words = theirs.label(f"rejected-because-{code.replace('_', '-')}")
            begin(turn, case, LineKind.REJECTED, words, reason=code)
        turn.ack(turn.texts.label("op-toast-soon"))
    refresh(turn, case)
