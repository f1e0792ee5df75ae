"""The place that a text names, with the words for streets and houses of `locales/`, of all languages at once."""

from __future__ import annotations

from handlers.base.phrases import phrases
from handlers.base.turn import Turn
from handlers.places.address import find_address
from handlers.places.find import find_settlements
from storage.region.region import Settlement


def find_place(turn: Turn, text: str) -> tuple[str, Settlement | None]:
    """The street address in a text ("" for none) and the settlement it names, if it names just one."""
    found = find_settlements(turn.shared.region, text)
    return find_address(text, street_words(turn), house_words(turn)), found[0] if len(found) == 1 else None


def street_words(turn: Turn) -> set[str]:
    return {phrase[0] for phrase in phrases(turn, "place-street-words")}


def house_words(turn: Turn) -> set[str]:
    return {phrase[0] for phrase in phrases(turn, "place-house-words")}
