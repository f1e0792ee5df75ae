"""A text as words and numbers, with what stands between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice
from typing import NamedTuple

from handlers.places.names import OfWord, name_forms
from storage.letters import folded

LONGEST_TEXT, MOST_TOKENS = 4_000, 700
"""Characters and words of a text that are read: a place is named at its beginning."""
TOKEN = re.compile(r"https?://\S+|\d+|[^\W\d_]+(?:(?:['’]|[\u00ad\u200b-\u200d]+)[^\W\d_]+)*")
"""A word or a number; a link is one word, whatever stands in its address."""
SMALL, LARGE = "[\u0430-\u045f]", "[\u0400-\u042f]"
GROWN = re.compile(SMALL + LARGE)
GROWN_TOKEN = re.compile(rf"[^\W\d_]{SMALL}{{3,}}(?={LARGE}{SMALL}{{3}})|{TOKEN.pattern}")
"""Of a text in which a capital follows a small letter: «СосновинкаЛесная» are two words."""
UNSEEN = str.maketrans("", "", "\u00ad\u200b\u200c\u200d")  # marks where a word may be divided
SOFT = re.compile(r"[\s.\-‐-―]{0,4}")  # within one expression
CLOSE = re.compile(r"[^\S\n]*")
HARD = re.compile(r"[!?\n;•]")


class PlaceWord(NamedTuple):
    """`word` in small letters. `gap`: what stands between this and the one before."""

    word: str
    text: str
    start: int
    end: int
    gap: str
    number: bool
    capital: bool
    tail: str = ""  # of the last word: what stands behind it

    @property
    def latin(self) -> bool:
        return self.word.isascii() and not self.number


def tokens_of(text: str) -> list[PlaceWord]:
    """The words and numbers of a text's beginning; capitals count only where not everything is in capitals."""
    text = text[:LONGEST_TEXT]
    loud = text.isupper()
    found: list[PlaceWord] = []
    end = 0
    words = GROWN_TOKEN if GROWN.search(text) else TOKEN
    for match in islice(words.finditer(text), MOST_TOKENS):
        start, before = match.start(), end
        number = match[0][0].isdecimal()  # hardly any is written twice: none is remembered
        word, said, capital = (match[0], match[0], False) if number else _as_said(match[0])
        end = match.end()
        found.append(PlaceWord(word, said, start, end, text[before:start], number, capital and not loud))
    if found:
        found[-1] = found[-1]._replace(tail=text[end:])
    return found


@OfWord
def _as_said(written: str) -> tuple[str, str, bool]:
    """`word`, `text`, `capital` of a PlaceWord that is no number."""
    said = written.translate(UNSEEN)
    return name_forms().mended(folded(said)), said, said[0].isupper()


class Phrases:
    """Expressions of one or several words, each with what it means."""

    def __init__(self, meanings: Iterable[tuple[str, str]]) -> None:
        self._by_word: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, meaning in meanings:
            words = tuple(token.word for token in tokens_of(phrase))
            if words:
                self._by_word.setdefault(words[0], []).append((words, meaning))
        for listed in self._by_word.values():
            listed.sort(key=lambda pair: -len(pair[0]))
        self.first_words = frozenset(self._by_word)
        self._single = {word for word, listed in self._by_word.items() if any(len(words) == 1 for words, _ in listed)}
        self._ends = {words[-1] for listed in self._by_word.values() for words, _ in listed}

    def at(self, tokens: Sequence[PlaceWord], place: int) -> tuple[int, str] | None:
        """The longest expression that begins at this word: how many words it has and what it means."""
        if place >= len(tokens) or (listed := self._by_word.get(tokens[place].word)) is None:
            return None
        for words, meaning in listed:
            here = tokens[place : place + len(words)]
            if [t.word for t in here] == list(words) and all(SOFT.fullmatch(t.gap) for t in here[1:]):
                return len(words), meaning
        return None

    def begun(self, tokens: Sequence[PlaceWord]) -> list[int]:
        """The places of words that an expression begins with: all others need not be looked at."""
        return [place for place, token in enumerate(tokens) if token.word in self._by_word]

    def size(self, tokens: Sequence[PlaceWord], place: int) -> int:
        """How many words of an expression begin here; 0 if none does."""
        if place >= len(tokens) or tokens[place].word not in self._by_word:
            return 0
        found = self.at(tokens, place)
        return found[0] if found else 0

    def before(self, tokens: Sequence[PlaceWord], end: int) -> int:
        """How many words an expression has that ends before this word."""
        if not 0 < end <= len(tokens) or tokens[end - 1].word not in self._ends:
            return 0
        for length in (3, 2, 1):
            if end >= length and self.size(tokens, end - length) == length:
                return length
        return 0

    def __contains__(self, word: str) -> bool:
        return word in self._single


def begins_sentence(tokens: Sequence[PlaceWord], place: int) -> bool:
    """Whether a capital letter says nothing here."""
    if place == 0:
        return True
    gap, before = tokens[place].gap, tokens[place - 1]
    return bool(HARD.search(gap)) or ("." in gap and len(before.word) > 3)
