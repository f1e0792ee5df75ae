"""The records of what the bot says: what still has to go out, and what stands in the messengers. storage.records has
them, too.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import ClassVar

from storage.marks import ChatId, Code, Id, Moment, Number, PersonalText
from storage.record import Record


@dataclass(slots=True)
class SentMessage(Record):
    """What a messenger's message stands for; outlives its outbox row."""

    TABLE: ClassVar[str] = "sent_message"
    KEY: ClassVar[tuple[str, ...]] = ("channel", "chat", "message_id")
    channel: Code
    chat: PersonalText
    message_id: PersonalText
    slot: Code = ""  # set on the one message that edits of the slot change
    report_id: Id = 0
    event_id: Id = 0
    purpose: Code = ""  # "card", "answer", "question", "prompt:…", …
    sent_at: Moment = 0


class OutboxOp(StrEnum):
    """What a row has the messenger do."""

    SEND = "send"
    PUT = "put"  # make the message of its slot show this: edit it, or send it if there is none
    DELETE = "delete"  # its slot's message
    ACK = "ack"  # answer a press
    CALL = "call"  # bring an event to a webhook: `event_id`, its kind in `body`; what is sent is made when it leaves


SAYS = (OutboxOp.SEND, OutboxOp.PUT)
"""What has a text and files to show."""


class OutboxState(IntEnum):
    WAITING = 0
    CLAIMED = 1  # taken by the sender, outcome not known yet; after a restart: unknown
    SENT = 2
    UNREACHABLE = 3
    REJECTED = 4
    EXPIRED = 5
    GIVEN_UP = 6  # attempts used up, or unknown and not to be repeated
    DROPPED = 7  # by a person


class Lane(IntEnum):
    """The order of urgency (promise 7)."""

    ACK = 0
    ALERT = 1
    PERSON = 2
    OPERATORS = 3
    NOTICE = 4
    DIGEST = 5


class Share(IntEnum):
    """What a message in the operators' chat is for (promise 8). NONE elsewhere."""

    NONE = 0
    REPORTS = 1
    ASKED = 2
    EDITS = 3
    ALARMS = 4


@dataclass(slots=True)
class OutboxRow(Record):
    """One thing to be said. `body` is handlers.base.message.Message.dump() (ACK: the toast's text).

    `op`: an OutboxOp; for ACK `slot` is the messenger's ack id, `purpose` the user's id.
    `then` = "WORD:KEY": when the row is final, the tick of that name comes, its text the JSON
    {"result": "sent" | "unreachable" | "rejected" | "expired" | "given_up" | "dropped", "why", "at"}.
    `careful`: 1 for notices, answers, cards and confirmations, which are repeated at most twice when
    their outcome is unknown; 0 for the rest, repeated once if the chat has had nothing since.
    `unknowns` counts the outcomes that nobody knows, `deaths` those of them that the program's own end left so.
    `parts_done` counts the messenger's calls that are through, each with its own outcome.
    `notice_id`: claimed only while that notice is being sent. `text_id`: what it says is that NoticeText, and
    `random_id` is equal for all rows with that text, so that one call may carry it to many.
    """

    TABLE: ClassVar[str] = "outbox"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: Id
    channel: Code
    chat: ChatId
    lane: Number
    op: Code
    body: PersonalText
    slot: Code = ""
    share: Number = 0
    careful: Number = 0
    state: Number = 0
    created_at: Moment = 0
    due_at: Moment = 0
    expires_at: Moment = 0  # 0: never
    attempts: Number = 0
    unknowns: Number = 0
    parts_done: Number = 0
    random_id: Id = 0
    report_id: Id = 0
    event_id: Id = 0
    purpose: Code = ""
    then: Code = ""
    claimed_at: Moment = 0
    finished_at: Moment = 0
    why: Code = ""
    notice_id: Id = 0
    text_id: Id = 0
    deaths: Number = 0
