"""Whoever could not be written to is back: what the staff wrote to him meanwhile goes out now, and its card says so.

A tick, set by whatever shows that he is back: he lets the bot write, or writes himself.
"""

from __future__ import annotations

import json

from handlers.base.loads import Load, Needs, need
from handlers.base.texts import DAY_MS
from handlers.base.turn import Turn
from handlers.operator.case import case_among
from handlers.operator.tell import tell
from handlers.reports.card import show_card
from handlers.reports.card_text import is_erased
from handlers.reports.delivery_words import AGAIN, OUTGOING, WAS_AWAY
from handlers.reports.loads import REPORT, WHOLE_REPORT, whole_report
from handlers.reports.status import ALIVE, LineKind, Status
from storage.records import Delivery, Report, ReportEvent

NOT_OLDER_MS = 30 * DAY_MS
MOST = 20
"""Reports whose answers go out at once; who has more finds the rest by /reports."""

MISSED = Load("reports with answers that did not arrive", "reports_missed", Report)


@need(MISSED)
def missed_reports(turn: Turn) -> Needs:
    """First stage: of the person and messenger that the tick names."""
    person, _, channel = turn.event.argument.partition(":")
    return (MISSED(int(person), channel, turn.now - NOT_OLDER_MS, MOST),) if person.isdigit() else ()


@need(*WHOLE_REPORT)
def whole_missed(turn: Turn) -> Needs:
    """Second stage: their histories and files."""
    return tuple(asked for report in turn.many(MISSED) for asked in whole_report(report.id))


def back_again(turn: Turn) -> None:
    """Tick "back_again": its key is "PERSON:CHANNEL"."""
    for report in turn.many(REPORT):
        if is_erased(report) or report.status == Status.WITHDRAWN:
            continue
        case = case_among(turn, report)
        lines = [event for event in missed(case.history) if _still_holds(report, case.history, event)]
        for event in lines:
            event.delivery = Delivery.WAITING
            if event is lines[-1]:
                event.data = json.dumps({**json.loads(event.data), AGAIN: 1}, ensure_ascii=False)
            turn.save(event)
            tell(turn, report, event, [file for file in case.files if file.event_id == event.id])
        if lines:
            show_card(turn, report, case.history, case.files)


def missed(history: list[ReportEvent]) -> list[ReportEvent]:
    """What did not arrive because he could not be reached, after the last that did or is on its way."""
    told = [event for event in history if event.kind in OUTGOING]
    last = max((event.id for event in told if event.delivery in (Delivery.DELIVERED, Delivery.WAITING)), default=0)
    return [
        event for event in told
        if event.id > last and event.delivery == Delivery.FAILED and json.loads(event.data).get(WAS_AWAY)
    ]  # fmt: skip


def _still_holds(report: Report, history: list[ReportEvent], event: ReportEvent) -> bool:
    """A question that was answered since is none, though another be open; nor is a word in between of what is over."""
    if event.kind == LineKind.QUESTION:
        answered = any(other.kind == LineKind.REPLY and other.id > event.id for other in history)
        return report.status == Status.NEEDS_INFO and not answered
    return event.kind not in (LineKind.INTERIM, LineKind.TRANSFERRED) or Status(report.status) in ALIVE
