"""Numbers that name no house: ends of a range, a day of the month, a time, an entrance («5-й»)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, takewhile

from handlers.places.tokens import CLOSE, PlaceWord
from handlers.places.vocabulary import PlaceVocabulary

DASHES = ("-", "\u2013", "\u2014")
CLOCK = (".", ":")
SAYINGS = frozenset({"24/7", "50/50"})
MEASURES = ("%", "\u00b0", "\u20bd")
SIGNS = ("+", "\u2212")
YEARS = range(1900, 2100)
DIALLED = re.compile(r"[\s()\u2010-\u2015-]{0,3}")
LEAST_DIALLED, LEAST_DIGITS = 3, 6
"""Groups of digits, and digits, of a telephone's number that is written in groups."""
TRUNKS, CODE = ("7", "8"), 3
"""What a Russian number begins with, and the digits of the code that follows."""
NEXT_HOUSE = 10
"""So much greater at most is the next one of several houses."""


class HouseNumbers:
    """Looks at the words around a number. Safe to share."""

    def __init__(self, words: PlaceVocabulary) -> None:
        self._words = words

    def ordinal_end(self, tokens: Sequence[PlaceWord], place: int) -> int:
        """«5-й», «2-ой», «14-м»: 1 where the ending of the number before stands here, 0 elsewhere. One letter that may
        be a house's («7-е») is an ending only before a word.
        """
        token = tokens[place] if place < len(tokens) else None
        if token is None or token.gap not in ("", "-") or token.word not in self._words.ordinal_ends:
            return 0
        sure = len(token.word) > 1 or token.word == self._words.surest_end
        return int(sure or (token.gap == "-" and self._word_follows(tokens, place)))

    def is_of_several(self, tokens: Sequence[PlaceWord], number: int, after: int) -> bool:
        """«с 1 по 15 дом», «от дома 3 до дома 21», «дома 2-10»: houses from one to another, of which none is the one.
        `after` is the word behind the number.
        """
        before = self._back(tokens, number)
        if self._words.to.before(tokens, before) and self._is_number(tokens, self._back(tokens, before - 1) - 1):
            return True
        if self._words.since.before(tokens, before):
            to = self._on(tokens, after)
            if self._words.to.size(tokens, to) and self._is_number(tokens, self._on(tokens, to + 1)):
                return True
        return self._is_dashed(tokens, number, after) and self._names_many(tokens, before, number)

    def is_time(self, tokens: Sequence[PlaceWord], after: int) -> bool:
        """«15.11», «18:30», «23-00», «24/7», with the second number at `after`."""
        if after >= len(tokens) or not (tokens[after].number and tokens[after - 1].number):
            return False
        first, gap, second = tokens[after - 1].word, tokens[after].gap, tokens[after].word
        if f"{first}{gap}{second}" in SAYINGS:
            return True
        clock = gap in CLOCK or (gap in DASHES and second[0] == "0")
        return clock and len(second) == 2 and len(first) <= 2

    def is_of_word(self, tokens: Sequence[PlaceWord], after: int) -> bool:
        """«5-этажный», «2-комнатная», «100%», «15 °C», «35 ₽»."""
        if after >= len(tokens):
            return tokens[after - 1].tail.strip().startswith(MEASURES)
        token = tokens[after]
        joined = token.gap in DASHES and token.word.startswith(self._words.counted_beginnings)
        return joined or token.gap.strip().startswith(MEASURES)

    def has_sign(self, tokens: Sequence[PlaceWord], number: int) -> bool:
        """«+15»."""
        return tokens[number].gap.endswith(SIGNS)

    def is_year(self, tokens: Sequence[PlaceWord], number: int) -> bool:
        """«в 2022»: no street has so many houses."""
        return tokens[number].number and int(tokens[number].word) in YEARS

    def is_dialled(self, tokens: Sequence[PlaceWord], number: int) -> bool:
        """«8-912-345-67-89», «45-67-89», «8 (912) 3456789»: a telephone begins with this number, and not with the next
        one, as in «Лесная 14 8-912-345-67-89». «Лесная 10 12 14» are houses.
        """
        more = [*takewhile(lambda token: token.number and DIALLED.fullmatch(token.gap), tokens[number + 1 :])]
        if len(more) + 1 < LEAST_DIALLED or sum(len(token.word) for token in (tokens[number], *more)) < LEAST_DIGITS:
            return False
        if self._counts_up([tokens[number], *more]):
            return False
        trunk = tokens[number].word in TRUNKS and len(more[0].word) == CODE
        return trunk or not CLOSE.fullmatch(more[0].gap) or not self.is_dialled(tokens, number + 1)

    def _counts_up(self, numbers: Sequence[PlaceWord]) -> bool:
        """Whether each is a little more than the one before, with nothing but blanks between."""
        said = [int(token.word) for token in numbers]
        blank = all(CLOSE.fullmatch(token.gap) for token in numbers[1:])
        return blank and all(0 < behind - before <= NEXT_HOUSE for before, behind in pairwise(said))

    def is_counted(self, tokens: Sequence[PlaceWord], after: int) -> bool:
        """«на Лесной 4 этаж», «43 автобус», but not «Лесная 4 этаж 3» or «Лесная, 2 автобус не пришёл»: the word at
        `after` has its number before it.
        """
        words = self._words
        if not words.counted.size(tokens, after) or not CLOSE.fullmatch(tokens[after].gap):
            return False
        address = "," in tokens[after - 1].gap and not words.entrance.size(tokens, after)
        return not address and not self._is_number(tokens, after + 1)

    def is_of_thing(self, tokens: Sequence[PlaceWord], place: int) -> bool:
        """«столб номер 5», «заявка номер 17»: the word for a number that is here is that of no house."""
        words = self._words
        counted = words.numbered.before(tokens, place) or words.landmarks.before(tokens, place)
        return counted > 0 and tokens[place].word in words.number_words

    def is_phone(self, tokens: Sequence[PlaceWord], after: int) -> bool:
        """«на Лесной 112 не отвечает»: a number that is called, before the word at `after`."""
        told = tokens[after - 1].word in self._words.phones and after < len(tokens)
        return (
            told and CLOSE.fullmatch(tokens[after].gap) is not None and bool(self._words.no_answer.size(tokens, after))
        )

    def is_perhaps_many(self, tokens: Sequence[PlaceWord], place: int) -> bool:
        """«дома», right after the word before."""
        return bool(self._words.perhaps_many.size(tokens, place)) and CLOSE.fullmatch(tokens[place].gap) is not None

    def is_date(self, tokens: Sequence[PlaceWord], place: int, end: int) -> bool:
        """«с 9 мая», «до 1 мая»: the words from `place` to `end` are no street that is called so."""
        month = end == place + 2 and tokens[place].number and tokens[end - 1].word in self._words.count
        return month and self._words.date_prepositions.before(tokens, place) > 0

    def first_of_two(self, tokens: Sequence[PlaceWord], number: int) -> int:
        """«5 и 7 дом»: the place of the first number, where the second one is here; else `number`."""
        if number < 2 or self._words.conjunctions.size(tokens, number - 1) != 1:
            return number
        first = number - 2 - (number > 2 and self.ordinal_end(tokens, number - 2))
        return first if self._is_number(tokens, first) else number

    def _is_dashed(self, tokens: Sequence[PlaceWord], number: int, after: int) -> bool:
        if after >= len(tokens) or not (tokens[after].number and tokens[number].number):
            return False
        return tokens[after].gap.strip() in DASHES and int(tokens[after].word) > int(tokens[number].word)

    def _names_many(self, tokens: Sequence[PlaceWord], before: int, number: int) -> bool:
        """«домах»; «дома», but not «у дома»."""
        words = self._words
        if any(words.many_houses.size(tokens, place) for place in range(before, number)):
            return True
        several = any(words.perhaps_many.size(tokens, place) for place in range(before, number))
        return several and not words.landmark_prepositions.before(tokens, before)

    def _back(self, tokens: Sequence[PlaceWord], place: int) -> int:
        """Past words for a house, and past the end of an ordinal, that stand before this place."""
        place = max(place, 0)
        while size := self._words.house.before(tokens, place):
            place -= size
        return place - 1 if place > 1 and self.ordinal_end(tokens, place - 1) else place

    def _on(self, tokens: Sequence[PlaceWord], place: int) -> int:
        """Past the end of an ordinal and words for a house that stand here."""
        place += self.ordinal_end(tokens, place)
        while size := self._words.house.size(tokens, place):
            place += size
        return place

    def _is_number(self, tokens: Sequence[PlaceWord], place: int) -> bool:
        return 0 <= place < len(tokens) and (tokens[place].number or tokens[place].word in self._words.ordinals)

    def _word_follows(self, tokens: Sequence[PlaceWord], place: int) -> bool:
        after = tokens[place + 1] if place + 1 < len(tokens) else None
        return after is not None and bool(after.gap) and CLOSE.fullmatch(after.gap) is not None and not after.number
