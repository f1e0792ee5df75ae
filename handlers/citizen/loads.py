"""What routes of the citizen's dialogue load, and how untrusted button data are read."""

from __future__ import annotations

from handlers.base.buttons import number, part
from handlers.base.turn import Needs, Turn, queries
from handlers.citizen.draft import draft_of
from handlers.reports.status import ALIVE
from storage.changes import words
from storage.records import Report, ReportEvent, SentMessage, StoredFile


def report_needs(report_id: int) -> Needs:
    return queries(
        {
            "report": ("report_by_id", (report_id,)),
            "history": ("report_events", (report_id,)),
            "files": ("report_files", (report_id,)),
        }
    )


def named_report(turn: Turn) -> Needs:
    """The report whose number comes first in the button's or tick's argument."""
    return report_needs(number(part(turn, 0)))


def draft_report(turn: Turn) -> Needs:
    """The report that the draft is added to, if it is."""
    draft = draft_of(turn)
    return report_needs(draft.into) if draft and draft.into else ()


def chosen_report(turn: Turn) -> Needs:
    """The report named second in the button's argument (the first is the draft's id)."""
    return report_needs(number(part(turn, 1)))


def alive_reports(turn: Turn) -> Needs:
    """This person's open reports, the one that changed last first."""
    return queries({"alive": ("citizen_alive_reports", (turn.person.id, words(ALIVE)))})


def talk(turn: Turn) -> Needs:
    """What a message out of the blue may belong to: open reports, and the message that it replies to."""
    needs = alive_reports(turn)
    if turn.event.reply_to:
        address = (turn.event.channel, turn.event.chat, turn.event.reply_to)
        needs += queries({"replied": ("sent_by_message", address)})
    return needs


def edited_message(turn: Turn) -> Needs:
    return queries({"sent": ("sent_by_message", (turn.event.channel, turn.event.chat, turn.event.message))})


def edited_report(turn: Turn) -> Needs:
    sent = turn.one("sent", SentMessage)
    return report_needs(sent.report_id) if sent and sent.report_id else ()


def own_report(turn: Turn) -> Report | None:
    """The loaded report if it is this person's."""
    report = turn.one("report", Report)
    return report if report and report.person_id == turn.person.id else None


def history_of(turn: Turn) -> list[ReportEvent]:
    return turn.many("history", ReportEvent)


def files_of(turn: Turn) -> list[StoredFile]:
    return turn.many("files", StoredFile)
