"""The records of emergency notices: who wants what, what was said to whom, who decided it.

The same rules as in `storage.records`: times are UTC milliseconds, 0 for "not yet"; flags are 0/1; `data`, `content`
and the like hold versioned JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from storage.record import Record

COUNTED = "notice"
"""The purpose of outbox rows that bring a notice to a person: their outcomes are counted (NoticeCount)."""
PUBLIC = "notice_public"  # the same, to a public channel; not counted
MARK = "notice_mark"  # says on an earlier notice's message that it does not hold any more; never a message of its own


@dataclass(slots=True)
class Subscription(Record):
    """What a person wants to be warned of. Without a row: Extreme alerts of the whole region.

    `kinds` is a set of bits (handlers.notices.kinds), `least` the least severity (1 Minor … 4 Extreme). `extreme`: 1
    for Extreme alerts of his area whatever `kinds` says. Quiet hours are minutes of the region's day, -1 for none.
    `channel`: where notices come to somebody with both messengers: "", "telegram", "vk" or "both"; "" is the
    account that is oldest.
    """

    TABLE: ClassVar[str] = "subscription"
    KEY: ClassVar[tuple[str, ...]] = ("person_id",)
    person_id: int
    kinds: int = 0
    least: int = 2
    extreme: int = 1
    drills: int = 0
    quiet_from: int = -1
    quiet_to: int = -1
    channel: str = ""
    updated_at: int = 0


@dataclass(slots=True)
class SubscriptionArea(Record):
    """One area that a person named: "m:CODE" a municipality, "s:CODE" a settlement, "*" the whole region.

    Somebody with a subscription and no area means the whole region.
    """

    TABLE: ClassVar[str] = "subscription_area"
    KEY: ClassVar[tuple[str, ...]] = ("person_id", "area")
    person_id: int
    area: str


@dataclass(slots=True)
class Place(Record):
    """A point that a person cares for; notices that touch the circle around it are his. `radius_m` metres."""

    TABLE: ClassVar[str] = "place"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: int
    person_id: int
    name: str
    lat: float
    lon: float
    radius_m: int
    settlement: str = ""  # codes of the region, where known
    municipality: str = ""
    street: str = ""  # as `handlers.places.streets` writes it, for outages
    house: str = ""
    created_at: int = 0


@dataclass(slots=True)
class JoinCode(Record):
    """A code by which one person joins the accounts that he has in two messengers."""

    TABLE: ClassVar[str] = "join_code"
    KEY: ClassVar[tuple[str, ...]] = ("code",)
    code: str
    person_id: int
    channel: str
    user_id: str
    expires_at: int


@dataclass(slots=True)
class Notice(Record):
    """An emergency notice. Its id is the number that people see.

    `content` is handlers.notices.content.Content; `digest` freezes it once it is pending. `hands` is a JSON list of
    everybody who wrote or submitted it: none of them may approve it. `link` is "", "updates", "corrects", "ends" or
    "withdraws", and says what this notice does to the notice `linked_id`.
    """

    TABLE: ClassVar[str] = "notice"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: int
    state: str  # handlers.notices.states
    kind: str  # handlers.notices.kinds
    severity: int  # 1 Minor … 4 Extreme
    drill: int
    content: str
    digest: str = ""
    version: int = 0  # how often it was submitted
    link: str = ""
    linked_id: int = 0
    source: str = ""  # "" an officer, "console", or the code of a source of alerts
    hands: str = "[]"
    author: int = 0  # person ids, 0 for a source or the console
    author_name: str = ""
    submitter_name: str = ""
    approver_name: str = ""
    until: int = 0  # in force until then
    send_at: int = 0  # to be sent at this time; 0: once it is approved
    repeat_min: int = 0  # said again so often while it is in force; 0: never
    created_at: int = 0
    updated_at: int = 0
    submitted_at: int = 0
    approved_at: int = 0
    started_at: int = 0
    finished_at: int = 0
    ended_at: int = 0  # not in force any more: ended, corrected, updated, withdrawn or expired
    count_wanted: int = 0  # somebody waits to hear how many it goes to
    counted: str = ""  # JSON: what was counted last
    cursor: str = ""  # JSON: how far its audience is written out
    expanded: int = 0  # its audience is written out
    why: str = ""  # of a rejection or return


@dataclass(slots=True)
class NoticeText(Record):
    """One text of a notice, said to many: outbox rows refer to it by `text_id`. `body` is Message.dump()."""

    TABLE: ClassVar[str] = "notice_text"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: int
    notice_id: int
    variant: str  # e.g. "ru:alert"
    body: str


@dataclass(slots=True)
class Recipient(Record):
    """A notice's row for one account of one person; there is never a second one.

    `rank`: 1 inside the shape, 2 in its municipality, 3 the rest. `held`: 1 while the person's quiet hours last.
    `row_id` is the outbox row, 0 while held.
    """

    TABLE: ClassVar[str] = "recipient"
    KEY: ClassVar[tuple[str, ...]] = ("notice_id", "person_id", "channel")
    notice_id: int
    person_id: int
    channel: str
    chat: str
    rank: int
    variant: str = ""
    row_id: int = 0
    held: int = 0
    at: int = 0


@dataclass(slots=True)
class NoticeCount(Record):
    """How many of a notice's messages had this outcome (OutboxState in words) and reason, by messenger."""

    TABLE: ClassVar[str] = "notice_count"
    KEY: ClassVar[tuple[str, ...]] = ("notice_id", "channel", "outcome", "why")
    notice_id: int
    channel: str
    outcome: str
    why: str
    count: int


