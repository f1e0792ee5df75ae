"""Settlements and municipalities named in one message: what was found, what is unknown, what may be several."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from handlers.places.reading import PlaceReader
from storage.region.region import Settlement

MOST_NAMES = 200
"""More names than this in one message are refused by `many`."""
LONGEST_WRITTEN = 60


@dataclass(slots=True)
class Named:
    """`settlements` and `municipalities` are codes. `several` has (as written, codes of the settlements that are called
    so or almost so), `unknown` (as written, areas whose names are like it: "s:CODE" or "m:CODE").
    """

    settlements: list[str] = field(default_factory=list)
    municipalities: list[str] = field(default_factory=list)
    unknown: list[tuple[str, list[str]]] = field(default_factory=list)
    several: list[tuple[str, list[str]]] = field(default_factory=list)
    many: bool = False

    @property
    def found(self) -> bool:
        return bool(self.settlements or self.municipalities)


def read_names(reader: PlaceReader, text: str) -> Named:
    """What a list of names means. What is not written as a name is written is asked about, never taken."""
    said = reader.names(text)
    if len(said) > MOST_NAMES:
        return Named(many=True)
    named = Named()
    for one in said:
        codes = [s.code for s in one.settlements]
        written = one.written[:LONGEST_WRITTEN]
        if one.municipalities and one.sure:
            named.municipalities += one.municipalities
        elif codes and one.sure:
            named.settlements += codes
        elif codes:
            named.several.append((written, codes))
        else:
            homes = one.municipalities or reader.municipalities_like(one.written)
            like = [f"s:{s.code}" for s in reader.like(one.written)]
            named.unknown.append((written, [*(f"m:{code}" for code in homes), *like]))
    for found in (named.settlements, named.municipalities):
        found[:] = dict.fromkeys(found)
    return named


def stands_in(text: str, town: Settlement, lemmas: Callable[[str], Iterable[str]]) -> bool:
    """Whether a town's name stands in a text in any form, but without a wrong letter. `lemmas`: the dictionary forms of
    a text's words.
    """
    return set(lemmas(town.name)) <= set(lemmas(text))
