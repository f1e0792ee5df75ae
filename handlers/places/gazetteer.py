"""Names of a region's settlements and municipalities, to be found by their words in any case, in Latin letters, or with
one letter mistyped. Built once for a region.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import OSA

from handlers.places.names import KEY, NearForms, OfWord, name_forms
from handlers.places.tokens import SOFT, PlaceWord, tokens_of
from handlers.places.vocabulary import PlaceVocabulary
from storage.region.region import Municipality, Region, Settlement

SHORTEST_MISTYPED = 5
SHORTEST_IN_PART = 3


@dataclass(frozen=True, slots=True)
class KnownName:
    """A name's words in all forms (small letters). `whole`: the settlement's whole name, not its last word alone."""

    place: Settlement
    words: tuple[str, ...]
    forms: tuple[frozenset[str], ...]
    latin: tuple[str, ...]
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """Settlements of whose name `size` words stand here. `exact`: without a mistyped letter."""

    names: tuple[KnownName, ...]
    size: int
    exact: bool = True

    @property
    def settlements(self) -> tuple[Settlement, ...]:
        return tuple(dict.fromkeys(name.place for name in self.names))

    @property
    def whole(self) -> bool:
        return all(name.whole for name in self.names)


class Gazetteer:
    """Looks names up; safe to share."""

    def __init__(self, region: Region, words: PlaceVocabulary) -> None:
        self._words = words
        self._by_form: dict[str, list[KnownName]] = {}
        self._by_latin: dict[str, list[KnownName]] = {}
        self._near = NearForms[KnownName]()
        self._almost = OfWord(self._almost_so)
        self._areas: dict[str, list[tuple[Municipality, tuple[frozenset[str], ...]]]] = {}
        for settlement in region.settlements:
            self._add(settlement)
        for municipality in region.municipalities:
            self._add_area(municipality)

    def _add(self, settlement: Settlement) -> None:
        words = tuple(token.word for token in tokens_of(settlement.name))
        if not words:
            return
        forms, latin = tuple(map(name_forms().forms, words)), tuple(map(name_forms().latin, words))
        named = KnownName(settlement, words, forms, latin)
        self._index(named)
        if len(words) > 1 and len(words[-1]) >= SHORTEST_IN_PART and not words[-1].isdigit():
            part = KnownName(settlement, words[-1:], forms[-1:], latin[-1:], whole=False)
            for form in part.forms[0]:
                self._by_form.setdefault(form, []).append(part)

    def _index(self, named: KnownName) -> None:
        for form in named.forms[0]:
            self._by_form.setdefault(form, []).append(named)
        self._by_latin.setdefault(named.latin[0], []).append(named)
        joined = len("".join(named.words))
        if joined < SHORTEST_MISTYPED:
            return
        for form in named.forms[0]:
            self._near.add(form, named)

    def _add_area(self, municipality: Municipality) -> None:
        tokens = tokens_of(municipality.name)
        kinds: set[int] = set()
        for place in range(len(tokens)):
            kinds.update(range(place, place + self._words.areas.size(tokens, place)))
        own = [token.word for place, token in enumerate(tokens) if place not in kinds]
        forms = tuple(map(name_forms().forms, own or [token.word for token in tokens]))
        for form in forms[0] if forms else ():
            self._areas.setdefault(form, []).append((municipality, forms))
        if own:
            self._areas.setdefault(name_forms().latin(own[0]), []).append((municipality, forms))

    # -- settlements ------------------------------------------------------------------------------------
    def settlement_at(self, tokens: Sequence[PlaceWord], place: int) -> Hit | None:
        """The longest name that begins at this word, exactly written; equal names of several places are all in it."""
        token = tokens[place]
        if token.number:
            return None
        if token.latin:
            found = [n for n in self._by_latin.get(name_forms().latin(token.word), ()) if _latin_fits(n, tokens, place)]
        else:
            found = [n for n in self._by_form.get(token.word, ()) if _fits(n, tokens, place)]
        if not found and len(token.word) == 1:
            found = list(self._shortened(tokens, place))
        if not found:
            return None
        size = max(len(name.words) for name in found)
        longest = [name for name in found if len(name.words) == size]
        whole = [name for name in longest if name.whole]
        return Hit(tuple(_exact_first(whole or longest, tokens, place)), size)

    def _shortened(self, tokens: Sequence[PlaceWord], place: int) -> Iterator[KnownName]:
        """«Н. Плёсы»: the first word as its first letter."""
        token = tokens[place]
        if place + 1 >= len(tokens) or "." not in tokens[place + 1].gap:
            return
        for part in self._by_form.get(tokens[place + 1].word, ()):
            words = tuple(t.word for t in tokens_of(part.place.name))
            if not part.whole and len(words) == 2 and words[0][0] == token.word:
                yield KnownName(part.place, words, (frozenset({token.word}), part.forms[0]), ())

    def mistyped_at(self, tokens: Sequence[PlaceWord], place: int) -> Hit | None:
        """The names that are one letter away from the words that begin here."""
        token, found = tokens[place], dict[str, KnownName]()
        if token.number or len(token.word) < KEY + 1:
            return None
        if token.latin:
            return self._latin_mistyped(tokens, place)
        for wrong, named in self._almost(token.word):
            rest = tokens[place + 1 : place + len(named.words)]
            if len(rest) + 1 < len(named.words) or any(not SOFT.fullmatch(t.gap) for t in rest):
                continue
            if wrong + sum(_nearest(f, t.word) for f, t in zip(named.forms[1:], rest, strict=True)) == 1:
                found.setdefault(named.place.code, named)
        if not found:
            return None
        size = max(len(name.words) for name in found.values())
        return Hit(tuple(n for n in found.values() if len(n.words) == size), size, exact=False)

    def _almost_so(self, word: str) -> list[tuple[int, KnownName]]:
        """The names whose first word is written so or almost so, and how many letters of it are wrong."""
        found = ((_distance(form, word), named) for form, named in self._near.like(word))
        return [(wrong, named) for wrong, named in found if wrong <= 1]

    def _latin_mistyped(self, tokens: Sequence[PlaceWord], place: int) -> Hit | None:
        said = name_forms().latin(tokens[place].word)
        if len(said) < SHORTEST_MISTYPED + 1:
            return None
        found = [
            name
            for latin, names in self._by_latin.items()
            if latin[:2] == said[:2] and OSA.distance(latin, said, score_cutoff=1) <= 1
            for name in names
            if len(name.words) == 1
        ]
        return Hit(tuple(found), 1, exact=False) if found else None

    def lacks_noun(self, tokens: Sequence[PlaceWord], place: int, after: Hit) -> tuple[Settlement, ...]:
        """«Верхних и Нижних Лосях»: the settlements of the first adjective, told by the name after the conjunction."""
        tails = {name.words[1:] for name in after.names if len(name.words) > 1}
        return tuple(
            name.place
            for name in self._by_form.get(tokens[place].word, ())
            if name.whole and len(name.words) > 1 and name.words[1:] in tails and tokens[place].word in name.forms[0]
        )

    # -- municipalities -----------------------------------------------------------------------------------
    def area_at(self, tokens: Sequence[PlaceWord], place: int) -> tuple[tuple[Municipality, ...], int]:
        """The municipalities whose own words begin here (without «округ», «район»), and how many words that are."""
        token, found = tokens[place], list[tuple[Municipality, int]]()
        word = name_forms().latin(token.word) if token.latin else token.word
        if word not in self._areas:
            return (), 0
        for municipality, forms in self._areas[word]:
            here = tokens[place : place + len(forms)]
            rest = zip(forms[1:], here[1:], strict=False)
            if len(here) == len(forms) and all(t.word in f and SOFT.fullmatch(t.gap) for f, t in rest):
                found.append((municipality, len(forms)))
        size = max((length for _, length in found), default=0)
        return tuple(dict.fromkeys(m for m, length in found if length == size)), size


def _exact_first(names: Iterable[KnownName], tokens: Sequence[PlaceWord], place: int) -> list[KnownName]:
    """Those that are written just so, in place of others that have it as a case; all of them if none is."""
    listed = list(names)
    exact = [n for n in listed if all(t.word == w for t, w in zip(tokens[place:], n.words, strict=False))]
    return exact or listed


def _fits(name: KnownName, tokens: Sequence[PlaceWord], place: int) -> bool:
    here = tokens[place : place + len(name.words)]
    return len(here) == len(name.words) and all(
        t.word in forms and (not i or SOFT.fullmatch(t.gap))
        for i, (t, forms) in enumerate(zip(here, name.forms, strict=True))
    )


def _latin_fits(name: KnownName, tokens: Sequence[PlaceWord], place: int) -> bool:
    here = tokens[place : place + len(name.latin)]
    return len(here) == len(name.latin) and all(
        name_forms().latin(t.word) == word for t, word in zip(here, name.latin, strict=True)
    )


def _distance(one: str, other: str) -> int:
    """Letters that differ, two at the most; spellings that sound alike are one apart."""
    if one == other:
        return 0
    return min(
        OSA.distance(one, other, score_cutoff=1),
        1 + OSA.distance(name_forms().sounded(one), name_forms().sounded(other), score_cutoff=0),
    )


def _nearest(forms: frozenset[str], word: str) -> int:
    if word in forms:
        return 0
    return 1 if len(word) > KEY - 1 and any(_distance(form, word) <= 1 for form in forms) else 2
