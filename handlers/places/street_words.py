"""Street and house in somebody's words, as a place keeps them (see handlers.places.streets)."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from handlers.places.streets import Streets

TOKEN = re.compile(r"\d+(?:[-/]?[^\W_]+)*|[^\W\d_]+(?:-[^\W\d_]+)*")
ORDINAL = re.compile(r"\d+-[^\W\d_]{1,2}")
WORD = re.compile(r"[^\W_]+")
STEM = 4


def read_street(streets: Streets, text: str, drop: Collection[str], town: str = "") -> tuple[str, str]:
    """(street, house) of "п. Сосновинка, ул. Лесная, д. 5": ("Лесная", "5"), without the words in `drop` and the
    settlement's name. Both may be empty; a house without a street counts as nothing.
    """
    plain = _folded(text)
    stems = {word[:STEM] for word in WORD.findall(_folded(town))}
    street: list[str] = []
    found = list(TOKEN.finditer(plain))
    for place, match in enumerate(found):
        token = match.group()
        if token[0].isdigit() and not ORDINAL.fullmatch(token):
            following = [m.group() for m in found[place + 1 :]]
            if street and not _begins_a_name(following, drop):
                house = streets.house(plain[match.start() :]) or streets.house(token)
                return streets.name(" ".join(street)), house
            if following and not following[0][0].isdigit():
                street.append(token)  # «8 Марта»
        elif token not in drop and token[:STEM] not in stems:
            street.append(token)
    return streets.name(" ".join(street)), ""


def _folded(text: str) -> str:
    return text.lower().replace("\u0451", "\u0435")


def _begins_a_name(following: Sequence[str], drop: Collection[str]) -> bool:
    """Whether a number is part of the street's name: a word of a name follows, and after it the house."""
    named = bool(following) and not following[0][0].isdigit() and following[0] not in drop
    return named and any(token[0].isdigit() for token in following)
