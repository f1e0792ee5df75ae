"""What is loaded of a report, whoever acts: the report, its history, its files, and the message that is replied to,
pressed or edited.

    @need(*WHOLE_REPORT)
    def pressed_report(turn: Turn) -> Needs:
        return whole_report(number_of(turn.event.argument))
"""

from __future__ import annotations

from handlers.base.loads import Asked, Load, Needs
from handlers.base.turn import Turn
from storage.records import Report, ReportEvent, SentMessage, StoredFile

REPORT = Load("report", "report_by_id", Report)
REPORT_HISTORY = Load("report history", "report_events", ReportEvent)
"""All lines of it, in the order of their ids."""
REPORT_FILES = Load("report files", "report_files", StoredFile)
"""All of its files, of the staff's too, in the order of their ids."""
REPORT_EVENT = Load("line of a report's history", "event_by_id", ReportEvent)
SENT = Load("sent message", "sent_by_message", SentMessage)
"""What the bot knows of the message that this event replies to, was pressed under, or edits."""

WHOLE_REPORT = (REPORT, REPORT_HISTORY, REPORT_FILES)


def whole_report(number: int) -> Needs:
    """Asks for WHOLE_REPORT of the report with this number."""
    return tuple(load(number) for load in WHOLE_REPORT)


def sent(turn: Turn, message: str) -> Asked:
    """Asks for SENT: the message with this id in the event's chat."""
    return SENT(turn.event.channel, turn.event.chat, message)
