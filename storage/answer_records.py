"""Records of what answers promise (see storage.records for how records are written)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from storage.marks import Code, Id, Moment
from storage.record import Record


@dataclass(slots=True)
class Promise(Record):
    """A day that an answer promised. Nothing in it is personal: it stays to be counted.

    `state`: "" (open), "kept", "broken" or "moved" (another day was promised in time).
    """

    TABLE: ClassVar[str] = "promise"
    KEY: ClassVar[tuple[str, ...]] = ("event_id",)
    event_id: Id  # the line of the report's history
    report_id: Id
    organisation: Code  # that answered for it then
    made_at: Moment
    due_at: Moment
    state: Code = ""
    decided_at: Moment = 0


ANSWER_RECORDS: tuple[type[Record], ...] = (Promise,)
