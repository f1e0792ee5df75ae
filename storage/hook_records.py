"""What other programs are told of by webhooks and GET /open311/v2/events (see storage.records)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from storage.marks import Code, Id, Moment, Number, PersonalJson
from storage.record import Record

REPLAY = "replay"
"""`purpose` of such a row that was asked for again: it says what is true now."""


@dataclass(slots=True)
class HookEvent(Record):
    """Something happened. Ids grow with time and are never given twice, also after a restore.

    `data` is handlers.webhooks.facts; `organisation` and `was_organisation` say whose report it is and was.
    """

    TABLE: ClassVar[str] = "hook_event"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: Id
    at: Moment
    kind: Code  # storage.region.webhooks: REPORT_EVENTS, NOTICE_EVENTS
    report_id: Id = 0
    notice_id: Id = 0
    organisation: Code = ""
    was_organisation: Code = ""
    drill: Number = 0
    data: PersonalJson = "{}"
