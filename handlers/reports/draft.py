"""The draft of a report: what was written and not sent yet. It is stored in the dialogue's data.

A draft becomes a new report, or (`into`) is added to one. Nothing of it is stored elsewhere before it is sent,
so that dropping it leaves nothing behind.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, fields
from operator import attrgetter
from typing import Any

from handlers.base.event import Attachment
from handlers.base.steps import KeptData
from handlers.base.texts import DAY_MS, MINUTE_MS
from handlers.base.turn import Turn
from handlers.reports.words import DRAFT_IDLE_MS, DRAFT_STEPS, DraftData, DraftStep, DraftTick
from storage.records import Report

DRAFT_VERSION = 1

GATHER_MS = 1_500
DANGER_MS = 10 * MINUTE_MS
DROP_MS = DAY_MS
POURING_MS = MINUTE_MS
"""Messages that come closer than this are one stream: the longer it is, the longer they are gathered."""
LONGEST_GATHER_MS, STREAM = 15_000, 10
MOST_WAITING = 3
"""Drafts that wait until the one that is written is done; what would be one more is added to it."""
LONGEST_TEXT = 40_000
"""Characters of a report: ten messages of the longest kind. What comes after has to be another one."""
MOST_FILES = 100
"""Of one report: whoever has more to show sends another one, instead of thousands on one card."""

OVER = "over"
"""In `ReportDraft.asks`, after number and first words: that report is over."""


@dataclass(slots=True)
class ReportDraft:
    """`texts` are [message id, text], `files` attachments as dicts with the "message" that they came in.

    `id` stands in the buttons of its screens: an older draft's button changes nothing.
    """

    id: int
    started_at: int
    texts: list[list[str]] = field(default_factory=list)
    files: list[dict[str, Any]] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)  # ids of all messages it was made of
    lat: float | None = None
    lon: float | None = None
    address: str = ""  # in words
    address_message: str = ""  # the message that told it
    settlement: str = ""
    municipality: str = ""
    outside: bool = False  # the point is not in the region
    placeless: bool = False  # its author does not know the place
    townless: bool = False  # nor the town of its street
    told_place: str = ""  # his words at the question where it is
    topic: str = ""
    topic_chosen: bool = False
    guessed: str = ""  # the topic that its words made likely before its author chose one
    told: dict[str, Any] = field(default_factory=dict)  # answers to its topic's questions: see handlers.reports.details
    asking: str = ""  # the question that stands open
    changing: bool = False  # and its author changes what he answered before
    danger: bool = False
    calm: bool = False  # what comes now only sounds like danger: see handlers.reports.wished
    danger_set: bool = False  # the danger timer runs
    into: int = 0  # the report that this is added to
    moves: bool = False  # and its place is that report's from now on
    retopics: bool = False  # so is its topic
    asks_topic: bool = False  # its author was asked which topic that report is about
    asks_place: bool = False  # and where it is
    by_button: bool = False  # a button said so, not its words
    offer: int = 0  # the report that it might belong to
    offer_over: bool = False  # that report is over: it would go back to work
    forwarded: bool = False  # it began with somebody else's words
    second: dict[str, Any] = field(default_factory=dict)  # what came last and may be another report: as `dump` gives it
    waiting: list[dict[str, Any]] = field(default_factory=list)  # drafts begun before, each as `dump` gives it
    asks: list[list[str]] = field(default_factory=list)  # reports that it may belong to: see `ask`
    known: list[list[Any]] = field(default_factory=list)  # see handlers.reports.known
    known_for: str = ""  # the topic and place for which that was looked for
    apart: bool = False  # a second trouble of it was made a report of its own
    follow: int = 0  # the case that it is joined to when it is sent
    says: str = ""  # what its words may say of that report: "solved", "not_solved" or ""
    showing: str = ""  # DraftScreen, or ""
    shown_at: int = 0
    last_at: int = 0  # of its last message
    gathering: bool = False  # the screen waits for the timer
    stream: int = 0  # messages that came close upon each other
    full: bool = False  # its author was told that no more words fit in
    full_of_files: bool = False  # and that no more files do
    reminded: bool = False  # was asked about once

    def ask(self, number: int, about: str, *, over: bool = False) -> None:
        """Let buttons ask whether it belongs to this report, too. `about`: its first words."""
        self.asks.append([str(number), about, *([OVER] if over else [])])

    @property
    def gather_ms(self) -> int:
        """How long the next message is waited for: whoever pours in hundreds is answered once, and all are kept."""
        return min(GATHER_MS * (1 + self.stream // STREAM), LONGEST_GATHER_MS)

    @property
    def empty(self) -> bool:
        return not (self.texts or self.files or self.has_place)

    @property
    def written(self) -> str:
        return "\n".join(text for _, text in self.texts)

    @property
    def spoken(self) -> str:
        """What the messenger wrote down of voice messages."""
        return "\n".join(t for f in self.files if (t := str(f.get("transcript", ""))))

    @property
    def words(self) -> str:
        """All that can be read of it."""
        return "\n".join(part for part in (self.written, self.spoken) if part)

    @property
    def says_something(self) -> bool:
        """There are words, or a voice message that a person can listen to."""
        return bool(self.texts) or any(f.get("kind") in ("voice", "audio") for f in self.files)

    @property
    def has_place(self) -> bool:
        return self.lat is not None or bool(self.address or self.settlement)

    def stand_at(self, other: ReportDraft | Report) -> None:
        """It is of the same place."""
        self.lat, self.lon, self.address = other.lat, other.lon, other.address
        self.settlement, self.municipality = other.settlement, other.municipality

    def dump(self) -> dict[str, Any]:
        values = zip(_FIELDS, _values(self), strict=True)
        kept = {k: _own(v) for k, v in values if v or k in ("lat", "lon")}
        return {"draft_version": DRAFT_VERSION, "id": self.id, "started_at": self.started_at, **kept}


_FIELDS = tuple(f.name for f in fields(ReportDraft))
_NAMES = frozenset(_FIELDS)
_values = attrgetter(*_FIELDS)


def _own(value: Any) -> Any:
    """A list of the draft's (of texts, lists, or dicts of them) as one that its later changes do not reach."""
    return [item if isinstance(item, str) else item.copy() for item in value] if isinstance(value, list) else value


