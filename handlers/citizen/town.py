"""The town of a draft's street, while it is asked for: by a button, in words, or left open."""

from __future__ import annotations

from handlers.base.buttons import part
from handlers.base.labels import fold
from handlers.base.message import clean
from handlers.base.phrases import consists_of, is_small_talk, phrases, words_of
from handlers.base.turn import Turn
from handlers.base.typed_words import number_of
from handlers.citizen.place import beside_place, town_answered
from handlers.citizen.place_again import corrects_place, place_is_wrong
from handlers.citizen.to_screen import said_to_screen
from handlers.places.reading import SaidPlace
from handlers.reading.places import place_reader
from handlers.reports.collect import take
from handlers.reports.draft import ReportDraft, draft_of
from handlers.reports.draft_screens import pressed_draft, show_again, show_draft, show_place_question, show_town
from handlers.reports.said_place import address_of, said_place
from handlers.reports.second import offer_second
from handlers.reports.town import TOWNS_OF_PERSON
from handlers.reports.words import DraftButton, DraftScreen
from storage.region.region import Settlement

LONGEST_TOWN = 4
"""Words of a name."""


def at_town(turn: Turn) -> None:
    """A message while the town is asked for: a name is the answer, anything else is added as ever."""
    draft = draft_of(turn)
    assert draft is not None
    if (town := _numbered(turn)) is not None:
        _settle(turn, draft, town)
        return
    event, text = turn.event, clean(turn.event.text).strip()
    if said_to_screen(turn, draft) or (not is_small_talk(turn) and offer_second(turn, draft, text)):
        return
    if event.place is not None or event.attachments or not text:
        show_again(turn, draft) if is_small_talk(turn) else take(turn, draft)
    elif consists_of(text, phrases(turn, "place-unknown-words")):
        _leave_open(turn, draft)
    elif is_small_talk(turn) or consists_of(text, phrases(turn, "town-not-listed")):
        show_again(turn, draft)
    elif place_is_wrong(turn, draft, text):
        show_place_question(turn, draft)
    elif not said_place(turn, text).settlements and corrects_place(turn, draft, text):
        return
    else:
        _by_words(turn, draft, text)


def _numbered(turn: Turn) -> Settlement | None:
    """The town of that number in the line of words that stands below a question for whoever sees no buttons."""
    event = turn.event
    if not turn.no_buttons or event.attachments or event.place is not None or event.forwarded or event.reply_to:
        return None
    offered = [data.split(":") for _, data, _ in turn.shown.get("buttons", ())]
    codes = [parts[-1] for parts in offered if parts[0] == DraftButton.TOWN]
    said = number_of(turn.shared.library, fold(clean(event.text)))
    place = int(said) if len(said) == 1 else 0
    return turn.shared.region.settlement(codes[place - 1]) if 0 < place <= len(codes) else None


def _by_words(turn: Turn, draft: ReportDraft, text: str) -> None:
    """A name that is known is taken, or asked about; a short other one is kept as it is written."""
    said = town_answered(turn, text, said_place(turn, text))
    more = beside_place(turn, text, said)
    if said.settlement is not None and more:
        draft.settlement, draft.municipality = said.settlement.code, said.settlement.municipality
        take(turn, draft)
    elif said.settlements and not more:
        _named(turn, draft, text, said)
    elif said.municipality and not more:
        _of_district(turn, draft, said.municipality)
    elif not said and _may_be_a_name(turn, text):
        _unheard_of(turn, draft, text)
    else:
        take(turn, draft)


def _may_be_a_name(turn: Turn, text: str) -> bool:
    short = len(words := words_of(text)) <= LONGEST_TOWN and "\n" not in text
    name = len(words) == 1 and text[:1].isupper() and not text.isupper()
    return short and not turn.shared.is_danger(text) and (name or not turn.shared.guess(text))


def _named(turn: Turn, draft: ReportDraft, text: str, said: SaidPlace) -> None:
    if turn.event.message:
        draft.messages.append(turn.event.message)
    if said.street:
        draft.address = address_of(turn, said)
    if said.settlement is not None:
        _settle(turn, draft, said.settlement)
    else:
        show_town(turn, draft, offered=[s.code for s in said.settlements])


def _of_district(turn: Turn, draft: ReportDraft, municipality: str) -> None:
    """«Тихореченский район»: its towns are offered."""
    if turn.event.message:
        draft.messages.append(turn.event.message)
    draft.municipality = municipality
    show_town(turn, draft)


def _unheard_of(turn: Turn, draft: ReportDraft, text: str) -> None:
    """A name that the region's list lacks: the likest are offered, else it stands before the street."""
    if turn.event.message:
        draft.messages.append(turn.event.message)
    draft.told_place = text
    like = [s.code for s in place_reader(turn.shared.region).like(text)]
    if like:
        show_town(turn, draft, offered=like)
    else:
        _leave_open(turn, draft)


def chosen(turn: Turn) -> None:
    """Button of a town."""
    draft = pressed_draft(turn)
    found = turn.shared.region.settlement(part(turn, 1))
    if draft is not None and found is not None:
        _settle(turn, draft, found)
    elif draft is not None:
        show_draft(turn, draft)


def unknown(turn: Turn) -> None:
    """Button «Не знаю»: it goes with the street alone."""
    draft = pressed_draft(turn)
    if draft is not None:
        _leave_open(turn, draft)


def offered(turn: Turn) -> None:
    """Tick: what is known of the person comes to stand first on the screen that asks."""
    draft = draft_of(turn)
    known = [town.code for town in turn.many(TOWNS_OF_PERSON)]
    if draft is not None and draft.showing == DraftScreen.TOWN and known:
        show_town(turn, draft, known=known)


def _settle(turn: Turn, draft: ReportDraft, town: Settlement) -> None:
    draft.settlement, draft.municipality = town.code, town.municipality
    show_draft(turn, draft)


def _leave_open(turn: Turn, draft: ReportDraft) -> None:
    """A street of which nobody knows the town. What was written for it is kept; without any of it there is no place."""
    draft.townless = True
    said = draft.told_place
    if said and not said_place(turn, said):
        draft.address = ", ".join(part for part in (said, draft.address) if part)
    draft.placeless = not draft.address
    show_draft(turn, draft)
