"""Where a point lies, and which settlements a text names."""

from __future__ import annotations

import re

from storage.region.earth import metres
from storage.region.polygons import contains
from storage.region.region import Municipality, Region, Settlement

NEAREST_M = 15_000
"""A point that is farther than this from every settlement is in none."""

WORD = re.compile(r"[^\W\d_]+")
# Letters that a Russian word's ending begins with: what is left of a name without them is its stem.
ENDINGS = frozenset(["а", "е", "и", "о", "у", "ы", "э", "ю", "я", "й", "ь"])
LONGEST_ENDING = 3
SHORTEST_STEM = 3
INDEX = "settlement-stems"


def locate(region: Region, lat: float, lon: float) -> tuple[Settlement | None, Municipality | None]:
    """The settlement and municipality of a point; None where it is in none.

    The settlement is the nearest within NEAREST_M (of the point's own municipality, where it has one).
    Without polygons the municipality is that of the nearest settlement.
    """
    home = next((m for m in region.municipalities if contains(m, lat, lon)), None)
    if home is None and any(m.geometry is not None for m in region.municipalities):
        return None, None
    around = [s for s in region.settlements if home is None or s.municipality == home.code]
    nearest = min(around, key=lambda s: metres(lat, lon, s.lat, s.lon), default=None)
    if nearest is None or metres(lat, lon, nearest.lat, nearest.lon) > NEAREST_M:
        return None, home
    return nearest, home or region.municipality(nearest.municipality)


def find_settlements(region: Region, text: str) -> list[Settlement]:
    """The settlements that a text names, in any case of the word, in the order of the text.

    Of names that overlap the longest counts; equal names of several places are all found.
    """
    words = _words(text)
    stems = _stems(region)
    found: dict[str, Settlement] = {}
    place = 0
    while place < len(words):
        length = 1
        here: list[Settlement] = []
        for names, settlement in stems.get(words[place][:SHORTEST_STEM], ()):
            if len(names) >= length and _fits(names, words[place : place + len(names)]):
                here = [*here, settlement] if len(names) == length else [settlement]
                length = len(names)
        found.update({settlement.code: settlement for settlement in here})
        place += length
    return list(found.values())


Stems = dict[str, list[tuple[tuple[str, ...], Settlement]]]


def _stems(region: Region) -> Stems:
    """Settlements by the first letters of their names; made once a region."""
    made: Stems | None = region.made.get(INDEX)
    if made is None:
        made = region.made[INDEX] = {}
        for settlement in region.settlements:
            names = tuple(_stem(word) for word in _words(settlement.name))
            if names:
                made.setdefault(names[0][:SHORTEST_STEM], []).append((names, settlement))
    return made


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("\u0451", "\u0435"))


def _stem(word: str) -> str:
    while len(word) > SHORTEST_STEM and word[-1] in ENDINGS:
        word = word[:-1]
    return word


def _fits(stems: tuple[str, ...], words: list[str]) -> bool:
    return len(stems) == len(words) and all(_is(s, w) for s, w in zip(stems, words, strict=True))


def _is(stem: str, word: str) -> bool:
    ending = word[len(stem) :]
    return word.startswith(stem) and len(ending) <= LONGEST_ENDING and (not ending or ending[0] in ENDINGS)
