"""Russian written with Latin letters («dom gorit»), told apart from English and written back in Cyrillic.

Which Latin letters stand for which Russian ones is in `slips.txt`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import islice

LATIN = re.compile("[a-z']+")
SHORTEST = 3  # letters of a word that tells the language
JUDGED = 40  # words of a text that are looked at


class LatinReader:
    """Safe to share. `table` is that of `slips.txt`; `is_known`: whether a Russian word is in the dictionary."""

    def __init__(self, table: Mapping[str, list[str]], is_known: Callable[[str], bool]) -> None:
        self._spellings = dict(_pair(each) for each in table["latin"])
        self._written = re.compile("|".join(sorted(map(re.escape, self._spellings), key=len, reverse=True)))
        self._english, self._both = frozenset(table["english"]), frozenset(table["both"])
        before, after = table["softened"]
        self._softened = re.compile(f"(?<=[{before}])(?=[{after}]|$)")
        self._is_known = is_known

    def in_cyrillic(self, text: str) -> str:
        """A text in small letters as it is, or in Cyrillic where most of its words are Russian ones."""
        words = {word[0] for word in islice(LATIN.finditer(text), JUDGED)} - self._both
        if not self._english.isdisjoint(words):
            return text
        words = {word for word in words if len(word) >= SHORTEST}
        if sum(self._is_known(self._word(word)) for word in words) * 2 <= len(words):
            return text
        return LATIN.sub(lambda found: self._word(found[0]), text)

    def _word(self, word: str) -> str:
        plain = self._written.sub(lambda found: self._spellings[found[0]], word)
        if self._is_known(plain):
            return plain
        softened = (plain[: place.start()] + "ь" + plain[place.start() :] for place in self._softened.finditer(plain))
        return next((each for each in softened if self._is_known(each)), plain)


def _pair(text: str) -> tuple[str, str]:
    written, _, meant = text.partition("=")
    return written, meant
