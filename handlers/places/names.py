"""Words of a place's name in all their cases, in Latin letters, and as somebody writes them by ear.

The tables are those of russian.toml: endings and letters that an administrator can read.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

TABLES = Path(__file__).with_name("russian.toml")
LATIN = re.compile(r"[a-z']+")
CONSONANT = "*"
SHORTEST_STEM = 2
KEY = 3  # letters
REMEMBERED, LONGEST_WORD = 10_000, 40
"""Words of which is kept what was found of them; and letters of a word that is worth it."""

T = TypeVar("T")


class OfWord(Generic[T]):
    """What is read of one word, kept for when it is written again; nobody changes what it gives. Safe to share."""

    def __init__(self, read: Callable[[str], T]) -> None:
        self._read, self._kept = read, lru_cache(REMEMBERED)(read)

    def __call__(self, word: str) -> T:
        return self._kept(word) if len(word) <= LONGEST_WORD else self._read(word)


class NameForms:
    """Reads russian.toml once; safe to share."""

    def __init__(self) -> None:
        tables = tomllib.loads(TABLES.read_text(encoding="utf-8"))
        self._cases = {ending: forms.split() for ending, forms in tables["cases"].items()}
        adjectives = tables["adjectives"]["endings"].split()
        self.adjective_endings = tuple({form for ending in adjectives for form in self._cases[ending]})
        """Every ending that an adjective may have."""
        self.feminine = tuple(tables["adjectives"]["feminine"].split())
        self.feminine_cases = tuple(tables["adjectives"]["feminine_cases"].split())
        self.of_places = tuple(tables["adjectives"]["of_places"].split())
        """What stands before such an ending in an adjective of a settlement's name."""
        self.nominatives = tuple(tables["adjectives"]["nominatives"].split())
        self.surnames, self.genitives = tuple(tables["genitive"]["surnames"].split()), tables["genitive"]["letters"]
        self._vowels = tables["plural"]["between"].split()
        self._to_latin = str.maketrans(tables["latin"])
        self._latin_alike = _Replacing(tables["latin_alike"])
        self._cyrillic = _Replacing(tables["cyrillic"])
        self._lookalikes = str.maketrans(tables["lookalikes"])
        self._sounds = _Replacing(tables["sounds"])

    def forms(self, word: str) -> frozenset[str]:
        """A word (small letters, see storage.letters) in every form that its ending allows, itself among them."""
        for length in (2, 1):
            ending = word[-length:]
            if ending in self._cases and len(word) - length >= SHORTEST_STEM:
                return frozenset({word, *self._with_endings(word[:-length], self._cases[ending])})
        endings = self._cases[CONSONANT] if word[-1:] not in "".join(self._vowels) else []
        return frozenset({word, *self._with_endings(word, endings)})

    def _with_endings(self, stem: str, endings: list[str]) -> list[str]:
        made = [stem + ending for ending in endings if ending != "-"]
        if "-" in endings:
            made += [stem, *(stem[:-1] + vowel + stem[-1] for vowel in self._vowels)]
        return made

    def place_stems(self, word: str) -> list[str]:
        """What may be the beginning of a settlement's name of which this word is the adjective."""
        stems = [word[: -len(ending)] for ending in self.adjective_endings if word.endswith(ending)]
        return [stem[: -len(of)] for stem in stems for of in self.of_places if stem.endswith(of)]

    def mended(self, word: str) -> str:
        """A word with letters of both alphabets as a Russian one; any other as it is."""
        if word.isascii() or not any("a" <= letter <= "z" for letter in word):
            return word
        return word.translate(self._lookalikes)

    def sounded(self, word: str) -> str:
        """By ear: equal for spellings that sound alike."""
        return self._sounds(word)

    def latin(self, word: str) -> str:
        """Equal for a Russian word and for what people write for it in Latin letters."""
        plain = self._latin_alike(word.translate(self._to_latin))
        return re.sub(r"(.)\1+", r"\1", plain)

    def cyrillic(self, word: str) -> str:
        """A word in Latin letters (small) as a Russian one, as well as letters alone can tell; others as they are."""
        return self._cyrillic(word)


class NearForms(Generic[T]):
    """Forms by their beginnings and middles, so that few are compared with a word of which one letter is wrong."""

    def __init__(self) -> None:
        self._by_key: dict[str, list[tuple[str, T]]] = {}

    def add(self, form: str, meaning: T) -> None:
        for key in {form[:KEY], f"_{form[KEY : 2 * KEY]}"}:
            self._by_key.setdefault(key, []).append((form, meaning))

    def like(self, word: str) -> Iterator[tuple[str, T]]:
        """Every form that may be one letter away, and others; with what it means."""
        for key in sorted({word[:KEY], *(f"_{word[at : at + KEY]}" for at in range(KEY - 1, KEY + 2))}):
            yield from self._by_key.get(key, ())


class _Replacing:
    """Replaces parts of a word, the longest first."""

    def __init__(self, table: dict[str, str]) -> None:
        self._table = table
        self._found = re.compile("|".join(sorted(map(re.escape, table), key=len, reverse=True)))

    def __call__(self, word: str) -> str:
        return self._found.sub(lambda found: self._table[found[0]], word)


@lru_cache(maxsize=1)
def name_forms() -> NameForms:
    """The one reader of the tables; made at the first word."""
    return NameForms()
