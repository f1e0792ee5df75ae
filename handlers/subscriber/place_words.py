"""Street and house in somebody's words, as a place keeps them."""

from __future__ import annotations

import re
from collections.abc import Collection

from handlers.citizen.small_talk import words_of

TOKEN = re.compile(r"\d+(?:/\d+)?[^\W\d_]?\d*|[^\W\d_]+(?:-[^\W\d_]+)*")
STEM = 4


def read_street(text: str, drop: Collection[str], town: str = "") -> tuple[str, str]:
    """(street, house) of "п. Сосновинка, ул. Лесная, д. 5": lower case, without the words in `drop` and the
    settlement's name. Both may be empty; a house without a street counts as nothing.
    """
    stems = {word[:STEM] for word in words_of(town)}
    street: list[str] = []
    for token in TOKEN.findall(text.lower().replace("\u0451", "\u0435")):
        if token[0].isdigit():
            if street:
                return " ".join(street), token
            continue
        if token in drop or token[:STEM] in stems:
            continue
        street.append(token)
    return " ".join(street), ""
