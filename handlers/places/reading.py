"""The one reading of places: what settlement, street, house, flat, landmark or kilometre somebody's words name.

Every door uses it: a report, a subscriber's places, an officer's area, an alert's areaDesc, the filter of the queue.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz, process

from handlers.places.gazetteer import Gazetteer
from handlers.places.house import HouseReader, HouseSaid
from handlers.places.landmarks import LandmarkReader
from handlers.places.mentions import Around, Mention, MentionReader
from handlers.places.street_names import PlaceText
from handlers.places.street_reader import StreetReader, StreetSaid
from handlers.places.street_starts import StreetStarts
from handlers.places.tokens import PlaceWord, tokens_of
from handlers.places.vocabulary import Grammar, PlaceVocabulary
from storage.letters import folded
from storage.region.region import Region, Settlement

PARTS = re.compile(r"([,;\n\u2022]+)")
CLAUSE = re.compile(r"[,.;\n]+")
MOST_JOINED = 40  # words of a piece that is divided at a conjunction
MOST_PIECES = 250
MOST_ALIKE = 4
LIKE_NAME = 60.0
"""How like a name must be to be offered; 100 is equal."""
BESIDE = 3
"""Words between a settlement and a street that are still one address."""


@dataclass(frozen=True, slots=True)
class SaidPlace:
    """The place that a text names; everything empty where it names none.

    `settlements` are those that may be meant: one, where `sure`; several bear the name, or it is mistyped or may be an
    ordinary word, where not (then it is asked). `municipality` is a code, only where the text names it. `street` is
    as on a sign; `house` as written («14к2», «7а»); `flat` is for staff alone. `landmark` is in the author's words.
    `spans`: from and to where the text says all this.
    """

    settlements: tuple[Settlement, ...] = ()
    sure: bool = False
    municipality: str = ""
    street: str = ""
    house: str = ""
    flat: str = ""
    landmark: str = ""
    kilometre: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    named_landmark: bool = False  # it is called after its settlement, so that staff know which is meant

    @property
    def settlement(self) -> Settlement | None:
        """The one that is meant for sure."""
        return self.settlements[0] if self.sure and len(self.settlements) == 1 else None

    @property
    def exact(self) -> bool:
        """Whether it says more than a settlement: a street, a kilometre, a house."""
        return bool(self.street or self.kilometre or self.house)

    @property
    def found(self) -> bool:
        """Whether somebody could go there: a settlement, a street or a kilometre."""
        return bool(self.settlements or self.street or self.kilometre)

    def __bool__(self) -> bool:
        return bool(self.found or self.municipality or self.landmark or self.house)


NOWHERE = SaidPlace()
Reading = Callable[[str], SaidPlace]


@dataclass(frozen=True, slots=True)
class NamedPlace:
    """A settlement or municipality in a list of them: `written` as in the text, its candidates as in SaidPlace."""

    written: str
    settlements: tuple[Settlement, ...] = ()
    municipalities: tuple[str, ...] = ()
    sure: bool = True
    span: tuple[int, int] = (0, 0)


class PlaceReader:
    """Reads places with a region's names; made once a region, safe to share. `remembered` makes of a reading of texts
    one that keeps the last: a draft's are read at every step.
    """

    def __init__(
        self, region: Region, words: PlaceVocabulary, grammar: Grammar, remembered: Callable[[Reading], Reading]
    ) -> None:
        self.words = words
        self._settlements_by_code = {s.code: s for s in region.settlements}
        self._municipalities = {m.code: m.name for m in region.municipalities}
        self._folded = {s.code: folded(s.name) for s in region.settlements}
        self._houses = HouseReader(words)
        self._streets = StreetReader(words, grammar, self._houses)
        self._mentions = MentionReader(Gazetteer(region, words), words, grammar)
        names = [s.name for s in region.settlements] + [m.name for m in region.municipalities]
        self._landmarks = LandmarkReader(words, names)
        self.read = remembered(self._read)

    def _read(self, text: str) -> SaidPlace:
        """The place that a text names; of several the one with an address, else the first."""
        tokens = tokens_of(text)
        scene, areas, street = self._scene(tokens)
        mentions = self._settlements(scene, areas, street)
        street = street or self._streets.bare(scene)
        if street is not None:
            street = self._streets.with_house(scene, street)
        settlements, sure, town = self._chosen(mentions, street)
        municipality = next((m.municipalities[0].code for m in areas if m.sure), "")
        if municipality and settlements:
            inside = tuple(s for s in settlements if s.municipality == municipality)
            sure = bool(inside) and len(inside) == 1 and (sure or len(settlements) > 1)
            settlements = inside or settlements
        house = street.house if street is not None else self._house_alone(tokens, town)
        flat = (house.flat, 0, 0) if house is not None and house.flat else self._flat(tokens)
        kilometre = ("", 0, 0) if street is not None else self._landmarks.kilometre(tokens)
        taken = set(range(street.start, street.end)) if street is not None else set[int]()
        taken |= {*range(*kilometre[1:])} | _places(areas) | _places(mentions)
        landmark = self._landmarks.landmark(text, tokens, taken)
        used = [(m.start, m.end) for m in (*areas, *mentions)]
        used += [street.span] if street is not None else []
        used += [(house.start, house.end)] if house is not None else []
        used += [flat[1:], kilometre[1:], landmark[1:]]
        spans = tuple(sorted((tokens[a].start, tokens[b - 1].end) for a, b in used if a < b))
        return SaidPlace(
            settlements, sure, municipality, street.name if street else "", house.house if house else "", flat[0],
            landmark[0], kilometre[0], spans, bool(self._landmarks.named(tokens[landmark[1] : landmark[2]])),
        )  # fmt: skip

    def all(self, text: str, *, as_written: bool = False) -> list[tuple[Settlement, ...]]:
        """Every settlement that a text names, each with those that may be meant. `as_written`: without what a
        mistyped name may be.
        """
        tokens = tokens_of(text)
        scene, areas, street = self._scene(tokens)
        found = self._settlements(scene, areas, street)
        return [m.settlements for m in found if m.sure or len(m.settlements) > 1 or not as_written]

    def names(self, text: str) -> list[NamedPlace]:
        """A list of settlements and municipalities, kept apart by commas, lines or «и», in its order.

        A piece that names nothing comes with neither. One that says more than names is never sure.
        """
        found, at = list[NamedPlace](), 0
        for piece in PARTS.split(text)[: 2 * MOST_PIECES]:
            if not PARTS.fullmatch(piece) and (tokens := tokens_of(piece)):
                named = self._names_of(piece, tokens)
                whole = NamedPlace(piece.strip(), span=(0, len(piece)))
                found += [replace(n, span=(n.span[0] + at, n.span[1] + at)) for n in named or [whole]]
            at += len(piece)
        return found

    def _names_of(self, piece: str, tokens: Sequence[PlaceWord]) -> list[NamedPlace]:
        areas = self._mentions.areas(tokens, alone=True)
        sure = _places([m for m in areas if m.sure])
        towns = self._mentions.settlements(Around(tokens, sure, areas=sure, listing=True))
        named = _places(towns)
        areas = [m for m in areas if m.sure or not named.intersection(range(m.start, m.end))]
        covered = named | _places(areas)
        rest = [p for p in range(len(tokens)) if p not in covered and not self._says_nothing(tokens, p)]
        joint = [p for p in range(1, len(tokens) - 1) if self.words.conjunctions.size(tokens, p) and p not in covered]
        if rest and joint and len(tokens) <= MOST_JOINED:
            cut = tokens[joint[0]]
            after = self._names_of(piece[cut.end :], tokens_of(piece[cut.end :]))
            before = self._names_of(piece[: cut.start], tokens_of(piece[: cut.start]))
            shifted = [replace(n, span=(n.span[0] + cut.end, n.span[1] + cut.end)) for n in after]
            if before and not after:
                shifted = [NamedPlace(piece[cut.end :].strip(), span=(cut.end, len(piece)))]
            return [*before, *shifted]
        if rest:
            told = self._mentions.settlements(Around(tokens, sure, areas=sure))
            towns = [replace(m, sure=False) for m in told]
        mentions = sorted((*towns, *areas), key=lambda m: m.start)
        return [self._named(piece, tokens, m) for m in mentions]

    def _named(self, text: str, tokens: Sequence[PlaceWord], mention: Mention) -> NamedPlace:
        span = (tokens[mention.start].start, tokens[mention.end - 1].end)
        codes = tuple(m.code for m in mention.municipalities)
        return NamedPlace(text[slice(*span)], mention.settlements, codes, mention.sure, span)

    def address(self, said: SaidPlace) -> str:
        """Street, house and flat (or the kilometre, or the landmark) in one line, without the settlement."""
        words = self.words
        house = f"{words.house_word} {said.house}" if said.house and not said.street else said.house
        flat = f"{words.flat_word}. {said.flat}" if said.flat and (said.street or said.house) else ""
        return ", ".join(part for part in (said.street, house, flat) if part) or said.kilometre or said.landmark

    def house_in(self, text: str) -> HouseSaid | None:
        """The house that is all of a text: «дом 9», «9а, кв. 4»."""
        tokens = tokens_of(text)
        house = self._houses.at(tokens, 0)
        return house if house is not None and house.end == len(tokens) else None

    def names_house(self, text: str) -> bool:
        """Whether a word for a house stands in it."""
        tokens = tokens_of(text)
        return any(self._words_house(tokens, place) for place in range(len(tokens)))

    def municipalities_like(self, text: str, most: int = MOST_ALIKE) -> tuple[str, ...]:
        """Codes of municipalities whose names are most like a text in which none was read, the likest first."""
        names = {code: folded(name) for code, name in self._municipalities.items()}
        found = process.extract(folded(text), names, scorer=fuzz.ratio, limit=most, score_cutoff=LIKE_NAME)
        return tuple(code for _, _, code in found)

    def like(self, text: str, most: int = MOST_ALIKE) -> tuple[Settlement, ...]:
        """Settlements whose names are most like a text in which none was read, the likest first."""
        found = process.extract(folded(text), self._folded, scorer=fuzz.ratio, limit=most, score_cutoff=LIKE_NAME)
        return tuple(self._settlements_by_code[code] for _, _, code in found)

    def beside(self, text: str, said: SaidPlace) -> str:
        """The words of a text that say something else than the place that was read in it; "" for an address alone."""
        tokens, kept, place = tokens_of(text), list[str](), 0
        while place < len(tokens):
            token = tokens[place]
            inside = any(start <= token.start < end for start, end in said.spans)
            size = 1 if inside else self._says_nothing(tokens, place)
            if not size:
                kept.append(token.text)
            place += size or 1
        return " ".join(kept)

    def told(self, text: str, said: SaidPlace) -> str:
        """As `beside`, and without what stands after "by", "behind", "where": that tells of the place, too."""
        plain = list(text)
        for start, end in said.spans:
            plain[start:end] = " " * (end - start)
        kept = list[str]()
        for clause in CLAUSE.split("".join(plain)):
            tokens = tokens_of(clause)
            first = next((i for i in range(len(tokens)) if self.words.beside.size(tokens, i)), len(tokens))
            kept += [token.text for token in tokens[:first]]
        return self.beside(" ".join(kept), NOWHERE)

    def _says_nothing(self, tokens: Sequence[PlaceWord], place: int) -> int:
        """How many words here belong to any address and say nothing by themselves."""
        words = self.words
        lists = (words.fillers, words.towns, words.town_prepositions, words.street_prepositions, words.between,
                 words.landmark_prepositions, words.conjunctions, words.here, words.house, words.kinds, words.at,
                 words.entrance)  # fmt: skip
        beside_entrance = words.entrance.size(tokens, place + 1) or words.entrance.before(tokens, place)
        counted = bool(beside_entrance) and (tokens[place].number or tokens[place].word in words.ordinals)
        return max(each.size(tokens, place) for each in lists) or int(counted)

    def sounds_like_place(self, text: str) -> bool:
        """Whether words in which no name is known begin as a place does: «за гаражами у реки», «двор», «на даче»."""
        tokens, words = tokens_of(text), self.words
        lists = (words.landmark_prepositions, words.landmarks, words.places, words.towns, words.kinds)
        return any(each.size(tokens, 0) for each in lists)

    # -- parts ------------------------------------------------------------------------------------------
    def _scene(self, tokens: Sequence[PlaceWord]) -> tuple[PlaceText, list[Mention], StreetSaid | None]:
        areas = self._mentions.areas(tokens)
        taken = _places(areas) | self._landmarks.named(tokens) | self._mentions.denied(tokens)
        scene = PlaceText(tokens, taken, {m.end for m in areas})
        street = self._streets.kinded(scene)
        while street is not None and self._is_of_town(tokens, street):
            street = self._streets.kinded(scene, street.end)
        if street is not None and self._is_told_of(scene, street):
            street = None
        if street is not None:
            scene.taken.update(range(street.start, street.end))
        return scene, areas, street

    def _is_of_town(self, tokens: Sequence[PlaceWord], street: StreetSaid) -> bool:
        return self._mentions.is_of_town(tokens, *street.span) and self._houses.at(tokens, street.end) is None

    def _is_told_of(self, scene: PlaceText, street: StreetSaid) -> bool:
        """«Центральная 5, улица тёмная», «мкр Южный, Мира 14»: only another one has a house."""
        tokens, known = scene.tokens, self.words.street_words
        said = tokens[street.start : street.end]
        named = street.kind != "street" or any(t.capital or t.number or t.latin or t.word in known for t in said)
        if named and street.kind != "block":
            return False
        if self._houses.at(tokens, street.end) is not None or self._streets.with_house(scene, street).house is not None:
            return False
        other = self._streets.bare(scene)
        return other is not None and other.house is not None

    def _settlements(self, scene: PlaceText, areas: Sequence[Mention], street: StreetSaid | None) -> list[Mention]:
        tokens = scene.tokens
        begins = StreetStarts(self._streets, scene, street)
        found = self._mentions.settlements(Around(tokens, scene.taken, begins, _places(areas)))
        scene.taken.update(_places(found))
        scene.town_ends.update(m.end for m in found)
        return found

    def _chosen(
        self, mentions: Sequence[Mention], street: StreetSaid | None
    ) -> tuple[tuple[Settlement, ...], bool, Mention | None]:
        """Which settlement: the one beside the street, else the only one; otherwise all that may be meant."""
        sure = [m for m in mentions if m.sure] or list(mentions)
        if not sure:
            return (), False, None
        beside = [m for m in sure if street is not None and _near(m, street)]
        known = {m.settlements for m in sure}
        if len(known) == 1 or beside:
            chosen = (beside or sure)[0]
            return chosen.settlements, chosen.sure, chosen
        every = tuple(dict.fromkeys(s for m in sure for s in m.settlements))
        return every, False, sure[0]

    def _house_alone(self, tokens: Sequence[PlaceWord], town: Mention | None) -> HouseSaid | None:
        """«Медуница, дом 8», «Зимовьюшка, 12»: a village without streets."""
        if town is not None and town.end < len(tokens):
            gap = tokens[town.end].gap
            house = self._houses.at(tokens, town.end)
            whole = house is not None and town.start == 0 and house.end == len(tokens)  # «Медуница 8»
            house = house if whole or "," in gap else self._houses.at(tokens, town.end, named=True)
            if house is not None:
                return house
        for place in self.words.house_only.begun(tokens):
            if self._words_house(tokens, place):
                house = self._houses.at(tokens, place, named=True)
                if house is not None:
                    return house
        return None

    def _words_house(self, tokens: Sequence[PlaceWord], place: int) -> bool:
        named = self.words.landmarks.before(tokens, place) > 0  # «детсад номер 7»
        return bool(self.words.house_only.size(tokens, place)) and not named and (place == 0 or bool(tokens[place].gap))

    def _flat(self, tokens: Sequence[PlaceWord]) -> tuple[str, int, int]:
        for place in self.words.flat.begun(tokens):
            found = self._houses.flat_at(tokens, place)
            if found is not None:
                return found[0], place, found[1]
            if place and self._houses.is_counted_flat(tokens, place - 1):
                return tokens[place - 1].word, place - 1, place + 1
        return "", 0, 0


def _places(mentions: Sequence[Mention]) -> set[int]:
    return {place for m in mentions for place in range(m.start, m.end)}


def _near(mention: Mention, street: StreetSaid) -> bool:
    end = street.house.end if street.house is not None else street.end
    return -1 <= street.start - mention.end <= BESIDE or 0 <= mention.start - end <= BESIDE - 1
