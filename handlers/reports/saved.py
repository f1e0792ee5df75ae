"""Stores a sent draft's files, and which of its author's messages belong to which report."""

from __future__ import annotations

from typing import Any

from handlers.base.commands import read_numbered_answer
from handlers.base.turn import Turn
from handlers.reports.card import CARD
from handlers.reports.draft import ReportDraft
from handlers.reports.lists import LIST
from storage.records import SentMessage, StoredFile

OPERATOR = "operator"
"""The purpose under which an operator's own message is remembered; a reply to it is talk among colleagues."""
WILL_GO = "will_go"
"""The purpose of what says that an act of an operator is about to reach a citizen."""
HINT = "hint"
"""The purpose of what is said of words that did not go; a reply to it is an answer to the report's author."""
ASSIGNED = "assigned"
"""The purpose of what tells an operator that a colleague gave him a report."""
STAFF_MESSAGES = frozenset({CARD, WILL_GO, ASSIGNED, LIST, HINT, OPERATOR})
"""Purposes of what stands in a private chat for the work of the staff alone; whoever replies to it is no citizen."""
OWN_MESSAGE = "said"
"""Purpose of a citizen's own message that became part of a report: its edit or a reply to it finds the report."""


def is_of_staff(replied: SentMessage | None, text: str) -> bool:
    """Whether a message is a reply to one of STAFF_MESSAGES, or an answer by number («№ 12 …»)."""
    numbered = read_numbered_answer(text)
    return (replied is not None and replied.purpose in STAFF_MESSAGES) or bool(numbered and numbered[1])


def keep_files(turn: Turn, draft: ReportDraft, report_id: int, event_id: int) -> list[StoredFile]:
    """The draft's files as files of the report, or of one line of its history."""
    kept = []
    for file in draft.files:
        stored = StoredFile(
            turn.new_id("attachment"),
            report_id,
            event_id,
            turn.person.id,
            str(file.get("channel") or turn.dialogue.channel),
            str(file.get("handle", "")),
            str(file.get("kind", "")),
            str(file.get("url", "")),
            str(file.get("name", "")),
            str(file.get("mime", "")),
            int(file.get("size", 0)),
            str(file.get("transcript", "")),
            created_at=turn.now,
            source_message=str(file.get("message", "")),
        )
        turn.save(stored)
        kept.append(stored)
    return kept


def as_draft_file(file: StoredFile) -> dict[str, Any]:
    """A report's file as a draft has it."""
    names = ("channel", "handle", "kind", "url", "name", "mime", "size", "transcript")
    values = {name: getattr(file, name) for name in names if getattr(file, name)}
    return {**values, "message": file.source_message}


def remember_messages(turn: Turn, draft: ReportDraft, report_id: int, event_id: int = 0) -> None:
    for message in draft.messages:
        remember_message(turn, message, report_id, event_id)


def remember_message(turn: Turn, message: str, report_id: int, event_id: int = 0) -> None:
    """This message of its author is part of the report."""
    sent = SentMessage(turn.dialogue.channel, turn.dialogue.chat, message)
    sent.report_id, sent.event_id, sent.purpose, sent.sent_at = report_id, event_id, OWN_MESSAGE, turn.now
    turn.save(sent)
