"""The street that a text names, with or without a word for its kind: «ул. Лесная», «на Садовой», «Мира 3», "Lesnaya".

There is no register of streets. A name without such a word is believed where a house follows, or after a preposition.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from handlers.places.house import HouseReader, HouseSaid
from handlers.places.names import name_forms
from handlers.places.numbers import HouseNumbers
from handlers.places.street_names import PlaceText, StreetNames, capitalised, joined
from handlers.places.tokens import CLOSE, HARD, PlaceWord, begins_sentence
from handlers.places.vocabulary import GENDERS, NAME_AFTER_KINDS, NUMBERED_KINDS, Grammar, PlaceVocabulary

NAME_GAP = 4
SENTENCE_ENDS = re.compile(r"[.!?;]\s|\n")


@dataclass(frozen=True, slots=True)
class StreetSaid:
    """`name` as on a sign, without a word for a plain street; the words `start` to `end` say it. `kind`: one of KINDS,
    or "" where none was said."""

    name: str
    start: int
    end: int
    kind: str = ""
    house: HouseSaid | None = None

    @property
    def span(self) -> tuple[int, int]:
        return self.start, self.end


class StreetReader:
    """Finds a text's first street. Safe to share."""

    def __init__(self, words: PlaceVocabulary, grammar: Grammar, houses: HouseReader) -> None:
        self._words, self._grammar, self._houses, self._numbers = words, grammar, houses, HouseNumbers(words)
        self._names = StreetNames(words, grammar)

    # -- with a word for it -------------------------------------------------------------------------
    def kinded(self, scene: PlaceText, first: int = 0) -> StreetSaid | None:
        """The first street, from a word on, that stands beside a word such as «улица»."""
        tokens = scene.tokens
        for place in self._words.kinds.begun(tokens):
            found = self._words.kinds.at(tokens, place) if place >= first and scene.free(place) else None
            if found is None or self._words.no_streets.size(tokens, place - 1 if place else 0) > 1:
                continue
            size, kind = found
            said = self._numbered_before(scene, place, place + size, kind)
            said = said or self._english(scene, place, place + size, kind)
            said = said or self._after(scene, place, place + size, kind)
            said = said or self._before(scene, place, place + size, kind)
            if said is not None:
                return said
        return None

    def _english(self, scene: PlaceText, place: int, end: int, kind: str) -> StreetSaid | None:
        """What follows is a town in "14/2 Sadovaya street Sosnovinka", but not in "Sosnovinka ul Sadovaya"."""
        here, tokens = place - 1, scene.tokens
        if not tokens[place].latin or not scene.free(here) or not tokens[here].latin:
            return None
        known = name_forms().latin(tokens[here].word) in self._words.latin_streets
        begun = known or self._houses.ahead(tokens, here) is not None
        return self._before(scene, place, end, kind) if begun else None

    def _after(self, scene: PlaceText, place: int, here: int, kind: str) -> StreetSaid | None:
        tokens = scene.tokens
        here += self._words.named_after.size(tokens, here)
        if not scene.free(here) or HARD.search(tokens[here].gap) or len(tokens[here].gap) > NAME_GAP:
            return None
        if "," in tokens[here].gap:
            return None
        here += self._names.initials(tokens, here)
        listed = self._words.street_names.at(tokens, here)
        whole = (
            listed
            and not joined(tokens, here + listed[0])
            and not (listed[0] == 1 and self._names.is_size(tokens, here))
        )
        if listed and whole and GENDERS[kind] == "femn":
            return StreetSaid(self._names.titled(listed[1], kind), place, here + listed[0], kind)
        if tokens[here].number:
            return self._numbered(scene, place, here, kind)
        made = self._names.adjective(scene, here, kind) or self._names.genitive(scene, here, kind)
        if made and kind in NAME_AFTER_KINDS:
            made = self._names.with_number(tokens, *made)
        return StreetSaid(self._names.titled(made[0], kind), place, made[1], kind) if made else None

    def _numbered(self, scene: PlaceText, place: int, here: int, kind: str) -> StreetSaid | None:
        tokens, following = scene.tokens, here + 1
        if kind in NUMBERED_KINDS:
            if self._houses.is_count(tokens, following):
                return None
            return StreetSaid(self._names.titled(tokens[here].word, kind), place, following, kind)
        if ordinal := self._names.ordinal(scene, here, kind):
            return StreetSaid(self._names.titled(ordinal[0], kind), place, ordinal[1], kind)
        if scene.free(following) and tokens[following].capital and CLOSE.fullmatch(tokens[following].gap):
            return StreetSaid(f"{tokens[here].word} {tokens[following].text}", place, following + 1, kind)
        return None

    def _numbered_before(self, scene: PlaceText, place: int, end: int, kind: str) -> StreetSaid | None:
        """«3 микрорайон», «в 3-м микрорайоне»; not «дом 14 микрорайон 3»; a quarter of a year has no house."""
        tokens, number = scene.tokens, place - 1
        quarter = kind == "quarter" and self._houses.at(tokens, end, named=True) is not None
        if not (kind == "block" or quarter) or number < 0 or not CLOSE.fullmatch(tokens[place].gap):
            return None
        ordinal = number > 0 and len(tokens[number].word) <= 2 and tokens[number].gap == "-"
        number -= int(ordinal)
        begins = ordinal or number == 0 or "," in tokens[number].gap
        begins = begins or self._words.town_prepositions.before(tokens, number) > 0
        if not begins or not scene.free(number) or not tokens[number].number:
            return None
        return StreetSaid(self._names.titled(tokens[number].word, kind), number, end, kind)

    def _before(self, scene: PlaceText, place: int, end: int, kind: str) -> StreetSaid | None:
        """«Садовая ул.», «Школьный переулок», «Mira street»."""
        tokens, here = scene.tokens, place - 1
        if (
            not scene.free(here)
            or not CLOSE.fullmatch(tokens[place].gap)
            or (kind in NAME_AFTER_KINDS and kind != "block")
        ):
            return None
        token = tokens[here]
        if kind == "block" and not token.capital:
            return None
        name = "" if token.number else self._names.nominative(token, GENDERS[kind])
        sure = token.capital or token.word in self._words.street_words or end >= len(tokens) or tokens[end].number
        sure = sure or self._houses.at(tokens, end, named=True) is not None
        if (
            not name
            and (token.latin or token.word in self._words.street_words)
            and not self._names.is_no_name(tokens, here)
        ):
            name = self._names.as_name(token) if token.capital or token.word in self._words.street_words else ""
        if not name or not sure or self._words.here.size(tokens, here):
            return None
        if self._words.town_prepositions.size(tokens, here) and not token.capital:
            return None
        if here and self._names.is_size(tokens, here - 1) and CLOSE.fullmatch(token.gap) and scene.free(here - 1):
            size = self._names.nominative(tokens[here - 1], GENDERS[kind])
            here, name = (here - 1, f"{size} {name}") if size else (here, name)
        name, here = self._names.with_ordinal(tokens, here, name)
        return StreetSaid(self._names.titled(name, kind), here, end, kind)

    # -- without a word for it ------------------------------------------------------------------------
    def bare(self, scene: PlaceText) -> StreetSaid | None:
        """The first street without such a word: a house follows it, or a preposition stands before it."""
        for place in range(len(scene.tokens)):
            if scene.free(place) and (said := self._bare_at(scene, place)):
                return said
        return None

    def _bare_at(self, scene: PlaceText, place: int) -> StreetSaid | None:
        tokens = scene.tokens
        name, end, listed = self._bare_name(scene, place)
        if not name or self._words.over_river.before(tokens, place) or self._names.is_person(tokens, place, end):
            return None
        house = self._houses.at(tokens, end) if end < len(tokens) else self._house_just_before(tokens, place, listed)
        if house is None and listed:
            house = self._houses.ahead(tokens, place)
        if house is not None and self._house_belongs(scene, place, house, listed):
            return StreetSaid(name, place, end, "", house)
        if listed and (self._houses.others_at(tokens, end) or self._names.meets(tokens, end)):
            return StreetSaid(name, place, end)
        prepared = self._words.street_prepositions.before(tokens, place) > 0 and not self._numbers.is_date(
            tokens, place, end
        )
        if prepared and self._after_preposition(scene, place, end, listed):
            return StreetSaid(name, place, end)
        return StreetSaid(name, place, end) if self._stands_alone(scene, place, end, listed) else None

    def _house_just_before(self, tokens: Sequence[PlaceWord], place: int, listed: bool) -> HouseSaid | None:
        """«дом 2 Лесная» at the end."""
        for here in range(place - 1, max(-1, place - MOST_BETWEEN), -1) if listed else ():
            house = self._houses.at(tokens, here, named=True)
            if house is not None and house.end == place:
                return house
        return None

    def _bare_name(self, scene: PlaceText, place: int) -> tuple[str, int, bool]:
        """(name, the word after it, whether the list of streets has it); "" for what can be no street's name."""
        tokens, token = scene.tokens, scene.tokens[place]
        if self._names.is_no_name(tokens, place) and not self._words.street_names.size(tokens, place):
            return "", place, False
        made = (
            self._names.adjective(scene, place, "street")
            if not token.number and (self._names.is_size(tokens, place) or self._names.is_short(tokens, place))
            else None
        )
        if made and made[1] == place + 2:
            return made[0], made[1], tokens[place + 1].word in self._words.street_words
        if token.number and (ordinal := self._names.ordinal(scene, place, "street")):
            return *ordinal, True
        listed = self._words.street_names.at(tokens, place)
        if listed:
            return listed[1], place + listed[0], True
        if token.number or len(token.word) < 4:
            return "", place, False
        if token.latin:
            known = self._words.latin_streets.get(name_forms().latin(token.word), "")
            return known, place + 1, bool(known)
        if mended := self._names.mistyped(token):
            return mended, place + 1, True
        prepared = self._words.street_prepositions.before(tokens, place) > 0
        if not (token.capital or prepared or place == 0 or place in scene.town_ends):
            return "", place, False  # a word in small letters by itself; to look it up would cost more than it tells
        name = self._names.nominative(token, "femn")
        if name:
            return (name, place + 1, False) if self._may_be_oblique(tokens, place) else ("", place, False)
        believed = token.capital and token.word.endswith(name_forms().surnames) and self._grammar.is_surname(token.word)
        return (capitalised(token.text.lower()), place + 1, False) if believed else ("", place, False)

    def _may_be_oblique(self, tokens: Sequence[PlaceWord], place: int) -> bool:
        """An adjective in an oblique case is a street's only after a preposition."""
        nominative = tokens[place].word.endswith(name_forms().feminine)
        return nominative or self._words.street_prepositions.before(tokens, place) > 0

    def _house_belongs(self, scene: PlaceText, place: int, house: HouseSaid, listed: bool) -> bool:
        tokens, token = scene.tokens, scene.tokens[place]
        if listed or (token.capital and (place == 0 or not begins_sentence(tokens, place))):
            return True
        beside_town = place in scene.town_ends or self._words.street_prepositions.before(tokens, place) > 0
        return token.capital or beside_town or (place == 0 and bool(house.flat))

    def _after_preposition(self, scene: PlaceText, place: int, end: int, listed: bool) -> bool:
        """«на Садовой темно», but not «на заречной стороне»."""
        tokens = scene.tokens
        if end < len(tokens) and CLOSE.fullmatch(tokens[end].gap):
            following = tokens[end].word
            if following in self._words.ordinals:
                following = ""  # «по Лесной второй день»
            if self._grammar.is_noun(following, "femn") and tokens[place].word[-1:] not in name_forms().genitives:
                return False
        token = tokens[place]
        if token.word in self._words.sizes and not token.capital:
            return False
        return (token.capital and not begins_sentence(tokens, place)) or listed

    def _stands_alone(self, scene: PlaceText, place: int, end: int, listed: bool) -> bool:
        """A name between commas, beside a settlement or at the beginning."""
        tokens, token = scene.tokens, scene.tokens[place]
        ends = end >= len(tokens) or not CLOSE.fullmatch(tokens[end].gap)
        if listed and token.capital and ends and end in scene.taken and SEPARATES.intersection(token.gap):
            return True  # «темно, Лесная, Сосновинка»
        if place in scene.town_ends:
            if SEPARATES.intersection(tokens[place].gap):
                return ends and (listed or token.capital)
            return self._follows_town(scene, place, end, listed, ends)
        if place == 0 and listed and end in scene.taken and CLOSE.fullmatch(tokens[end].gap):
            return self._is_name(token) and token.word not in self._words.sizes  # «Школьная Белосветск»
        return place == 0 and ends and listed and (token.capital or end >= len(tokens))

    def _follows_town(self, scene: PlaceText, place: int, end: int, listed: bool, ends: bool) -> bool:
        """«Белосветск Школьная», «Тихореченск Мира темно», but not «Белосветск школьная столовая»."""
        tokens, token = scene.tokens, scene.tokens[place]
        if not CLOSE.fullmatch(token.gap) or not self._is_name(token):
            return False
        if ends:
            return listed or token.capital
        adjective = token.latin or token.word.endswith(name_forms().feminine)
        return listed and (adjective or token.capital) and not self._grammar.is_feminine(tokens[end].word)

    def _is_name(self, token: PlaceWord) -> bool:
        """Not in another case: «на Школьной» has a preposition, «Школьной» by itself says something else."""
        forms = name_forms()
        return not token.word.endswith(forms.feminine_cases) or token.word.endswith(forms.feminine)

    def may_begin(self, scene: PlaceText, place: int) -> bool:
        """Whether a street or a house might begin here: what stands before it may be a settlement."""
        tokens = scene.tokens
        if not scene.free(place) or len(tokens[place].gap) > NAME_GAP:
            return place in scene.taken and place - 1 not in scene.taken
        if self._words.kinds.size(tokens, place) or self._houses.at(tokens, place, named=True) is not None:
            return True
        if tokens[place].number:
            return "," in tokens[place].gap and self._houses.at(tokens, place) is not None
        said = self._bare_at(PlaceText(tokens, scene.taken, {place}), place)
        return said is not None

    # -- its house --------------------------------------------------------------------------------------
    def with_house(self, scene: PlaceText, street: StreetSaid) -> StreetSaid:
        """The same with the house after it, or before it: «дом 5 по Садовой»."""
        if street.house is not None:
            return street
        tokens = scene.tokens
        house, start, end = self._houses.at(tokens, street.end), street.start, street.end
        if house is not None:
            return StreetSaid(street.name, start, end, street.kind, house)
        if (house := self._house_past_town(scene, end)) is not None:
            return StreetSaid(street.name, start, end, street.kind, house)
        if not self._counts_things(tokens, street) and (house := self._houses.ahead(tokens, start)) is not None:
            return StreetSaid(street.name, house.start, end, street.kind, house)
        for here in range(start - 1, max(-1, start - 9), -1):
            counted = self._houses.is_counted(tokens, here)
            if (not self._words.house.size(tokens, here) and not counted) or self._houses.are_counted(tokens, here):
                continue
            house = self._houses.at(tokens, here, named=not counted)
            if house is None and not counted and self._houses.is_after_count(tokens, here):
                continue
            if house is not None and self._only_prepositions(scene, house.end, start):
                house = self._houses.first(tokens, house) if counted else house
                return StreetSaid(street.name, house.start, end, street.kind, house)
            break
        return street

    def _house_past_town(self, scene: PlaceText, end: int) -> HouseSaid | None:
        """«на Лесной в Сосновинке, возле дома 5»: a house in words, past the town that stands between."""
        tokens, words, passed = scene.tokens, self._words, False
        for here in range(end, min(len(tokens), end + MOST_BETWEEN)):
            if HARD.search(tokens[here].gap):
                break
            if passed and (house := self._houses.at(tokens, here, named=True)) is not None:
                return house
            passed = passed or here in scene.taken
            lists = (words.street_prepositions, words.at, words.town_prepositions, words.landmark_prepositions,
                     words.towns)  # fmt: skip
            if here not in scene.taken and not any(each.size(tokens, here) for each in lists):
                break
        return None

    def _counts_things(self, tokens: Sequence[PlaceWord], street: StreetSaid) -> bool:
        """ "2 Lesnaya street lamps": two lamps, and no house."""
        end, things = street.end, self._words.street_things
        return end < len(tokens) and bool(CLOSE.fullmatch(tokens[end].gap)) and bool(things.size(tokens, end))

    def _only_prepositions(self, scene: PlaceText, here: int, end: int) -> bool:
        """Whether nothing else stands there; a settlement may: «у дома 7, Сосновинка, Лесная»."""
        tokens = scene.tokens
        while here < end:
            size = self._words.street_prepositions.size(tokens, here) or self._words.at.size(tokens, here)
            size = size or int(here in scene.taken) or self._houses.another(tokens, here)
            size = size or self._words.town_prepositions.size(tokens, here) * (here + 1 in scene.taken)
            if SENTENCE_ENDS.search(tokens[here].gap):
                return False
            if not size:
                return False
            here += size
        return here == end


SEPARATES = frozenset(",.;:\n(")
MOST_BETWEEN = 8
"""Words between a street and its house, where the town stands between them."""
