"""What a report is about, in a few words: for lists, for what is about to go to its author, and for its author."""

from __future__ import annotations

from handlers.base.texts import shorten, units
from handlers.reading.places import place_reader
from storage.region.region import Region

NAME_LIMIT = 120
FIRST_WORDS = 60
"""UTF-16 units of a report's first words in a list or a sentence."""
PLACE_WORDS = 90
PLACE_BEGINS = 160
"""Characters of a text in which a place at its beginning is looked for."""


def first_words(text: str, limit: int = FIRST_WORDS) -> str:
    """The beginning of what was written, on one line, cut between words; "" for files alone."""
    line = " ".join(text.split())
    if units(line) <= limit:
        return line
    cut = shorten(line, limit).removesuffix("…")
    whole = cut.rpartition(" ")[0] if len(cut) < len(line) and line[len(cut)] != " " else cut
    return f"{(whole or cut).rstrip(' ,.;:')}…"


def subject(region: Region, text: str, limit: int = FIRST_WORDS) -> str:
    """What a report tells, for where its place is named anyway: as `first_words`, but where these are cut, a place at
    the very beginning is left out ("In the village, in Forest street 5, there is no light": "there is no light").
    """
    line = " ".join(text.split())
    if units(line) <= limit:
        return line
    reader, begins = place_reader(region), line[:PLACE_BEGINS]
    said = reader.read(begins)
    ends = (end for _, end in sorted(said.spans, reverse=True) if not reader.beside(begins[:end], said))
    rest = line[max(ends, default=0) :].lstrip(" ,.;:-\u2013\u2014")
    return first_words(rest or line, limit)


def place_name(region: Region, settlement: str, municipality: str) -> str:
    """The settlement, with its municipality only where others are called so, too; the municipality alone where nobody
    knows the settlement. May be empty.
    """
    town, home = region.settlement(settlement), region.municipality(municipality)
    if town is None:
        return shorten(home.name, NAME_LIMIT) if home else ""
    twins = sum(other.name == town.name for other in region.settlements)
    names = (town.name, home.name) if home and twins > 1 else (town.name,)
    return ", ".join(dict.fromkeys(shorten(name, NAME_LIMIT) for name in names))


def place_in_words(region: Region, settlement: str, municipality: str, address: str, limit: int = PLACE_WORDS) -> str:
    """The place as its author gave it, after the settlement's name (else the municipality's); may be empty."""
    short = place_name(region, settlement, "") or place_name(region, "", municipality)
    return shorten(with_address(short, address), limit)


def with_address(known: str, address: str) -> str:
    """A place that is known by name and the address in words; a name that stands in both is said once."""
    names = {name.casefold() for name in known.split(", ")}
    parts = [part.strip() for part in address.split(",")]
    rest = ", ".join(part for part in parts if part and part.casefold() not in names)
    return ", ".join(part for part in (known, rest) if part)


def gist(region: Region, text: str, settlement: str, municipality: str, address: str) -> str:
    """First words and place in one breath: "провод оборвался, Иволгино"; may be empty."""
    place = place_in_words(region, settlement, municipality, address, FIRST_WORDS)
    return ", ".join(part for part in (subject(region, text, 40), place) if part)
