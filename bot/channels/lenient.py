"""Parts of a messenger's JSON, each read by itself: what is missing, null or of another type reads as nothing.

A messenger's newer or older server leaves fields out, adds some and changes others. What the bot does not need
cannot hurt it then, and what it needs falls back to what can be read. Nothing here raises but `needed`, with
`Unreadable`, as callers do where they find that they cannot go on.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

Raw = Mapping[str, Any]

NOTHING: Raw = {}
LONGEST_TEXT = 65_536
"""Characters; no messenger lets a person write so many."""
LARGEST = 2**63 - 1
LONGEST_NUMBER = 19
"""Signs of a number that is written as text."""
FILLERS = "\u3164\u115f\u1160\uffa0"
"""Letters of Unicode that show nothing: what is made of them alone says nothing."""
UNREADABLE = "unreadable"
"""The name of an attachment (kind OTHER) that came and could not be read."""


class Unreadable(Exception):
    """A part that is needed cannot be read; the text is the path of its field, never a value."""


def part(holder: Raw, name: str) -> Raw:
    """An object inside of another, or an empty one."""
    value = holder.get(name)
    return value if isinstance(value, dict) else NOTHING


def parts(holder: Raw, name: str) -> Sequence[Raw]:
    """The objects of a list, without whatever else is in it."""
    value = holder.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else ()


def words(holder: Raw, name: str, most: int = LONGEST_TEXT) -> str:
    """A person's text that every database takes: no NUL, half characters (lone surrogates) as "?", and a space where a
    letter stands that nobody sees.
    """
    value = holder.get(name)
    if not value or not isinstance(value, str):
        found = whole_number(value)
        return "" if found is None else str(found)
    if len(value) > most:
        value = value[:most]
    if "\x00" in value:
        value = value.replace("\x00", "")
    if value.isascii():
        return value
    for filler in FILLERS:
        if filler in value:
            value = value.replace(filler, " ")
    return value.encode("utf-8", "replace").decode()


def number(holder: Raw, name: str) -> int | None:
    """A whole number of 64 bits, also written as text."""
    value = holder.get(name)
    return value if type(value) is int and -LARGEST <= value <= LARGEST else whole_number(value)


def needed(holder: Raw, name: str, path: str = "") -> str:
    """A number as the id that it is. Unreadable, which names `path`, else the field itself."""
    found = number(holder, name)
    if found is None:
        raise Unreadable(path or name)
    return str(found)


def id_of(holder: Raw, name: str) -> str:
    """A number as the id that it is, "" where none is said."""
    found = number(holder, name)
    return "" if found is None else str(found)


def ms_of_seconds(holder: Raw, name: str) -> int:
    """A moment that a messenger says in UTC seconds in UTC milliseconds: 0 where none is said that can be one."""
    found = number(holder, name) or 0
    return found * 1000 if 0 < found < 10**11 else 0


def whole_number(value: object, digits: int = LONGEST_NUMBER) -> int | None:
    """A whole number of 64 bits, also with ".0" or as a text of so many signs; None for anything else."""
    if value is None:
        return None
    if isinstance(value, str):
        if not (len(value) <= digits and value.isascii() and value.removeprefix("-").isdigit()):
            return None
        value = int(value)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    fits = isinstance(value, int) and not isinstance(value, bool) and -LARGEST <= value <= LARGEST
    return value if fits and isinstance(value, int) else None


def amount(holder: Raw, name: str) -> int:
    """A number of bytes, pixels or seconds: 0 where none is said."""
    return max(0, number(holder, name) or 0)


def flag(holder: Raw, name: str) -> bool:
    value = holder.get(name)
    return value is True or value == 1


def degrees(value: object) -> float | None:
    """A latitude or longitude as a number, also from text with a decimal comma."""
    if isinstance(value, bool) or not isinstance(value, int | float | str):
        return None
    try:
        found = float(value.strip().replace(",", ".") if isinstance(value, str) else value)
    except (ValueError, OverflowError):
        return None
    return found if math.isfinite(found) else None
