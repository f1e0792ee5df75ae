"""Settlements and municipalities that a text names, each with how sure that is.

Many villages are called as ordinary things are («Лоси», «Кувшинки», «Красный Паром»): such a word is believed only with
a capital letter inside a sentence, after a preposition, beside an address or a word such as «деревня».
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from handlers.places.gazetteer import Gazetteer, Hit
from handlers.places.names import name_forms
from handlers.places.tokens import CLOSE, HARD, SOFT, PlaceWord, begins_sentence
from handlers.places.vocabulary import Grammar, PlaceVocabulary
from storage.region.region import Municipality, Settlement

MOST_MISTYPED = 12
"""So many words of a text are compared with names that are written almost so."""
VERB_WITHIN = 4
MOST_DENIED = 9
"""Words from "not" to "but"."""
PAUSES = frozenset(",.;:!?\n()\u2014\u2013")


@dataclass(frozen=True, slots=True)
class Mention:
    """The words `start` to `end` name one of these settlements, or these municipalities. Not `sure`: to be asked."""

    start: int
    end: int
    settlements: tuple[Settlement, ...] = ()
    municipalities: tuple[Municipality, ...] = ()
    sure: bool = True


@dataclass(slots=True)
class Around:
    """A text's words and what speaks for a name: `streets` are places where a street or a house begins (looked at only
    beside a name), `areas` words of municipalities, `taken` those that mean something else. `listing`: in a list of
    names every name is one.
    """

    tokens: Sequence[PlaceWord]
    taken: set[int]
    streets: Container[int] = frozenset()
    areas: set[int] = field(default_factory=set)
    listing: bool = False


class MentionReader:
    """Finds them among a text's words. Safe to share."""

    def __init__(self, names: Gazetteer, words: PlaceVocabulary, grammar: Grammar) -> None:
        self._names, self._words, self._grammar = names, words, grammar

    # -- municipalities -----------------------------------------------------------------------------
    def areas(self, tokens: Sequence[PlaceWord], *, alone: bool = False) -> list[Mention]:
        """Municipalities beside «округ» or «район»; `alone`: without these words, too, which is never sure."""
        found, place = list[Mention](), 0
        if not alone and not self._words.areas.begun(tokens):
            return found
        while place < len(tokens):
            said = self._area_at(tokens, place, alone)
            if said is not None:
                found.append(said)
            place = said.end if said is not None else place + 1
        return found

    def _area_at(self, tokens: Sequence[PlaceWord], place: int, alone: bool) -> Mention | None:
        known, size = self._names.area_at(tokens, place)
        if not known:
            return None
        end = place + size
        after = self._words.areas.size(tokens, end)
        if after and SOFT.fullmatch(tokens[end].gap):
            return Mention(place, end + after, municipalities=known, sure=len(known) == 1)
        before = self._words.areas.before(tokens, place)
        if before and SOFT.fullmatch(tokens[place].gap):
            return Mention(place - before, end, municipalities=known, sure=len(known) == 1)
        return Mention(place, end, municipalities=known, sure=False) if alone else None

    # -- what is denied --------------------------------------------------------------------------------
    def denied(self, tokens: Sequence[PlaceWord]) -> set[int]:
        """«не на Лесной 7, а на Садовой», «не Сосновинка, а Журавлиха»: the words of the place that is not meant."""
        found, words = set[int](), self._words
        for place in words.denying.begun(tokens[:-2]):
            if not words.denying.size(tokens, place):
                continue
            name = place + 1
            while size := self._before_name(tokens, name):
                name += size
            if name >= len(tokens) or not self._is_place(tokens, name, place + 1):
                continue
            for here in range(name + 1, min(len(tokens) - 1, place + MOST_DENIED)):
                if HARD.search(tokens[here].gap):
                    break
                if words.instead.size(tokens, here) and CLOSE.fullmatch(tokens[here + 1].gap):
                    found.update(range(place, here))
                    break
        return found

    def _before_name(self, tokens: Sequence[PlaceWord], place: int) -> int:
        words = self._words
        return max(words.town_prepositions.size(tokens, place), words.street_prepositions.size(tokens, place),
                   words.towns.size(tokens, place), words.kinds.size(tokens, place))  # fmt: skip

    def _is_place(self, tokens: Sequence[PlaceWord], name: int, first: int) -> bool:
        """Whether the words at `name` may name one; `first` is where its prepositions and kinds begin."""
        kind = any(self._words.kinds.size(tokens, place) for place in range(first, name))
        known = kind or bool(self._words.street_names.size(tokens, name))
        known = known or tokens[name].word in self._words.street_words
        known = known or (tokens[name].latin and name_forms().latin(tokens[name].word) in self._words.latin_streets)
        return known or self._names.settlement_at(tokens, name) is not None

    def is_of_town(self, tokens: Sequence[PlaceWord], start: int, end: int) -> bool:
        """«улицы Белосветска», «площадь Белосветска»: no street's name is between these words but a settlement's."""
        name = start + self._words.kinds.size(tokens, start)
        if not start < name < end or tokens[name].word in self._words.street_words or not tokens[name].capital:
            return False
        hit = self._names.settlement_at(tokens, name)
        if hit is None or not hit.whole or name + hit.size != end:
            return False
        return not any(tokens[name].word == known.words[0] for known in hit.names)

    # -- settlements ----------------------------------------------------------------------------------
    def settlements(self, around: Around) -> list[Mention]:
        """Settlements among the words that are not taken."""
        tokens, taken = around.tokens, around.taken
        found, place, tries = list[Mention](), 0, MOST_MISTYPED
        while place < len(tokens):
            said = None if place in taken else self._exact_at(around, place)
            if said is None and place not in taken and tries and self._may_be_mistyped(tokens, place):
                tries -= 1
                said = self._mistyped_at(around, place)
            if said is not None:
                found.append(said)
            place = max(place + 1, said.end if said is not None else 0)
        return found

    def _exact_at(self, around: Around, place: int) -> Mention | None:
        tokens = around.tokens
        hit = self._names.settlement_at(tokens, place)
        if hit is None or any(p in around.taken for p in range(place, place + hit.size)):
            return self._with_conjunction(tokens, place)
        trust = self._trust(around, place, hit)
        if not trust:
            return self._with_conjunction(tokens, place)
        start = place - self._words.towns.before(tokens, place)
        return Mention(start, place + hit.size, hit.settlements, sure=trust > 1 and len(hit.settlements) == 1)

    def _with_conjunction(self, tokens: Sequence[PlaceWord], place: int) -> Mention | None:
        """«Верхних и Нижних Лосях»: the first of them."""
        size = self._words.conjunctions.size(tokens, place + 1)
        after = self._names.settlement_at(tokens, place + 1 + size) if size and place + 1 + size < len(tokens) else None
        found = self._names.lacks_noun(tokens, place, after) if after is not None and after.whole else ()
        return Mention(place, place + 1, found, sure=len(found) == 1) if found else None

    def _trust(self, around: Around, place: int, hit: Hit) -> int:
        """2: this settlement is meant; 1: perhaps; 0: these are ordinary words."""
        tokens = around.tokens
        end, here = place + hit.size, tokens[place : place + hit.size]
        beside_address = end in around.streets or end in around.areas or place - 1 in around.areas
        kind = bool(self._words.towns.before(tokens, place)) and SOFT.fullmatch(tokens[place].gap) is not None
        start = begins_sentence(tokens, place)
        inner_capital = any(t.capital and (not start or i) for i, t in enumerate(here))
        prepared = self._words.town_prepositions.before(tokens, place) > 0
        if not hit.whole:
            return 1 if around.listing else self._in_part(tokens, place, hit, beside_address or kind, prepared)
        if around.listing:
            return 2
        if kind or beside_address or not self._ordinary(here) or len(tokens) == hit.size:
            return 2
        if inner_capital:
            return (
                2 if prepared or hit.size > 1 or self._closes(tokens, end) else 1 + (not self._verb_near(tokens, end))
            )
        strong = self._words.strong_prepositions.before(tokens, place)
        if prepared:
            at_home = strong > 0 and self._is_at_home(tokens, place - strong)
            return 2 if hit.size > 1 or here[0].capital or at_home else int(strong > 0)
        nominative = all(t.word == w for t, w in zip(here, hit.names[0].words, strict=True))
        if start and here[0].capital:
            if self._closes(tokens, end) or not nominative:
                return 2
            return 0 if self._verb_near(tokens, end) else 1
        return int(hit.size > 1 and not nominative)

    def _is_at_home(self, tokens: Sequence[PlaceWord], place: int) -> bool:
        """«в кедрачах темно», «у нас в кедрачах тоже»: who begins so says where he is, whatever grows there."""
        return place == 0 or bool(self._words.we.before(tokens, place))

    def _in_part(self, tokens: Sequence[PlaceWord], place: int, hit: Hit, evidence: bool, prepared: bool) -> int:
        """The last word of a longer name: «в Лосях», «Лоси, Садовая 2»."""
        token = tokens[place]
        if not token.capital:
            return 0
        inside = prepared and not begins_sentence(tokens, place)
        return 1 if evidence or inside or len(tokens) == hit.size else 0

    def _ordinary(self, here: Sequence[PlaceWord]) -> bool:
        return all(not t.latin and self._grammar.known(t.word) for t in here) or all(t.number for t in here)

    def _closes(self, tokens: Sequence[PlaceWord], end: int) -> bool:
        return end >= len(tokens) or bool(PAUSES.intersection(tokens[end].gap))

    def _verb_near(self, tokens: Sequence[PlaceWord], end: int) -> bool:
        for token in tokens[end : end + VERB_WITHIN]:
            if PAUSES.intersection(token.gap):
                return False
            if not token.number and not token.latin and self._grammar.is_verb(token.word):
                return True
        return False

    # -- mistyped ---------------------------------------------------------------------------------------
    def _may_be_mistyped(self, tokens: Sequence[PlaceWord], place: int) -> bool:
        token = tokens[place]
        return not token.number and len(token.word) > 3 and not self._words.street_names.size(tokens, place)

    def _mistyped_at(self, around: Around, place: int) -> Mention | None:
        tokens = around.tokens
        hit = self._names.mistyped_at(tokens, place)
        if hit is None or any(p in around.taken for p in range(place, place + hit.size)):
            return None
        token, kind = tokens[place], self._words.towns.before(tokens, place)
        evidence = kind > 0 or begins_sentence(tokens, place)
        end, known = place + hit.size, not token.latin and self._grammar.known(token.word)
        beside = end in around.streets or kind > 0
        if hit.size == 1 and known and not (beside and evidence and token.capital):
            return None
        here = tokens[place:end]
        if hit.size > 1 and self._ordinary(here) and not (beside or any(t.capital for t in here)):
            return None
        return Mention(place - kind, end, hit.settlements, sure=False)
