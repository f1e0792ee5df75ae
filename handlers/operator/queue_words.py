"""The place that an operator names for the queue: a settlement, a street, or words as the citizens use them.

wanted = read_wanted(region, "на Лесной 5 в Сосновинке")    # Wanted("sosnovinka", "Лесная, 5")
"""

from __future__ import annotations

from typing import NamedTuple

from handlers.reading.places import place_reader
from storage.region.region import Region

MOST_BYTES = 30
"""Of the words in a button's data, of which a messenger takes 64."""
ESCAPE = "!"
"""As the statements of the queue name it."""


class Wanted(NamedTuple):
    """`place`: code of a settlement or municipality; `words`: of its address or its text. Each may be empty."""

    place: str
    words: str


def read_wanted(region: Region, text: str) -> Wanted:
    """What the words after the command name. A street comes as reports have it; other words as they are written, beside
    a settlement only where they are a place.
    """
    reader = place_reader(region)
    said = reader.read(text)
    place = said.settlement.code if said.settlement else said.municipality
    if said.street or said.kilometre:
        return Wanted(place, fitting(reader.address(said)))
    if not place:
        return Wanted("", fitting(text))
    rest = said.landmark or reader.beside(text, said)
    return Wanted(place, fitting(rest) if said.landmark or reader.sounds_like_place(rest) else "")


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
