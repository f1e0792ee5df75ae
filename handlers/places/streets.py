"""Streets and houses as people write them: one name for one street, and which houses a list of them means.

Knows no register of addresses. The words for kinds of streets and for houses are given (handlers.notices.streets).
Where a person wrote less than is needed to tell, he is taken to be concerned: rather somebody too
many is warned than one is left out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

# Letters that a Russian word's ending begins with: what is left of a name without them is its stem.
ENDINGS = frozenset(["а", "е", "и", "о", "у", "ы", "э", "ю", "я", "й", "ь"])
SHORTEST_STEM = 3
KINDS = (
    "street", "lane", "avenue", "passage", "boulevard", "square", "embankment", "highway", "dead-end", "block",
    "quarter", "tract", "alley", "line", "allotments", "garages",
)  # fmt: skip
LARGEST_HOUSE = 9_999
MOST_HOUSE_PARTS = 100
"""More ranges and houses than this are no list that a person checks."""

NUMERAL = re.compile(r"(\d+)-?[^\W\d_]{1,2}")  # 1-я, 2й
TOKEN = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
HOUSE = re.compile(r"(\d{1,4})\s*([^\W\d_]?)\s*(?:/\s*(\d{1,4})\s*([^\W\d_]?))?((?:\s*[ks]\s*\d{1,3})*)")
RANGE = re.compile(r"(\d{1,5})\s*[^\W\d_]?\s*(?:-|\.\.)\s*(\d{1,5})\s*[^\W\d_]?")
DASHES = re.compile("[‐-―−~]|\\.{2,3}|…")
LIST = re.compile(r"[,;\n]+")


class BadHouses(ValueError):
    """`part` cannot be read as houses. `why`: "unknown", "reversed", "many"."""

    def __init__(self, part: str, why: str = "unknown") -> None:
        super().__init__(part)
        self.part, self.why = part, why


@dataclass(frozen=True, slots=True)
class HouseSpan:
    """Numbers `first` to `last`; `parity` "odd", "even" or "" for both."""

    first: int
    last: int
    parity: str = ""

    def __contains__(self, number: int) -> bool:
        fits = self.parity == "" or (number % 2 == 1) == (self.parity == "odd")
        return fits and self.first <= number <= self.last


@dataclass(frozen=True, slots=True)
class Houses:
    """Which houses of a street. `single` are (number, the rest): (22, "к2"). Nothing at all: every house."""

    spans: tuple[HouseSpan, ...] = ()
    single: tuple[tuple[int, str], ...] = ()

    def holds(self, number: int, rest: str) -> bool:
        """Whether a house is among them, read as (number, the rest)."""
        if any(number in span for span in self.spans):
            return True
        return any(n == number and (not r or not rest or r == rest) for n, r in self.single)


@dataclass(frozen=True, slots=True)
class StreetVocabulary:
    """Words of all languages at once, lower case. `kinds`: a word and which of KINDS it means; `first`: a kind and the
    word that we write for it; `parts`: a word for a part of a house, and "k" (building) or "s" (structure).
    """

    kinds: dict[str, str]
    first: dict[str, str]
    parts: dict[str, str]
    house: frozenset[str]
    odd: frozenset[str]
    even: frozenset[str]
    all: frozenset[str]
    side: frozenset[str]
    since: frozenset[str]
    to: frozenset[str]
    conjunctions: frozenset[str]


class Streets:
    """Reads streets and houses with a vocabulary."""

    def __init__(self, words: StreetVocabulary) -> None:
        self.words = words
        self.key = lru_cache(maxsize=4_096)(self._key)
        self._list = lru_cache(maxsize=1_024)(self._readable)

    # -- streets -----------------------------------------------------------------------------------
    def same(self, one: str, other: str) -> bool:
        """In whatever order and form: «ул. Лесная» and «Лесной улице», but not «Лесной переулок»."""
        return self.key(one) == self.key(other)

    def _key(self, text: str) -> str:
        """Equal for equal streets; "" for a text without a name."""
        kind, names = self._street(text)
        stems = sorted(_stem(name) for name in names)
        return " ".join([*([kind] if kind not in ("", "street") else []), *stems]) if stems else ""

    def name(self, text: str) -> str:
        """As it is stored and shown: «ул. лесная» is «Лесная», «пер.Садовый» «переулок Садовый». "" without a name."""
        kind, names = self._street(text)
        written = " ".join(_capital(name) for name in names)
        if not written or kind in ("", "street"):
            return written
        return f"{self.words.first[kind]} {written}"

    def _street(self, text: str) -> tuple[str, list[str]]:
        """The kind ("" if not said) and the words of the name, lower case."""
        kinds, names = self.words.kinds, []
        kind = ""
        for token in TOKEN.findall(_plain(text)):
            numeral = NUMERAL.fullmatch(token)
            if token in kinds and not kind:
                kind = kinds[token]
            elif numeral and token not in kinds:
                names.append(numeral[1])
            else:
                names.append(token)
        if not names and kind:  # a street that is called «Набережная» and nothing else
            return "", [token for token in TOKEN.findall(_plain(text)) if kinds.get(token) == kind][:1]
        return kind, names

    # -- houses ------------------------------------------------------------------------------------
    def split_house(self, text: str) -> tuple[int, str] | None:
        """«22, корпус 2» as (22, "к2"), «5 А» as (5, "а"), «12/3» as (12, "/3"); None for what is no house."""
        found = HOUSE.fullmatch(self._parts_marked(text))
        if found is None or not 0 < int(found[1]) <= LARGEST_HOUSE:
            return None
        rest = found[2] + (f"/{int(found[3])}{found[4]}" if found[3] else "")
        rest += "".join(re.findall(r"[ks]\d+", found[5].replace(" ", "")))
        return int(found[1]), rest.translate(WRITTEN)

    def house(self, text: str) -> str:
        """A house as it is stored and compared: «д. 22 корп. 2» is «22к2»; "" for what is no house."""
        known = self.split_house(text)
        return f"{known[0]}{known[1]}" if known else ""

    def read_houses(self, text: str) -> Houses:
        """«1–15, 20, 22к2», «нечётные 1–15», «чётная сторона», «с 2 по 10»; "" and «все» are all. BadHouses."""
        words = self.words
        if _plain(text).strip(" .") in words.all or not text.strip():
            return Houses()
        spans: list[HouseSpan] = []
        single: list[tuple[int, str]] = []
        pieces = [piece for part in LIST.split(text) for piece in self._and(part)]
        if len(pieces) > MOST_HOUSE_PARTS:
            raise BadHouses(str(len(pieces)), "many")
        for piece in pieces:
            parity, rest = self._parity(piece)
            span = self._span(rest, parity, piece)
            if span is not None:
                spans.append(span)
            elif (house := self.split_house(rest)) is not None and not parity:
                single.append(house)
            else:
                raise BadHouses(piece.strip())
        return Houses(tuple(spans), tuple(dict.fromkeys(single)))

    def _and(self, part: str) -> list[str]:
        """«20 и 22» as two."""
        words = "|".join(re.escape(word) for word in sorted(self.words.conjunctions))
        return [piece for piece in re.split(rf"\s(?:{words})\s", part) if piece.strip()]

    def _parity(self, piece: str) -> tuple[str, str]:
        """What is said of odd and even in it, and the rest."""
        words = self.words
        parity, rest = "", []
        for token in _plain(piece).split():
            bare = token.strip(".()")
            if bare in words.odd or bare in words.even:
                parity = "odd" if bare in words.odd else "even"
            elif bare not in words.side:
                rest.append(token)
        return parity, " ".join(rest)

    def _span(self, rest: str, parity: str, piece: str) -> HouseSpan | None:
        text = self._to_dash(DASHES.sub("-", rest))
        if parity and not text:
            return HouseSpan(1, LARGEST_HOUSE, parity)
        found = RANGE.fullmatch(text)
        if found is None:
            return None
        first, last = int(found[1]), int(found[2])
        if not 0 < first <= LARGEST_HOUSE or not 0 < last <= LARGEST_HOUSE:
            raise BadHouses(piece.strip())
        if first > last:
            raise BadHouses(piece.strip(), "reversed")
        return HouseSpan(first, last, parity)

    def _to_dash(self, text: str) -> str:
        """«с 2 по 10» and «дома 2-10» as 2-10."""
        words = self.words
        kept: list[str] = []
        for token in text.split():
            bare = token.strip(".")
            if bare in words.to and kept:
                kept.append("-")
            elif bare not in words.since and bare not in words.house:
                kept.append(token)
        return " ".join(kept)

    def _parts_marked(self, text: str) -> str:
        """A house's text with «корпус» and «строение» as k and s, and without «дом»."""
        words = self.words
        kept: list[str] = []
        for token in re.findall(r"\d+|[^\W\d_]+|/|-|[^\s\w.,]", _plain(text).replace("№", " ")):
            if token in words.parts and kept:
                kept.append(words.parts[token])
            elif token[1:] in words.parts and kept:  # 1ак2
                kept += [token[0], words.parts[token[1:]]]
            elif token not in words.house:
                kept.append(token)
        return _letters_back(kept)

    # -- which houses of a list ----------------------------------------------------------------
    def covers(self, houses: Houses, house: str) -> bool:
        """Whether a house is among them. One without a readable number may be any of them."""
        known = self.split_house(house)
        return known is None or not (houses.spans or houses.single) or houses.holds(*known)

    def list_covers(self, written: str, house: str) -> bool:
        """`covers` for a list as it was written; one that cannot be read means all of them. Never raises."""
        return self.covers(self._list(written), house)

    def _readable(self, written: str) -> Houses:
        try:
            return self.read_houses(written)
        except BadHouses:
            return Houses()


