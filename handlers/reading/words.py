"""The words of a text in their dictionary forms (pymorphy3), at a bounded cost.

Every word counts in all the dictionary forms that it may have, so that a homonym cannot hide what is meant. The
dictionary is loaded at the first word, not before. To look a word up costs time, most for one that no dictionary has:
of a text only so many words are (see Budget).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from handlers.reading.latin import LatinReader
from handlers.reading.layout import LayoutReader
from handlers.reading.spelling import Speller, slips
from storage.letters import folded

CYRILLIC = re.compile("[\u0400-\u04ff-]+")
RUSSIAN = re.compile("[\u0430-\u044f]")
HELD = re.compile("([\u0430-\u044f])\\1\\1+")
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
REMEMBERED = 20_000  # words whose forms are kept
ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y")  # English, longest first
LONGEST, LONGEST_TEXT = 6_000, 40_000  # words and characters of a text that are read; a report is shorter
LONGEST_WORD = 40  # letters; what is longer is no word
DISTINCT, UNKNOWN = 250, 20  # different words of a text that are looked up, and of these in no dictionary

Forms = frozenset[str]


class Token(NamedTuple):
    """A word as it stands (small letters), its dictionary forms, and what grammar says of it (see WordReader)."""

    word: str
    forms: Forms
    grammar: tuple[str, ...] = ()


@dataclass(slots=True)
class Budget:
    """How many more words of this text may be looked up; `spent` once one was left to others."""

    distinct: int = DISTINCT
    unknown: int = UNKNOWN
    spent: bool = False


def spelled(text: str) -> list[str]:
    """A text's words as `WordReader.tokens` names them, without looking any of them up."""
    return [part for word in WORD.finditer(HELD.sub(r"\1", folded(text))) for part in _parts(word[0])]


class WordReader:
    """Reads words; safe to share, as it only ever adds to its memory of them.

    The last text stays until the next one: it is read for its topic, its danger and its meaning.
    """

    def __init__(self) -> None:
        self._last: tuple[str, list[Token]] = ("", [])
        self._speller: Speller | None = None
        self._latin: LatinReader | None = None
        self._layout: LayoutReader | None = None

    def tokens(self, text: str, beyond: Callable[[str], Forms] | None = None) -> list[Token]:
        """A text's words in their order, each with its forms; `beyond` reads what the budget leaves.

        A word with hyphens comes whole and in its parts. Grammar is pymorphy3's first guess: part of speech, mood,
        tense, aspect, person and number, as far as a word has these; nothing for words beyond the budget. Nobody
        changes the list.
        """
        last, known = self._last
        if text == last:
            return known
        budget, read, found = Budget(), dict[str, Token](), list[Token]()
        for word in islice(WORD.finditer(self._written_out(folded(text[:LONGEST_TEXT]))), LONGEST):
            for part in _parts(word[0]):
                if part not in read:
                    read[part] = self._within(budget, part, beyond)
                found.append(read[part])
        if not budget.spent:  # else `beyond` has read some of it
            self._last = (text, found)
        return found

    def _written_out(self, text: str) -> str:
        """A text with a letter that is held down written once, and Russian in Latin letters written in Cyrillic."""
        text = HELD.sub(r"\1", text)
        if RUSSIAN.search(text):
            return text
        if self._latin is None:
            self._latin = LatinReader(slips(), self.is_known)
        return self._latin.in_cyrillic(text)

    def lemmas(self, text: str) -> list[str]:
        """The dictionary forms of a text's words, each once, in the order of the text (for searching)."""
        return list(dict.fromkeys(form for token in self.tokens(text) for form in sorted(token.forms)))

    def on_layout(self, text: str) -> str:
        """A text as it was meant, where it was typed on the other layout of the keyboard (handlers.reading.layout)."""
        if self._layout is None:
            self._layout = LayoutReader("".join(slips()["keys"]), self.is_known)
        return self._layout.meant(text)

    def is_known(self, word: str) -> bool:
        """Whether the dictionary has this word (small letters)."""
        return is_listed(word)

    def mended(self, word: str, is_wanted: Callable[[str], bool]) -> str:
        """A word that differs by one slip and is wanted; "" where there is none (see handlers.reading.spelling)."""
        if self._speller is None:
            self._speller = Speller(analyzer())
        return self._speller.mended(word, is_wanted)

    def token(self, word: str) -> Token:
        """A word in small letters, looked up."""
        return looked_up(word)

    def _within(self, budget: Budget, word: str, beyond: Callable[[str], Forms] | None) -> Token:
        known = len(word) <= LONGEST_WORD and budget.distinct > 0 and is_listed(word)
        if not known and (len(word) > LONGEST_WORD or not CYRILLIC.fullmatch(word)):
            return Token(word, self._forms(word[:LONGEST_WORD]))
        if known or (budget.distinct > 0 and budget.unknown > 0):
            budget.distinct -= 1
            budget.unknown -= not known
            return looked_up(word)
        budget.spent = True
        return Token(word, beyond(word) if beyond is not None else frozenset({word}))

    def _forms(self, word: str) -> Forms:
        return looked_up(word).forms


@lru_cache(REMEMBERED)  # one memory for all readers: what the dictionary says is the same for each
def looked_up(word: str) -> Token:
    """A word of any length: who asks keeps to a bound."""
    if not CYRILLIC.fullmatch(word):  # pymorphy3 fails on letters that have no name in Unicode
        return Token(word, frozenset({_stem(word)}))
    parses = analyzer().parse(word)
    tag = parses[0].tag
    grammar = (tag.POS, tag.mood, tag.tense, tag.aspect, tag.person, tag.number)
    forms = frozenset(folded(parse.normal_form) for parse in parses)
    return Token(word, forms, tuple(str(each) for each in grammar if each))


def parsed(word: str) -> tuple[Forms, tuple[str, ...]]:
    """A word's dictionary forms and its grammar, as in Token."""
    return looked_up(word)[1:]


@lru_cache(REMEMBERED)
def is_listed(word: str) -> bool:
    """Whether the dictionary has this word (small letters)."""
    return bool(CYRILLIC.fullmatch(word)) and bool(analyzer().word_is_known(word))


@lru_cache(maxsize=1)
def analyzer() -> Any:
    """The dictionary (a MorphAnalyzer), loaded at the first word and one for the whole program."""
    from pymorphy3 import MorphAnalyzer

    return MorphAnalyzer(lang="ru")


def _parts(word: str) -> list[str]:
    """A hyphenated word counts whole and in its parts."""
    return [word, *word.split("-")] if "-" in word else [word]


def _stem(word: str) -> str:
    """An English word without its ending, as long as three letters remain."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
