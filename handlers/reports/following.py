"""Joining a report to a case: its author follows it, gets its answers under his own number, and can leave.

Whoever follows has a report of his own with the status MERGED (decision 0039). Nobody is told the number, the words or
the name of anybody else.
"""

from __future__ import annotations

from handlers.base.buttons import Rows
from handlers.base.message import Button, Message
from handlers.base.turn import Turn
from handlers.reports.status import QUEUED, LineKind, Status, move, record
from handlers.reports.words import ReportButton, ReportTick
from storage.records import Report


def may_follow(turn: Turn, case: Report) -> bool:
    """Whether somebody else's report still waits for the staff, so that it can be followed."""
    waits = Status(case.status) in QUEUED and bool(case.chat)
    return waits and case.person_id != turn.person.id


def join_case(turn: Turn, report: Report, case: Report) -> None:
    """From now on the report is one of this case. Staff read its words at the card of the case."""
    report.merged_into = case.id
    move(turn, report, Status.MERGED)
    event = record(turn, report, LineKind.FOLLOWED, into=case.id)
    turn.forget_timer(ReportTick.SILENCE, report.id)
    turn.after(0, ReportTick.JOINED, event.id)


def leave_case(turn: Turn, report: Report) -> None:
    """Its author follows the case no more. What he wrote stays with it until he asks to be forgotten."""
    move(turn, report, Status.WITHDRAWN)
    record(turn, report, LineKind.WITHDRAWN)


def confirm_joined(turn: Turn, report: Report) -> None:
    """The screen becomes the confirmation, with his own number."""
    slot = turn.screen_slot if turn.dialogue.screen else ""
    message = Message(turn.t("followed", number=str(report.id)), followed_rows(turn, report))
    turn.say(message, slot=slot, careful=True, purpose="confirmation", report_id=report.id)
    turn.leave_screen()


def followed_rows(turn: Turn, report: Report) -> Rows:
    """What somebody who follows a case can do."""
    label = turn.texts.label
    more = Button(label("button-more"), ReportButton.MORE(report.id))
    leave = Button(label("button-leave"), ReportButton.LEAVE(report.id))
    return (more, leave), (Button(label("button-reports"), ReportButton.LIST(0)),)
