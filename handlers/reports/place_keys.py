"""Where a report is, as two keys that are equal for equal places however they were written.

`street_key` is the street's name in the nominative with its kind, without what people write in different ways («ул.»,
ё or е, the order of words, endings); `house_key` the house in small letters without spaces («5а» for «д. 5 А»).
"""

from __future__ import annotations

from dataclasses import dataclass

from handlers.reading.places import place_reader
from handlers.reading.streets import streets
from storage.records import Report
from storage.region.region import Region


@dataclass(frozen=True, slots=True)
class PlaceKeys:
    """Each "" where it is not known. A house without a street has none: it is no place by itself in a town."""

    street: str = ""
    house: str = ""


NOWHERE = PlaceKeys()


def place_keys(region: Region, address: str) -> PlaceKeys:
    """The keys of a place in words."""
    if not address:
        return NOWHERE
    said = place_reader(region).read(address)
    street = streets().key(said.street) if said.street else ""
    return PlaceKeys(street, streets().house(said.house)) if street else NOWHERE


def set_keys(region: Region, report: Report) -> None:
    """Give a report the keys of its address. Whoever changes the address calls it, and saves the report."""
    keys = place_keys(region, report.address)
    report.street_key, report.house_key = keys.street, keys.house
