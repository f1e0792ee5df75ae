"""Files with a number a line, which outlive the database beside them; a power cut may have left half a line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

LONGEST = 15
"""Digits; no number that was ever given out has more."""


@dataclass(frozen=True, slots=True)
class NumberFile:
    """Its numbers in their order, and how many lines are none."""

    numbers: tuple[int, ...] = ()
    damaged: int = 0


def read_numbers(path: Path) -> NumberFile:
    """What a file says, as far as it can be read; nothing if there is none. OSError."""
    return numbers_of(path.read_bytes()) if path.exists() else NumberFile()


def numbers_of(content: bytes) -> NumberFile:
    """The same of what such a file holds."""
    lines = content.split()
    good = tuple(int(line) for line in lines if line.isdigit() and len(line) <= LONGEST)
    return NumberFile(good, len(lines) - len(good))