@dataclass(slots=True)
class NoticeEvent(Record):
    """One line of a notice's history: who did what when. `what` is an act of handlers.notices.states, or more."""

    TABLE: ClassVar[str] = "notice_event"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: int
    notice_id: int
    at: int
    what: str
    actor: str = ""  # an officer's key, "console", "clock" or a source
    actor_name: str = ""
    data: str = "{}"


@dataclass(slots=True)
class NoticeResponse(Record):
    """What somebody answered to a notice; the newest answer stands. `report_id`: the call for help."""

    TABLE: ClassVar[str] = "notice_response"
    KEY: ClassVar[tuple[str, ...]] = ("notice_id", "person_id")
    notice_id: int
    person_id: int
    answer: str  # "safe", "help", "what", "away"; for outages "on", "off"
    at: int
    area: str = ""  # "s:CODE" or "m:CODE", where known
    report_id: int = 0


@dataclass(slots=True)
class CapAlert(Record):
    """A CAP alert that was read: the triple is its identity, so that no alert counts twice."""

    TABLE: ClassVar[str] = "cap_alert"
    KEY: ClassVar[tuple[str, ...]] = ("sender", "identifier", "sent")
    sender: str
    identifier: str
    sent: str  # as it stands in the alert
    notice_id: int  # 0: it became no notice
    outcome: str  # why, in a short code: "draft", "sent", "exercise", "private", "nowhere" …
    source: str
    at: int
    digests: str = ""  # of all that came under this triple (handlers.alerts.chain), by spaces; "" of an earlier program


@dataclass(slots=True)
class CapReference(Record):
    """An alert that was read refers to another, whether that one was read or not. `moment`: when it was sent, as UTC
    milliseconds in digits, so that one alert is one whatever zone its time was written in. `own`: 0 where another
    sender's alert refers to it, who may not end it.
    """

    TABLE: ClassVar[str] = "cap_reference"
    KEY: ClassVar[tuple[str, ...]] = ("sender", "identifier", "moment", "by_sender", "by_identifier", "by_moment")
    sender: str
    identifier: str
    moment: str
    by_sender: str
    by_identifier: str
    by_moment: str
    kind: str  # msgType of the alert that refers
    drill: int = 0
    own: int = 1


NOTICE_RECORDS: tuple[type[Record], ...] = (
    Subscription, SubscriptionArea, Place, JoinCode, Notice, NoticeText, Recipient, NoticeCount, NoticeEvent,
    NoticeResponse, CapAlert, CapReference,
)  # fmt: skip
