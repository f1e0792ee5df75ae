"""The records of emergency notices: who wants what, what was said to whom, who decided it.

The same rules as in `storage.records`: times are UTC milliseconds, 0 for "not yet"; flags are 0/1; `data`, `content`
and the like hold versioned JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from storage.marks import (
    Code,
    Id,
    Moment,
    Number,
    PersonalFloat,
    PersonalNumber,
    PersonalText,
    PersonId,
    Public,
    StaffId,
    StaffIds,
    StaffName,
)
from storage.record import Record

COUNTED = "notice"
"""The purpose of outbox rows that bring a notice to a person: their outcomes are counted (NoticeCount)."""
PUBLIC = "notice_public"  # the same, to a public channel; not counted
LATE = "notice_late"  # the same, to who came to be warned when it was in force already; not counted
MARK = "notice_mark"  # says on an earlier notice's message that it does not hold any more; never a message of its own


EVERYWHERE = "all"
"""`channel` of a subscription: notices come to every account of the person."""


@dataclass(slots=True)
class Subscription(Record):
    """What a person wants to be warned of. Without a row: Extreme alerts of the whole region.

    `kinds` is a set of bits (handlers.notices.kinds), `least` the least severity (1 Minor … 4 Extreme). `extreme`: 1
    for Extreme alerts of his area whatever `kinds` says. Quiet hours are minutes of the region's day, -1 for none.
    `channel`: where notices come to somebody with several messengers: the name of one, EVERYWHERE, or "": the account
    that is oldest. Rows from the time of two messengers say "both" for EVERYWHERE.
    """

    TABLE: ClassVar[str] = "subscription"
    KEY: ClassVar[tuple[str, ...]] = ("person_id",)
    person_id: PersonId
    kinds: PersonalNumber = 0
    least: PersonalNumber = 2
    extreme: PersonalNumber = 1
    drills: PersonalNumber = 0
    quiet_from: PersonalNumber = -1
    quiet_to: PersonalNumber = -1
    channel: Code = ""
    updated_at: Moment = 0

    @property
    def everywhere(self) -> bool:
        """Whether notices come to every account."""
        return everywhere(self.channel)


def everywhere(preference: str) -> bool:
    """Whether a subscription's `channel` means every account."""
    return preference in (EVERYWHERE, "both")


@dataclass(slots=True)
class SubscriptionArea(Record):
    """One area that a person named: "m:CODE" a municipality, "s:CODE" a settlement, "*" the whole region.

    Somebody with a subscription and no area means the whole region.
    """

    TABLE: ClassVar[str] = "subscription_area"
    KEY: ClassVar[tuple[str, ...]] = ("person_id", "area")
    person_id: PersonId
    area: PersonalText


@dataclass(slots=True)
class Place(Record):
    """A point that a person cares for; notices that touch the circle around it are his. `radius_m` metres."""

    TABLE: ClassVar[str] = "place"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: Id
    person_id: PersonId
    name: PersonalText
    lat: PersonalFloat
    lon: PersonalFloat
    radius_m: PersonalNumber
    settlement: PersonalText = ""  # codes of the region, where known
    municipality: PersonalText = ""
    street: PersonalText = ""  # as `handlers.places.streets` writes it, for outages
    house: PersonalText = ""
    created_at: Moment = 0


@dataclass(slots=True)
class JoinCode(Record):
    """A code by which one person joins the accounts that he has in two messengers; only its hash is known."""

    TABLE: ClassVar[str] = "join_code"
    KEY: ClassVar[tuple[str, ...]] = ("code_hash",)
    code_hash: PersonalText
    person_id: PersonId
    channel: Code
    user_id: PersonalText
    expires_at: Moment


@dataclass(slots=True)
class Notice(Record):
    """An emergency notice. Its id is the number that people see.

    `content` is handlers.notices.content.Content; `digest` freezes it once it is pending. `hands` is a JSON list of
    everybody who wrote, changed or submitted this version: none of them may approve it ("v:2" says which).
    `link` is "", "updates", "corrects", "ends", "withdraws" or "repeats", and says what this notice does to the notice
    `linked_id`; of a repeat `version` says which one it is.
    """

    TABLE: ClassVar[str] = "notice"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: Id
    state: Code  # handlers.notices.states
    kind: Code  # handlers.notices.kinds
    severity: Number  # 1 Minor … 4 Extreme
    drill: Number
    content: Public
    digest: Code = ""
    version: Number = 0  # how often it was submitted
    link: Code = ""
    linked_id: Id = 0
    source: Code = ""  # "" an officer, "console", or the code of a source of alerts
    hands: StaffIds = "[]"
    author: StaffId = 0  # person ids, 0 for a source or the console
    author_name: StaffName = ""
    submitter_name: StaffName = ""
    approver_name: StaffName = ""
    until: Moment = 0  # in force until then
    send_at: Moment = 0  # to be sent at this time; 0: once it is approved
    repeat_min: Number = 0  # said again so often while it is in force; 0: never
    created_at: Moment = 0
    updated_at: Moment = 0
    submitted_at: Moment = 0
    approved_at: Moment = 0
    started_at: Moment = 0
    finished_at: Moment = 0
    ended_at: Moment = 0  # not in force any more: ended, corrected, updated, withdrawn or expired
    count_wanted: Number = 0  # somebody waits to hear how many it goes to
    counted: Public = ""  # JSON: what was counted last
    cursor: Public = ""  # JSON: how far its audience is written out
    expanded: Number = 0  # its audience is written out
    why: Public = ""  # of a rejection or return


