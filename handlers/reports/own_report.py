"""What routes of the citizen's dialogue load of reports: the pressed one, the draft's, those that are open."""

from __future__ import annotations

from handlers.base.buttons import number, part
from handlers.base.loads import Load, Needs, need
from handlers.base.turn import Turn
from handlers.reports.draft import draft_of
from handlers.reports.loads import REPORT, SENT, WHOLE_REPORT, sent, whole_report
from handlers.reports.status import ALIVE
from storage.changes import words
from storage.records import Report

OPEN_REPORTS = Load("open reports of the person", "citizen_alive_reports", Report)
"""The one that changed last first."""
LATEST_REPORT = Load("latest report of the person", "citizen_reports", Report)


@need(*WHOLE_REPORT)
def named_report(turn: Turn) -> Needs:
    """The report whose number comes first in the button's or tick's argument."""
    return whole_report(number(part(turn, 0)))


@need(*WHOLE_REPORT)
def chosen_report(turn: Turn) -> Needs:
    """The report named second in the button's argument (the first is the draft's id)."""
    return whole_report(number(part(turn, 1)))


@need(*WHOLE_REPORT)
def draft_report(turn: Turn) -> Needs:
    """The report that the draft is added to, or the case that it follows. Whatever may send a draft needs it."""
    draft = draft_of(turn)
    number = draft.into or draft.follow if draft else 0
    return whole_report(number) if number else ()


@need(OPEN_REPORTS, SENT)
def talk(turn: Turn) -> Needs:
    """What a message out of the blue may belong to (beginning.fresh): open reports, and what it replies to."""
    alive = OPEN_REPORTS(turn.person.id, words(ALIVE))
    return (alive, sent(turn, turn.event.reply_to)) if turn.event.reply_to else (alive,)


@need(SENT)
def edited_message(turn: Turn) -> Needs:
    """What is known of the message that was edited."""
    return (sent(turn, turn.event.message),)


@need(*WHOLE_REPORT)
def edited_report(turn: Turn) -> Needs:
    """The second stage: the report that this message became part of."""
    known = turn.one(SENT)
    return whole_report(known.report_id) if known and known.report_id else ()


def own_report(turn: Turn) -> Report | None:
    """The loaded report if it is this person's."""
    report = turn.one(REPORT)
    return report if report and report.person_id == turn.person.id else None
