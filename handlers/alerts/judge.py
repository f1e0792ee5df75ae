"""What becomes of a CAP alert: a table of rules, the first that fits decides. Nothing here changes anything.

Never to the public: what is a test, what is meant for systems or for some only, what nobody can place. Never a second
notice for one alert. An update, a cancellation and a republished alert are held against what is in force of what they
name; what is not clear becomes a question to the officers.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from handlers.alerts.areas import Placed
from handlers.alerts.drafting import CapDraft, Note, draft_of
from handlers.base.shared import Shared
from handlers.cap.model import Alert, moment
from handlers.notices.content import Content, load_content
from handlers.notices.moves import hands_of
from handlers.notices.states import NOT_STARTED, STARTED, NoticeState
from storage.notice_records import CapAlert, Notice
from storage.region.notice_rules import AlertSource


class CapOutcome(StrEnum):
    """What is written down of an alert (CapAlert.outcome)."""

    DRAFT = "draft"  # a notice that waits for an officer
    SENT = "sent"  # a notice that goes out without one
    DRILL = "exercise"  # the draft of a drill
    SAME = "same"  # this very alert was read before
    AGAIN = "again"  # the same with a new time
    STRANGER = "stranger"  # the sender is not the source's
    TEST = "test"
    INTERNAL = "internal"  # status System or CapDraft
    PRIVATE = "private"  # scope Restricted or Private
    RECEIPT = "receipt"  # Ack, Error
    EXPIRED = "expired"
    NOWHERE = "nowhere"  # outside the region
    CANCEL = "cancel"  # takes a notice back
    CANCEL_NONE = "cancel-none"  # a question to the officers
    CANCEL_SEVERAL = "cancel-several"  # a question to the officers
    DROPPED = "dropped"  # took back what nobody got


UNTOLD_OUTCOMES = frozenset(
    {
        CapOutcome.TEST,
        CapOutcome.INTERNAL,
        CapOutcome.PRIVATE,
        CapOutcome.RECEIPT,
        CapOutcome.EXPIRED,
        CapOutcome.NOWHERE,
    }
)
"""Written down, and nobody is told: that is what these are for."""

BAD, UNPLACED = "bad", "unplaced"
"""What an answer says besides: it could not be read; the console may not approve what has no place."""
REFUSED = frozenset({BAD, UNPLACED, CapOutcome.STRANGER.value, CapOutcome.EXPIRED.value})
"""Outcomes of a file that was not taken."""

HARMLESS = frozenset({"no-expiry", "old", "no-russian", "unknown-severity", "unknown-reference"})
"""Notes that do not keep an alert from going out at once; every other one wants an officer's eyes."""

OF_AN_END: dict[str, Any] = {
    "todo": {}, "until": 0, "send_at": 0, "repeat_min": 0, "files": (), "documents": (), "ask": (),
    "contacts": False, "urgency": "Past",
}  # fmt: skip
"""What is over needs no advice and does not run out before everybody has heard of it."""


@dataclass(frozen=True, slots=True)
class CapCase:
    """An alert with all that is known of it.

    `source` is None where no source of the region speaks for the sender. `same` is the row of this triple, `named` rows
    of the same sender and identifier with another time, `referred` those that it refers to; `notices` are theirs.
    `place`: where it is, if that was worked out.
    """

    shared: Shared
    alert: Alert
    source: AlertSource | None
    now: int
    same: CapAlert | None = None
    named: tuple[CapAlert, ...] = ()
    referred: tuple[CapAlert, ...] = ()
    notices: Mapping[int, Notice] = field(default_factory=dict)
    place: Placed | None = None

    @property
    def drill(self) -> bool:
        return self.alert.status == "Exercise"

    def of(self, rows: tuple[CapAlert, ...]) -> list[Notice]:
        """The notices of these alerts, oldest first; a drill's never with live ones."""
        ids = sorted({row.notice_id for row in rows if row.notice_id in self.notices})
        return [n for number in ids if bool((n := self.notices[number]).drill) is self.drill]

    def live(self, rows: tuple[CapAlert, ...]) -> list[Notice]:
        """Those of them that somebody got, or is getting, and that are in force."""
        found = [n for n in self.of(rows) if NoticeState(n.state) in STARTED and not n.ended_at]
        return [n for n in found if not n.until or n.until > self.now]

    def unsent(self, rows: tuple[CapAlert, ...]) -> list[Notice]:
        return [n for n in self.of(rows) if NoticeState(n.state) in NOT_STARTED]


