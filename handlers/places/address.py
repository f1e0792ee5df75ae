"""A street address in somebody's words."""

from __future__ import annotations

import re

TOKEN = re.compile(r"\d+[^\W\d_](?![^\W_])|\d+(?:/\d+)?|[^\W\d_]+(?:-[^\W\d_]+)*\.?|[,;:!?.\n]")
MOST_NAME_WORDS = 4
"""Words of a street's name and house that are taken after the street's word."""


def find_address(text: str, streets: set[str], houses: set[str]) -> str:
    """A street's word with the name beside it and the house after it, as written; "" without a name or number."""
    tokens = [(m.group(), m.start(), m.end()) for m in TOKEN.finditer(text)]
    for i, (token, start, end) in enumerate(tokens):
        if _bare(token) not in streets:
            continue
        stop = _end_of_name(tokens, i, houses)
        first = tokens[i - 1][1] if _named_before(tokens, i) else start
        if stop > end or first < start:
            return text[first:stop].strip(" ,.")
    return ""


def _named_before(tokens: list[tuple[str, int, int]], street: int) -> bool:
    """Whether the word before a street's word is its name; a sentence's first word only if a house follows."""
    if not street or not _is_name(tokens[street - 1][0]) or not tokens[street - 1][0][0].isupper():
        return False
    following = tokens[street + 1][0] if street + 1 < len(tokens) else ""
    within = street > 1 and tokens[street - 2][0] not in ".!?\n"
    return not following[:1].isupper() and (within or following[:1].isdigit())


def _end_of_name(tokens: list[tuple[str, int, int]], street: int, houses: set[str]) -> int:
    """Where the name and house after a street's word end; the word's own end if nothing follows."""
    end, names = tokens[street][2], 0
    for token, _, stop in tokens[street + 1 :]:
        number, house = token[0].isdigit(), _bare(token) in houses
        if number or (token[0].isupper() and _is_name(token) and names < MOST_NAME_WORDS):
            end, names = stop, names + 1
        elif not house and token != ",":
            break
    return end


def _is_name(token: str) -> bool:
    return token[0].isalpha() and len(token.rstrip(".")) > 1


def _bare(token: str) -> str:
    return token.rstrip(".").lower().replace("\u0451", "\u0435")
