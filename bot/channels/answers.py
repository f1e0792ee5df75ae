"""What messengers answer, read safely: whatever comes, it is a value or an `UnreadableAnswer`, and never anything else.

Every number and text of an answer may be of another kind than the messenger's documents say; the functions here say
what can be relied on of it.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import math
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

from bot.channels.lenient import whole_number

LARGEST = 32 * 1024 * 1024
"""Bytes. A hundred updates with all that they may hold are a tenth of it."""
MOST_VALUES = 1_000_000
"""Of an answer, told by its commas: empty brackets take twenty times their bytes, and unpack from next to nothing."""
LONGEST_NUMBER = 40
"""Digits; what is longer is no number of a messenger and is kept as text."""
WAIT_READING_S = 180.0
WAIT_SENDING_S = 3600.0
"""A messenger that asks for a longer pause is asked again after this all the same: it may have been its slip."""


AT_A_TIME = 200
"""So many things of one answer are read before others have their turn: twice as many as an answer should hold."""

T = TypeVar("T")


class UnreadableAnswer(ValueError):
    """No JSON, or JSON that is too large or nested too deep."""


def parse(raw: bytes) -> Any:
    """The JSON value of an answer. What a plain reading refuses because of one odd place (bytes that are no UTF-8,
    numbers of thousands of digits) is read once more around that place, so that the rest of it is not lost.
    """
    if len(raw) > LARGEST or (len(raw) > MOST_VALUES and raw.count(b",") > MOST_VALUES):
        raise UnreadableAnswer("too large")
    try:
        return json.loads(raw)
    except RecursionError:
        raise UnreadableAnswer("nested too deep") from None
    except ValueError:
        pass
    try:
        return json.loads(raw.decode("utf-8", "replace"), parse_int=_integer)
    except (ValueError, RecursionError):
        raise UnreadableAnswer("no JSON") from None


def dump(value: object) -> str:
    """A value that `parse` gave, as the text that is kept; what cannot be written out is told by its fields' names."""
    try:
        text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    except (RecursionError, ValueError):
        names = [str(name)[:40] for name in value][:40] if isinstance(value, Mapping) else []
        text = json.dumps({"unreadable": names}, ensure_ascii=False)
    return text.encode("utf-8", "replace").decode()


def key_of(raw: str) -> str:
    """A key for something that has none of its own: the same for the same content."""
    return "x:" + hashlib.sha256(raw.encode("utf-8", "replace")).hexdigest()[:32]


def mapping(value: object) -> Mapping[str, Any]:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, dict) else {}


def whole(value: object, default: int = 0) -> int:
    """A whole number, also one in a text or with ".0"; `default` for anything else and for what no id can be (2^63)."""
    number = whole_number(value, LONGEST_NUMBER)
    return default if number is None else number


def seconds(value: object, most: float) -> float:
    """A pause that a messenger asks for, at most so long; 0.0 if it is none."""
    if isinstance(value, str):
        value = whole(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or value <= 0:
        return 0.0
    return most if value >= most or math.isinf(value) else float(value)


def _integer(digits: str) -> int | str:
    return int(digits) if len(digits) <= LONGEST_NUMBER else digits


async def in_turns(read: Callable[[Any], T], things: Iterable[Any]) -> list[T]:
    """What each of them reads as. An answer may hold a hundred thousand of what a hundred are asked for."""
    found = list[T]()
    for thing in things:
        found.append(read(thing))
        if not len(found) % AT_A_TIME:
            await asyncio.sleep(0)
    return found
