"""Words by which a place is found in a text, and what grammar has to tell of other words. Given, not known here."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from handlers.places.names import NearForms, name_forms
from handlers.places.streets import KINDS
from handlers.places.tokens import Phrases, tokens_of
from storage.letters import folded

Listed = Callable[[str], Sequence[str]]
"""The phrases of a list by its name (`locales/*/place_words.ftl`, `streets.ftl`), of all languages, as written."""

GENDERS: Mapping[str, str] = {
    "street": "femn", "lane": "masc", "avenue": "masc", "passage": "masc", "boulevard": "masc", "square": "femn",
    "embankment": "femn", "highway": "neut", "dead-end": "masc", "block": "masc", "quarter": "masc", "tract": "masc",
    "alley": "femn", "line": "femn", "allotments": "neut", "garages": "masc",
}  # fmt: skip
NUMBERED_KINDS = frozenset({"block", "quarter", "line", "garages"})
"""Kinds whose name may be a number alone."""
NAME_AFTER_KINDS = frozenset({"block", "quarter", "allotments", "garages"})
"""Kinds that are written before any name; others stand after a name that is an adjective."""


class Grammar(Protocol):
    """What is asked of a dictionary about one Russian word (small letters); cheap for words asked before."""

    def known(self, word: str) -> bool:
        """Whether the dictionary has it, other than as a name."""

    def adjective(self, word: str, gender: str) -> str:
        """Its nominative of this gender if it is an adjective in a form of this gender; "" if not."""

    def is_surname(self, word: str) -> bool:
        """A name of a person, or a word that no dictionary has."""

    def is_first_name(self, word: str) -> bool:
        """What people are called, as «Анна»."""

    def is_noun(self, word: str, gender: str) -> bool:
        """A noun of this gender, in the singular and not in the nominative."""

    def is_feminine(self, word: str) -> bool:
        """A feminine noun or adjective that may stand in the nominative singular."""

    def is_verb(self, word: str) -> bool: ...

    def is_particle(self, word: str) -> bool:
        """A preposition, a conjunction, a pronoun or another word that nothing is called by."""


class PlaceVocabulary:
    """All word lists, ready to be looked for. Safe to share."""

    def __init__(self, listed: Listed) -> None:
        def phrases(*names: str) -> Phrases:
            return Phrases((phrase, "") for name in names for phrase in listed(name))

        self.towns = phrases("place-town-words")
        self.areas = phrases("place-area-words")
        self.town_prepositions = phrases("place-town-prepositions")
        self.strong_prepositions = phrases("place-strong-prepositions")
        self.street_prepositions = phrases("place-street-prepositions")
        self.here, self.we = phrases("place-here-words"), phrases("place-we-words")
        self.visited, self.visits = phrases("place-visited-words"), phrases("place-visit-words")
        self.phones, self.no_answer = frozenset(listed("place-phones")), phrases("place-no-answer-words")
        self.titles, self.named_after = phrases("place-title-words"), phrases("place-named-after-words")
        self.sizes, self.no_streets = phrases("place-size-words"), phrases("place-no-streets")
        self.between = phrases("place-between-words")
        self.fillers = phrases("place-filler-words")
        self.house = phrases("house-words")
        self.number_words = numbers = frozenset(listed("place-number-words"))
        self.house_only = Phrases((word, "") for word in listed("house-words") if len(word) > 2 and word not in numbers)
        self.denying, self.instead = phrases("place-again-not"), phrases("place-again-but")
        self.part = phrases("house-part-k")
        self.structure = phrases("house-part-s")
        self.letter, self.slash = phrases("place-letter-words"), phrases("place-slash-words")
        self.flat = phrases("place-flat-words")
        self.entrance, self.counted = phrases("place-entrance-words"), phrases("place-counted-words")
        self.numbered = phrases("place-numbered-words")
        self.count = phrases("place-count-words")
        self.measures = phrases("place-measure-words")
        self.street_things = phrases("place-street-things")
        self.landmarks = phrases("place-landmark-words")
        self.landmark_prepositions = phrases("place-landmark-prepositions")
        self.beside = phrases("place-beside-words")
        self.places = phrases("place-place-words")
        self.kilometre = phrases("place-kilometre-words")
        self.road_letters = frozenset(listed("place-road-letters"))
        self.road, self.over_river = phrases("place-road-words"), phrases("place-over-river-words")
        self.at = phrases("place-at-words")
        self.not_distance = phrases("place-not-distance-words")
        self.conjunctions = phrases("place-conjunctions")
        self.excepting = listed("place-except-words")
        self.kinds = Phrases((phrase, kind) for kind in KINDS for phrase in listed(f"street-kind-{kind}"))
        self.written = {kind: listed(f"street-kind-{kind}")[0] for kind in KINDS}
        self.flat_word, self.kilometre_word = listed("place-flat-words")[0], listed("place-kilometre-words")[0]
        self.whole_kilometre = listed("place-kilometre-words")[1]
        self.house_word = listed("house-words")[0]
        self.part_word = next(word for word in listed("house-part-k") if len(word) == 1)
        self.structure_word = listed("house-part-s")[1]
        self._read_numbers(listed)
        self._read_streets(listed("place-street-names"))

    def _read_streets(self, names: Sequence[str]) -> None:
        self.street_names = Phrases((form, name) for name in names for form in _name_forms(name))
        self.street_words = {form: name for name in names for form in _name_forms(name) if " " not in form}
        self.near_streets = NearForms[str]()
        for form, name in self.street_words.items():
            self.near_streets.add(form, name)
        self.latin_streets = {
            name_forms().latin(form): name for form, name in self.street_words.items() if not form.isascii()
        }

    def _read_numbers(self, listed: Listed) -> None:
        """What numbers are called, and words beside them that say which are houses and which are none."""

        def phrases(name: str) -> Phrases:
            return Phrases((phrase, "") for phrase in listed(name))

        self.numbers, self.ordinals = _numbers(listed), _ordinals(listed)
        self.since, self.to = phrases("house-words-from"), phrases("house-words-to")
        self.many_houses, self.perhaps_many = phrases("house-words-many"), phrases("house-words-perhaps-many")
        self.ordinal_ends = frozenset(listed("place-ordinal-ends"))
        self.surest_end = listed("place-ordinal-ends")[0]
        self.letters_said = frozenset(listed("place-letters-said"))
        self.counted_beginnings = tuple(listed("place-counted-beginnings"))
        self.date_prepositions = phrases("place-date-prepositions")


def _name_forms(name: str) -> list[str]:
    """An adjective in all its cases; any other name of a street is what it is."""
    words = [token.word for token in tokens_of(name)]
    if len(words) == 1 and words[0].endswith(name_forms().feminine):
        return sorted(name_forms().forms(words[0]))
    return [folded(name)]


def _numbers(listed: Listed) -> dict[str, int]:
    """One to twenty in words, then tens (compounds are two words)."""
    found: dict[str, int] = {}
    for name, step, first in (("place-numbers", 1, 1), ("place-tens", 10, 20)):
        size = 20 if step == 1 else 9
        for place, word in enumerate(listed(name)):
            found.setdefault(folded(word), first + step * (place % size))
    return found


def _ordinals(listed: Listed) -> dict[str, int]:
    found: dict[str, int] = {}
    for place, word in enumerate(listed("place-ordinals")):
        for form in name_forms().forms(folded(word)):
            found.setdefault(form, 1 + place % 20)
    return found
