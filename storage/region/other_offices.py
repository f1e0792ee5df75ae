"""Who answers for what is none of the centre's business: reads `other_offices.toml`, which a region may have."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from storage.region.faults import RegionFault, nearest
from storage.region.table import RegionTable, read_toml

FILE = "other_offices.toml"
REACHED_BY = ("phone", "site", "address")
"""At least one of these has to be told: a name alone helps nobody."""


@dataclass(frozen=True, slots=True)
class OtherOffice:
    """Texts by language, as names. No topics or places: it may be anything, anywhere."""

    code: str
    names: dict[str, str]
    phone: str = ""
    site: str = ""
    address: dict[str, str] = field(default_factory=dict)
    open_hours: dict[str, str] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    municipalities: tuple[str, ...] = ()
    settlements: tuple[str, ...] = ()

    def fitness(self, topic: str, settlement: str, municipality: str) -> int:
        """How likely it is meant: higher comes first; below 0 where another topic or place is named."""
        named = bool(self.municipalities or self.settlements)
        there = settlement in self.settlements or municipality in self.municipalities
        if (self.topics and topic not in self.topics) or (named and not there):
            return -1
        return 2 * bool(self.topics) + named


def read_other_offices(
    folder: Path,
    found: list[RegionFault],
    topics: Collection[str],
    municipalities: Collection[str],
    settlements: Collection[str],
) -> tuple[OtherOffice, ...]:
    """None where there is no such file. A code that no other file has is a fault, unless that file could not be read
    (nothing known).
    """
    path = folder / FILE
    table = read_toml(path, found) if path.exists() else None
    if table is None:
        return ()
    known = (
        ("topics", topics, "no-topic"),
        ("municipalities", municipalities, "no-municipality"),
        ("settlements", settlements, "no-settlement"),
    )
    offices = [_office(row, known) for row in (table.tables("offices") if "offices" in table.values else ())]
    table.asked.add("offices")
    table.faults.unique((office.code for office in offices), "offices")
    table.finish()
    return tuple(offices)


def _office(row: RegionTable, known: Iterable[tuple[str, Collection[str], str]]) -> OtherOffice:
    lists = {key: _codes(row, key, codes, fault) for key, codes, fault in known}
    texts = {key: row.names(key) if key in row.values else {} for key in ("address", "open_hours")}
    site = row.text("site", required=False)
    if site and not site.startswith(("https://", "http://")):
        row.faults.add(row.at("site"), "bad-url", value=site)
    office = OtherOffice(
        code=row.code(),
        names=row.names(),
        phone=row.phone("phone", required=False),
        site=site,
        address=texts["address"],
        open_hours=texts["open_hours"],
        topics=lists["topics"],
        municipalities=lists["municipalities"],
        settlements=lists["settlements"],
    )
    if not any(key in row.values for key in REACHED_BY):
        row.faults.add(row.path, "no-way-to-reach")
    row.asked |= {"address", "open_hours", *lists}
    row.finish()
    return office


def _codes(row: RegionTable, key: str, known: Collection[str], fault: str) -> tuple[str, ...]:
    codes = row.strings(key) if key in row.values else ()
    for code in codes:
        if known and code not in known:
            row.faults.add(row.at(key), fault, value=code, near=nearest(code, known))
    return codes
