"""Reading what a pressed button brings, which anybody can forge; rows of buttons."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from handlers.base.message import Button
from handlers.base.turn import Turn

Rows = tuple[tuple[Button, ...], ...]

LABEL_LENGTH = 40
"""UTF-16 units of a button's label that every messenger shows."""
LARGEST = 1 << 53
"""Numbers from here on are none: they do not survive JSON."""


class Word(StrEnum):
    """The words of a folder's buttons, steps or ticks are an enumeration of this kind; a member makes a button's data:
    `OperatorButton.TAKE(7)` is "o_take:7". The values are stored in messages and dialogues: they never change.
    """

    def __call__(self, *parts: object) -> str:
        return ":".join((self.value, *map(str, parts)))


def number(text: str) -> int:
    """A positive number below LARGEST, written in ASCII digits; 0 for anything else."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 16 and int(text) < LARGEST else 0


def part_of(argument: str, place: int) -> str:
    """One of the parts of a button's argument, which ":" keeps apart; "" if it has fewer."""
    parts = argument.split(":")
    return parts[place] if place < len(parts) else ""


def number_of(argument: str) -> int:
    """The first part of a button's argument as a number; 0 for anything else."""
    return number(part_of(argument, 0))


def part(turn: Turn, place: int) -> str:
    """`part_of` the button that was pressed, or the tick that rings."""
    return part_of(turn.event.argument, place)


def turning(page: int, pages: int, data: str) -> tuple[Button, ...]:
    """Buttons to the page before and after; `data` takes the page's number in place of `{}`."""
    before = (Button("◀", data.format(page - 1)),) if page > 0 else ()
    after = (Button("▶", data.format(page + 1)),) if page < pages - 1 else ()
    return before + after


def pairs(buttons: Sequence[Button]) -> Rows:
    """Two in a row."""
    return tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
