"""The record of an answer to all who wait. The same rules as in `storage.records`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from storage.marks import ChatId, Code, Id, Moment, Number, Public, StaffId, StaffName
from storage.record import Record


@dataclass(slots=True)
class StormAnswer(Record):
    """One answer to all who wait of a topic and place (handlers.operator.storm). `chat`: where it was asked for;
    `everything` and `organisations` (JSON): whose reports are seen there. `cursor`: the last report that was answered.
    """

    TABLE: ClassVar[str] = "storm_answer"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: Id
    state: Code  # "draft", "running" or "ended"
    chat: ChatId
    everything: Number
    organisations: Code
    topic: Code
    place: Code = ""  # a settlement, a municipality, "-" for neither of both known; "" everywhere
    since: Moment = 0  # of reports that were written since then
    until: Moment = 0  # new ones are answered, too; 0: none
    text: Public = ""
    actor: StaffId = 0
    actor_name: StaffName = ""
    cursor: Id = 0
    told: Number = 0
    created_at: Moment = 0
    ended_at: Moment = 0