@dataclass(frozen=True, slots=True)
class CapVerdict:
    """`content` is the notice to be made, if one is; `link` and `linked` what it does to an earlier one. `drop`:
    notices that nobody got and that this one takes back. `fitting`: those of which one may be meant. `at_once`:
    without an officer. `place`: how the alert's areas were read.
    """

    outcome: CapOutcome
    content: Content | None = None
    link: str = ""
    linked: Notice | None = None
    drop: tuple[Notice, ...] = ()
    fitting: tuple[Notice, ...] = ()
    notes: tuple[Note, ...] = ()
    at_once: bool = False
    place: Placed | None = None

    @property
    def placed(self) -> bool:
        return self.content is not None and not self.content.area.empty


# -- the table ------------------------------------------------------------------------------------
def _is_same(case: CapCase) -> bool:
    return case.same is not None and case.same.outcome != CapOutcome.STRANGER


def _is_over(case: CapCase) -> bool:
    """It was over before it came; an end has no end of its own."""
    ends = [moment(info.expires) for info in case.alert.infos]
    return case.alert.kind != "Cancel" and bool(ends) and all(ends) and max(ends) <= case.now


def _refuse(outcome: CapOutcome) -> Callable[[CapCase], CapVerdict]:
    return lambda case: CapVerdict(outcome)


def _cancel(case: CapCase) -> CapVerdict:
    live, unsent = case.live(case.referred), case.unsent(case.referred)
    if not live and unsent:
        return CapVerdict(CapOutcome.DROPPED, drop=tuple(unsent))
    if len(live) != 1:
        numbers = {"numbers": ", ".join(str(n.id) for n in live)}
        notes = (Note("cancel-several", numbers),) if live else ()
        outcome = CapOutcome.CANCEL_SEVERAL if live else CapOutcome.CANCEL_NONE
        return CapVerdict(outcome, notes=notes, drop=tuple(unsent), fitting=tuple(live))
    earlier = live[0]
    content = replace(_end_of(case, earlier), drill=case.drill)
    verdict = CapVerdict(CapOutcome.CANCEL, content, "withdraws", earlier, tuple(unsent))
    return replace(verdict, at_once=_trusted(case, content, earlier))


def _end_of(case: CapCase, earlier: Notice) -> Content:
    """What a cancellation says: its own words, or that the source took it back; where the earlier one was."""
    before = load_content(earlier.content)
    if case.alert.infos and case.source is not None:
        said = draft_of(case.shared, case.alert, case.source, case.now, case.place).content.texts
    else:
        library = case.shared.library
        said = {lang: library.texts(lang).label("cap-taken-back") for lang in library.languages}
    return before.changed(texts=said, **OF_AN_END)


def _notice(case: CapCase) -> CapVerdict:
    """An alert, an update or an exercise."""
    assert case.source is not None
    draft = draft_of(case.shared, case.alert, case.source, case.now, case.place)
    rows = case.referred if case.alert.kind == "Update" else case.named
    live = case.live(rows)
    if draft.placed.outside and not live:
        return CapVerdict(CapOutcome.NOWHERE)
    notes, linked = list(draft.notes), live[-1] if live else None
    if case.alert.kind == "Alert" and (linked or case.unsent(rows)):
        before = [*case.unsent(rows), *live][-1]
        if _says_the_same(draft, load_content(before.content)):
            return CapVerdict(CapOutcome.AGAIN, linked=before)
        notes.append(Note("again", {"number": str(before.id)}))
    if case.alert.kind == "Update" and not case.of(rows):
        notes.append(Note("unknown-reference"))
    if len(live) > 1:
        notes.append(Note("several-live", {"numbers": ", ".join(str(n.id) for n in live)}))
    link = _link(case, draft, linked)
    content = _in_place_of(draft, linked, notes)
    content = content.changed(**OF_AN_END) if link == "ends" else content
    drop = tuple(case.unsent(rows)) if case.alert.kind == "Update" else ()
    outcome = CapOutcome.DRILL if case.drill else CapOutcome.DRAFT
    at_once = all(note.code in HARMLESS for note in notes) and _trusted(case, content, linked)
    return CapVerdict(
        CapOutcome.SENT if at_once else outcome, content, link, linked, drop,
        notes=tuple(notes), at_once=at_once, place=draft.placed,
    )  # fmt: skip


