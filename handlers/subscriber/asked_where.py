"""The place that a question names: «что происходит на Лесной в Зарницыно?» is about that place, not about his own."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.base.message import clean
from handlers.base.turn import Turn
from handlers.notices.streets import streets
from handlers.reading.places import place_reader
from handlers.reports.about import place_name, with_address
from storage.notice_records import Place


@dataclass(frozen=True, slots=True)
class AskedWhere:
    """`areas` as a subscription names them; `places`: the street that was named; `name`: all of it in words."""

    areas: frozenset[str]
    places: tuple[Place, ...]
    name: str


def asked_where(turn: Turn, text: str = "") -> AskedWhere | None:
    """Of the message, or of `text`. None where no town and no municipality is named."""
    reader, region = place_reader(turn.shared.region), turn.shared.region
    said = reader.read(text or clean(turn.event.text))
    town = said.settlement
    if town is None and not said.municipality:
        return None
    home = town.municipality if town else said.municipality
    name = with_address(place_name(region, town.code if town else "", home), reader.address(said))
    if town is None:
        return AskedWhere(frozenset({f"m:{home}"}), (), name)
    places: tuple[Place, ...] = ()
    if said.street:
        house = streets().house(said.house) or said.house
        places = (Place(0, turn.person.id, "", town.lat, town.lon, 1, town.code, home, said.street, house),)
    return AskedWhere(frozenset({f"s:{town.code}"}), places, name)