@dataclass(slots=True)
class NoticeText(Record):
    """One text of a notice, said to many: outbox rows refer to it by `text_id`. `body` is Message.dump()."""

    TABLE: ClassVar[str] = "notice_text"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: Id
    notice_id: Id
    variant: Code  # e.g. "ru:alert"
    body: Public


@dataclass(slots=True)
class Recipient(Record):
    """A notice's row for one account of one person; there is never a second one.

    `rank`: 1 inside the shape, 2 in its municipality, 3 the rest. `held`: 1 while the person's quiet hours last.
    `row_id` is the outbox row, 0 while held.
    """

    TABLE: ClassVar[str] = "recipient"
    KEY: ClassVar[tuple[str, ...]] = ("notice_id", "person_id", "channel")
    notice_id: Id
    person_id: PersonId
    channel: Code
    chat: PersonalText
    rank: PersonalNumber
    variant: Code = ""
    row_id: Id = 0
    held: Number = 0
    at: Moment = 0


@dataclass(slots=True)
class TwoInOne(Record):
    """An outbox row that says two near-equal notices at once: its own and another one (decision 0047)."""

    TABLE: ClassVar[str] = "two_in_one"
    KEY: ClassVar[tuple[str, ...]] = ("row_id",)
    row_id: Id
    notice_id: Id
    other_id: Id


@dataclass(slots=True)
class NoticeCount(Record):
    """How many of a notice's messages had this outcome (OutboxState in words) and reason, by messenger."""

    TABLE: ClassVar[str] = "notice_count"
    KEY: ClassVar[tuple[str, ...]] = ("notice_id", "channel", "outcome", "why")
    notice_id: Id
    channel: Code
    outcome: Code
    why: Code
    count: Number


@dataclass(slots=True)
class NoticeEvent(Record):
    """One line of a notice's history: who did what when. `what` is an act of handlers.notices.states, or more."""

    TABLE: ClassVar[str] = "notice_event"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: Id
    notice_id: Id
    at: Moment
    what: Code
    actor: StaffIds = ""  # an officer's key, "console", "clock" or a source
    actor_name: StaffName = ""
    data: Public = "{}"


@dataclass(slots=True)
class NoticeResponse(Record):
    """What somebody answered to a notice; the newest answer stands. `report_id`: the call for help."""

    TABLE: ClassVar[str] = "notice_response"
    KEY: ClassVar[tuple[str, ...]] = ("notice_id", "person_id")
    notice_id: Id
    person_id: PersonId
    answer: PersonalText  # "safe", "help", "what", "away"; for outages "on", "off"
    at: Moment
    area: PersonalText = ""  # "s:CODE" or "m:CODE", where known
    report_id: Id = 0


@dataclass(slots=True)
class CapAlert(Record):
    """A CAP alert that was read: the triple is its identity, so that no alert counts twice."""

    TABLE: ClassVar[str] = "cap_alert"
    KEY: ClassVar[tuple[str, ...]] = ("sender", "identifier", "sent")
    sender: Code
    identifier: Code
    sent: Code  # as it stands in the alert
    notice_id: Id  # 0: it became no notice
    outcome: Code  # why, in a short code: "draft", "sent", "exercise", "private", "nowhere" …
    source: Code
    at: Moment
    digests: Code = (
        ""  # of all that came under this triple (handlers.alerts.chain), by spaces; "" of an earlier program
    )


@dataclass(slots=True)
class CapReference(Record):
    """An alert that was read refers to another, whether that one was read or not. `moment`: when it was sent, as UTC
    milliseconds in digits, so that one alert is one whatever zone its time was written in. `own`: 0 where another
    sender's alert refers to it, who may not end it.
    """

    TABLE: ClassVar[str] = "cap_reference"
    KEY: ClassVar[tuple[str, ...]] = ("sender", "identifier", "moment", "by_sender", "by_identifier", "by_moment")
    sender: Code
    identifier: Code
    moment: Code
    by_sender: Code
    by_identifier: Code
    by_moment: Code
    kind: Code  # msgType of the alert that refers
    drill: Number = 0
    own: Number = 1


NOTICE_RECORDS: tuple[type[Record], ...] = (
    Subscription, SubscriptionArea, Place, JoinCode, Notice, NoticeText, Recipient, NoticeCount, NoticeEvent,
    NoticeResponse, CapAlert, CapReference, TwoInOne,
)  # fmt: skip
