"""The place of a draft, while it is asked for: an address in words, or none; the buttons about it."""

from __future__ import annotations

import re

from handlers.base.message import clean
from handlers.base.phrases import consists_of, is_small_talk, phrases
from handlers.base.turn import TOGETHER_MS, Turn
from handlers.reports.collect import schedule, take
from handlers.reports.danger import warn_of_danger
from handlers.reports.draft import GATHER_MS, ReportDraft, draft_of
from handlers.reports.draft_screens import pressed_draft, show_draft, show_place_question
from handlers.reports.said_place import find_place
from handlers.reports.second import offer_second

LONGEST_ADDRESS = 300
"""A longer text is no address: it is told, not located."""


def at_place(turn: Turn) -> None:
    """A message while the place is asked for: words are the address, anything else is added as ever."""
    draft = draft_of(turn)
    assert draft is not None
    event, text = turn.event, clean(turn.event.text).strip()
    if not is_small_talk(turn) and offer_second(turn, draft, text):
        return
    if event.place is not None or event.attachments or not text:
        _not_words(turn, draft)
    elif consists_of(text, phrases(turn, "place-unknown-words")):
        leave_place_open(turn, draft)
        show_draft(turn, draft)
    elif is_small_talk(turn):
        show_draft(turn, draft)
    elif is_more_of_the_story(turn, draft, text):
        take(turn, draft)
    else:
        set_address(turn, draft, text)
        schedule(turn, draft)


def _not_words(turn: Turn, draft: ReportDraft) -> None:
    if is_small_talk(turn):
        show_draft(turn, draft)
    else:
        take(turn, draft)


def is_more_of_the_story(turn: Turn, draft: ReportDraft, text: str) -> bool:
    """Whether this was on its way before the question was read: it follows at once and names no place."""
    if len(text) > LONGEST_ADDRESS:
        return True
    if any(find_place(turn, text)):
        return False
    pouring_in = draft.gathering or turn.now - draft.last_at < GATHER_MS
    return pouring_in or (turn.now - draft.shown_at < TOGETHER_MS and not re.search(r"\d", text))


def set_address(turn: Turn, draft: ReportDraft, text: str) -> None:
    """The place in its author's own words; they replace a point that was there before."""
    warn_of_danger(turn, draft, text)
    keep_words(turn, draft)
    _, settlement = find_place(turn, text)
    draft.address, draft.placeless = text, False
    draft.lat = draft.lon = None
    draft.outside = False
    draft.settlement = settlement.code if settlement else ""
    draft.municipality = settlement.municipality if settlement else ""
    draft.address_message = turn.event.message
    if turn.event.message:
        draft.messages.append(turn.event.message)


def ask_place(turn: Turn) -> None:
    """Button: the place is told anew."""
    draft = pressed_draft(turn)
    if draft:
        show_place_question(turn, draft)


def no_place(turn: Turn) -> None:
    """Button: the author does not know the place, and it goes without."""
    draft = pressed_draft(turn)
    if draft:
        leave_place_open(turn, draft)
        show_draft(turn, draft)


def keep_words(turn: Turn, draft: ReportDraft) -> None:
    """What was told as the place and does not stand any more: where it says more than an address, it is told."""
    if draft.address_message and draft.address != find_place(turn, draft.address)[0]:
        draft.texts.append([draft.address_message, draft.address])
    draft.address_message = ""


def leave_place_open(turn: Turn, draft: ReportDraft) -> None:
    """Its author does not know the place: what was guessed or told before does not stand either."""
    keep_words(turn, draft)
    draft.placeless = True
    draft.lat = draft.lon = None
    draft.address = draft.settlement = draft.municipality = ""
    draft.outside = False
