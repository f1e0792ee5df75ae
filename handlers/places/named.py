"""Settlements and municipalities named in one message: what was found, what is unknown, what may be several."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from rapidfuzz import fuzz, process

from handlers.places.find import find_settlements
from storage.region.region import Region, Settlement

PARTS = re.compile(r"[,;\n•]+")
WORD = re.compile(r"[^\W_]+")
STEM = 3  # letters of an ending that a case may change
MOST_NEAR_NAMES = 3
NEAR_SCORE = 60
MOST_NAMES = 200
"""More names than this in one message are refused by `many`."""


@dataclass(slots=True)
class Named:
    """`settlements` and `municipalities` are codes. `unknown` has (as written, names like it), `several` (as
    written, codes of settlements that are all called so)."""

    settlements: list[str] = field(default_factory=list)
    municipalities: list[str] = field(default_factory=list)
    unknown: list[tuple[str, list[str]]] = field(default_factory=list)
    several: list[tuple[str, list[str]]] = field(default_factory=list)
    many: bool = False

    @property
    def found(self) -> bool:
        return bool(self.settlements or self.municipalities)


def read_names(region: Region, text: str, conjunctions: Collection[str], kinds: Collection[str]) -> Named:
    """What a text names. `conjunctions`: «и»; `kinds`: words beside a name that change nothing («село», «д»)."""
    named = Named()
    pieces = [piece for piece in PARTS.split(text) if WORD.search(piece)]
    if len(pieces) > MOST_NAMES:
        named.many = True
        return named
    for piece in pieces:
        for part in _whole_or_parts(region, piece.strip(), conjunctions, kinds):
            _take(region, part, named, kinds)
    for codes in (named.settlements, named.municipalities):
        codes[:] = dict.fromkeys(codes)
    return named


def _whole_or_parts(region: Region, piece: str, conjunctions: Collection[str], kinds: Collection[str]) -> list[str]:
    """A piece as it is if it is a name, else divided at «и»."""
    if _settlements(region, piece, kinds) or _municipality(region, piece):
        return [piece]
    words = "|".join(re.escape(word) for word in conjunctions)
    return [part.strip() for part in re.split(rf"\s+(?:{words})\s+", piece) if WORD.search(part)]


def _take(region: Region, part: str, named: Named, kinds: Collection[str]) -> None:
    settlements = _settlements(region, part, kinds)
    municipality = _municipality(region, part)
    if len(settlements) == 1:
        named.settlements.append(settlements[0].code)
    elif settlements:
        named.several.append((part, [s.code for s in settlements]))
    elif municipality:
        named.municipalities.append(municipality)
    else:
        named.unknown.append((part[:60], _near(region, part)))


def _settlements(region: Region, part: str, kinds: Collection[str]) -> list[Settlement]:
    """Settlements of which this is the name, in any case, with nothing beside it but a kind's word."""
    words = [word for word in _words(part) if word not in kinds]
    said = " ".join(words)
    return [s for s in find_settlements(region, said) if len(WORD.findall(s.name)) == len(words)]


def _municipality(region: Region, part: str) -> str:
    """The one municipality whose name this is (its first word is enough if no other begins so); "" without one."""
    words = _words(part)
    found = [m.code for m in region.municipalities if words and _same(_words(m.name), words)]
    return found[0] if len(found) == 1 else ""


def _same(name: list[str], said: list[str]) -> bool:
    return len(said) <= len(name) and len(said) > 1 and all(_alike(n, s) for n, s in zip(name, said, strict=False))


def _alike(one: str, other: str) -> bool:
    """The same word in another case."""
    common = max(len(one), len(other)) - STEM
    return one == other or (common >= STEM and one[:common] == other[:common])


def _near(region: Region, part: str) -> list[str]:
    called = [*(s.name for s in region.settlements), *(m.name for m in region.municipalities)]
    names = {name: name.lower() for name in called}
    found = process.extract(part.lower(), names, scorer=fuzz.ratio, limit=MOST_NEAR_NAMES, score_cutoff=NEAR_SCORE)
    return [name for _, _, name in found]


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("\u0451", "\u0435"))
