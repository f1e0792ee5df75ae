"""The street that a text names, with or without a word for its kind: «ул. Лесная», «на Садовой», «Мира 3», "Lesnaya".

There is no register of streets. A name without such a word is believed where a house follows, or after a preposition.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from handlers.places.house import HouseReader, HouseSaid
from handlers.places.names import folded, name_forms
from handlers.places.tokens import CLOSE, HARD, Token, begins_sentence
from handlers.places.vocabulary import GENDERS, NAME_AFTER_KINDS, NUMBERED_KINDS, Grammar, PlaceVocabulary

MOST_NAME_WORDS = 3
SHORTEST_MISTYPED = 6
NAME_GAP = 4


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


@dataclass(slots=True)
class Scene:
    """A text's words, and which of them name a settlement or a municipality (so they name no street)."""

    tokens: Sequence[Token]
    taken: set[int]
    town_ends: set[int]

    def free(self, place: int) -> bool:
        return 0 <= place < len(self.tokens) and place not in self.taken


class StreetReader:
    """Finds a text's first street. Safe to share."""

    def __init__(self, words: PlaceVocabulary, grammar: Grammar, houses: HouseReader) -> None:
        self._words, self._grammar, self._houses = words, grammar, houses

    # -- with a word for it -------------------------------------------------------------------------
    def kinded(self, scene: Scene) -> StreetSaid | None:
        """The first street that stands beside a word such as «улица»."""
        tokens = scene.tokens
        for place in range(len(tokens)):
            found = self._words.kinds.at(tokens, place) if scene.free(place) else None
            if found is None:
                continue
            size, kind = found
            said = self._after(scene, place, place + size, kind) or self._before(scene, place, place + size, kind)
            if said is not None:
                return said
        return None

    def _after(self, scene: Scene, place: int, here: int, kind: str) -> StreetSaid | None:
        tokens = scene.tokens
        if not scene.free(here) or HARD.search(tokens[here].gap) or len(tokens[here].gap) > NAME_GAP:
            return None
        if "," in tokens[here].gap:
            return None
        listed = self._words.street_names.at(tokens, here)
        if listed and GENDERS[kind] == "femn" and not (listed[0] == 1 and self._is_size(tokens, here)):
            return StreetSaid(self._titled(listed[1], kind), place, here + listed[0], kind)
        if tokens[here].number:
            return self._numbered(scene, place, here, kind)
        made = self._adjective(scene, here, kind) or self._genitive(scene, here, kind)
        return StreetSaid(self._titled(made[0], kind), place, made[1], kind) if made else None

    def _numbered(self, scene: Scene, place: int, here: int, kind: str) -> StreetSaid | None:
        tokens, following = scene.tokens, here + 1
        if kind in NUMBERED_KINDS:
            return StreetSaid(self._titled(tokens[here].word, kind), place, following, kind)
        if ordinal := self._ordinal(scene, here, kind):
            return StreetSaid(self._titled(ordinal[0], kind), place, ordinal[1], kind)
        if scene.free(following) and tokens[following].capital and CLOSE.fullmatch(tokens[following].gap):
            return StreetSaid(f"{tokens[here].word} {tokens[following].text}", place, following + 1, kind)
        return None

    def _ordinal(self, scene: Scene, here: int, kind: str) -> tuple[str, int] | None:
        """«1-я Садовая»: the number belongs to the name."""
        tokens = scene.tokens
        if here + 2 >= len(tokens) or not tokens[here].number or tokens[here + 1].number:
            return None
        if len(tokens[here + 1].word) > 2 or tokens[here + 1].gap not in ("", "-") or tokens[here + 2].number:
            return None
        made = self._adjective(scene, here + 2, kind)
        return (f"{tokens[here].word}-{tokens[here + 1].word} {made[0]}", made[1]) if made else None

    def _adjective(self, scene: Scene, here: int, kind: str) -> tuple[str, int] | None:
        """An adjective in the kind's gender, perhaps with one of size before it: «Большая Лесная»."""
        tokens, gender, names = scene.tokens, GENDERS[kind], list[str]()
        while here < len(tokens) and len(names) < 2 and scene.free(here):
            if names and not (CLOSE.fullmatch(tokens[here].gap) and self._is_size(tokens, here - 1)):
                break
            name = self._nominative(tokens[here], gender)
            if not name:
                break
            names.append(name)
            here += 1
        return (" ".join(names), here) if names else None

    def _is_size(self, tokens: Sequence[Token], place: int) -> bool:
        return tokens[place].word in self._words.sizes

    def _nominative(self, token: Token, gender: str) -> str:
        """An adjective as on a sign: «Лесной» of a street is «Лесная»; "" for any other word."""
        if gender == "femn" and (known := self._words.street_words.get(token.word)) and known.endswith(FEMININE):
            return known
        if token.latin:
            known = self._words.latin_streets.get(name_forms().latin(token.word), "")
            word = folded(known) or name_forms().cyrillic(token.word)
            return (known or _capital(word)) if word.endswith(LATIN_ADJECTIVE) else ""
        if gender == "femn" and (mended := self._mistyped(token)) and mended.endswith(FEMININE):
            return mended
        if self._grammar.is_surname(token.word) and not token.word.endswith(FEMININE_ENDINGS):
            return ""
        if self._words.here.size([token], 0):
            return ""
        found = self._grammar.adjective(token.word, gender)
        return _capital(token.text.lower() if folded(found) == token.word else found) if found else ""

    def _genitive(self, scene: Scene, here: int, kind: str) -> tuple[str, int] | None:
        """Somebody's or something's street: «Мира», «Героя Иванова», «Карла Маркса»."""
        tokens = scene.tokens
        titled = self._words.titles.size(tokens, here)
        names, end = [self._as_name(tokens[here])], here + 1
        while end < len(tokens) and len(names) < MOST_NAME_WORDS and scene.free(end):
            token, after = tokens[end], tokens[end + 1] if end + 1 < len(tokens) else None
            if not CLOSE.fullmatch(token.gap) or token.number or self._no_name(tokens, end):
                break
            before_house = (
                after is not None and after.number and len(names) == 1 and not self._grammar.known(token.word)
            )
            if not (titled and len(names) == 1) and not token.capital and not before_house:
                break
            names.append(self._as_name(token))
            end += 1
        believed = tokens[here].capital or titled or tokens[here].word in self._words.street_words
        if not believed and kind not in NAME_AFTER_KINDS and not self._believed(tokens, here, end):
            return None
        return (" ".join(names), end) if not self._no_name(tokens, here) else None

    def _believed(self, tokens: Sequence[Token], here: int, end: int) -> bool:
        """A name in small letters: a house follows, or it is a surname."""
        if tokens[here].latin or self._grammar.is_verb(tokens[here].word):
            return False
        if self._grammar.is_surname(tokens[here].word):
            return True
        return end < len(tokens) and (tokens[end].number or bool(self._words.house.size(tokens, end)))

    def _no_name(self, tokens: Sequence[Token], place: int) -> bool:
        words = self._words
        lists = (words.house, words.kinds, words.flat, words.here, words.areas, words.town_prepositions,
                 words.street_prepositions, words.conjunctions)  # fmt: skip
        return any(each.size(tokens, place) for each in lists)

    def _as_name(self, token: Token) -> str:
        if token.latin:
            known = self._words.latin_streets.get(name_forms().latin(token.word), "")
            return known or _capital(name_forms().cyrillic(token.word))
        known = self._words.street_words.get(token.word, "")
        return known if folded(known) == token.word else _capital(token.text.lower())

    def _before(self, scene: Scene, place: int, end: int, kind: str) -> StreetSaid | None:
        """«Садовая ул.», «Школьный переулок», «Mira street»."""
        tokens, here = scene.tokens, place - 1
        if not scene.free(here) or not CLOSE.fullmatch(tokens[place].gap) or kind in NAME_AFTER_KINDS:
            return None
        token = tokens[here]
        name = "" if token.number else self._nominative(token, GENDERS[kind])
        sure = token.capital or token.word in self._words.street_words or end >= len(tokens) or tokens[end].number
        if not name and (token.latin or token.word in self._words.street_words) and not self._no_name(tokens, here):
            name = self._as_name(token) if token.capital or token.word in self._words.street_words else ""
        if not name or not sure or self._words.here.size(tokens, here):
            return None
        if self._words.town_prepositions.size(tokens, here) and not token.capital:
            return None
        if here and self._is_size(tokens, here - 1) and CLOSE.fullmatch(token.gap) and scene.free(here - 1):
            size = self._nominative(tokens[here - 1], GENDERS[kind])
            here, name = (here - 1, f"{size} {name}") if size else (here, name)
        return StreetSaid(self._titled(name, kind), here, end, kind)

    def _titled(self, name: str, kind: str) -> str:
        """«Школьный переулок», «проспект Мира»; a plain street is its name."""
        written = self._words.written[kind]
        if kind == "street":
            return name
        adjective = kind not in NAME_AFTER_KINDS and self._grammar.adjective(folded(name.split(" ")[-1]), GENDERS[kind])
        agrees = adjective and folded(name.split(" ")[-1]) == folded(adjective)
        return f"{name} {written}" if agrees else f"{written} {name}"

    # -- without a word for it ------------------------------------------------------------------------
    def bare(self, scene: Scene) -> StreetSaid | None:
        """The first street without such a word: a house follows it, or a preposition stands before it."""
        for place in range(len(scene.tokens)):
            if scene.free(place) and (said := self._bare_at(scene, place)):
                return said
        return None

    def _bare_at(self, scene: Scene, place: int) -> StreetSaid | None:
        tokens = scene.tokens
        name, end, listed = self._bare_name(scene, place)
        if not name:
            return None
        house = self._houses.at(tokens, end) if end < len(tokens) else self._house_just_before(tokens, place, listed)
        if house is not None and self._house_belongs(scene, place, house, listed):
            return StreetSaid(name, place, end, "", house)
        prepared = self._words.street_prepositions.before(tokens, place) > 0
        if prepared and self._after_preposition(scene, place, end, listed):
            return StreetSaid(name, place, end)
        return StreetSaid(name, place, end) if self._stands_alone(scene, place, end, listed) else None

    def _house_just_before(self, tokens: Sequence[Token], place: int, listed: bool) -> HouseSaid | None:
        """«дом 2 Лесная» at the end."""
        for here in range(place - 1, max(-1, place - 4), -1) if listed else ():
            house = self._houses.at(tokens, here, named=True)
            if house is not None and house.end == place:
                return house
        return None

    def _bare_name(self, scene: Scene, place: int) -> tuple[str, int, bool]:
        """(name, the word after it, whether the list of streets has it); "" for what can be no street's name."""
        tokens, token = scene.tokens, scene.tokens[place]
        if self._no_name(tokens, place) and not self._words.street_names.size(tokens, place):
            return "", place, False
        made = self._adjective(scene, place, "street") if not token.number and self._is_size(tokens, place) else None
        if made and made[1] == place + 2:
            return made[0], made[1], tokens[place + 1].word in self._words.street_words
        if token.number and (ordinal := self._ordinal(scene, place, "street")):
            return *ordinal, True
        listed = self._words.street_names.at(tokens, place)
        if listed:
            return listed[1], place + listed[0], True
        if token.number or len(token.word) < 4:
            return "", place, False
        if token.latin:
            known = self._words.latin_streets.get(name_forms().latin(token.word), "")
            return known, place + 1, bool(known)
        if mended := self._mistyped(token):
            return mended, place + 1, True
        prepared = self._words.street_prepositions.before(tokens, place) > 0
        if not (token.capital or prepared or place == 0 or place in scene.town_ends):
            return "", place, False  # a word in small letters by itself; to look it up would cost more than it tells
        name = self._nominative(token, "femn")
        if name:
            return (name, place + 1, False) if self._may_be_oblique(tokens, place) else ("", place, False)
        believed = token.capital and token.word.endswith(SURNAMES) and self._grammar.is_surname(token.word)
        return (_capital(token.text.lower()), place + 1, False) if believed else ("", place, False)

    def _may_be_oblique(self, tokens: Sequence[Token], place: int) -> bool:
        """An adjective in an oblique case is a street's only after a preposition."""
        nominative = tokens[place].word.endswith(FEMININE)
        return nominative or self._words.street_prepositions.before(tokens, place) > 0

    def _mistyped(self, token: Token) -> str:
        """The listed name from which one letter differs, of a word that no dictionary has."""
        if len(token.word) < SHORTEST_MISTYPED or self._grammar.known(token.word):
            return ""
        like = self._words.near_streets.like(token.word)
        return next((name for form, name in like if OSA.distance(form, token.word, score_cutoff=1) <= 1), "")

    def _house_belongs(self, scene: Scene, place: int, house: HouseSaid, listed: bool) -> bool:
        tokens, token = scene.tokens, scene.tokens[place]
        if listed or (token.capital and (place == 0 or not begins_sentence(tokens, place))):
            return True
        beside_town = place in scene.town_ends or self._words.street_prepositions.before(tokens, place) > 0
        return token.capital or beside_town or (place == 0 and bool(house.flat))

    def _after_preposition(self, scene: Scene, place: int, end: int, listed: bool) -> bool:
        """«на Садовой темно», but not «на заречной стороне»."""
        tokens = scene.tokens
        if end < len(tokens) and CLOSE.fullmatch(tokens[end].gap):
            following = tokens[end].word
            if self._grammar.is_noun(following, "femn") and tokens[place].word[-1:] not in GENITIVES:
                return False
        token = tokens[place]
        if token.word in self._words.sizes and not token.capital:
            return False
        return (token.capital and not begins_sentence(tokens, place)) or listed

    def _stands_alone(self, scene: Scene, place: int, end: int, listed: bool) -> bool:
        """A name between commas, beside a settlement or at the beginning."""
        tokens, token = scene.tokens, scene.tokens[place]
        ends = end >= len(tokens) or not CLOSE.fullmatch(tokens[end].gap)
        beside = place in scene.town_ends
        if beside and ends and SEPARATES.intersection(tokens[place].gap):
            return listed or token.capital
        return place == 0 and ends and listed and (token.capital or end >= len(tokens))

    def may_begin(self, scene: Scene, place: int) -> bool:
        """Whether a street or a house might begin here: what stands before it may be a settlement."""
        tokens = scene.tokens
        if not scene.free(place) or len(tokens[place].gap) > NAME_GAP:
            return place in scene.taken and place - 1 not in scene.taken
        if self._words.kinds.size(tokens, place) or self._houses.at(tokens, place, named=True) is not None:
            return True
        if tokens[place].number:
            return "," in tokens[place].gap and self._houses.at(tokens, place) is not None
        said = self._bare_at(Scene(tokens, scene.taken, {place}), place)
        return said is not None

    # -- its house --------------------------------------------------------------------------------------
    def with_house(self, scene: Scene, street: StreetSaid) -> StreetSaid:
        """The same with the house after it, or before it: «дом 5 по Садовой»."""
        if street.house is not None:
            return street
        tokens = scene.tokens
        house, start, end = self._houses.at(tokens, street.end), street.start, street.end
        if house is not None:
            return StreetSaid(street.name, start, end, street.kind, house)
        for here in range(start - 1, max(-1, start - 9), -1):
            counted = self._is_counted_house(tokens, here)
            if not self._words.house.size(tokens, here) and not counted:
                continue
            house = self._houses.at(tokens, here, named=not counted)
            if house is None and not counted and self._is_counted_house(tokens, here - 1):
                continue
            if house is not None and self._only_prepositions(tokens, house.end, start):
                return StreetSaid(street.name, here, end, street.kind, house)
            break
        return street

    def _is_counted_house(self, tokens: Sequence[Token], place: int) -> bool:
        """«третий дом», «в 5 доме»."""
        if place < 0 or not (tokens[place].number or tokens[place].word in self._words.ordinals):
            return False
        return bool(self._words.house.size(tokens, place + 1)) and CLOSE.fullmatch(tokens[place + 1].gap) is not None

    def _only_prepositions(self, tokens: Sequence[Token], here: int, end: int) -> bool:
        while here < end:
            size = self._words.street_prepositions.size(tokens, here) or self._words.at.size(tokens, here)
            if not size:
                return False
            here += size
        return here == end


FEMININE = ("\u0430\u044f", "\u044f\u044f")
FEMININE_ENDINGS = ("\u0430\u044f", "\u044f\u044f", "\u043e\u0439", "\u0435\u0439", "\u0443\u044e", "\u044e\u044e")
LATIN_ADJECTIVE = ("\u0430\u044f", "\u044f\u044f", "\u0438\u0439", "\u044b\u0439", "\u043e\u0439")
SURNAMES = (
    "\u043e\u0432\u0430", "\u0435\u0432\u0430", "\u0438\u043d\u0430", "\u044b\u043d\u0430", "\u043e\u0433\u043e",
    "\u0441\u043a\u043e\u0439", "\u043a\u043e", "\u0438\u0447\u0430", "\u043e\u0432", "\u0435\u0432",
)  # fmt: skip
"""Endings of streets that are called after somebody."""
GENITIVES = frozenset("\u0430\u0432\u044b\u044f")
SEPARATES = frozenset(",.;:\n(")


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
