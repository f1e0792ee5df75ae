"""The ten seconds are over: what an operator wanted is done, and the citizen hears of it.

Whoever's report was joined to this one hears the same, under the number of his own.
"""

from __future__ import annotations

import json

from handlers.base.loads import Needs, need
from handlers.base.shared import parse_address
from handlers.base.turn import Turn
from handlers.operator.case import tick_case
from handlers.operator.confirmation import not_sent
from handlers.operator.grace import call_off, in_grace, unconfirm
from handlers.operator.take import let_go
from handlers.reports.card import show_card
from handlers.reports.card_text import is_erased
from handlers.reports.loads import JOINED_REPORTS, OTHER_REPORT, REPORT_EVENT, joined_to
from handlers.reports.office import follow
from handlers.reports.reopen import to_work
from handlers.reports.status import ALIVE, Status, may, move, record
from handlers.reports.tell_citizen import send_answer, send_interim, send_question, send_status_change
from handlers.reports.words import ReportTick
from storage.records import Lane, Report, ReportEvent, Share, StoredFile

HEARD_BY_ALL = ("answer", "interim", "rejected", "closing", "transferred", "reopened")
"""What also goes to the authors of joined reports."""
COPIED = ("point", "until", "to")


@need(OTHER_REPORT, JOINED_REPORTS)
def joined_reports(turn: Turn) -> Needs:
    """Third stage: what was joined to the report, and what it is to be joined to itself."""
    event = turn.one(REPORT_EVENT)
    if event is None:
        return ()
    into = json.loads(event.data).get("into") if event.kind == "merged" else 0
    return (joined_to(event.report_id), *((OTHER_REPORT(int(into)),) if into else ()))


def go_out(turn: Turn) -> None:
    """Tick "answer": its key is the history line."""
    case, event = tick_case(turn), turn.one(REPORT_EVENT)
    if case is None or event is None or not in_grace(event):
        return
    report = case.report
    if not _can_go(turn, report, event):
        call_off(turn, case, event)
        chat = turn.shared.now_at(parse_address(str(json.loads(event.data)["chat"])))
        text = not_sent(turn.staff_texts, report)
        turn.send(chat, text, lane=Lane.OPERATORS, share=Share.ALARMS, report_id=report.id)
        return
    unconfirm(turn, event)
    event.delivery = "waiting"
    turn.save(event)
    case.keep(event)
    files = [file for file in case.files if file.event_id == event.id]
    left = report.organisation
    _carry_out(turn, report, event)
    tell(turn, report, event, files)
    for other in turn.many(JOINED_REPORTS):
        _tell_joined(turn, other, event, files)
    if event.kind == "transferred":
        follow(turn, report, left, case.history, case.files)
    else:
        show_card(turn, report, case.history, case.files)


def _can_go(turn: Turn, report: Report, event: ReportEvent) -> bool:
    """An answer may still follow a report that is over, but not one that its author took back."""
    if report.status == Status.WITHDRAWN or is_erased(report):
        return False
    if event.kind == "reopened":
        return Status(report.status) not in ALIVE
    if event.kind == "merged":
        return Status(report.status) in ALIVE and may_join(turn.one(OTHER_REPORT), turn.many(JOINED_REPORTS)) == ""
    return event.kind == "answer" or Status(report.status) in ALIVE


def may_join(other: Report | None, joined: tuple[Report, ...]) -> str:
    """ "" if a report with these joined to it may be joined to the other; else why not, as a code."""
    if other is None or is_erased(other):
        return "no-report"
    if other.merged_into and other.status == Status.MERGED:
        return "merged"
    if Status(other.status) not in ALIVE:
        return "over"
    return "has-joined" if joined else ""


def _carry_out(turn: Turn, report: Report, event: ReportEvent) -> None:
    data = json.loads(event.data)
    if event.kind == "question":
        move(turn, report, Status.NEEDS_INFO)
        return
    if event.kind == "interim":
        _go_on(turn, report, data.get("until"))
        return
    let_go(turn, report)
    if event.kind == "reopened":
        to_work(turn, report)
    elif event.kind == "transferred":
        report.organisation = str(data["to"])
        move(turn, report, Status.TRANSFERRED)
    elif event.kind == "merged":
        report.merged_into = int(data["into"])
        move(turn, report, Status.MERGED)
        turn.forget_timer(ReportTick.SILENCE, report.id)
    elif event.kind == "rejected":
        move(turn, report, Status.REJECTED)
    else:
        report.answered_at = report.answered_at or turn.now
        if may(report, Status.ANSWERED):
            move(turn, report, Status.ANSWERED)
    turn.save(report)


def _go_on(turn: Turn, report: Report, until: object) -> None:
    """An interim answer: the first deadline is met, the next word is due when promised; a question stays open."""
    report.answered_at = report.answered_at or turn.now
    report.due_at = until if isinstance(until, int) else report.due_at
    report.reminded_at = 0
    turn.forget_timer(ReportTick.SILENCE, report.id)
    if report.status != Status.NEEDS_INFO:
        move(turn, report, Status.ACCEPTED)
    turn.save(report)


def tell(turn: Turn, report: Report, event: ReportEvent, files: list[StoredFile]) -> None:
    """The author hears of it."""
    if event.kind == "answer":
        send_answer(turn, report, event, files)
    elif event.kind == "interim":
        send_interim(turn, report, event, files)
    elif event.kind == "question":
        send_question(turn, report, event, files)
    else:
        send_status_change(turn, report, event)


def _tell_joined(turn: Turn, other: Report, event: ReportEvent, files: list[StoredFile]) -> None:
    """The author of a joined report hears it too, as a line of his own report; its card is drawn by a tick."""
    if event.kind not in HEARD_BY_ALL or is_erased(other):
        return
    data = {name: value for name, value in json.loads(event.data).items() if name in COPIED}
    line = record(turn, other, event.kind, event.text, actor_name=event.actor_name, main=event.report_id, **data)
    line.actor, line.delivery = event.actor, "waiting"
    turn.save(line)
    tell(turn, other, line, files)
    turn.after(0, ReportTick.CARD, other.id)
