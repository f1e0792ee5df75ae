"""The place of a draft, while it is asked for: an address in words, or none; the buttons about it.

Only what is a place becomes the place. A message that tells of something (it betrays a topic or a danger, or says more
than a place) stays the report's text, and whatever place it names is read out of it.
"""

from __future__ import annotations

from dataclasses import replace

from handlers.base.message import clean
from handlers.base.phrases import consists_of, is_small_talk, phrases, words_of
from handlers.base.turn import Turn
from handlers.citizen.to_screen import said_to_screen
from handlers.places.named import stands_in
from handlers.places.reading import SaidPlace
from handlers.reading.places import place_reader
from handlers.reports.collect import add_message, schedule, take
from handlers.reports.danger import warn_of_danger
from handlers.reports.draft import ReportDraft, draft_of
from handlers.reports.draft_screens import pressed_draft, show_again, show_draft, show_place_question
from handlers.reports.said_place import names_a_spot, said_place, take_place
from handlers.reports.second import offer_second

LONGEST_PLACE = 8
"""Words of an answer that is a place although no name in it is known: «за гаражами у реки»."""


def at_place(turn: Turn) -> None:
    """A message while the place is asked for: a place is the answer, anything else is added as ever."""
    draft = draft_of(turn)
    assert draft is not None
    event, text = turn.event, clean(turn.event.text).strip()
    if said_to_screen(turn, draft) or (not is_small_talk(turn) and offer_second(turn, draft, text)):
        return
    if event.place is not None or event.attachments or not text:
        _not_words(turn, draft)
    elif consists_of(text, phrases(turn, "place-unknown-words")):
        leave_place_open(turn, draft)
        show_draft(turn, draft)
    elif is_small_talk(turn):
        show_again(turn, draft)
    elif consists_of(text, phrases(turn, "place-vague-words")):
        _asked_once_more(turn, draft)
    else:
        _told(turn, draft, text)


def _asked_once_more(turn: Turn, draft: ReportDraft) -> None:
    """«Ну во дворе»: which one? The words stay with the report."""
    add_message(turn, draft)
    show_place_question(turn, draft, turn.t("place-vague"))


def _not_words(turn: Turn, draft: ReportDraft) -> None:
    if is_small_talk(turn):
        show_again(turn, draft)
    else:
        take(turn, draft)


def _told(turn: Turn, draft: ReportDraft, text: str) -> None:
    """An address alone is the place. Where more is told it stays told, and the place that it names is the place."""
    said = town_answered(turn, text, said_place(turn, text))
    located = said.found or bool(said.municipality)
    if located and not beside_place(turn, text, said):
        town = (draft.settlement, draft.municipality) if not said.settlements and not said.municipality else ("", "")
        set_address(turn, draft, text, said)
        if any(town):
            draft.settlement, draft.municipality = town
        schedule(turn, draft)
    elif not located and is_place_in_other_words(turn, text, said):
        set_address(turn, draft, text, said)
        draft.address = text
        schedule(turn, draft)
    else:
        if names_a_spot(said):
            keep_words(turn, draft)
            _move(turn, draft, said)
        take(turn, draft)


def town_answered(turn: Turn, text: str, said: SaidPlace) -> SaidPlace:
    """The place; a town that may be an ordinary word («в кедрачах») is meant where nothing but a place is asked for."""
    if said.settlement is not None or len(said.settlements) != 1:
        return said
    return replace(said, sure=stands_in(text, said.settlements[0], turn.shared.lemmas))


def beside_place(turn: Turn, text: str, said: SaidPlace) -> str:
    """What a text tells besides the place that it names."""
    return place_reader(turn.shared.region).beside(text, said)


def is_place_in_other_words(turn: Turn, text: str, said: SaidPlace) -> bool:
    """«за гаражами у реки»: no name that is known, but short, begun as a place is, and of nothing else.

    A landmark alone is a place whatever topic its word belongs to: «у рынка».
    """
    if said.landmark and not beside_place(turn, text, said):
        return True
    if len(words_of(text)) > LONGEST_PLACE or "\n" in text or turn.shared.is_danger(text) or turn.shared.guess(text):
        return False
    return place_reader(turn.shared.region).sounds_like_place(text)


def set_address(turn: Turn, draft: ReportDraft, text: str, said: SaidPlace) -> None:
    """The place in its author's words; it replaces a point that was there before."""
    warn_of_danger(turn, draft, text)
    keep_words(turn, draft)
    _move(turn, draft, said)
    draft.told_place, draft.address_message = text, turn.event.message
    if turn.event.message:
        draft.messages.append(turn.event.message)


def change_address(turn: Turn, draft: ReportDraft, text: str) -> None:
    """The message that told the place was edited."""
    said = said_place(turn, text)
    _move(turn, draft, said)
    draft.told_place = text
    if not (said.found or said.municipality):
        draft.address = text


def _move(turn: Turn, draft: ReportDraft, said: SaidPlace) -> None:
    draft.lat = draft.lon = None
    draft.outside = draft.townless = False
    draft.told_place = ""
    take_place(turn, draft, said)


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
    if draft.address_message and not said_place(turn, draft.told_place).found:
        draft.texts.append([draft.address_message, draft.told_place])
    draft.address_message = draft.told_place = ""


def leave_place_open(turn: Turn, draft: ReportDraft) -> None:
    """Its author does not know the place: what was guessed or told before does not stand either."""
    keep_words(turn, draft)
    draft.placeless = True
    draft.lat = draft.lon = None
    draft.address = draft.settlement = draft.municipality = ""
    draft.outside = False
