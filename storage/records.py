"""The records that the store keeps: one dataclass a table, its fields in the order of the columns.

`TABLE`: the table, `KEY`: its primary key's names. Times are UTC milliseconds, 0 for "not yet" unless a field says
otherwise; flags 0/1; `data` holds JSON. A column's type says whether it is personal (storage.marks). Ids are allocated
by the program (storage.ids), so that one batch can refer to its own rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from storage.answer_records import ANSWER_RECORDS
from storage.client_records import CLIENT_RECORDS
from storage.connection_records import CONNECTION_RECORDS
from storage.marks import (
    ChatId,
    Code,
    Id,
    InnerMoment,
    InnerPersonalText,
    Moment,
    Number,
    PersonalJson,
    PersonalPoint,
    PersonalText,
    PersonId,
    StaffId,
    StaffName,
)
from storage.notice_records import NOTICE_RECORDS
from storage.outbox_records import Lane, OutboxRow, OutboxState, SentMessage, Share
from storage.record import Record
from storage.shift_records import Shift
from storage.storm_records import StormAnswer

__all__ = ["Lane", "OutboxRow", "OutboxState", "Record", "SentMessage", "Share"]


@dataclass(slots=True)
class Person(Record):
    """Somebody who wrote to a bot; may have one account in each messenger."""

    TABLE: ClassVar[str] = "person"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: Id
    created_at: Moment
    language: Code = ""  # "" until chosen or told by the messenger
    source: PersonalText = ""  # what the link of the first contact handed over
    consent_version: Code = ""  # "" without consent
    consent_at: Moment = 0
    silenced_until: Moment = 0  # so long his messages are not passed on, but for danger; he was told why
    silenced_why: PersonalText = ""


@dataclass(slots=True)
class Account(Record):
    """A person in one messenger. In a private chat `user_id` is also the chat's id."""

    TABLE: ClassVar[str] = "account"
    KEY: ClassVar[tuple[str, ...]] = ("channel", "user_id")
    channel: Code
    user_id: PersonalText
    person_id: PersonId
    created_at: Moment
    unreachable_at: Moment = 0  # 0: reachable
    unreachable_why: Code = ""  # "blocked", "deactivated", "forbidden"
    name: PersonalText = ""  # kept for operators only; a citizen's name is not stored


@dataclass(slots=True)
class Dialogue(Record):
    """Where the talk with one person in one chat stands. `data` is versioned JSON."""

    TABLE: ClassVar[str] = "dialogue"
    KEY: ClassVar[tuple[str, ...]] = ("channel", "chat", "user_id")
    channel: Code
    chat: PersonalText
    user_id: PersonalText
    person_id: PersonId = 0
    step: Code = ""
    data: PersonalJson = "{}"
    screen: Number = 0  # the screen being shown is slot "screen:N"; 0: none
    screen_at: Moment = 0
    updated_at: Moment = 0


@dataclass(slots=True)
class Report(Record):
    """A citizen's report. Its id is the number people see."""

    TABLE: ClassVar[str] = "report"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: Id
    person_id: PersonId
    channel: Code  # where it was written: the answer goes there
    chat: PersonalText
    language: Code
    status: Code  # handlers.reports.status
    topic: Code  # a topic's code of the region
    organisation: Code  # an organisation's code of the region
    text: PersonalText
    address: PersonalText = ""  # the place in words
    settlement: Code = ""  # codes of the region, where known
    municipality: Code = ""
    lat: PersonalPoint = None
    lon: PersonalPoint = None
    danger: Number = 0  # 1: its words speak of danger, 2: its author calls for help (handlers.reports.status.HELP)
    unsent: Number = 0  # its author never pressed "send": passed on because of the danger
    created_at: Moment = 0
    updated_at: Moment = 0
    first_due_at: Moment = 0  # a first answer is due
    due_at: Moment = 0  # the solution is due
    answered_at: Moment = 0  # of the first answer
    closed_at: Moment = 0
    taken_by: StaffId = 0  # person id of an operator
    taken_name: StaffName = ""
    taken_until: InnerMoment = 0
    merged_into: Id = 0
    reminded_at: InnerMoment = 0
    carded: Number = 0  # where its own card was put: 1 admin chat, 2 organisation's own, 4 its team's (sums)
    unshown: Number = 0  # where it, or what its author added, still has to come in sight: the same numbers
    retired: Number = 0  # nothing personal is left of it (region.keep_days)
    street_key: InnerPersonalText = ""  # of the address: handlers.reports.place_keys
    house_key: InnerPersonalText = ""
    asked: Number = 0  # how often its author was asked whether it is solved, since the last answer
    stars: Number = 0  # 1 to 5 by its author, 0: none
    details: PersonalJson = "{}"  # answers to the questions of its topic (handlers.reports.details)
    team: Code = ""  # of the centre, a team's code of the region; "": the admin chat


