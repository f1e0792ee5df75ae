"""One slip of the pen or of the keyboard, mended: a word that no dictionary has becomes one that it has.

Only words that the caller wants are offered, so that the name of a village does not become a word for a pipe. Which
letters are taken for one another stands in `slips.txt`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

SLIPS = Path(__file__).with_name("slips.txt")
SHORTEST, LONGEST = 5, 18  # letters of a word that is mended
MOST_WRONG = 3  # letters that sound alike


class Speller:
    """Looks up in pymorphy3's dictionary (`analyzer`); safe to share."""

    def __init__(self, analyzer: Any) -> None:
        table = slips()
        self._words = analyzer.dictionary.words
        self._sounds = self._words.compile_replaces({each[0]: list(each[1:]) for each in table["sounds"]})
        self._letters = self._words.compile_replaces({"\u0435": "\u0451"})
        self._beside = dict(_beside(table["keys"]))
        self._missing = "".join(table["missing"])
        self._joined = tuple(table["joined"])

    def mended(self, word: str, is_wanted: Callable[[str], bool]) -> str:
        """The likeliest wanted word that differs by one slip (small letters, as storage.letters.folded has them);
        "" where there is none."""
        if not SHORTEST <= len(word) <= LONGEST:
            return ""
        heard = {str(each).replace("\u0451", "\u0435") for each, _ in self._words.similar_items(word, self._sounds)}
        for count, found in sorted((_differences(word, each), each) for each in heard):
            if 0 < count <= MOST_WRONG and is_wanted(found):
                return found
        return next((each for each in self._slips(word) if self._is_known(each) and is_wanted(each)), "")

    def _is_known(self, word: str) -> bool:
        return bool(self._words.similar_items(word, self._letters))

    def _slips(self, word: str) -> Iterator[str]:
        """What the word may have been, likeliest first: two words, a letter too many, two changed, one missing, a key
        beside."""
        for joined in self._joined:
            if word.startswith(joined):
                yield word[len(joined) :]
        places = range(len(word))
        for at in places:
            yield word[:at] + word[at + 1 :]
        for at in places[:-1]:
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        for at in range(1, len(word) + 1):
            for letter in word[at - 1] + self._missing:
                yield word[:at] + letter + word[at:]
        for at in places:
            for key in self._beside.get(word[at], ""):
                yield word[:at] + key + word[at + 1 :]


def _differences(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _beside(rows: list[str]) -> Iterator[tuple[str, str]]:
    for row in rows:
        for at, key in enumerate(row):
            yield key, row[max(0, at - 1) : at] + row[at + 1 : at + 2]


def slips() -> dict[str, list[str]]:
    """The lists of `slips.txt` by their names."""
    lines = SLIPS.read_text(encoding="utf-8").splitlines()
    named = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {name: words.split() for name, _, words in named}
