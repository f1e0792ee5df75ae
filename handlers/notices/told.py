"""What notices said to a person last, with the buttons under it: whoever sees no buttons may type their words."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.base.message import Marked, Message
from handlers.base.turn import Turn
from handlers.notices.content import load_content
from handlers.notices.wording import Meaning, notice_message
from storage.changes import Query
from storage.notice_records import Notice, Recipient

MEANT = frozenset(meaning.value for meaning in Meaning)


def told_queries(turn: Turn) -> list[Query]:
    """What `told` wants: as whose recipient this person was told of which notices."""
    person = (turn.person.id, turn.event.channel)
    return [Query("told_last", person), Query("told_last_notice", person)]


def told(turn: Turn, recipients: Sequence[Recipient], notices: Sequence[Notice]) -> list[tuple[int, Message]]:
    """When (UTC ms) and what each of these notices said to this person; an empty message where it is not known."""
    return [(at.at, _said(turn, at, notice)) for at, notice in zip(recipients, notices, strict=False)]


def _said(turn: Turn, recipient: Recipient, notice: Notice) -> Message:
    language, _, meaning = recipient.variant.partition(":")
    if meaning not in MEANT:
        return Message(Marked(""))
    content = load_content(notice.content)
    return notice_message(turn.shared, notice, content, language, Meaning(meaning), at=recipient.at)
