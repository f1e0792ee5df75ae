"""What is loaded of a report, whoever acts: the report, its history, its files, and the message that is replied to,
pressed or edited.

    @need(*WHOLE_REPORT)
    def pressed_report(turn: Turn) -> Needs:
        return whole_report(number_of(turn.event.argument))
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.base.loads import Asked, Load, Needs
from handlers.base.message import Address
from handlers.base.texts import DAY_MS
from handlers.base.turn import Turn
from handlers.reports.status import ALIVE, Status
from storage.changes import words
from storage.records import Report, ReportEvent, SentMessage, StoredFile


@dataclass(frozen=True, slots=True)
class AuthorCounts:
    """How many reports the author of `report_id` wrote before it, how many others of his are open, how many other
    people follow it. `case_status`: of the report that it was joined to, "" without one.
    """

    report_id: int
    earlier: int
    open: int
    followers: int = 0
    case_status: str = ""


@dataclass(frozen=True, slots=True)
class CardCopy:
    """A copy of a report's card that stands in a chat."""

    report_id: int
    channel: str
    chat: str
    slot: str
    sent_at: int


REPORT = Load("report", "report_by_id", Report)
REPORT_HISTORY = Load("report history", "report_events", ReportEvent)
"""All lines of it, in the order of their ids."""
REPORT_FILES = Load("report files", "report_files", StoredFile)
"""All of its files, of the staff's too, in the order of their ids."""
REPORT_EVENT = Load("line of a report's history", "event_by_id", ReportEvent)
AUTHOR_COUNTS = Load("other reports of the authors", "authors_of_reports", AuthorCounts)
CARD_COPIES = Load("copies of cards", "card_copies", CardCopy)
"""The newest first."""
OTHER_REPORT = Load("the report to which one is joined", "report_by_id", Report)
JOINED_REPORTS = Load("reports that were joined to it", "reports_joined", Report)
SENT = Load("sent message", "sent_by_message", SentMessage)
"""What the bot knows of the message that this event replies to, was pressed under, or edits."""

ON_DESK = "d"
"""So begins the last part of such a copy's slot."""
AROUND = (AUTHOR_COUNTS, CARD_COPIES)
"""What a card says and does besides its report: see `around`."""
WHOLE_REPORT = (REPORT, REPORT_HISTORY, REPORT_FILES, *AROUND)


def whole_report(number: int) -> Needs:
    """Asks for WHOLE_REPORT of the report with this number."""
    return (REPORT(number), REPORT_HISTORY(number), REPORT_FILES(number), *around([number]))


def around(numbers: Sequence[int]) -> Needs:
    """Asks for AROUND of these reports."""
    return (counts_of(numbers), CARD_COPIES(json.dumps(list(numbers))))


def counts_of(numbers: Sequence[int]) -> Asked:
    """Asks for AUTHOR_COUNTS of these reports."""
    return AUTHOR_COUNTS(json.dumps(list(numbers)), words(ALIVE), words([Status.MERGED]))


def author_counts(turn: Turn, number: int) -> AuthorCounts | None:
    """What is known of the author's other reports; None where that was not asked for."""
    return next((each for each in turn.many(AUTHOR_COUNTS) if each.report_id == number), None)


def followers_of(turn: Turn, number: int) -> int:
    """How many people besides its author follow a report."""
    author = author_counts(turn, number)
    return author.followers if author is not None else 0


def copy_slots(turn: Turn, chat: Address, number: int) -> list[str]:
    """The slots of the copies of a report's card in a chat, the newest first."""
    copies = [each for each in turn.many(CARD_COPIES) if each.report_id == number]
    return [each.slot for each in copies if turn.shared.now_at(Address(each.channel, each.chat)) == chat]


def desk_slot(number: int, copy: int) -> str:
    """The slot of a copy in the private chat of somebody on shift."""
    return f"card:{number}:{ON_DESK}{copy}"


def is_desk_slot(slot: str) -> bool:
    return slot.rpartition(":")[2].startswith(ON_DESK)


def desk_copies(turn: Turn, number: int) -> list[tuple[Address, str]]:
    """The newest copy of a report's card on each desk of the last day: its chat and slot."""
    found: dict[Address, str] = {}
    for each in turn.many(CARD_COPIES):
        if each.report_id == number and is_desk_slot(each.slot) and each.sent_at > turn.now - DAY_MS:
            found.setdefault(Address(each.channel, each.chat), each.slot)
    return list(found.items())


def joined_to(number: int) -> Asked:
    """Asks for JOINED_REPORTS of the report with this number."""
    return JOINED_REPORTS(number, words([Status.MERGED]))


def sent(turn: Turn, message: str) -> Asked:
    """Asks for SENT: the message with this id in the event's chat."""
    return SENT(turn.event.channel, turn.event.chat, message)
