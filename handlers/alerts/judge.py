"""What becomes of a CAP alert: a table of rules, the first that fits decides. Nothing here changes anything.

Never to the public: what is a test, what is meant for systems or for some only, what nobody can place. Never a second
notice for one alert. An update, a cancellation and a republished alert are held against what is in force of what they
name; what is not clear becomes a question to the officers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from handlers.alerts.areas import Placed
from handlers.alerts.cases import CapCase
from handlers.alerts.chain import Later, key_of, rows_of
from handlers.alerts.drafting import CapDraft, draft_of, end_of
from handlers.alerts.kinds import says_mistaken
from handlers.alerts.notes import Note
from handlers.alerts.own_words import own_words
from handlers.cap.model import Info, sender_key
from handlers.notices.content import Content, load_content
from handlers.notices.family import NO_DANGER_LINKS, NoticeLink, shown_number
from handlers.notices.moves import hands_of
from handlers.notices.wording import LIFTED, first_words
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
    CANCEL_FOREIGN = "cancel-foreign"  # of what another sender began: a question to the officers
    CANCEL_LATE = "cancel-late"  # of what its source has said something newer about: a question to the officers
    DROPPED = "dropped"  # took back what nobody got
    HELD = "held"  # its source replaced or cancelled it before it came
    OVER = "over"  # says that a danger is over of which nobody was warned


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

HARMLESS = frozenset({"no-expiry", "old", "no-russian", "unknown-reference", "mended-lightly", "more-mended-lightly"})
"""Notes that do not keep an alert from going out at once; every other one wants an officer's eyes."""

OF_AN_END: dict[str, Any] = {
    "todo": {}, "until": 0, "send_at": 0, "repeat_min": 0, "files": (), "documents": (), "ask": (),
    "contacts": False, "urgency": "Past",
}  # fmt: skip
"""What is over needs no advice and does not run out before everybody has heard of it."""


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
    return case.same is not None and case.same.outcome != CapOutcome.STRANGER and not case.changed


def _is_over(case: CapCase) -> bool:
    """It was over before it came; an end has no end of its own."""
    return case.alert.kind != "Cancel" and bool(case.alert.infos) and end_of(case.alert, case.now) <= case.now


def _refuse(outcome: CapOutcome) -> Callable[[CapCase], CapVerdict]:
    return lambda case: CapVerdict(outcome)


def _cancel(case: CapCase) -> CapVerdict:
    live, unsent = case.live(case.referred), case.unsent(case.referred)
    if not live and not unsent and case.chain.foreign and not case.chain.foreign_said:
        theirs = rows_of(case.chain.foreign, case.known)
        return CapVerdict(CapOutcome.CANCEL_FOREIGN, fitting=tuple(case.live(theirs)))
    if not live and unsent:
        return CapVerdict(CapOutcome.DROPPED, drop=tuple(unsent))
    if len(live) != 1 or _is_about_more(case):
        numbers = {"numbers": ", ".join(str(shown_number(n)) for n in live)}
        code = "cancel-several" if len(live) > 1 else "cancel-more"
        notes = (Note(code, numbers),) if live else ()
        outcome = CapOutcome.CANCEL_SEVERAL if live else CapOutcome.CANCEL_NONE
        return CapVerdict(outcome, notes=notes, drop=tuple(unsent), fitting=tuple(live))
    return _lifted(case, live[0], _words_of_end(case, live[0]), tuple(unsent))


def _is_about_more(case: CapCase) -> bool:
    """Whether what it would end is also about something that it does not name."""
    return bool(case.of(rows_of(case.chain.beside, case.known)))


def _lifted(case: CapCase, earlier: Notice, words: dict[str, str], drop: tuple[Notice, ...] = ()) -> CapVerdict:
    """What a cancellation says where the earlier notice was: that it was a mistake, or that the danger is over, only
    if its source says so.
    """
    said = " ".join([case.alert.note, *(f"{i.headline} {i.description}" for i in case.alert.infos)])
    mistaken = case.alert.kind == "Cancel" and says_mistaken(case.shared.library, said)
    clear = bool(case.alert.infos) and all("AllClear" in info.responses for info in case.alert.infos)
    before = load_content(earlier.content)
    ending = "" if mistaken or clear else LIFTED
    about = first_words(before.texts)
    content = before.changed(texts=words, drill=case.drill, ending=ending, begins=0, about=about, stale=(), **OF_AN_END)
    verdict = CapVerdict(
        CapOutcome.CANCEL, content, NoticeLink.WITHDRAWS if mistaken else NoticeLink.ENDS, earlier, drop
    )
    return replace(verdict, at_once=_trusted(case, content, earlier) and not case.changed)


