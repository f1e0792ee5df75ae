"""The records that the store keeps: one dataclass a table, its fields in the order of the columns.

`TABLE` is the table, `KEY` the names of its primary key. Times are UTC milliseconds, 0 for
"not yet" unless a field says otherwise; flags are 0/1; `data` fields hold JSON text.
Ids are allocated by the program (`storage.ids`), so that one batch can refer to its own rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar

from storage.notice_records import NOTICE_RECORDS
from storage.record import Record

__all__ = ["Record"]


@dataclass(slots=True)
class Person(Record):
    """Somebody who wrote to a bot; may have one account in each messenger."""

    TABLE: ClassVar[str] = "person"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: int
    created_at: int
    language: str = ""  # "" until chosen or told by the messenger
    source: str = ""  # Telegram ?start=… or VK ref of the first contact
    consent_version: str = ""  # "" without consent
    consent_at: int = 0


@dataclass(slots=True)
class Account(Record):
    """A person in one messenger. In a private chat `user_id` is also the chat's id."""

    TABLE: ClassVar[str] = "account"
    KEY: ClassVar[tuple[str, ...]] = ("channel", "user_id")
    channel: str
    user_id: str
    person_id: int
    created_at: int
    unreachable_at: int = 0  # 0: reachable
    unreachable_why: str = ""  # "blocked", "deactivated", "forbidden"
    name: str = ""  # kept for operators only; a citizen's name is not stored


@dataclass(slots=True)
class Dialogue(Record):
    """Where the talk with one person in one chat stands. `data` is versioned JSON."""

    TABLE: ClassVar[str] = "dialogue"
    KEY: ClassVar[tuple[str, ...]] = ("channel", "chat", "user_id")
    channel: str
    chat: str
    user_id: str
    person_id: int = 0
    step: str = ""
    data: str = "{}"
    screen: int = 0  # the screen being shown is slot "screen:N"; 0: none
    screen_at: int = 0
    updated_at: int = 0


@dataclass(slots=True)
class Report(Record):
    """A citizen's report. Its id is the number people see."""

    TABLE: ClassVar[str] = "report"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: int
    person_id: int
    channel: str  # where it was written: the answer goes there
    chat: str
    language: str
    status: str  # handlers.reports.status
    topic: str  # a topic's code of the region
    organisation: str  # an organisation's code of the region
    text: str
    address: str = ""  # the place in words
    settlement: str = ""  # codes of the region, where known
    municipality: str = ""
    lat: float | None = None
    lon: float | None = None
    danger: int = 0  # 1: its words speak of danger, 2: its author calls for help (handlers.reports.status.HELP)
    unsent: int = 0  # its author never pressed "send": passed on because of the danger
    created_at: int = 0
    updated_at: int = 0
    first_due_at: int = 0  # a first answer is due
    due_at: int = 0  # the solution is due
    answered_at: int = 0  # of the first answer
    closed_at: int = 0
    taken_by: int = 0  # person id of an operator
    taken_name: str = ""
    taken_until: int = 0
    merged_into: int = 0
    reminded_at: int = 0
    carded: int = 0  # where its own card was put: 1 the admin chat, 2 its organisation's own chat (sums)
    unshown: int = 0  # where it, or what its author added, still has to come in sight: the same numbers
    retired: int = 0  # nothing personal is left of it (region.keep_days)


@dataclass(slots=True)
class ReportEvent(Record):
    """One line of a report's history. `actor` is a person id, 0 for the bot itself.

    For kind "answer" and "question", `delivery` is "" (in its ten seconds of grace), "cancelled",
    "waiting", "delivered" or "failed" (`why` says the reason), `delivery_at` its time.
    """

    TABLE: ClassVar[str] = "report_event"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: int
    report_id: int
    at: int
    kind: str  # handlers.reports.status.EVENT_KINDS
    actor: int = 0
    actor_name: str = ""  # operators only
    text: str = ""
    data: str = "{}"
    delivery: str = ""
    delivery_at: int = 0
    why: str = ""


@dataclass(slots=True)
class StoredFile(Record):
    """A file of a report or an answer. `path` is below DATA_DIR/files once it was fetched."""

    TABLE: ClassVar[str] = "attachment"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: int
    report_id: int  # 0 while it belongs to a draft
    event_id: int  # 0: part of the report itself
    person_id: int
    channel: str  # where it came from
    handle: str
    kind: str
    url: str = ""
    name: str = ""
    mime: str = ""
    size: int = 0
    transcript: str = ""
    path: str = ""
    created_at: int = 0
    source_message: str = ""  # native id of the message it came in, for albums and edits


