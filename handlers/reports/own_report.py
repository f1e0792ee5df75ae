"""What routes of the citizen's dialogue load of reports: the pressed one, the draft's, those that he may speak of."""

from __future__ import annotations

from handlers.base.buttons import number, part
from handlers.base.loads import Asked, Load, Needs, need
from handlers.base.texts import DAY_MS
from handlers.base.turn import Turn
from handlers.reports.draft import draft_of
from handlers.reports.loads import REPORT, SENT, WHOLE_REPORT, sent, whole_report
from handlers.reports.named_number import number_named
from handlers.reports.status import ALIVE, Status, may
from storage.changes import words
from storage.records import Report

SPOKEN_REPORTS = Load("reports that the person may speak of", "citizen_spoken_reports", Report)
"""See `open_reports` and `over_reports`."""
LATEST_REPORT = Load("latest report of the person", "citizen_reports", Report)

OVER_LATELY_MS = 60 * DAY_MS
"""So long words can still be about a report that is over."""


def spoken_reports(turn: Turn) -> Asked:
    """Asks for SPOKEN_REPORTS of the turn's person, and for the one whose number the message names."""
    return SPOKEN_REPORTS(turn.person.id, words(ALIVE), turn.now - OVER_LATELY_MS, number_named(turn))


def open_reports(turn: Turn) -> list[Report]:
    """Of SPOKEN_REPORTS those that are open, the one that changed last first."""
    return [report for report in turn.many(SPOKEN_REPORTS) if report.status in ALIVE]


def followed_reports(turn: Turn) -> list[Report]:
    """Of SPOKEN_REPORTS those with which he follows a case, the one that changed last first: they take more, too."""
    return [report for report in turn.many(SPOKEN_REPORTS) if report.status == Status.MERGED and report.merged_into]


def over_reports(turn: Turn) -> list[Report]:
    """Of SPOKEN_REPORTS those that are over and can go back to work, the one that changed last first."""
    over = (report for report in turn.many(SPOKEN_REPORTS) if report.status not in ALIVE)
    return [report for report in over if may(report, Status.REOPENED)]


def withdrawn_lately(turn: Turn) -> Report | None:
    """Of SPOKEN_REPORTS the one that he has withdrawn, if nothing of his ended after it."""
    over = [report for report in turn.many(SPOKEN_REPORTS) if report.closed_at]
    last = max(over, key=lambda report: report.closed_at, default=None)
    return last if last is not None and last.status == Status.WITHDRAWN and not last.merged_into else None


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


@need(SPOKEN_REPORTS, SENT)
def talk(turn: Turn) -> Needs:
    """What a message out of the blue may belong to (beginning.fresh): his reports, and what it replies to."""
    mine = spoken_reports(turn)
    return (mine, sent(turn, turn.event.reply_to)) if turn.event.reply_to else (mine,)


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
