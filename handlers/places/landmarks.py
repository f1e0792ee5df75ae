"""Places that are no address: «у магазина „Весна“», «остановка Рынок», «на 14-м километре»."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from handlers.places.names import name_forms
from handlers.places.tokens import CLOSE, SOFT, PlaceWord
from handlers.places.vocabulary import PlaceVocabulary
from storage.letters import folded

LARGEST_KILOMETRE = 4  # digits: roads of the country are some thousands long
LONGEST_LANDMARK = 4
"""Words of a landmark's own name."""
MOST_BETWEEN = 4
"""Words between a road and its kilometre."""
SHORTEST_STEM, LONGEST_REST = 4, 4
"""Letters of a settlement's name that its adjective keeps, and that it leaves out."""
PAUSE = re.compile(r"[,.!?;:\n]")


class LandmarkReader:
    """Finds them among a text's words."""

    def __init__(self, words: PlaceVocabulary, names: Iterable[str]) -> None:
        """`names`: of the region's settlements and municipalities."""
        self._words = words
        self._names = [word for name in names for word in folded(name).split()]

    def landmark(self, text: str, tokens: Sequence[PlaceWord], taken: Collection[int] = ()) -> tuple[str, int, int]:
        """The first landmark, as written, with the preposition before it and its name or number after; "" for none;
        and which words it is. `taken`: words that are something else.
        """
        words = self._words
        for place in words.landmarks.begun(tokens):
            size = words.landmarks.size(tokens, place)
            if not size or place in taken:
                continue
            first = self._named_from(tokens, place)
            before = words.landmark_prepositions.before(tokens, first) + place - first
            end = self._name_end(tokens, place + size)
            if before or end > place + size:
                closing = text[tokens[end - 1].end : tokens[end - 1].end + 1]
                quoted = closing if closing in ('"', "\u00bb", "\u201c") else ""
                said = text[tokens[place - before].start : tokens[end - 1].end] + quoted
                return said, place - before, end
        return "", 0, 0

    def named(self, tokens: Sequence[PlaceWord]) -> set[int]:
        """Words that call a landmark after its settlement: «белосветская больница», and name no settlement."""
        landmarks = self._words.landmarks
        places = [place for place in landmarks.begun(tokens) if landmarks.size(tokens, place)]
        return {here for place in places for here in range(self._named_from(tokens, place), place)}

    def _named_from(self, tokens: Sequence[PlaceWord], place: int) -> int:
        """Where a landmark's name begins with such an adjective, alone or before another: «белосветская районная»."""
        for here in (place - 1, place - 2):
            if here < 0 or not SOFT.fullmatch(tokens[here + 1].gap):
                break
            if any(self._is_name(stem) for stem in name_forms().place_stems(tokens[here].word)):
                return here
            if not tokens[here].word.endswith(name_forms().adjective_endings):
                break
        return place

    def _is_name(self, stem: str) -> bool:
        return len(stem) >= SHORTEST_STEM and any(
            name.startswith(stem) and len(name) - len(stem) <= LONGEST_REST for name in self._names
        )

    def _name_end(self, tokens: Sequence[PlaceWord], here: int) -> int:
        """Past «№ 5», «Весна», «„Две сестры“»."""
        end = here
        quoted = False
        while end < len(tokens) and end - here < LONGEST_LANDMARK:
            token = tokens[end]
            opens = token.gap.strip() in ('"', "\u00ab", "\u201e", "\u201c")
            if "\n" in token.gap or "." in token.gap or "," in token.gap:
                break
            if token.number and token.gap.strip() in ("", "\u2116"):
                return end if self._words.kilometre.size(tokens, end + 1) else self._number_end(tokens, end)
            if not (opens or token.capital or (quoted and CLOSE.fullmatch(token.gap))):
                break
            quoted, end = quoted or opens, end + 1
        return end

    def _number_end(self, tokens: Sequence[PlaceWord], number: int) -> int:
        """Past «5», «8 Марта», «5-й микрорайон»."""
        if size := self._words.street_names.size(tokens, number):
            return number + size
        ordinal = number + 1 < len(tokens) and tokens[number + 1].word in self._words.ordinal_ends
        kind = self._words.kinds.size(tokens, number + 2) if ordinal and tokens[number + 1].gap in ("", "-") else 0
        return number + 2 + kind if kind else number + 1

    def kilometre(self, tokens: Sequence[PlaceWord]) -> tuple[str, int, int]:
        """«14-й км», «на 14 км», «14 км трассы»: a place on a road, and no distance; as "14 км", and which words. With
        the road's number, where it stands beside: "М-7, 14 км".
        """
        said, start, end = self._kilometre(tokens)
        if not said:
            return said, start, end
        start -= self._words.road.before(tokens, start)
        if (number := self._code_beside(tokens, start, end)) is None:
            return said, start, end
        letter = number - 1
        begins = letter - self._words.road.before(tokens, letter)
        name = f"{tokens[letter].text.upper()}-{tokens[number].word}"
        return f"{name}, {said}", min(start, begins), max(end, number + 1)

    def _kilometre(self, tokens: Sequence[PlaceWord]) -> tuple[str, int, int]:
        words = self._words
        for place in words.kilometre.begun(tokens):
            size, token = words.kilometre.size(tokens, place), tokens[place]
            if not size:
                continue
            if self._is_ahead(tokens, place, place + size):
                return f"{int(tokens[place + size].word)} {words.kilometre_word}", place, place + size + 1
            at = place - 1
            ordinal = at > 0 and not tokens[at].number and len(tokens[at].word) <= 2 and tokens[at].gap in ("-", "")
            at -= int(ordinal)
            if at < 0 or not tokens[at].number or len(tokens[at].word) > LARGEST_KILOMETRE or self._is_code(tokens, at):
                continue
            road = words.road.size(tokens, place + size) > 0 or self._of_road(tokens, at, place + size)
            road = road or self._counts_on(tokens, at, place)
            if self._is_mark(tokens, at, ordinal or road) and SOFT.fullmatch(token.gap):
                return f"{int(tokens[at].word)} {words.kilometre_word}", at, place + size
        return "", 0, 0

    def _counts_on(self, tokens: Sequence[PlaceWord], at: int, place: int) -> bool:
        """«34 километр» is the 34th: so many of them would be «34 километра». «34 км + 500 м»."""
        number, after = int(tokens[at].word), tokens[place + 1] if place + 1 < len(tokens) else None
        ordinal = tokens[place].word == self._words.whole_kilometre and (number % 10 != 1 or number % 100 == 11)
        return ordinal or (after is not None and after.number and after.gap.strip() == "+")

    def _is_ahead(self, tokens: Sequence[PlaceWord], place: int, number: int) -> bool:
        """«км 33, поворот»: the word before its number, where a clause or a road begins."""
        if number >= len(tokens) or not tokens[number].number or not CLOSE.fullmatch(tokens[number].gap):
            return False
        before = tokens[place - 1].word if place else ""
        begins = place == 0 or PAUSE.search(tokens[place].gap) or self._is_code(tokens, place - 1)
        begins = begins or before in self._words.at or before in self._words.road
        return bool(begins) and len(tokens[number].word) <= LARGEST_KILOMETRE

    def _of_road(self, tokens: Sequence[PlaceWord], at: int, end: int) -> bool:
        """«переезд 45 км», «трасса Белосветск — Камышеград 40 км»; not «до школы 5 км»."""
        if end < len(tokens) and tokens[end].word in self._words.not_distance:
            return False
        widest = max(0, at - MOST_BETWEEN)
        first = next((here for here in range(at, widest, -1) if PAUSE.search(tokens[here].gap)), widest)
        if any(tokens[here].word in self._words.not_distance for here in range(first, at)):
            return False
        road = any(self._words.road.size(tokens, here) for here in range(first, at))
        road = road or any(self._is_code(tokens, here) for here in range(widest, at))
        return road or self._words.landmarks.before(tokens, at) > 0

    def _is_code(self, tokens: Sequence[PlaceWord], number: int) -> bool:
        """«М-7», «Р255»: whether the number of a road is here, with its letter before it."""
        if not 0 < number < len(tokens) or not tokens[number].number or tokens[number].gap not in ("", "-"):
            return False
        return tokens[number - 1].word in self._words.road_letters

    def _code_beside(self, tokens: Sequence[PlaceWord], start: int, end: int) -> int | None:
        """Where the number of the road near a kilometre is."""
        near = range(max(0, start - MOST_BETWEEN), min(len(tokens), end + MOST_BETWEEN))
        return next((here for here in near if self._is_code(tokens, here)), None)

    def _is_mark(self, tokens: Sequence[PlaceWord], at: int, told: bool) -> bool:
        before = tokens[at - 1].word if at else ""
        if before in self._words.not_distance:
            return False
        return told or before in self._words.at or before in self._words.road
