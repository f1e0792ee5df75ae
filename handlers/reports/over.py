"""Its author ends a report: it is solved, or he takes it back."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.base.turn import Turn
from handlers.reports.card import show_card
from handlers.reports.promises import author_says
from handlers.reports.status import LineKind, Status, may, move, record
from handlers.reports.words import ReportTick
from storage.records import Report, ReportEvent, StoredFile


def say_solved(
    turn: Turn, report: Report, history: Sequence[ReportEvent], files: Sequence[StoredFile], words: str = ""
) -> ReportEvent | None:
    """Closed by its author, in these words or without any. None where it is closed, or cannot be."""
    if report.status == Status.CLOSED or not may(report, Status.CLOSED):
        return None
    move(turn, report, Status.CLOSED)
    event = record(turn, report, LineKind.CLOSED, words, by="author")
    author_says(turn, report, solved=True)
    turn.forget_timer(ReportTick.SILENCE, report.id)
    show_card(turn, report, [*history, event], files)
    return event


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
