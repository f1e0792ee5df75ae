"""Streets where the area of an outage is asked for in words: «на Лесной и Садовой в Сосновинке»."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from handlers.base.turn import Turn
from handlers.notices.content import Street
from handlers.notices.streets import streets
from handlers.officer.compose.drafting import NoticeDraft, change, changed_area
from handlers.places.reading import PlaceReader
from handlers.places.streets import BadHouses, write_houses
from handlers.reading.places import place_reader

MOST_STREETS = 50
LONGEST_PREPOSITION = 2
"""Letters: «в» is left at the end of a piece when the settlement behind it is taken away."""
COMMAS = re.compile(r"[,;\n]+")


def read_streets(turn: Turn, text: str) -> list[Street]:
    """Streets of the one settlement that the text names, whole or with their houses: «Лесная 1, 3, 5–9; Школьная». None
    where it says anything else besides: then it is asked as ever.
    """
    reader = place_reader(turn.shared.region)
    towns = [name for name in reader.names(text) if name.settlements or name.municipalities]
    if len(towns) != 1 or len(towns[0].settlements) != 1 or towns[0].municipalities:
        return []
    town, (begin, end) = towns[0].settlements[0], towns[0].span
    also = turn.shared.library.words("compose-words-also")
    if {*text[:begin].lower().split()[-1:], *text[end:].lower().split()[:1]} & also:
        return []  # «Сосновинка и Лесная» is all of the settlement, and something else
    found = list[Street]()
    for part in (text[:begin], text[end:]):
        whole = _street(reader, town.name, part)
        for piece in [part] if whole else _pieces(part, also):
            name, houses = _with_houses(reader, town.name, piece)
            if name:
                found.append(Street(town.code, streets().name(name), houses))
            elif houses and found:  # «Лесная, 1, 3»
                found[-1] = replace(found[-1], houses=", ".join(filter(None, (found[-1].houses, houses))))
            else:
                return []
    return [_written(turn, street) for street in found]


def _written(turn: Turn, street: Street) -> Street:
    """With its houses as everybody reads them."""
    label = turn.texts.label
    houses = write_houses(streets().read_houses(street.houses), label("house-odd"), label("house-even"))
    return replace(street, houses=houses)


def _with_houses(reader: PlaceReader, town: str, piece: str) -> tuple[str, str]:
    """The street of a piece and its houses as they are written there; houses alone have no street. Two "" for anything
    else.
    """
    if name := _street(reader, town, piece):
        return name, ""
    words = piece.split()
    for cut in range(len(words) - 1, -1, -1):  # «8 Марта 5»: as few words as can be are houses
        houses = " ".join(words[cut:])
        if _is_houses(houses) and (not cut or (name := _street(reader, town, " ".join(words[:cut])))):
            return (name, houses) if cut else ("", houses)
    return "", ""


def _is_houses(text: str) -> bool:
    try:
        streets().read_houses(text)
    except BadHouses:
        return False
    return True


def add_streets(turn: Turn, draft: NoticeDraft, said: Sequence[Street]) -> bool:
    """Put them into the area in place of what it had of the same streets; False where they would be too many."""
    area = draft.content.area
    kept = [s for s in area.streets if not any(_same(s, one) for one in said)]
    for street in said:
        kept += [] if any(_same(street, one) for one in kept) else [street]
    if len(kept) > MOST_STREETS:
        return False
    # a settlement that is named as a whole would make its streets meaningless
    towns = tuple(code for code in area.settlements if code != said[0].settlement)
    change(turn, draft, **changed_area(replace(area, settlements=towns), streets=tuple(kept)))
    return True


def _same(one: Street, other: Street) -> bool:
    return one.settlement == other.settlement and streets().same(one.name, other.name)


def _pieces(text: str, also: frozenset[str]) -> Iterator[str]:
    """What commas and «и» keep apart; the preposition before a settlement that was taken away is none."""
    for part in COMMAS.split(text.replace(":", " ")):
        piece = list[str]()
        for word in [*part.split(), ""]:
            if word and word.lower() not in also:
                piece.append(word)
                continue
            if len(piece) > 1 and piece[-1].isalpha() and len(piece[-1]) <= LONGEST_PREPOSITION:
                piece.pop()
            if piece and not (len(piece) == 1 and piece[0].isalpha() and len(piece[0]) <= LONGEST_PREPOSITION):
                yield " ".join(piece)
            piece = []


def _street(reader: PlaceReader, town: str, text: str) -> str:
    """The street that the words name, if they say nothing else."""
    written = f"{town}, {text.strip()}"
    said = reader.read(written)
    alone = said.street and not said.house and not said.flat and not reader.beside(written, said)
    return said.street if alone else ""
