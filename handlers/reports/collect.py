"""What a message adds to a draft: words, files, a place. And when the draft answers to it.

Messages that come close upon each other, and albums, are gathered: only the timer shows the screen then.
"""

from __future__ import annotations

from typing import Any

from handlers.base.event import AttachmentKind
from handlers.base.greeting import first_contact, greet
from handlers.base.message import clean
from handlers.base.phrases import words_of
from handlers.base.turn import Turn
from handlers.reports.danger import warn_of_danger, watch_danger
from handlers.reports.draft import (
    DROP_MS,
    LONGEST_TEXT,
    MOST_FILES,
    POURING_MS,
    ReportDraft,
    attachment_dict,
    consented,
    draft_of,
    keep,
)
from handlers.reports.draft_screens import show_draft
from handlers.reports.its_words import has_phrase, words_alone
from handlers.reports.said_point import set_point
from handlers.reports.words import DRAFT_IDLE_MS, DraftTick
from storage.records import Timer

FEWEST_TOLD_TWICE = 3
"""Words of what is left out where it is said again."""
NOT_FILES = (AttachmentKind.STICKER, AttachmentKind.OTHER)


def take(turn: Turn, draft: ReportDraft) -> None:
    """Put the message into the draft; show what comes next, or wait for more to gather."""
    added = add_message(turn, draft)
    if first_contact(turn):
        greet(turn)
    if added:
        schedule(turn, draft)
    elif draft.full or draft.full_of_files:
        keep(turn, draft, turn.dialogue.step)
    else:
        turn.say(turn.t("collect-not-understood"))


def schedule(turn: Turn, draft: ReportDraft) -> None:
    """The draft has changed by a message: show it at once, or once when all has come."""
    since = turn.now - draft.last_at
    draft.stream = draft.stream + 1 if since < POURING_MS else 0
    close = bool(turn.event.album) or draft.gathering or since < draft.gather_ms
    draft.last_at = turn.now
    tend(turn, draft)
    if close or draft.into:
        draft.gathering = True
        turn.after(draft.gather_ms, DraftTick.GATHER, turn.timer_key)
        keep(turn, draft, turn.dialogue.step if draft_of(turn) and not draft.has_place else "")
    else:
        show_draft(turn, draft, turn.t("status-not-sent-yet") if _asks_already(turn) else None)


def _asks_already(turn: Turn) -> bool:
    """Whether it asks when something will be done, and what is being written was not sent yet."""
    return "?" in words_alone(turn) and draft_of(turn) is not None and has_phrase(turn, "asked-state-words")


def tend(turn: Turn, draft: ReportDraft) -> None:
    """Timers, so that a draft is neither forgotten nor kept without consent."""
    turn.after(DRAFT_IDLE_MS, DraftTick.IDLE, turn.timer_key)
    if not consented(turn):
        turn.save(Timer(DraftTick.DROP, turn.timer_key, draft.started_at + DROP_MS))
    watch_danger(turn, draft)


def add_message(turn: Turn, draft: ReportDraft) -> bool:
    """Add the event's words, files and place; False if there was nothing that one can add.

    If it speaks of danger, 112 is said before anything else.
    """
    event, before, said_again = turn.event, len(draft.texts) + len(draft.files), False
    draft.forwarded = draft.forwarded or (event.forwarded and draft.empty and not draft.into)
    text = clean(event.text).strip()
    if text and sum(len(said) for _, said in draft.texts) + len(text) > LONGEST_TEXT:
        _tell_full(turn, draft)
    elif text and _is_said(draft, text):
        said_again = True
    elif text:
        draft.texts.append([event.message, "\n".join((text, *names_of_others(turn)))])
    sent = [attachment_dict(a, event.message) for a in event.attachments if a.kind not in NOT_FILES]
    draft.files += fitting(turn, draft, sent)
    if event.place is not None:
        set_point(turn, draft, event.place.lat, event.place.lon)
    warn_of_danger(turn, draft, "\n".join([text, *(str(f.get("transcript", "")) for f in sent)]))
    draft.calm = False
    added = said_again or event.place is not None or len(draft.texts) + len(draft.files) > before
    if added and event.message:
        draft.messages.append(event.message)
    return added


def _is_said(draft: ReportDraft, text: str) -> bool:
    """Whether the draft has this very story: who sends it twice tells it once. A short word may well come twice."""
    words = words_of(text)
    return len(words) >= FEWEST_TOLD_TWICE and any(words_of(said) == words for _, said in draft.texts)


def _tell_full(turn: Turn, draft: ReportDraft) -> None:
    """No more words fit in: said once, so that whoever writes a book is not answered at each page."""
    if not draft.full:
        draft.full = True
        turn.say(turn.t("collect-full"))


def fitting(turn: Turn, draft: ReportDraft, files: list[dict[str, Any]], free: int = 0) -> list[dict[str, Any]]:
    """So many of these files as the draft has room for, the first ones; that others are left out is said once.
    `free`: places of files that these come instead of.
    """
    room = max(free, MOST_FILES - len(draft.files) + free)
    if len(files) > room and not draft.full_of_files:
        draft.full_of_files = True
        turn.say(turn.t("collect-full-files", count=MOST_FILES))
    return files[:room]


def names_of_others(turn: Turn) -> list[str]:
    """What came with the words and cannot be taken, by name; a link's address is among the words already."""
    others = [a for a in turn.event.attachments if a.kind is AttachmentKind.OTHER and a.name != "link"]
    label = turn.texts.label
    return [label("collect-attached", name=a.name, thing=label("attached-thing", kind=a.name)) for a in others]