def _words_of_end(case: CapCase, earlier: Notice) -> dict[str, str]:
    """A cancellation's own words, or that the source took the warning back. Many repeat the warning that they cancel:
    nobody reads of the danger once more below the word that it is over.
    """
    library, note = case.shared.library, own_words(case.alert.note)
    taken = {language: library.texts(language).label("cap-taken-back") for language in library.languages}
    taken = {language: f"{said}\n\n{note}".strip() for language, said in taken.items()}
    if not case.alert.infos or case.source is None:
        return taken
    said = draft_of(case.shared, case.alert, case.source, case.now, case.place).content.texts
    warned = {part for text in load_content(earlier.content).texts.values() for part in text.split("\n\n")}
    own = {
        language: "\n\n".join(part for part in text.split("\n\n") if part not in warned)
        for language, text in said.items()
    }
    return own if all(own.values()) else taken


def _late(case: CapCase) -> CapVerdict:
    """Its source has said something newer of the matter: that stands, and whatever is newer still of what both are
    about; what else of the matter is in force ends.
    """
    later = case.chain.later
    assert later is not None
    stands = {n.id for n in case.of_alone(tuple(row for row in case.known if _holds_after(row, later)))}
    replaced = {n.linked_id for n in case.notices.values() if n.id in stands}  # what they take the place of
    stands |= {n.id for n in case.notices.values() if n.id in replaced or shown_number(n) in replaced}
    fitting = [n for n in case.live(case.referred) if n.id not in stands and not case.is_ending(n)]
    drop = [n for n in case.unsent(case.referred) if n.id not in stands and n.link not in NO_DANGER_LINKS]
    if len(fitting) > 1 or (fitting and _is_about_more(case)):
        return CapVerdict(CapOutcome.CANCEL_SEVERAL, drop=tuple(drop), fitting=tuple(fitting))
    if fitting:
        library = case.shared.library
        key = "cap-taken-back" if later.kind == "Cancel" else "cap-replaced"
        words = {language: library.texts(language).label(key) for language in library.languages}
        return _lifted(replace(case, alert=replace(case.alert, infos=(), note="")), fitting[0], words, tuple(drop))
    if case.alert.kind == "Cancel" and drop:
        return CapVerdict(CapOutcome.DROPPED, drop=tuple(drop))
    if case.alert.kind == "Cancel":
        standing = tuple(n for n in case.live(case.referred) if n.id in stands)
        return CapVerdict(CapOutcome.CANCEL_LATE if standing else CapOutcome.CANCEL_NONE, fitting=standing)
    return CapVerdict(CapOutcome.HELD, drop=tuple(drop))


def _holds_after(row: CapAlert, later: Later) -> bool:
    """Whether an alert is the later word, if that warns, or newer than it."""
    key = key_of(row)
    return key[2] > later.key[2] or (key == later.key and later.kind != "Cancel")


def _notice(case: CapCase) -> CapVerdict:
    """An alert, an update or an exercise."""
    assert case.source is not None
    draft = draft_of(case.shared, case.alert, case.source, case.now, case.place)
    rows = case.before
    live = case.live(rows)
    if draft.placed.outside and not live:
        return CapVerdict(CapOutcome.NOWHERE)
    notes, linked = list(draft.notes), live[-1] if live else None
    if case.alert.kind == "Alert" and not case.changed:
        before = [*case.unsent(rows), *live]
        if before and _says_the_same(draft, load_content(before[-1].content)):
            return CapVerdict(CapOutcome.AGAIN, linked=before[-1])
        if before:
            code = "refers" if case.alert.references else "again"
            notes.append(Note(code, {"number": str(shown_number(before[-1]))}))
    clear = [_is_clear(info) for info in case.alert.infos]
    replaces = case.alert.kind == "Update" or case.changed
    drop = tuple(case.unsent(rows)) if replaces else ()
    if all(clear) and linked is None:
        return CapVerdict(CapOutcome.DROPPED if drop else CapOutcome.OVER, drop=drop)
    notes += _notes_of_matter(case, live)
    notes += [Note("partly-over")] if any(clear) and not all(clear) else []
    notes += _notes_of_twins(case, draft) if linked is None else []
    link = "" if linked is None else NoticeLink.ENDS if all(clear) or draft.placed.outside else NoticeLink.UPDATES
    content = _in_place_of(draft, linked, notes)
    if linked is not None and link == NoticeLink.ENDS:
        area = content.area if draft.placed.area == content.area and not content.area.empty else None
        before_it = load_content(linked.content)
        about = first_words(before_it.texts)
        content = content.changed(area=area or before_it.area, begins=0, about=about, **OF_AN_END)
    outcome = CapOutcome.DRILL if case.drill else CapOutcome.DRAFT
    at_once = all(note.code in HARMLESS for note in notes) and _trusted(case, content, linked, link)
    return CapVerdict(
        CapOutcome.SENT if at_once else outcome, content, link, linked, drop,
        notes=tuple(notes), at_once=at_once, place=draft.placed,
    )  # fmt: skip


