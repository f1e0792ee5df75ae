"""Whether a text is easy to read in a hurry: what about it is not, so that its author may look at it again.

A rough measure, on purpose: it warns and never refuses. The words that nobody says aloud are in `locales/`
(`plain-officialese`, beginnings of words).
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from storage.letters import folded

SHOUTED = 6  # letters; shorter ones are abbreviations
SHOUTED_WORDS = 2  # one may be the name of something


@dataclass(frozen=True, slots=True)
class PlainLimits:
    """What is still easy: a sentence of so many words, a word of so many letters."""

    sentence: int
    word: int


LIMITS = {"ru": PlainLimits(20, 17), "en": PlainLimits(25, 14)}
"""By language. English says with several short words what Russian says with one long one; other languages: as Russian.
"""

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
SENTENCE = re.compile(r"[.!?…]+(?:\s|$)|\n+|:\s")


@dataclass(frozen=True, slots=True)
class Hard:
    """`why`: "sentence" (with its first words), "word", "officialese", "shouted". `what` is as it stands there."""

    why: str
    what: str


def hard_to_read(text: str, officialese: Collection[str], language: str = "ru") -> list[Hard]:
    """Everything that reads badly, one of each kind at most, the worst of it."""
    limits = LIMITS.get(language, LIMITS["ru"])
    found = [
        _sentence(text, limits.sentence),
        _long_word(text, limits.word),
        _officialese(text, officialese),
        _shouted(text),
    ]
    return [hard for hard in found if hard is not None]


def _sentence(text: str, most: int) -> Hard | None:
    sentences = [WORD.findall(sentence) for sentence in SENTENCE.split(text)]
    longest = max(sentences, key=len, default=[])
    return Hard("sentence", " ".join(longest[:4])) if len(longest) > most else None


def _long_word(text: str, most: int) -> Hard | None:
    longest = max((part for word in WORD.findall(text) for part in word.split("-")), key=len, default="")
    return Hard("word", longest) if len(longest) > most else None


def _officialese(text: str, beginnings: Collection[str]) -> Hard | None:
    """Beginnings may be of several words: «в целях»."""
    words = " " + " ".join(WORD.findall(folded(text)))
    for beginning in beginnings:
        _, found, rest = words.partition(f" {beginning}")
        if found:
            return Hard("officialese", beginning + rest.partition(" ")[0])
    return None


def _shouted(text: str) -> Hard | None:
    shouted = [word for word in WORD.findall(text) if len(word) >= SHOUTED and word.isupper()]
    return Hard("shouted", shouted[0]) if len(shouted) >= SHOUTED_WORDS else None
