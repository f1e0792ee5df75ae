"""What the dictionary (pymorphy3) says of one word, for the reading of places."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from handlers.places.names import OfWord, name_forms
from handlers.reading.words import CYRILLIC, analyzer, is_listed
from storage.letters import folded

REMEMBERED = 20_000  # words
LONGEST_WORD = 40  # letters
NAMES = ("Surn", "Name", "Patr", "Geox", "Orgn")
PARTICLES = ("PREP", "CONJ", "PRCL", "NPRO", "INTJ", "ADVB", "COMP")
VERBS = ("VERB", "PRTS", "PRED")


class DictionaryGrammar:
    """As `handlers.places.vocabulary.Grammar`; the dictionary is loaded at the first word. Safe to share."""

    def __init__(self) -> None:
        self._parses = lru_cache(REMEMBERED)(self._parse)
        self._adjectives = lru_cache(REMEMBERED)(self._adjective)
        self._ordinary = OfWord(self._is_ordinary)
        self._surnames = OfWord(self._is_surname)

    def known(self, word: str) -> bool:
        return self._ordinary(word)

    def adjective(self, word: str, gender: str) -> str:
        return self._adjectives(word, gender) if word.endswith(name_forms().adjective_endings) else ""

    def is_surname(self, word: str) -> bool:
        return self._surnames(word)

    def is_first_name(self, word: str) -> bool:
        return is_listed(word) and "Name" in self._parses(word)[0].tag

    def is_noun(self, word: str, gender: str) -> bool:
        return (
            len(word) > 1
            and is_listed(word)
            and any(
                p.tag.POS == "NOUN" and p.tag.gender == gender and p.tag.number == "sing" and p.tag.case != "nomn"
                for p in self._parses(word)
            )
        )

    def is_feminine(self, word: str) -> bool:
        return (
            len(word) > 1
            and is_listed(word)
            and any(
                p.tag.POS in ("NOUN", "ADJF")
                and p.tag.gender == "femn"
                and p.tag.number == "sing"
                and p.tag.case == "nomn"
                for p in self._parses(word)
            )
        )

    def is_verb(self, word: str) -> bool:
        if not is_listed(word):
            return False
        return self._parses(word)[0].tag.POS in VERBS

    def is_particle(self, word: str) -> bool:
        return is_listed(word) and self._parses(word)[0].tag.POS in PARTICLES

    def _is_ordinary(self, word: str) -> bool:
        return is_listed(word) and not self._is_place(word)

    def _is_place(self, word: str) -> bool:
        found = self._parses(word)
        return bool(found) and "Geox" in found[0].tag

    def _is_surname(self, word: str) -> bool:
        return not is_listed(word) or any(name in self._parses(word)[0].tag for name in NAMES)

    def _adjective(self, word: str, gender: str) -> str:
        for parse in self._parses(word):
            tag = parse.tag
            if tag.POS == "ADJF" and tag.number == "sing" and tag.gender == gender and "Apro" not in tag:
                made = parse.inflect({"nomn", "sing", gender})
                return str(made.word) if made is not None else ""
        return ""

    def _parse(self, word: str) -> tuple[Any, ...]:
        if len(word) > LONGEST_WORD or not CYRILLIC.fullmatch(word):
            return ()
        return tuple(analyzer().parse(folded(word)))
