"""The ten seconds are over: what an operator wanted is done, and the citizen hears of it.

Whoever's report was joined to this one hears the same, under the number of his own.
"""

from __future__ import annotations

import json

from handlers.base.loads import Needs, need
from handlers.base.turn import Turn
from handlers.operator.case import tick_case
from handlers.operator.confirmation import HEARD_UNASKED, not_sent
from handlers.operator.doer import chat_of_line
from handlers.operator.grace import call_off, in_grace, put_off, unconfirm
from handlers.operator.silence import carry_out as carry_out_silence
from handlers.operator.spread import begin_spread
from handlers.operator.take import let_go
from handlers.operator.tell import tell
from handlers.operator.whom import ASKED_KINDS, must_ask, reaches_all
from handlers.reports.at_work import stays_at_work
from handlers.reports.card import own_chat, show_card
from handlers.reports.card_text import is_erased
from handlers.reports.loads import JOINED_REPORTS, OTHER_REPORT, REPORT_EVENT, joined_to
from handlers.reports.office import follow
from handlers.reports.promises import answered_at_last, make_promise
from handlers.reports.reopen import to_work
from handlers.reports.status import ALIVE, LineKind, Status, may, move
from handlers.reports.words import ReportTick
from storage.records import Delivery, Lane, Report, ReportEvent, Share

K = LineKind
HEARD_BY_ALL = (*ASKED_KINDS, *HEARD_UNASKED)
"""What also goes to the authors of joined reports."""


@need(OTHER_REPORT, JOINED_REPORTS)
def joined_reports(turn: Turn) -> Needs:
    """Third stage: what was joined to the report, and what it is to be joined to itself."""
    event = turn.one(REPORT_EVENT)
    if event is None:
        return ()
    into = json.loads(event.data).get("into") if event.kind == K.MERGED else 0
    return (joined_to(event.report_id), *((OTHER_REPORT(int(into)),) if into else ()))


def go_out(turn: Turn) -> None:
    """Tick "answer": its key is the history line."""
    case, event = tick_case(turn), turn.one(REPORT_EVENT)
    if case is None or event is None or not in_grace(event):
        return
    report = case.report
    if not _can_go(turn, report, event):
        call_off(turn, case, event)
        chat = chat_of_line(turn, event)
        text = not_sent(turn.staff_texts, report)
        turn.send(chat, text, lane=Lane.OPERATORS, share=Share.ALARMS, report_id=report.id)
        return
    if must_ask(turn, event):  # others came to follow in these ten seconds
        put_off(turn, case, event)
        return
    unconfirm(turn, event)
    event.delivery = Delivery.WAITING
    turn.save(event)
    case.keep(event)
    files = [file for file in case.files if file.event_id == event.id]
    old = own_chat(turn.shared, report)
    if event.kind == K.SILENCED:
        carry_out_silence(turn, report, event, int(json.loads(event.data).get("days", 1)))
        show_card(turn, report, case.history, case.files)
        return
    _carry_out(turn, report, event)
    tell(turn, report, event, files)
    if event.kind in HEARD_BY_ALL and reaches_all(event) and turn.many(JOINED_REPORTS):
        begin_spread(turn, event)
    if event.kind == K.TRANSFERRED:
        follow(turn, report, old, case.history, case.files)
    else:
        show_card(turn, report, case.history, case.files)


def _can_go(turn: Turn, report: Report, event: ReportEvent) -> bool:
    """An answer may still follow a report that is over, but not one that its author took back."""
    if report.status == Status.WITHDRAWN or is_erased(report):
        return False
    if event.kind == K.REOPENED:
        return Status(report.status) not in ALIVE
    if event.kind == K.MERGED:
        return Status(report.status) in ALIVE and may_join(turn.one(OTHER_REPORT), turn.many(JOINED_REPORTS)) == ""
    return event.kind in (K.ANSWER, K.SILENCED) or Status(report.status) in ALIVE


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
    if event.kind == K.QUESTION:
        move(turn, report, Status.NEEDS_INFO)
        return
    if event.kind == K.INTERIM:
        _go_on(turn, report, event, data.get("until"))
        return
    let_go(turn, report)
    if event.kind in (K.ANSWER, K.CLOSING):
        answered_at_last(turn, report)
    if event.kind == K.REOPENED:
        _redraw(turn, report.merged_into)
        to_work(turn, report)
    elif event.kind == K.TRANSFERRED:
        report.organisation = str(data["to"])
        move(turn, report, Status.TRANSFERRED)
    elif event.kind == K.MERGED:
        report.merged_into = int(data["into"])
        move(turn, report, Status.MERGED)
        _redraw(turn, report.merged_into)
        turn.forget_timer(ReportTick.SILENCE, report.id)
    elif event.kind == K.REJECTED:
        move(turn, report, Status.REJECTED)
    else:
        report.answered_at = report.answered_at or turn.now
        if may(report, Status.ANSWERED):
            move(turn, report, Status.ANSWERED)
    turn.save(report)


def _redraw(turn: Turn, case: int) -> None:
    """The card of the case says how many write of it."""
    if case:
        turn.after(0, ReportTick.CARD, case)


def _go_on(turn: Turn, report: Report, event: ReportEvent, until: object) -> None:
    """An interim answer: the next word is due when promised."""
    if isinstance(until, int):
        report.due_at = until
        make_promise(turn, report, event, until)
    stays_at_work(turn, report)