def _is_clear(info: Info) -> bool:
    """Whether a block says that the danger is over."""
    return "AllClear" in info.responses or info.urgency == "Past"


def _notes_of_matter(case: CapCase, live: list[Notice]) -> Iterable[Note]:
    """What was said of it before."""
    if case.changed:
        yield Note("changed-words")
    if case.alert.kind == "Update" and not case.of(case.referred):
        yield Note("unknown-reference")
    if case.chain.foreign_said or rows_of(case.chain.foreign, case.known):
        yield Note("foreign")
    if len(live) > 1 or (live and _is_about_more(case)):
        yield Note("several-live", {"numbers": ", ".join(str(shown_number(n)) for n in live)})


def _notes_of_twins(case: CapCase, draft: CapDraft) -> Iterable[Note]:
    """The same words for the same place are in force under another name: nobody is told them twice unasked."""
    mine = draft.content
    for notice in case.standing:
        theirs = load_content(notice.content)
        if (theirs.kind, theirs.drill, theirs.texts, theirs.area) == (mine.kind, mine.drill, mine.texts, mine.area):
            yield Note("twin", {"number": str(shown_number(notice))})
            return


def _in_place_of(draft: CapDraft, linked: Notice | None, notes: list[Note]) -> Content:
    """The content, with the earlier one's area where an update no longer concerns the region."""
    if linked is None or not draft.placed.outside:
        return draft.content
    notes.append(Note("moved-away", {"number": str(shown_number(linked))}))
    return draft.content.changed(area=load_content(linked.content).area)


def _says_the_same(draft: CapDraft, theirs: Content) -> bool:
    """Whether an alert says what a notice says already; an end that is ours, not the alert's, does not count."""
    same = {"send_at": 0, "repeat_min": 0, "ask": (), "files": (), "documents": (), "contacts": True}
    if any(note.code in ("no-expiry", "no-expiry-old") for note in draft.notes):
        same["until"] = 0
    return draft.content.changed(**same) == theirs.changed(**same)


def _trusted(case: CapCase, content: Content, linked: Notice | None, link: str = NoticeLink.ENDS) -> bool:
    """Whether the region lets this source speak without an officer: grave enough, sure enough, and no drill.

    An update or end of what this source itself sent is held to the graver of the two; an update that is graver than
    what it replaces has to be as sure as an alert.
    """
    source = case.source
    if source is None or not source.send_from or content.drill or content.area.empty:
        return False
    if linked is not None and (began := case.began(linked)).source == source.code and not began.author:
        if (
            link == NoticeLink.UPDATES
            and content.severity > linked.severity
            and content.certainty not in source.certainty
        ):
            return False
        return max(content.severity, linked.severity) >= source.send_from
    return linked is None and content.severity >= source.send_from and content.certainty in source.certainty


RULES: tuple[tuple[Callable[[CapCase], bool], Callable[[CapCase], CapVerdict]], ...] = (
    (_is_same, _refuse(CapOutcome.SAME)),
    (lambda case: case.source is None, _refuse(CapOutcome.STRANGER)),
    (lambda case: case.alert.status == "Test", _refuse(CapOutcome.TEST)),
    (lambda case: case.alert.status in ("System", "Draft"), _refuse(CapOutcome.INTERNAL)),
    (lambda case: case.alert.scope != "Public", _refuse(CapOutcome.PRIVATE)),
    (lambda case: case.alert.kind in ("Ack", "Error"), _refuse(CapOutcome.RECEIPT)),
    (lambda case: case.chain.later is not None, _late),
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
    named = [s for s in candidates if sender_key(sender) in map(sender_key, s.senders)]
    return next(iter([*named, *(s for s in candidates if not s.senders)]), None)


def is_untouched(notice: Notice, source: AlertSource) -> bool:
    """Whether nobody but this source has had the notice in hand: then it may take it back by itself."""
    return notice.source == source.code and not hands_of(notice)