def _link(case: CapCase, draft: CapDraft, linked: Notice | None) -> str:
    if linked is None:
        return ""
    clear = all("AllClear" in info.responses for info in case.alert.infos)
    return "ends" if clear or draft.placed.outside else "updates"


def _in_place_of(draft: CapDraft, linked: Notice | None, notes: list[Note]) -> Content:
    """The content, with the earlier one's area where an update no longer concerns the region."""
    if linked is None or not draft.placed.outside:
        return draft.content
    notes.append(Note("moved-away", {"number": str(linked.id)}))
    return draft.content.changed(area=load_content(linked.content).area)


def _says_the_same(draft: CapDraft, theirs: Content) -> bool:
    """Whether an alert says what a notice says already; an end that is ours, not the alert's, does not count."""
    same = {"send_at": 0, "repeat_min": 0, "ask": (), "files": (), "documents": (), "contacts": True}
    if any(note.code == "no-expiry" for note in draft.notes):
        same["until"] = 0
    return draft.content.changed(**same) == theirs.changed(**same)


def _trusted(case: CapCase, content: Content, linked: Notice | None) -> bool:
    """Whether the region lets this source speak without an officer: grave enough, sure enough, and no drill.

    An update or end of what this source itself sent is held to the graver of the two.
    """
    source = case.source
    if source is None or not source.send_from or content.drill or content.area.empty:
        return False
    if linked is not None and linked.source == source.code and not linked.author:
        return max(content.severity, linked.severity) >= source.send_from
    return linked is None and content.severity >= source.send_from and content.certainty in source.certainty


RULES: tuple[tuple[Callable[[CapCase], bool], Callable[[CapCase], CapVerdict]], ...] = (
    (_is_same, _refuse(CapOutcome.SAME)),
    (lambda case: case.source is None, _refuse(CapOutcome.STRANGER)),
    (lambda case: case.alert.status == "Test", _refuse(CapOutcome.TEST)),
    (lambda case: case.alert.status in ("System", "Draft"), _refuse(CapOutcome.INTERNAL)),
    (lambda case: case.alert.scope != "Public", _refuse(CapOutcome.PRIVATE)),
    (lambda case: case.alert.kind in ("Ack", "Error"), _refuse(CapOutcome.RECEIPT)),
    (lambda case: case.alert.kind == "Cancel", _cancel),
    (_is_over, _refuse(CapOutcome.EXPIRED)),
    (lambda case: True, _notice),
)
"""In this order; the first whose question is answered with yes decides."""


def judge(case: CapCase) -> CapVerdict:
    """What becomes of the alert."""
    return next(decide(case) for asks, decide in RULES if asks(case))


def source_for(sources: tuple[AlertSource, ...], sender: str, code: str) -> AlertSource | None:
    """The source that brought an alert (`code`; "" the watched folder: whichever has no address), if it may speak for
    this sender.
    """
    candidates = [s for s in sources if (s.code == code if code else not s.url)]
    named = [s for s in candidates if sender in s.senders]
    return next(iter([*named, *(s for s in candidates if not s.senders)]), None)


def is_untouched(notice: Notice, source: AlertSource) -> bool:
    """Whether nobody but this source has had the notice in hand: then it may take it back by itself."""
    return notice.source == source.code and not hands_of(notice)
