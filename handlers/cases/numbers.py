"""What a report names by number: entrance 3, bus 15, school 5, flat 12."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from handlers.cases.forms import WordForms
from handlers.cases.troubles import NICKNAME, NUMBERED, Troubles

TOPIC = "topic"
"""In place of a thing's name: what the topic itself asks for by number."""
AFTER = re.compile(r"[\s.:\u2116#-]*(\d{1,4})(?!\d)")
BEFORE = re.compile(r"(?:([^\W\d_]+)\s+)?(\w+)(?:-[^\W\d_]{1,2})?\s+$")
STUCK = re.compile(r"(\d{1,3})-?$")
DIGITS = re.compile(r"(\d{1,4})[^\W\d_]{0,2}")
WORD = re.compile(r"[^\W\d_]+")


class Numbers:
    """`beside`: words of the topic beside which its number stands; `address`: its numbers are those of houses."""

    def __init__(self, known: Troubles, forms: WordForms, topic: str, beside: frozenset[str], address: str) -> None:
        self._known, self._forms, self._topic, self._beside = known, forms, topic, beside
        self._houses = frozenset(DIGITS.findall(address))

    def of(self, text: str, lemmas: Collection[str], names: Collection[str]) -> frozenset[tuple[str, str]]:
        """The names and numbers of a text; `lemmas`: all its words, also of its place; `names`: what the others name
        (Troubles.names).
        """
        called = {(TOPIC, name[1:]) for name in names if name.startswith(NICKNAME)}
        if self._beside.isdisjoint(lemmas) and not self._known.is_numbered(self._topic, lemmas):
            return frozenset(called)
        return frozenset(called.union(self._beside_words(text)))

    def _beside_words(self, text: str) -> Iterator[tuple[str, str]]:
        for word in WORD.finditer(text):
            things = self._things(word[0])
            number = self._number_at(text, word) if things else ""
            if number:
                yield from ((thing, number) for thing in things)

    def _things(self, word: str) -> list[str]:
        forms = self._forms.word(word)
        named = [name for name in self._known.names(self._topic, forms) if name.startswith(NUMBERED)]
        return named if self._beside.isdisjoint(forms) else [*named, TOPIC]

    def _number_at(self, text: str, word: re.Match[str]) -> str:
        """An ordinal before the word; a number after it that is not of the next one; or one before it, of no house."""
        before = BEFORE.search(text, 0, word.start())
        if before and (ordinal := self._ordinal_of(before[1] or "", before[2])):
            return ordinal
        after = AFTER.match(text, word.end())
        if after and not self._is_of_next(text, after.end()):
            return after[1]
        digits = STUCK.search(text, 0, word.start()) or (DIGITS.fullmatch(before[2]) if before else None)
        return digits[1] if digits and digits[1] not in self._houses else ""

    def _is_of_next(self, text: str, at: int) -> bool:
        behind = WORD.search(text, at)
        return behind is not None and not text[at : behind.start()].strip(" -") and bool(self._things(behind[0]))

    def _ordinal_of(self, first: str, second: str) -> str:
        """Of "third", and of "twenty" and "third"."""
        said, tens = self._ordinal(second), self._ordinal(first) if first else ""
        is_sum = len(said) == 1 and len(tens) == 2 and tens.endswith("0")
        return str(int(tens) + int(said)) if is_sum else said

    def _ordinal(self, word: str) -> str:
        return next((mark for mark in self._known.marks(self._forms.word(word)) if mark.isdigit()), "")
