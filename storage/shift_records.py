"""The record of a shift: somebody of the staff who works through the queue in his private chat."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from storage.marks import ChatId, Code, Id, Moment, Number, PersonalText, PersonId
from storage.record import Record


@dataclass(slots=True)
class Shift(Record):
    """Times are UTC milliseconds; `began_at` 0: only its filter was chosen yet. See docs/decisions/0038."""

    TABLE: ClassVar[str] = "shift"
    KEY: ClassVar[tuple[str, ...]] = ("person_id",)
    person_id: PersonId
    channel: Code
    chat: ChatId  # his private chat
    name: PersonalText = ""
    scope: Code = ""  # "*" for every report, else the codes of organisations, with "," between them
    topic: Code = ""  # only reports of this topic, "" for all
    place: Code = ""  # only of this settlement or municipality, "-" where none is known, "" for all
    began_at: Moment = 0
    ended_at: Moment = 0
    report_id: Id = 0  # the report on the desk, 0: none
    offered_at: Moment = 0  # since when it is there
    answered: Number = 0
    passed: Number = 0  # passed over
    unsaid: Number = 0  # how many of these the group has not been told of
    skipped: Code = "[]"  # JSON list of the reports that were passed over
