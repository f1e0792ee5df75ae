"""The place that a report's words name, put into its draft."""

from __future__ import annotations

from handlers.base.turn import Turn
from handlers.places.reading import SaidPlace
from handlers.reading.places import place_reader
from handlers.reports.draft import ReportDraft


def said_place(turn: Turn, text: str) -> SaidPlace:
    """What place a text names (see handlers.places.reading)."""
    return place_reader(turn.shared.region).read(text)


def address_of(turn: Turn, said: SaidPlace) -> str:
    """Street, house and flat in one line; a kilometre or a landmark where there is no street. May be empty."""
    return place_reader(turn.shared.region).address(said)


def take_place(turn: Turn, draft: ReportDraft, said: SaidPlace) -> None:
    """The draft is where these words say. A settlement that is not sure is left open (handlers.reports.town asks)."""
    region = turn.shared.region
    draft.address = address_of(turn, said)
    town = said.settlement
    if town is None and not said.settlements and len(region.settlements) == 1:
        town = region.settlements[0]
    draft.settlement = town.code if town else ""
    draft.municipality = town.municipality if town else said.municipality
    draft.placeless = False


def place_alone(turn: Turn, text: str) -> SaidPlace | None:
    """The place that a text names, if it says nothing besides."""
    said = said_place(turn, text)
    alone = names_a_spot(said) and not place_reader(turn.shared.region).beside(text, said)
    return said if alone else None


def is_own_landmark(said: SaidPlace) -> bool:
    """Whether staff know which landmark is meant once they know the town: it has a number or a name of its own."""
    return said.named_landmark or any(char.isdigit() or char.isupper() for char in said.landmark[1:])


def names_a_spot(said: SaidPlace) -> bool:
    """Whether a report's words name its place, so that it need not be asked for: more than a district or a landmark
    of which there are many.
    """
    return said.settlement is not None or said.named_landmark or bool(said.street or said.kilometre)
