"""Its author ends a report: it is solved, or he takes it back."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.base.turn import Turn
from handlers.reports.card import show_card
from handlers.reports.promises import author_says
from handlers.reports.status import ALIVE, LineKind, Status, may, move, record
from handlers.reports.words import ReportTick
from storage.records import Report, ReportEvent, StoredFile

SOLVED = "solved"
"""Data of the timer of leaving: its author is content, others are not known to be."""
BROUGHT_BACK = (LineKind.NOT_SOLVED, LineKind.PARTLY, LineKind.REOPENED, LineKind.AGAIN)
"""What makes it work again: its author, the staff, or others."""


def say_solved(
    turn: Turn, report: Report, history: Sequence[ReportEvent], files: Sequence[StoredFile], words: str = ""
) -> ReportEvent | None:
    """Closed by its author, in these words or without any. None where it is closed, or cannot be. He does not speak for
    those who follow it and were not answered, or of whom one says that it is not solved: that goes on without him.
    """
    if report.status == Status.CLOSED or not may(report, Status.CLOSED):
        return None
    if _others_wait(report, history):
        turn.after(0, ReportTick.LEFT, report.id, SOLVED)
    move(turn, report, Status.CLOSED)
    event = record(turn, report, LineKind.CLOSED, words, by="author")
    author_says(turn, report, solved=True)
    turn.forget_timer(ReportTick.SILENCE, report.id)
    show_card(turn, report, [*history, event], files)
    return event


def _others_wait(report: Report, history: Sequence[ReportEvent]) -> bool:
    """Whether those who follow it, if any, have had no answer, or it was one of them who brought it back."""
    if report.status == Status.REOPENED:
        brought_back = [event.kind for event in history if event.kind in BROUGHT_BACK]
        return brought_back[-1:] == [LineKind.AGAIN]
    return report.status in ALIVE and not report.answered_at


def take_back(
    turn: Turn, report: Report, history: Sequence[ReportEvent], files: Sequence[StoredFile], words: str = ""
) -> ReportEvent | None:
    """Withdrawn by its author; staff see it on the card. None where it is over, or part of a case."""
    if report.status in (Status.WITHDRAWN, Status.MERGED) or not may(report, Status.WITHDRAWN):
        return None
    move(turn, report, Status.WITHDRAWN)
    event = record(turn, report, LineKind.WITHDRAWN, words)
    turn.forget_timer(ReportTick.SILENCE, report.id)
    turn.after(0, ReportTick.LEFT, report.id)
    show_card(turn, report, [*history, event], files)
    return event