def load_draft(values: object) -> ReportDraft | None:
    """The draft that `dump` gave, by this program or an earlier one; None for anything else."""
    if not isinstance(values, dict) or not isinstance(values.get("id"), int):
        return None
    return ReportDraft(**{"started_at": 0, **{k: v for k, v in values.items() if k in _NAMES}})


def draft_of(turn: Turn) -> ReportDraft | None:
    """The draft that is being written in this dialogue."""
    return load_draft(turn.data.get(DraftData.DRAFT)) if turn.dialogue.step in DRAFT_STEPS else None


def begin(turn: Turn, *, into: int = 0, offer: int = 0) -> ReportDraft:
    """A new draft; kept once `keep` is called. Its id is the time, so that no restart gives it twice."""
    return ReportDraft(turn.now, turn.now, into=into, offer=offer)


def keep(turn: Turn, draft: ReportDraft, step: str = "") -> None:
    """Store the draft in the dialogue; `step` if it is not the one that its kind begins with."""
    step = step or (DraftStep.ADDING if draft.into else DraftStep.NEW)
    turn.step(step, **{DraftData.DRAFT: draft.dump()}, **_beside(turn))


def _beside(turn: Turn) -> dict[str, Any]:
    """What the dialogue remembers beside a draft: what was filed, and for a day the draft that was cancelled."""
    kept = turn.kept(KeptData.FILED, KeptData.UNDO)
    undo = kept.get(KeptData.UNDO)
    if isinstance(undo, dict) and turn.now - int(undo.get("last_at", 0)) > DROP_MS:
        del kept[KeptData.UNDO]
    return kept


def put_aside(draft: ReportDraft, other: ReportDraft) -> None:
    """`draft` waits, with all that waited for it, until `other` is done."""
    mine = draft.dump()
    waiting = [*mine.pop("waiting", []), mine]
    mine.pop("second", None)
    other.waiting = [*other.waiting, *waiting]


def go_on(turn: Turn, draft: ReportDraft) -> ReportDraft | None:
    """After a draft is done: what came with it and may be another report, or the one that waited for it, the last
    begun first; None if there is none. It is kept, not shown.
    """
    *rest, values = [*draft.waiting, draft.second] if draft.second else draft.waiting or [{}]
    following = load_draft(values)
    if following is not None:
        following.waiting = [*rest, *following.waiting]
        following.gathering = following.danger_set = False  # their timers went with the draft that is done
        following.known_for = ""
        keep(turn, following)
        turn.after(DRAFT_IDLE_MS, DraftTick.IDLE, turn.timer_key)
    return following


def drop(turn: Turn) -> None:
    """Leave the draft: nothing of it stays, no timer comes back to it."""
    turn.step("")
    for kind in DraftTick:
        turn.forget_timer(kind, turn.timer_key)


def consented(turn: Turn) -> bool:
    """Whether the person agreed to the text that is valid today."""
    return turn.person.consent_version == turn.shared.region.consent_version


def attachment_dict(attachment: Attachment, message: str) -> dict[str, Any]:
    values = {k: v for k, v in asdict(attachment).items() if v}
    return {**values, "kind": attachment.kind.value, "message": message}
