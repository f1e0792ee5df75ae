"""The place that words name, and what they tell besides it."""

from __future__ import annotations

from handlers.base.turn import Turn
from handlers.reading.places import place_reader
from handlers.reports.said_place import address_of, names_a_spot, said_place


def place_named(turn: Turn, text: str) -> tuple[str, str]:
    """The address and the settlement's code that a text names, each "" without one. A landmark alone is none."""
    said = said_place(turn, text)
    if not names_a_spot(said):
        return "", ""
    return address_of(turn, said), said.settlement.code if said.settlement else ""


def told_besides(turn: Turn, text: str) -> str:
    """The words of a text without its address and its landmarks ("by the clinic"): what is told of the place."""
    return place_reader(turn.shared.region).told(text, said_place(turn, text))
