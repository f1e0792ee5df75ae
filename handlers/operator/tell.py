"""What an author hears of a line of his report's history, by its kind."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.base.turn import Turn
from handlers.reports.is_solved import ASK_AT
from handlers.reports.status import LineKind
from handlers.reports.tell_citizen import send_answer, send_interim, send_question, send_status_change
from storage.records import Lane, Report, ReportEvent, StoredFile

COPIED = ("point", "until", "to", "prolonged", "reason", ASK_AT)
"""What the line of a joined report takes over from that of its case."""


def tell(turn: Turn, report: Report, event: ReportEvent, files: Sequence[StoredFile], lane: Lane = Lane.PERSON) -> None:
    """The author hears of it."""
    if event.kind == LineKind.ANSWER:
        send_answer(turn, report, event, files, lane)
    elif event.kind == LineKind.INTERIM:
        send_interim(turn, report, event, files, lane)
    elif event.kind == LineKind.QUESTION:
        send_question(turn, report, event, files)
    else:
        send_status_change(turn, report, event, lane)
