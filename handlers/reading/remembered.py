"""What was read of a text, kept for when the same text is asked for again: a draft is read at each of its steps."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Generic, TypeVar

T = TypeVar("T")

SHORT = 500
"""Characters of a text of the common kind."""
SHORT_TEXTS, LONG_TEXTS = 4_000, 64
"""So many are kept: a flood's whole first minutes, in some megabytes. A report may have 40,000 characters."""


class Remembered(Generic[T]):
    """A reading that depends on the text alone, with a bounded memory; nobody changes what it gives."""

    def __init__(self, read: Callable[[str], T]) -> None:
        self._short = lru_cache(SHORT_TEXTS)(read)
        self._long = lru_cache(LONG_TEXTS)(read)

    def __call__(self, text: str) -> T:
        return self._short(text) if len(text) <= SHORT else self._long(text)

    def forget(self) -> None:
        """From now on everything is read anew."""
        self._short.cache_clear()
        self._long.cache_clear()
