"""What an operator names for the queue: a settlement, a street, a topic, or words as the citizens use them.

wanted = read_wanted(shared, "на Лесной 5 в Сосновинке")    # Wanted("sosnovinka", "Лесная, 5", "")
"""

from __future__ import annotations

from typing import NamedTuple

from handlers.base.shared import Shared
from handlers.reading.places import place_reader
from storage.region.region import Region

LEAST_LETTERS = 3
"""Shorter words of a topic's name do not count."""
MOST_BYTES = 30
"""Of the words in a button's data, of which a messenger takes 64."""
ESCAPE = "!"
"""As the statements of the queue name it."""


class Wanted(NamedTuple):
    """`place`: code of a settlement or municipality; `words`: of its address or its text; `topic`: a code. Each may
    be empty.
    """

    place: str
    words: str
    topic: str = ""


def read_wanted(shared: Shared, text: str) -> Wanted:
    """What the words after the command name. A street comes as reports have it, a topic by words of its name; other
    words as they are written.
    """
    reader = place_reader(shared.region)
    said = reader.read(text)
    place = said.settlement.code if said.settlement else said.municipality
    if said.street or said.kilometre:
        return Wanted(place, fitting(reader.address(said)))
    rest = (said.landmark or reader.beside(text, said)) if place else text
    topic = _named_topic(shared, rest)
    return Wanted(place, "" if topic else fitting(rest), topic)


def _named_topic(shared: Shared, text: str) -> str:
    """The one topic in whose name all of these words stand; "" for none, or several."""
    said = {word for word in shared.lemmas(text) if len(word) >= LEAST_LETTERS}
    names = ((topic.code, set(shared.lemmas(" ".join(topic.names.values())))) for topic in shared.region.topics)
    named = [code for code, lemmas in names if said and said <= lemmas]
    return named[0] if len(named) == 1 else ""


def is_place(region: Region, words: str) -> bool:
    """Whether words of a filter name a place."""
    reader = place_reader(region)
    said = reader.read(words)
    return bool(said.street or said.kilometre or said.landmark) or reader.sounds_like_place(words)


def fitting(text: str) -> str:
    """One line that a button's data can hold; cut between words where that is possible."""
    line = " ".join(text.replace(":", " ").split())
    if len(line.encode()) <= MOST_BYTES:
        return line
    cut = line.encode()[: MOST_BYTES + 1].decode(errors="ignore")
    return (cut.rpartition(" ")[0] or cut[:-1]).rstrip(" ,")


def patterns(words: str) -> tuple[str, str]:
    """What the statements look for, with a small and with a capital first letter; "" for no words.

    An address ends with a comma there, so that house 5 is not house 51.
    """
    if not words:
        return "", ""
    text = words
    for sign in (ESCAPE, "%", "_"):
        text = text.replace(sign, ESCAPE + sign)
    end = "," if words[-1].isdigit() else ""
    return f"%{text[:1].lower()}{text[1:]}{end}%", f"%{text[:1].upper()}{text[1:]}{end}%"
