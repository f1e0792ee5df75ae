"""A first or interim word goes to the author: the first deadline is met, and the report stays at work."""

from __future__ import annotations

from handlers.base.turn import Turn
from handlers.reports.status import Status, move
from handlers.reports.words import ReportTick
from storage.records import Report


def stays_at_work(turn: Turn, report: Report) -> None:
    """Whoever says it, one operator or an answer to all who wait. A question to the author stays open; nothing is asked
    of him before the next word. Saves the report.
    """
    report.answered_at = report.answered_at or turn.now
    report.reminded_at = report.asked = 0
    turn.forget_timer(ReportTick.SILENCE, report.id)
    if report.status != Status.NEEDS_INFO:
        move(turn, report, Status.ACCEPTED)
    turn.save(report)
