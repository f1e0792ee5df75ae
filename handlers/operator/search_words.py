"""What is searched for by /find: a number, or up to three words as patterns of SQL's LIKE. Pure.

SQLite's LIKE knows no case of Cyrillic letters, and PostgreSQL's none at all: each word goes in three spellings. A
longer word loses its ending, so that «снега» finds «снег», and «е» stands for «ё».
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MOST_WORDS = 3
ENDINGS = ((6, 2), (5, 1))
"""A word of at least so many letters loses so many of them."""
WORD = re.compile(r"[^\W_]+")
NUMBER = re.compile(r"\s*(?:№|#|n)?\s*(\d{1,15})\s*", re.IGNORECASE)
ANY = "%"
PHONE = re.compile(r"\s*(?:\+?7|8)?((?:[\s().-]*\d){10})\s*")
"""With the country's number or without. People group its digits as they like."""
GROUPS = ((3, 6, 8), (3, 5, 7), (3, 5, 8))
"""Where ten digits are parted: 912 345-67-89, 912 34 56 789, 912 34 567 89; whole, they fit all of them."""


@dataclass(frozen=True, slots=True)
class Search:
    """`number` 0: none. `patterns`: nine, three spellings of each word."""

    number: int
    patterns: tuple[str, ...]

    @property
    def empty(self) -> bool:
        return not self.number and set(self.patterns) == {ANY}


def read_search(text: str) -> Search:
    """The search that an operator wrote; of more words the longest three, in their order. A phone is one word."""
    if found := PHONE.fullmatch(text[:200]):
        phone = _phone(re.sub(r"\D", "", found[1]))
        return Search(0, (*phone, *(ANY,) * (3 * MOST_WORDS - len(phone))))
    if found := NUMBER.fullmatch(text):
        return Search(int(found[1]), (ANY,) * (3 * MOST_WORDS))
    words = [word for word in WORD.findall(text[:200]) if len(word) > 1 or word.isdigit()]
    longest = sorted(words, key=len, reverse=True)[:MOST_WORDS]
    patterns: list[str] = []
    for word in [word for word in dict.fromkeys(words) if word in longest][:MOST_WORDS]:
        patterns += _spellings(word)
    return Search(0, tuple(patterns + [ANY] * (3 * MOST_WORDS - len(patterns))))


def _phone(digits: str) -> list[str]:
    return [f"%{digits[:a]}%{digits[a:b]}%{digits[b:c]}%{digits[c:]}%" for a, b, c in GROUPS]


def _spellings(word: str) -> list[str]:
    cut = next((off for least, off in ENDINGS if len(word) >= least), 0)
    stem = word.lower()[: len(word) - cut] if not word.isdigit() else word
    return [f"%{_loose(spelt)}%" for spelt in (stem, stem.capitalize(), stem.upper())]


def _loose(stem: str) -> str:
    return re.sub(r"[\u0435\u0451\u0415\u0401]", "_", stem)
