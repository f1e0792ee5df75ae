"""Records of what answers promise, and of ready answers (see storage.records)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from storage.marks import Code, Id, Moment, Public
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


@dataclass(slots=True)
class ReadyAnswer(Record):
    """An answer that staff saved to be used again, with gaps in place of what was one report's."""

    TABLE: ClassVar[str] = "ready_answer"
    KEY: ClassVar[tuple[str, ...]] = ("id",)
    id: Id
    topic: Code  # "" for any
    title: Public
    body: Public
    created_at: Moment


@dataclass(slots=True)
class KeptOutsideAct(Record):
    """What became of an act, under the client's own name for it. None of its words."""

    TABLE: ClassVar[str] = "outside_act"
    KEY: ClassVar[tuple[str, ...]] = ("client", "act")
    client: Code  # code of the client
    act: Code  # its own name for the act
    report_id: Id
    event_id: Id = 0  # the line of the report's history; 0 where there was nothing to do, and where it was refused
    kind: Code = ""  # of handlers.outside.act.ActKind
    outcome: Code = ""  # of handlers.outside.judge
    status: Code = ""  # the report's, after it
    digest: Code = ""  # of all that it says
    at: Moment = 0


ANSWER_RECORDS: tuple[type[Record], ...] = (Promise, ReadyAnswer, KeptOutsideAct)
