"""What a report tells besides its place: its words, its kinds of trouble, the numbers that it names.

    told(shared, "cold_water", text, address, settlement)

The names of its own street and town are left out: neighbours share them whatever they write of. So are the words of the
topic itself, unless nothing else is left.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from handlers.base.shared import Shared
from handlers.cases.troubles import ALL, FLAT, ONLY, WHOLE, Kinds, troubles

LONGEST_READ = 300
"""Characters of a text whose words are compared."""
LEAST_LETTERS = 3
"""Shorter words say nothing of what a text is about."""
REMEMBERED = 4_096
"""Reports whose words are kept: in a storm everybody is compared with the same ones."""
MADE = "case-words"
TOPIC = "topic"
AFTER = re.compile(r"[\s.:\u2116-]*(\d{1,4})(?!\d)")
BEFORE = re.compile(r"(\w+)(?:-[^\W\d_]{1,2})?\s+$")
DIGITS = re.compile(r"(\d{1,4})[^\W\d_]{0,2}")
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Told:
    """`words`, apart by spaces, in dictionary forms; `own` of them, those that are not the topic's; `kinds` of trouble;
    `whole`: of a whole town or street; `numbers`: what it names by number, as FLAT or TOPIC (a bus, an entrance: what
    the topic asks for) and the number; `parts` of the place, or who does it; `only` there.
    """

    words: str
    own: str
    kinds: Kinds
    whole: bool
    numbers: frozenset[tuple[str, str]]
    parts: frozenset[str] = frozenset()
    only: bool = False


Reader = Callable[[str, str, str, str], Told]


def told(shared: Shared, topic: str, text: str, address: str, settlement: str) -> Told:
    """What it tells. `address` and `settlement` (a code): its own, whose words say nothing."""
    read: Reader = shared.region.made.get(MADE) or shared.region.made.setdefault(MADE, _reader(shared))
    return read(topic, text[:LONGEST_READ], address, settlement)


def _reader(shared: Shared) -> Reader:
    @lru_cache(REMEMBERED)
    def names(address: str, settlement: str) -> frozenset[str]:
        town = shared.region.settlement(settlement)
        return frozenset(shared.lemmas(f"{address} {town.name if town else ''}"))

    @lru_cache(REMEMBERED)
    def of_topic(code: str) -> tuple[frozenset[str], frozenset[str]]:
        """Words that everybody uses for it; those beside which a number of it stands."""
        topic = shared.region.topic(code)
        if topic is None:
            return frozenset(), frozenset()
        entries = (entry for entry in topic.words if " " not in entry)
        common = frozenset(shared.lemmas(" ".join((*entries, *topic.names.values()))))
        return common, frozenset(word for question in topic.questions for word in question.beside)

    @lru_cache(REMEMBERED)
    def read(code: str, text: str, address: str, settlement: str) -> Told:
        place = names(address, settlement)
        common, beside = of_topic(code)
        lemmas = [lemma for lemma in shared.lemmas(text) if lemma not in place]
        words = [word for word in lemmas if len(word) >= LEAST_LETTERS and not word[0].isdigit()]
        marks = troubles().marks(lemmas)
        flat = FLAT in marks
        return Told(
            " ".join(words),
            " ".join(word for word in words if word not in common),
            troubles().kinds(code, lemmas),
            WHOLE in marks or (ALL in marks and _all_of(shared, text, place)),
            _numbers(shared, text, address, beside) if flat or not beside.isdisjoint(lemmas) else frozenset(),
            troubles().parts(code, lemmas),
            ONLY in marks,
        )

    return read


def _all_of(shared: Shared, text: str, place: frozenset[str]) -> bool:
    """Whether "all" stands right before the name of the town or street."""
    words = [word[0] for word in WORD.finditer(text)]
    return any(
        ALL in troubles().marks(shared.lemmas(word)) and not place.isdisjoint(shared.lemmas(following))
        for word, following in pairwise(words)
    )


def _numbers(shared: Shared, text: str, address: str, beside: frozenset[str]) -> frozenset[tuple[str, str]]:
    """Numbers next to such a word: after it, or before it with nothing but spaces between."""
    houses, found = frozenset(DIGITS.findall(address)), set[tuple[str, str]]()
    for word in WORD.finditer(text):
        forms = shared.lemmas(word[0])
        name = FLAT if FLAT in troubles().marks(forms) else "" if beside.isdisjoint(forms) else TOPIC
        if not name:
            continue
        if after := AFTER.match(text, word.end()):
            found.add((name, after[1]))
        else:
            before = BEFORE.search(text, 0, word.start())
            said = _number(shared, before[1]) if before else ""
            if said and said not in houses:
                found.add((name, said))
    return frozenset(found)


def _number(shared: Shared, piece: str) -> str:
    if digits := DIGITS.fullmatch(piece):
        return digits[1]
    return next((mark for mark in troubles().marks(shared.lemmas(piece)) if mark.isdigit()), "")