@dataclass(slots=True)
class FileCopy(Record):
    """The handle of a stored file in a messenger that it was uploaded to."""

    TABLE: ClassVar[str] = "attachment_copy"
    KEY: ClassVar[tuple[str, ...]] = ("attachment_id", "channel")
    attachment_id: int
    channel: str
    handle: str
    created_at: int


@dataclass(slots=True)
class SentMessage(Record):
    """What a messenger's message stands for; outlives its outbox row."""

    TABLE: ClassVar[str] = "sent_message"
    KEY: ClassVar[tuple[str, ...]] = ("channel", "chat", "message_id")
    channel: str
    chat: str
    message_id: str
    slot: str = ""  # set on the one message that edits of the slot change
    report_id: int = 0
    event_id: int = 0
    purpose: str = ""  # "card", "answer", "question", "prompt:…", …
    sent_at: int = 0


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

    `op`: "send", "put" (make the message of `slot` show this: edit it, or send it if there is none),
    "delete" (the slot's message), "ack" (`slot` is the messenger's ack id, `purpose` the user's id).
    `then` = "WORD:KEY": when the row is final, the tick of that name comes, its text the JSON
    {"result": "sent" | "unreachable" | "rejected" | "expired" | "given_up" | "dropped", "why", "at"}.
    `careful`: 1 for notices, answers, cards and confirmations, which are repeated at most twice when
    their outcome is unknown; 0 for the rest, repeated once if the chat has had nothing since.
    `parts_done` counts the messenger's calls that are through, each with its own outcome.
    `notice_id`: claimed only while that notice is being sent. `text_id`: what it says is that NoticeText, and
    `random_id` is equal for all rows with that text, so that one call of VK may carry it to many.
    """

    TABLE: ClassVar[str] = "outbox"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: int
    channel: str
    chat: str
    lane: int
    op: str
    body: str
    slot: str = ""
    share: int = 0
    careful: int = 0
    state: int = 0
    created_at: int = 0
    due_at: int = 0
    expires_at: int = 0  # 0: never
    attempts: int = 0
    unknowns: int = 0
    parts_done: int = 0
    random_id: int = 0
    report_id: int = 0
    event_id: int = 0
    purpose: str = ""
    then: str = ""
    claimed_at: int = 0
    finished_at: int = 0
    why: str = ""
    notice_id: int = 0
    text_id: int = 0


@dataclass(slots=True)
class Timer(Record):
    """A moment to come back to: becomes the tick "KIND:KEY" when due."""

    TABLE: ClassVar[str] = "timer"
    KEY: ClassVar[tuple[str, ...]] = ("kind", "key")
    kind: str
    key: str
    due_at: int
    data: str = ""


@dataclass(slots=True)
class SeenUpdate(Record):
    TABLE: ClassVar[str] = "seen_update"
    KEY: ClassVar[tuple[str, ...]] = ("channel", "bot", "key")
    channel: str
    bot: str
    key: str
    at: int


@dataclass(slots=True)
class Fault(Record):
    """A raw update whose handler failed; kept until it was tried again with success."""

    TABLE: ClassVar[str] = "fault"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: int
    channel: str
    bot: str
    key: str
    raw: str
    error: str  # the exception's type and place, never what a person wrote
    at: int
    tries: int = 1
    solved_at: int = 0


@dataclass(slots=True)
class Setting(Record):
    """A value the program remembers: VK's ts, the last run of a job, a group's new id."""

    TABLE: ClassVar[str] = "setting"
    KEY: ClassVar[tuple[str, ...]] = ("name",)
    name: str
    value: str


@dataclass(slots=True)
class Audit(Record):
    """Who did what that is not a report's history: refusals, erasures, exports."""

    TABLE: ClassVar[str] = "audit"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: int
    at: int
    channel: str
    user_id: str
    action: str
    data: str = "{}"


RECORDS: tuple[type[Record], ...] = (
    Person, Account, Dialogue, Report, ReportEvent, StoredFile, FileCopy, SentMessage,
    OutboxRow, Timer, SeenUpdate, Fault, Setting, Audit, *NOTICE_RECORDS,
)  # fmt: skip
