"""House, its parts and flat, as people write them: «д. 14, корп. 2, кв. 3», «14к2-3», «дом двадцать три»."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.places.names import name_forms
from handlers.places.numbers import DASHES, HouseNumbers
from handlers.places.tokens import CLOSE, HARD, PlaceWord
from handlers.places.vocabulary import PlaceVocabulary

LARGEST_DIGITS = 4
LONGEST_GAP = 6
FEW = frozenset("234")
LONGEST_HOUSE = 4
"""Words of a house that stands before its street."""
OPENS = frozenset(",.\n")
SIGNS, DEGREES = "+\u2212", "\u00b0%"
MEASURED_NEAR = 3
"""Words between what is measured and where: «температура у нас в квартире 12»."""
END_MARKS = ',.;:!?)\n"'


@dataclass(frozen=True, slots=True)
class HouseSaid:
    """`house` as it is written, without spaces; `start` is the place of its first word, `end` of the word after
    it."""

    house: str
    flat: str
    start: int
    end: int


class HouseReader:
    """Reads houses among the words of a text."""

    def __init__(self, words: PlaceVocabulary) -> None:
        self._words = words
        self._numbers = HouseNumbers(words)

    def at(self, tokens: Sequence[PlaceWord], place: int, *, named: bool = False) -> HouseSaid | None:
        """The house that begins at this word, perhaps with a word for it; `named`: only with such a word."""
        here, explicit = self._after_words(tokens, place)
        if named and (not explicit or self._numbers.is_of_thing(tokens, place)):
            return None
        said = self._number(tokens, here, explicit)
        if said is None:
            return None
        number, after = said
        if self._is_of_name(tokens, after) or self._is_none(tokens, here, after):
            return None
        if not explicit and self._is_of_else(tokens, after):
            return None
        if end := self._numbers.ordinal_end(tokens, after):
            size = self._words.house_only.size(tokens, after + end)
            closes = explicit and self._closes(tokens, after + end)
            return HouseSaid(number, "", place, after + end + size) if size or closes else None
        if self.is_count(tokens, after):
            return None
        after += self._words.house_only.size(tokens, after) if tokens[after - 1].number else 0  # «в 5 доме»
        house, flat, after = self._parts(tokens, number, after, explicit)
        if not flat:
            flat, after = self.flat_after(tokens, after)
        return HouseSaid(house, flat, place, after)

    def ahead(self, tokens: Sequence[PlaceWord], place: int) -> HouseSaid | None:
        """The house that is said before its street, which begins at this word: "5b Lesnaya street", and as maps write
        it «5, улица Лесная».
        """
        if place >= len(tokens) or tokens[place].gap.strip() not in ("", ","):
            return None
        latin, comma = tokens[place].latin, "," in tokens[place].gap
        for here in range(max(0, place - LONGEST_HOUSE), place):
            alone = comma and (here == 0 or bool(OPENS.intersection(tokens[here].gap)))
            if not (latin or alone) or not (tokens[here].number or self._words.house.size(tokens, here)):
                continue
            house = self.at(tokens, here)
            if house is not None and house.end == place:
                return house
        return None

    def is_counted(self, tokens: Sequence[PlaceWord], place: int) -> bool:
        """«третий дом», «в 5 доме», «в 14-м доме»."""
        if place < 0 or not (tokens[place].number or tokens[place].word in self._words.ordinals):
            return False
        after = place + 1 + self._numbers.ordinal_end(tokens, place + 1)
        return bool(self._words.house.size(tokens, after)) and CLOSE.fullmatch(tokens[after].gap) is not None

    def are_counted(self, tokens: Sequence[PlaceWord], place: int) -> bool:
        """«3 дома без воды», but not «у 3 дома»."""
        few = tokens[place].word in FEW and self._numbers.is_perhaps_many(tokens, place + 1)
        return few and not self._words.landmark_prepositions.before(tokens, place)

    def is_after_count(self, tokens: Sequence[PlaceWord], place: int) -> bool:
        """Whether the word for a house that is here has its number before it."""
        ordinal = place > 1 and self._numbers.ordinal_end(tokens, place - 1)
        return self.is_counted(tokens, place - 1 - int(bool(ordinal)))

    def first(self, tokens: Sequence[PlaceWord], house: HouseSaid) -> HouseSaid:
        """«между 5 и 7 домом»: of two counted houses the first, as of «домами 5 и 7»."""
        place = self._numbers.first_of_two(tokens, house.start)
        if place == house.start:
            return house
        number = tokens[place].word if tokens[place].number else str(self._words.ordinals[tokens[place].word])
        return HouseSaid(number, "", place, house.end)

    def another(self, tokens: Sequence[PlaceWord], place: int) -> int:
        """«между домами 3 и 5»: how many words name one more house here."""
        joined = self._words.conjunctions.size(tokens, place) == 1 and place + 1 < len(tokens)
        return 2 if joined and tokens[place + 1].number else 0

    def _after_words(self, tokens: Sequence[PlaceWord], place: int) -> tuple[int, bool]:
        """Past «дом номер», «, в доме», «между»: where the number is, and whether a word for a house was said."""
        words, explicit, here = self._words, False, place
        for _ in range(4):
            if here >= len(tokens) or HARD.search(tokens[here].gap) or len(tokens[here].gap) > LONGEST_GAP:
                break
            explicit = explicit or ("\u2116" in tokens[here].gap and here > place)
            size = words.house.size(tokens, here)
            explicit = explicit or bool(size)
            size = size or words.between.size(tokens, here)
            if not size:
                break
            here += size
        return here, explicit

    def _number(self, tokens: Sequence[PlaceWord], place: int, explicit: bool) -> tuple[str, int] | None:
        """The number and the word after it; in words, too."""
        if place >= len(tokens) or len(tokens[place].gap) > LONGEST_GAP or HARD.search(tokens[place].gap):
            return None
        token = tokens[place]
        if token.number:
            fits = 0 < len(token.word) <= LARGEST_DIGITS and int(token.word) > 0
            return (str(int(token.word)), place + 1) if fits else None
        ordinal = self._words.ordinals.get(token.word)
        if ordinal:
            size = self._words.house.size(tokens, place + 1)
            if size or (explicit and not self._words.entrance.size(tokens, place + 1)):
                return str(ordinal), place + 1 + size
            return None
        said = self._in_words(tokens, place)
        return said if explicit or said is None or not self._numbers.is_perhaps_many(tokens, said[1]) else None

    def _in_words(self, tokens: Sequence[PlaceWord], place: int) -> tuple[str, int] | None:
        value, here = 0, place
        while here < len(tokens) and here - place < 3 and CLOSE.fullmatch(tokens[here].gap if here > place else ""):
            number = self._words.numbers.get(tokens[here].word, 0)
            if not number or (value and number >= value) or (value and value < 20):
                number = self._words.ordinals.get(tokens[here].word, 0) if value >= 20 else 0
                if not number or number >= 10:
                    break
            value, here = value + number, here + 1
        return (str(value), here) if value else None

    def is_count(self, tokens: Sequence[PlaceWord], after: int) -> bool:
        """«5 дней», «2 подъезда»: no house but so many of something."""
        if after >= len(tokens):
            return False
        gap = tokens[after].gap
        if gap in ("-", ".", ":") and after + 1 < len(tokens) and not tokens[after].number:
            return tokens[after].word in self._words.count
        return bool(CLOSE.fullmatch(gap)) and bool(self._words.count.size(tokens, after))

    def others_at(self, tokens: Sequence[PlaceWord], place: int) -> bool:
        """Whether a range of houses begins here («дома 5-7», «с 5 по 9»), or the number of something else: a telephone,
        a floor. Either leaves the street before it to stand.
        """
        here = place + self._words.since.size(tokens, place)
        here, _ = self._after_words(tokens, here)
        found = self._number(tokens, here, explicit=True)
        if found is None or self._numbers.is_of_several(tokens, here, found[1]):
            return found is not None
        return self._numbers.is_dialled(tokens, here) or self._is_of_else(tokens, found[1])

    def _is_none(self, tokens: Sequence[PlaceWord], here: int, after: int) -> bool:
        """One of a range of houses, a date, a time, «5-6 ям», «2е сутки», a telephone."""
        if here and tokens[here].gap in DASHES and tokens[here].number and tokens[here - 1].number:
            return True
        if self._numbers.is_of_several(tokens, here, after) or self._numbers.is_time(tokens, after):
            return True
        if self._numbers.is_of_word(tokens, after) or self._numbers.has_sign(tokens, here):
            return True
        ordinal = after < len(tokens) and tokens[after].gap == "" and tokens[after].word in self._words.ordinal_ends
        if (ordinal and self.is_count(tokens, after + 1)) or self._numbers.is_dialled(tokens, here):
            return True
        tight = after < len(tokens) and tokens[after].number and tokens[after].gap in DASHES
        return tight and self.is_count(tokens, after + 1)

    def _is_of_else(self, tokens: Sequence[PlaceWord], after: int) -> bool:
        """«112 не отвечает», «в 2022», «4 этаж», «43 автобус», «45 квартира»: the number before the word at `after` is
        that of something else.
        """
        numbers = self._numbers
        called = numbers.is_phone(tokens, after) or numbers.is_year(tokens, after - 1)
        return called or numbers.is_counted(tokens, after) or self.is_counted_flat(tokens, after - 1)

    def _closes(self, tokens: Sequence[PlaceWord], place: int) -> bool:
        """Whether what was said before this word is over: «дом 5-й по Лесной»."""
        ends = place >= len(tokens) or tokens[place].gap[:1] in END_MARKS
        return ends or bool(self._words.street_prepositions.size(tokens, place))

    def _is_of_name(self, tokens: Sequence[PlaceWord], after: int) -> bool:
        """«3-я линия», «2-й микрорайон»: the number of a street."""
        short = after < len(tokens) and tokens[after].gap == "-" and 0 < len(tokens[after].word) <= 2
        return short and not tokens[after].number and bool(self._words.kinds.size(tokens, after + 1))

    def _parts(self, tokens: Sequence[PlaceWord], number: str, after: int, explicit: bool) -> tuple[str, str, int]:
        """The letter, the part after a slash, корпус and строение, and the flat after a hyphen."""
        words, house, flat = self._words, number, ""
        for _ in range(4):
            if after >= len(tokens):
                break
            token, following = tokens[after], tokens[after + 1] if after + 1 < len(tokens) else None
            tight = token.gap.strip() in ("", ".", ",", "/") and len(token.gap) <= 3
            size_k, size_s = words.part.size(tokens, after), words.structure.size(tokens, after)
            size_l, size_d = words.letter.size(tokens, after), words.slash.size(tokens, after)
            if token.number and token.gap == "/":
                house, after = f"{house}/{int(token.word)}", after + 1
            elif token.number and token.gap.strip() in ("-", "\u2013", "\u2014") and not flat:
                if token.gap.strip() != token.gap and self.is_count(tokens, after + 1):
                    break  # «Лесная 14 - 20 дней без воды»
                flat, after = str(int(token.word)), after + 1
                break
            elif tight and size_k and (part := self._part_number(tokens, after, size_k)):
                house, after = f"{house}{words.part_word}{part[0]}", part[1]
            elif (
                tight
                and size_s
                and (len(token.word) > 1 or not token.gap)
                and (part := self._part_number(tokens, after, size_s))
            ):
                house, after = f"{house}{words.structure_word}{part[0]}", part[1]
            elif tight and size_d and (part := self._part_number(tokens, after, size_d)):
                house, after = f"{house}/{part[0]}", part[1]
            elif tight and (counted := self._counted_part(tokens, after)):
                house, after = f"{house}{words.part_word}{counted}", after + 2
            elif size_l and following is not None and self._names_letter(following):
                house, after = house + _letter(following), after + 2
            elif house[-1].isdigit() and self._is_letter(tokens, after, explicit):
                house, after = house + _letter(token), after + 1
            else:
                break
        return house, flat, after

    def _part_number(self, tokens: Sequence[PlaceWord], place: int, size: int) -> tuple[str, int] | None:
        """The number behind a word for a part, and the word after it; in words, too, where that word is a whole one."""
        here = place + size
        if here >= len(tokens) or tokens[here].gap.strip() not in ("", ".", "-"):
            return None
        if tokens[here].number:
            return str(int(tokens[here].word)), here + 1
        if len(tokens[here - 1].word) == 1:
            return None
        ordinal = self._words.ordinals.get(tokens[here].word)
        return (str(ordinal), here + 1) if ordinal else self._in_words(tokens, here)

    def _counted_part(self, tokens: Sequence[PlaceWord], place: int) -> int:
        """«14, второй корпус»: which one; 0 where none is counted here."""
        ordinal = self._words.ordinals.get(tokens[place].word, 0)
        return ordinal if ordinal and self._words.part.size(tokens, place + 1) else 0

    def _is_letter(self, tokens: Sequence[PlaceWord], place: int, explicit: bool) -> bool:
        """«7а», «7-а», «14 б»: a letter that belongs to the number."""
        token = tokens[place]
        if not self._names_letter(token):
            return False
        if token.word in self._words.letters_said:
            return token.gap == " "
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.gap in ("", "-"):
            return following is None or bool(following.gap) or not following.number
        if token.gap not in (" ", ' "', " \u00ab", '"', "\u00ab"):
            return False
        if following is None or (following.gap and following.gap[0] in END_MARKS + "\u00bb"):
            return True
        return explicit and bool(self._words.street_prepositions.size(tokens, place + 1))

    def _names_letter(self, token: PlaceWord) -> bool:
        return not token.number and (len(token.word) == 1 or token.word in self._words.letters_said)

    def flat_after(self, tokens: Sequence[PlaceWord], place: int) -> tuple[str, int]:
        """The flat that follows, past entrance and floor; ("", place) without one."""
        words, here = self._words, place
        for _ in range(6):
            if here >= len(tokens) or HARD.search(tokens[here].gap):
                break
            flat = self.flat_at(tokens, here)
            if flat:
                return flat
            token = tokens[here]
            if self.is_counted_flat(tokens, here):
                return str(int(token.word)), here + 2
            size = words.entrance.size(tokens, here) or words.between.size(tokens, here)
            if not size and (token.number or token.word in words.ordinals):
                size = int(bool(words.entrance.size(tokens, here + 1) or words.entrance.before(tokens, here)))
            if not size:
                break
            here += size
        return "", place

    def is_counted_flat(self, tokens: Sequence[PlaceWord], place: int) -> bool:
        """«3 подъезд, 4 квартира»: but not «подъезд 3, кв. 18», «4 квартиры»."""
        token, after = tokens[place], tokens[place + 1 : place + 3]
        if not token.number or len(token.word) > LARGEST_DIGITS or not self._words.flat.size(tokens, place + 1):
            return False
        if self.is_count(tokens, place + 1) or (len(after) > 1 and after[1].word in self._words.numbers):
            return False
        return CLOSE.fullmatch(after[0].gap) is not None and not (len(after) > 1 and after[1].number)

    def flat_at(self, tokens: Sequence[PlaceWord], place: int) -> tuple[str, int] | None:
        """«кв. 5», «в квартире 11» at this word."""
        size = self._words.flat.size(tokens, place)
        if not size or place + size >= len(tokens) or len(tokens[place + size].gap) > 3:
            return None
        here = place + size
        if self._is_measured(tokens, place, here):
            return None
        if tokens[here].number:
            several = here + 1 < len(tokens) and tokens[here + 1].number and tokens[here + 1].gap in DASHES
            return (str(int(tokens[here].word[:LARGEST_DIGITS])), here + 1) if not several else None  # «кв. 1-40»
        return self._in_words(tokens, here)

    def _is_measured(self, tokens: Sequence[PlaceWord], place: int, here: int) -> bool:
        """«в квартире 12 градусов», «температура в квартире 12», «в квартире +12»: so warm, and no flat's number."""
        measures, after = self._words.measures, here + 1
        if any(sign in tokens[here].gap for sign in SIGNS) or self.is_count(tokens, after):
            return True
        if after < len(tokens) and tokens[after].gap.strip() == "" and measures.size(tokens, after):
            return True
        told = any(measures.size(tokens, before) for before in range(max(0, place - MEASURED_NEAR), place))
        return told or (tokens[here].number and any(sign in _after(tokens, here) for sign in DEGREES))


def _after(tokens: Sequence[PlaceWord], place: int) -> str:
    """What stands behind a word, up to the next one."""
    return tokens[place + 1].gap if place + 1 < len(tokens) else tokens[place].tail


def _letter(token: PlaceWord) -> str:
    """A house's letter is a Russian one, in the case in which it is written; «бэ» is «б»."""
    letter = name_forms().cyrillic(token.word)[0]
    return letter.upper() if token.text.isupper() else letter
