"""What is written at «Где это?» and is no list of names: «радиус 2 км от Сосновинки», a time, the notice's text."""

from __future__ import annotations

from handlers.base.message import clean
from handlers.base.phrases import phrases, words_beside, words_of
from handlers.base.turn import Turn
from handlers.base.typed_words import number_of
from handlers.notices.content import Circle
from handlers.officer.compose.corrections import correct_area, says_until
from handlers.officer.compose.drafting import NoticeDraft, change
from handlers.officer.compose.excluded import excluded
from handlers.officer.compose.loose import ask_about
from handlers.officer.compose.where import ask_where, take_circle, typed_radius, typed_where
from handlers.officer.compose.words import ComposeData
from handlers.places.named import read_names, stands_in
from handlers.reading.places import place_reader
from handlers.reports.said_radius import metres_said
from storage.region.region import Settlement

FEWEST_OF_A_TEXT = 3
"""Words of a piece in which no name is known: it tells of something."""


def typed_place(turn: Turn, draft: NoticeDraft) -> None:
    """A message while the area is asked for."""
    text = clean(turn.event.text).strip()
    if turn.event.place is not None or not text:
        typed_where(turn, draft)
    elif (circle := circle_said(turn, text)) is not None:
        take_circle(turn, draft, circle)
    elif (until := says_until(turn, draft, text)) is not None:
        change(turn, draft, until=until)
        ask_where(turn, draft, turn.t("compose-corrected-until"))
    elif not draft.content.area.empty and (said := correct_area(turn, draft, text)):  # «без Журавлихи»
        ask_where(turn, draft, said)
    elif _is_text(turn, text):
        before = str(turn.data.get(ComposeData.LOOSE, ""))
        ask_about(turn, draft, "\n".join(filter(None, (before, text))))
    else:
        typed_where(turn, draft)


def typed_distance(turn: Turn, draft: NoticeDraft) -> None:
    """A message while the distance is asked for: also a settlement with a distance, or another place than the point."""
    text = clean(turn.event.text).strip()
    if (circle := circle_said(turn, text)) is not None:
        take_circle(turn, draft, circle)
    elif excluded(turn, text) or (not metres_said(turn, text) and _names_a_place(turn, text)):
        typed_where(turn, draft)
    else:
        typed_radius(turn, draft)


def _names_a_place(turn: Turn, text: str) -> bool:
    return bool(text) and read_names(place_reader(turn.shared.region), text).found


def circle_said(turn: Turn, text: str) -> Circle | None:
    """«Сосновинка, 3 км вокруг»: a settlement and a distance, and nothing that would be left out."""
    metres, reader = metres_said(turn, text), place_reader(turn.shared.region)
    said = reader.read(text)
    if not metres or len(said.settlements) != 1 or said.street or said.landmark:
        return None
    town: Settlement = said.settlements[0]
    sure = said.sure or stands_in(text, town, turn.shared.lemmas)
    name = set(turn.shared.lemmas(town.name))
    said_words = (word for word in words_of(text) if not number_of(turn.shared.library, word))
    rest = [word for word in said_words if not set(turn.shared.lemmas(word)) & name]
    known = (
        phrases(turn, "compose-words-around") | phrases(turn, "radius-km-words") | phrases(turn, "radius-metre-words")
    )
    spelt = frozenset(phrase[:-1] for phrase in phrases(turn, "radius-spelt"))
    return Circle(town.lat, town.lon, metres) if sure and not words_beside(rest, known | spelt) else None


def _is_text(turn: Turn, text: str) -> bool:
    """Whether a piece of it tells of something: «Прорвало плотину, вода идёт на Сосновинку, уходите на гору»."""
    reader = place_reader(turn.shared.region)
    named = read_names(reader, text)
    told = [written for written, _ in named.unknown if len(words_of(written)) >= FEWEST_OF_A_TEXT]
    plain = not named.found and not reader.read(text).street  # a list of streets is no text
    return plain and len(told) > 0 and len(words_of(text)) > 2 * FEWEST_OF_A_TEXT