WRITTEN = str.maketrans({"k": "\u043a", "s": "\u0441"})
"""Parts of a house are k and s while they are read, and as Russian letters where they are kept."""


def _capital(word: str) -> str:
    """With capitals, where these are of the same letters."""
    parts = ((part[:1].upper(), part) for part in word.split("-"))
    return "-".join(first + part[1:] if first.lower() == part[:1] else part for first, part in parts)


def _stem(word: str) -> str:
    word = word.replace("\u0451", "\u0435")
    while len(word) > SHORTEST_STEM and word[-1] in ENDINGS:
        word = word[:-1]
    return word


def _letters_back(tokens: list[str]) -> str:
    """k and s are marks only before a number: house «5с» has the letter с."""
    back = {"k": "\u043a", "s": "\u0441"}
    said = [
        back.get(token, token) if not tokens[i + 1 : i + 2] or not tokens[i + 1].isdigit() else token
        for i, token in enumerate(tokens)
    ]
    return " ".join(said)


def write_houses(houses: Houses, odd: str, even: str) -> str:
    """The same list, tidily: «нечётные 1–15, 20, 22к2» (`odd` and `even` are the reader's words for it)."""
    said = {"odd": f"{odd} ", "even": f"{even} ", "": ""}
    spans = [
        said[s.parity].strip() if (s.first, s.last) == (1, LARGEST_HOUSE) else f"{said[s.parity]}{s.first}–{s.last}"
        for s in houses.spans
    ]
    return ", ".join([*spans, *(f"{number}{rest}" for number, rest in houses.single)])


def _plain(text: str) -> str:
    return " ".join(text.lower().split())