class Delivery(StrEnum):
    """What became of a line of a report's history that goes to the citizen; "" while it can still be stopped."""

    CALLED_OFF = "cancelled"  # stopped meanwhile
    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"  # ReportEvent.why says the reason


@dataclass(slots=True)
class ReportEvent(Record):
    """One line of a report's history. `actor` is a person id, 0 for the bot itself; `delivery_at`: since when its
    `delivery` is what it is.
    """

    TABLE: ClassVar[str] = "report_event"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: Id
    report_id: Id
    at: Moment
    kind: Code  # handlers.reports.status.LineKind
    actor: StaffId = 0
    actor_name: StaffName = ""  # operators only
    text: PersonalText = ""
    data: PersonalJson = "{}"
    delivery: Code = ""  # Delivery
    delivery_at: Moment = 0
    why: Code = ""


@dataclass(slots=True)
class StoredFile(Record):
    """A file of a report or an answer. `path` is below DATA_DIR/files once it was fetched."""

    TABLE: ClassVar[str] = "attachment"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: Id
    report_id: Id  # 0 while it belongs to a draft
    event_id: Id  # 0: part of the report itself
    person_id: PersonId
    channel: Code  # where it came from
    handle: PersonalText
    kind: Code
    url: InnerPersonalText = ""
    name: PersonalText = ""
    mime: Code = ""
    size: Number = 0
    transcript: PersonalText = ""
    path: InnerPersonalText = ""
    created_at: Moment = 0
    source_message: PersonalText = ""  # native id of the message it came in, for albums and edits


@dataclass(slots=True)
class FileCopy(Record):
    """The handle of a stored file in a messenger that it was uploaded to."""

    TABLE: ClassVar[str] = "attachment_copy"
    KEY: ClassVar[tuple[str, ...]] = ("attachment_id", "channel")
    attachment_id: Id
    channel: PersonalText
    handle: PersonalText
    created_at: Moment


@dataclass(slots=True)
class Timer(Record):
    """A moment to come back to: becomes the tick "KIND:KEY" when due."""

    TABLE: ClassVar[str] = "timer"
    KEY: ClassVar[tuple[str, ...]] = ("kind", "key")
    kind: Code
    key: Code
    due_at: Moment
    data: PersonalText = ""


@dataclass(slots=True)
class SeenUpdate(Record):
    TABLE: ClassVar[str] = "seen_update"
    KEY: ClassVar[tuple[str, ...]] = ("channel", "bot", "key")
    channel: Code
    bot: Code
    key: Code
    at: Moment


@dataclass(slots=True)
class Fault(Record):
    """A raw update whose handler failed; kept until a day after it was tried again with success."""

    TABLE: ClassVar[str] = "fault"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: Id
    channel: Code
    bot: Code
    key: Code
    raw: PersonalText
    error: Code  # the exception's type and place, never what a person wrote
    at: Moment
    tries: Number = 1
    solved_at: Moment = 0


@dataclass(slots=True)
class Setting(Record):
    """A value the program remembers: a channel's cursor, the last run of a job, a group's new id."""

    TABLE: ClassVar[str] = "setting"
    KEY: ClassVar[tuple[str, ...]] = ("name",)
    name: Code
    value: PersonalText


@dataclass(slots=True)
class Audit(Record):
    """Who did what that is not a report's history: refusals, erasures, exports."""

    TABLE: ClassVar[str] = "audit"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: Id
    at: Moment
    channel: Code
    user_id: ChatId
    action: Code
    data: Code = "{}"


RECORDS: tuple[type[Record], ...] = (
    Person, Account, Dialogue, Report, ReportEvent, StoredFile, FileCopy, SentMessage,
    OutboxRow, Timer, SeenUpdate, Fault, Setting, Audit, Shift, StormAnswer, *NOTICE_RECORDS, *ANSWER_RECORDS,
    *CONNECTION_RECORDS, *CLIENT_RECORDS,
)  # fmt: skip
