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
from handlers.cases.forms import WordForms
from handlers.cases.numbers import Numbers
from handlers.cases.troubles import (
    ALL,
    NEAR,
    NO_KINDS,
    ONLY,
    US,
    WHOLE,
    Kinds,
    Troubles,
    is_part,
    is_place,
    kinds,
    parts,
    respect_of,
    troubles_of,
)

LONGEST_READ = 300
"""Characters of a text whose words are compared."""
LEAST_LETTERS = 3
"""Shorter words say nothing of what a text is about."""
USUAL = frozenset({"@at-entrance", "@at-flat", "@at-yard"})
"""Parts of a house that the topic itself often means, whether somebody names them or not."""
REMEMBERED = 4_096
"""Reports whose words are kept: in a storm everybody is compared with the same ones."""
MADE = "case-words"
WORD = re.compile(r"[^\W\d_]+")
QUOTED = re.compile('[\u00ab\u201c\u201e"]([^\u00ab\u00bb\u201c\u201d\u201e"]{3,40})[\u00bb\u201c\u201d"]')
BEHIND = 2
"""So many words may stand behind a preposition until the landmark that it names."""


@dataclass(frozen=True, slots=True)
class Told:
    """`words`, apart by spaces, in dictionary forms; `own` of them, those that are not the topic's; `kinds` of trouble;
    `whole`: of a whole town or street; `numbers`: what it names by number ("#flat", "#school"; TOPIC for what the topic
    asks for, a bus, an entrance) and the number; `parts` of the place, or who does it; `only` there; `quoted`: names
    between quotation marks; `in_town`: of what a town has one of. The rest is what each comparison asks of these, made
    once with the text: the `things` that have a number, the `respects` in which its parts are firm, its `places`.
    """

    words: str
    own: str
    kinds: Kinds
    whole: bool
    numbers: frozenset[tuple[str, str]]
    parts: Kinds = NO_KINDS
    only: bool = False
    quoted: frozenset[str] = frozenset()
    in_town: bool = False
    things: frozenset[str] = frozenset()
    respects: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()


Reader = Callable[[str, str, str, str], Told]


def told(shared: Shared, topic: str, text: str, address: str, settlement: str) -> Told:
    """What it tells. `address` and `settlement` (a code): its own, whose words say nothing."""
    read: Reader = shared.region.made.get(MADE) or shared.region.made.setdefault(MADE, _reader(shared))
    return read(topic, text[:LONGEST_READ], address, settlement)


def _reader(shared: Shared) -> Reader:
    known = troubles_of(shared.region)
    forms = WordForms(shared.lemmas, known.words)

    @lru_cache(REMEMBERED)
    def names_of_place(address: str, settlement: str) -> frozenset[str]:
        town = shared.region.settlement(settlement)
        return frozenset(forms.of(f"{address} {town.name if town else ''}"))

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
        place = names_of_place(address, settlement)
        common, beside = of_topic(code)
        every = forms.of(text)
        lemmas = [lemma for lemma in every if lemma not in place]
        words = [word for word in lemmas if len(word) >= LEAST_LETTERS and not word[0].isdigit()]
        found = known.names(code, lemmas)
        near = _near(known, forms, code, text) if NEAR in found and any(map(is_part, found)) else frozenset[str]()
        numbers, its_parts = Numbers(known, forms, code, beside, address).of(text, every, found), parts(found, near)
        return Told(
            " ".join(words),
            " ".join(word for word in words if word not in common),
            kinds(found),
            WHOLE in found or (ALL in found and _all_of(known, forms, text, place)),
            numbers,
            its_parts,
            ONLY in found,
            frozenset(said.lower() for said in QUOTED.findall(text)),
            known.is_one_in_town(code),
            frozenset(thing for thing, _ in numbers),
            frozenset(map(respect_of, its_parts.firm)),
            frozenset(filter(is_place, its_parts.firm)) - USUAL,
        )

    return read


def _near(known: Troubles, forms: WordForms, topic: str, text: str) -> frozenset[str]:
    """The parts of a place that are only landmarks: by the entrance is not in the entrance."""
    words, near = WORD.findall(text.lower()), set[str]()
    for at, word in enumerate(words):
        if known.is_marked(word, NEAR):
            near |= _landmark(known, forms, topic, words[at + 1 : at + 1 + BEHIND])
    return frozenset(near)


def _landmark(known: Troubles, forms: WordForms, topic: str, behind: list[str]) -> set[str]:
    if behind and known.is_marked(behind[0], US):
        return set()
    named = (set(filter(is_place, known.names(topic, forms.word(word)))) for word in behind)
    return next(filter(None, named), set[str]())


def _all_of(known: Troubles, forms: WordForms, text: str, place: frozenset[str]) -> bool:
    """Whether "all" stands right before the name of the town or street."""
    return any(
        ALL in known.marks(forms.word(word)) and not place.isdisjoint(forms.word(following))
        for word, following in pairwise(WORD.findall(text))
    )
