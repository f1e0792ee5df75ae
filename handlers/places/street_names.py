"""The name of a street among the words of a text: in the nominative, put right, with the word for its kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from handlers.places.names import name_forms
from handlers.places.tokens import CLOSE, PlaceWord
from handlers.places.vocabulary import GENDERS, NAME_AFTER_KINDS, Grammar, PlaceVocabulary
from storage.letters import folded

QUARTER = "quarter"
"""Of a year, or of a town: a name in small letters behind it says nothing («на квартал мало»)."""
MOST_NAME_WORDS = 3
SHORTEST_MISTYPED = 6


@dataclass(slots=True)
class PlaceText:
    """A text's words, and which of them name a settlement or a municipality (so they name no street)."""

    tokens: Sequence[PlaceWord]
    taken: set[int]
    town_ends: set[int]

    def free(self, place: int) -> bool:
        return 0 <= place < len(self.tokens) and place not in self.taken


class StreetNames:
    """Reads names of streets. Safe to share."""

    def __init__(self, words: PlaceVocabulary, grammar: Grammar) -> None:
        self._words, self._grammar = words, grammar
        no_names = (words.house, words.kinds, words.flat, words.here, words.areas, words.town_prepositions,
                    words.street_prepositions, words.conjunctions)  # fmt: skip
        begun = frozenset[str]().union(*(each.first_words for each in no_names))
        self._no_names = {word: [each for each in no_names if word in each.first_words] for word in begun}

    def ordinal(self, scene: PlaceText, here: int, kind: str) -> tuple[str, int] | None:
        """«1-я Садовая»: the number belongs to the name."""
        tokens = scene.tokens
        if here + 2 >= len(tokens) or not tokens[here].number or tokens[here + 1].number:
            return None
        if len(tokens[here + 1].word) > 2 or tokens[here + 1].gap not in ("", "-") or tokens[here + 2].number:
            return None
        made = self.adjective(scene, here + 2, kind)
        return (_numbered(tokens[here].word, made[0]), made[1]) if made else None

    def with_ordinal(self, tokens: Sequence[PlaceWord], here: int, name: str) -> tuple[str, int]:
        """«2-й Лесной» where a number stands before the adjective, and where it begins; else both as they are.

        «Второй Речной переулок» is the 2nd, too.
        """
        told = self._words.ordinals.get(tokens[here - 1].word) if here else None
        if told and CLOSE.fullmatch(tokens[here].gap):
            return _numbered(str(told), name), here - 1
        if here < 2 or tokens[here - 1].number or len(tokens[here - 1].word) > 2 or not tokens[here - 2].number:
            return name, here
        ending = tokens[here - 1]
        if ending.gap not in ("", "-") or not CLOSE.fullmatch(tokens[here].gap):
            return name, here
        agrees = any(form.endswith(ending.word[-1]) for form in name_forms().forms(folded(name)))  # not «12б»
        return (_numbered(tokens[here - 2].word, name), here - 2) if agrees else (name, here)

    def adjective(self, scene: PlaceText, here: int, kind: str) -> tuple[str, int] | None:
        """An adjective in the kind's gender, perhaps with one of size before it: «Большая Лесная»."""
        tokens, gender, names = scene.tokens, GENDERS[kind], list[str]()
        if self.is_short(tokens, here):
            name = "" if tokens[here].number else self.nominative(tokens[here + 1], gender)
            return (f"{tokens[here].text}. {name}", here + 2) if name else None  # «Б. Садовая»
        while here < len(tokens) and len(names) < 2 and scene.free(here):
            if names and not (CLOSE.fullmatch(tokens[here].gap) and self.is_size(tokens, here - 1)):
                break
            name = self.nominative(tokens[here], gender)
            if not name:
                break
            names.append(name)
            here += 1
        return (" ".join(names), here) if names else None

    def is_short(self, tokens: Sequence[PlaceWord], place: int) -> bool:
        """«Б. Садовая»: a word of which only the first letter is written."""
        short = place + 1 < len(tokens) and len(tokens[place].word) == 1 and tokens[place].capital
        return short and tokens[place + 1].gap.strip() == "."

    def is_size(self, tokens: Sequence[PlaceWord], place: int) -> bool:
        return tokens[place].word in self._words.sizes

    def nominative(self, token: PlaceWord, gender: str) -> str:
        """An adjective as on a sign: «Лесной» of a street is «Лесная»; "" for any other word."""
        if (
            gender == "femn"
            and (known := self._words.street_words.get(token.word))
            and known.endswith(name_forms().feminine)
        ):
            return known
        if token.latin:
            known = self._words.latin_streets.get(name_forms().latin(token.word), "")
            word = folded(known) or name_forms().cyrillic(token.word)
            return (known or capitalised(word)) if word.endswith(name_forms().nominatives) else ""
        if gender == "femn" and (mended := self.mistyped(token)) and mended.endswith(name_forms().feminine):
            return mended
        if self._grammar.is_surname(token.word) and not token.word.endswith(name_forms().feminine_cases):
            return self._of_place(token, gender)
        if self._words.here.size([token], 0):
            return ""
        found = self._grammar.adjective(token.word, gender)
        return capitalised(token.text.lower() if folded(found) == token.word else found) if found else ""

    def _of_place(self, token: PlaceWord, gender: str) -> str:
        """«Камышеградское шоссе»: an adjective of a name, in the nominative; in other cases it may be a surname."""
        made = self._grammar.adjective(token.word, gender) if token.capital else ""
        return capitalised(token.text.lower()) if made == token.word else ""

    def genitive(self, scene: PlaceText, here: int, kind: str) -> tuple[str, int] | None:
        """Somebody's or something's street: «Мира», «Героя Иванова», «Карла Маркса»."""
        tokens = scene.tokens
        if not tokens[here].capital and self._grammar.is_particle(tokens[here].word):
            return None
        adjective = self._words.street_words.get(tokens[here].word, "").endswith(name_forms().feminine)
        if adjective and kind not in NAME_AFTER_KINDS:
            return None  # «нет проезда, Лесная 5»
        titled = self._words.titles.size(tokens, here)
        names, end = [self.as_name(tokens[here])], here + 1
        while end < len(tokens) and len(names) < MOST_NAME_WORDS and scene.free(end):
            token, after = tokens[end], tokens[end + 1] if end + 1 < len(tokens) else None
            if joined(tokens, end):
                names[-1], end = f"{names[-1]}-{token.text}", end + 1
                continue
            if not CLOSE.fullmatch(token.gap) or token.number or self.is_no_name(tokens, end):
                break
            before_house = (
                after is not None and after.number and len(names) == 1 and not self._grammar.known(token.word)
            )
            before_house = before_house or (kind in NAME_AFTER_KINDS and self._ends_name(tokens, end))
            if not (titled and len(names) == 1) and not token.capital and not before_house:
                break
            names.append(self.as_name(token))
            end += 1
        if not tokens[here].capital and kind in NAME_AFTER_KINDS and self._grammar.is_verb(tokens[here].word):
            return None
        believed = tokens[here].capital or titled or tokens[here].word in self._words.street_words
        by_itself = kind in NAME_AFTER_KINDS and kind != QUARTER
        if not believed and not by_itself and not self._believed(tokens, here, end):
            return None
        return (" ".join(names), end) if not self.is_no_name(tokens, here) else None

    def _ends_name(self, tokens: Sequence[PlaceWord], place: int) -> bool:
        """«СНТ Лесная поляна, 12»: the noun of an adjective, with a house or nothing after it."""
        agrees = tokens[place - 1].word.endswith(name_forms().feminine) and self._grammar.is_feminine(
            tokens[place].word
        )
        after = place + 1
        ends = after >= len(tokens) or "," in tokens[after].gap or tokens[after].number
        return agrees and (ends or bool(self._words.house.size(tokens, after)))

    def _believed(self, tokens: Sequence[PlaceWord], here: int, end: int) -> bool:
        """A name in small letters: a house follows, or it is a surname."""
        if tokens[here].latin or self._grammar.is_verb(tokens[here].word):
            return False
        if self._grammar.is_surname(tokens[here].word):
            return True
        return end < len(tokens) and (tokens[end].number or bool(self._words.house.size(tokens, end)))

    def is_no_name(self, tokens: Sequence[PlaceWord], place: int) -> bool:
        lists = self._no_names.get(tokens[place].word, ()) if place < len(tokens) else ()
        return any(each.size(tokens, place) for each in lists)

    def as_name(self, token: PlaceWord) -> str:
        if token.latin:
            known = self._words.latin_streets.get(name_forms().latin(token.word), "")
            return known or capitalised(name_forms().cyrillic(token.word))
        known = self._words.street_words.get(token.word, "")
        return known if folded(known) == token.word else capitalised(token.text.lower())

    def is_person(self, tokens: Sequence[PlaceWord], place: int, end: int) -> bool:
        """«Королёва Н. П.»: initials follow; «к Полевой на приём», «Анна у Полевой»: somebody is visited."""
        initial = end + 1 < len(tokens) and len(tokens[end].word) == 1 and tokens[end].capital
        if initial and tokens[end + 1].gap[:1] == "." and tokens[end].gap == " ":
            return True
        words, visited = self._words, self._words.visited.before(tokens, place)
        if not visited or (end < len(tokens) and tokens[end].number):
            return False
        before = tokens[place - visited - 1] if place > visited else None
        visits = words.visits.size(tokens, end) or words.visits.before(tokens, place - visited)
        return bool(visits) or (before is not None and before.capital and self._grammar.is_first_name(before.word))

    def initials(self, tokens: Sequence[PlaceWord], place: int) -> int:
        """How many words before a name are only first letters: «ул. А. Невского», but not «ул. Б. Садовая»."""
        here = place
        while here + 1 < len(tokens) and len(tokens[here].word) == 1 and tokens[here + 1].gap.strip() == ".":
            here += 1
        adjective = tokens[here].word.endswith(name_forms().feminine_cases) and here == place + 1
        return 0 if adjective or tokens[here].number else here - place

    def meets(self, tokens: Sequence[PlaceWord], end: int) -> bool:
        """«Ленина от Мира до Садовой»: another street tells which part of this one."""
        here = end + self._words.street_prepositions.size(tokens, end)
        return end < here < len(tokens) and tokens[here].word in self._words.street_words

    def with_number(self, tokens: Sequence[PlaceWord], name: str, end: int) -> tuple[str, int]:
        """«СНТ „Берёзка-2“, участок 15»: the number is the name's where a house is said behind it."""
        number = end + 1 < len(tokens) and tokens[end].number and tokens[end].gap == "-"
        after = tokens[end + 1 : end + 2]
        house = self._words.house.size(tokens, end + 1) or (after and after[0].number and "," in after[0].gap)
        return (f"{name}-{tokens[end].word}", end + 1) if number and house else (name, end)

    def titled(self, name: str, kind: str) -> str:
        """«Школьный переулок», «проспект Мира»; a plain street is its name."""
        written = self._words.written[kind]
        if kind == "street":
            return name
        adjective = kind not in NAME_AFTER_KINDS and self._grammar.adjective(folded(name.split(" ")[-1]), GENDERS[kind])
        agrees = adjective and folded(name.split(" ")[-1]) == folded(adjective)
        return f"{name} {written}" if agrees else f"{written} {name}"

    def mistyped(self, token: PlaceWord) -> str:
        """The listed name from which one letter differs, of a word that no dictionary has."""
        if len(token.word) < SHORTEST_MISTYPED or self._grammar.known(token.word):
            return ""
        like = self._words.near_streets.like(token.word)
        return next((name for form, name in like if OSA.distance(form, token.word, score_cutoff=1) <= 1), "")


def _numbered(number: str, name: str) -> str:
    """«1-я Садовая»: an ordinal ends as its adjective does."""
    return f"{number}-{name[-1]} {name}"


def joined(tokens: Sequence[PlaceWord], place: int) -> bool:
    """«Салтыкова-Щедрина»: whether this word belongs to the one before it."""
    here = tokens[place : place + 1]
    return bool(here) and here[0].gap == "-" and not here[0].number and len(here[0].word) > 2


def capitalised(name: str) -> str:
    """With a capital letter at its beginning."""
    return name[:1].upper() + name[1:]
