"""What a report tells besides its place: its words in their dictionary forms, as they are compared with others'.

The names of its own street and town are left out: neighbours share them whatever they write of.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from handlers.base.shared import Shared

LONGEST_READ = 300
"""Characters of a text whose words are compared."""
LEAST_LETTERS = 3
"""Shorter words say nothing of what a text is about."""
REMEMBERED = 4_096
"""Reports whose words are kept: in a storm everybody is compared with the same ones."""
MADE = "case-words"

Told = Callable[[str, str, str], str]


def told_words(shared: Shared, text: str, address: str, settlement: str) -> str:
    """The words, apart by spaces. `address` and `settlement` (a code): its own, whose words say nothing."""
    read: Told = shared.region.made.get(MADE) or shared.region.made.setdefault(MADE, _reader(shared))
    return read(text[:LONGEST_READ], address, settlement)


def _reader(shared: Shared) -> Told:
    @lru_cache(REMEMBERED)
    def names(address: str, settlement: str) -> frozenset[str]:
        town = shared.region.settlement(settlement)
        return frozenset(shared.lemmas(f"{address} {town.name if town else ''}"))

    @lru_cache(REMEMBERED)
    def read(text: str, address: str, settlement: str) -> str:
        place = names(address, settlement)
        return " ".join(
            word
            for word in shared.lemmas(text)
            if len(word) >= LEAST_LETTERS and not word[0].isdigit() and word not in place
        )

    return read
