"""The parameters of POST /requests as values. All that is wrong is said at once, each by its parameter's name; an empty
parameter counts as absent, one that nobody knows is left aside.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite

from handlers.base.message import clean
from handlers.open311.asking import SHORT
from handlers.open311.faults import UNKNOWN, ApiFault, ApiRefused, bad
from handlers.places.find import locate
from storage.addresses import AddressReach
from storage.region.region import Region

LONGEST_DESCRIPTION, LONGEST_ADDRESS, LONGEST_ACCOUNT, LONGEST_LINK = 4_000, 300, 64, 2_000
"""Characters."""
MOST_FILES = 10
NEXT_LINK = re.compile(r",\s*(?=https?:)", re.IGNORECASE)
"""Between addresses in one value: a comma may also stand in an address."""
DEGREES = re.compile(r"[+-]?\d{1,3}(?:\.\d{1,20})?", re.ASCII)

PLACES = ("lat", "long", "address_string", "address_id")

Fields = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Filing:
    """A report as a program brings it. `account`: whose it is for the program, "" where it does not say. `links`: where
    its files are.
    """

    topic: str
    text: str = ""
    lat: float | None = None
    lon: float | None = None
    address: str = ""
    account: str = ""
    links: tuple[str, ...] = ()


def read_filing(given: Fields, region: Region, brought: int = 0) -> Filing:
    """What POST /requests asks to file, beside `brought` files in its body. ApiRefused."""
    read = Given(given)
    topic = read.one("service_code")
    if topic and region.topic(topic) is None:
        raise ApiRefused(ApiFault(UNKNOWN, "no-such-code", {"name": "service_code", "value": topic[:SHORT]}))
    if not topic:
        read.faults.append(bad("missing", name="service_code"))
    if read.one("address_id"):
        read.faults.append(bad("address-id"))
    lat, lon = _point(read, region)
    filing = Filing(
        topic, read.text("description", LONGEST_DESCRIPTION), lat, lon,
        " ".join(read.text("address_string", LONGEST_ADDRESS).split()), read.text("account_id", LONGEST_ACCOUNT),
        links_of(read, brought),
    )  # fmt: skip
    if not any(read.one(name) for name in PLACES):
        read.faults.append(bad("no-place"))
    if read.faults:
        raise ApiRefused(*read.faults)
    return filing


class Given:
    """Takes parameters and notes what is wrong with them."""

    def __init__(self, given: Fields) -> None:
        self.given, self.faults = given, list[ApiFault]()

    def one(self, name: str) -> str:
        return next((value.strip() for value in self.given.get(name, ()) if value.strip()), "")

    def text(self, name: str, most: int) -> str:
        """Words without what nobody can read, in one form of writing."""
        said = clean(unicodedata.normalize("NFC", self.one(name)).replace("\r\n", "\n").replace("\r", "\n")).strip()
        if len(said) > most:
            self.faults.append(bad("long-text", name=name, most=str(most)))
        return said

    def degrees(self, name: str, most: int) -> float | None:
        if not (said := self.one(name)):
            return None
        found = float(said) if DEGREES.fullmatch(said) else float("nan")
        if not isfinite(found) or abs(found) > most:
            self.faults.append(bad("bad-point", name=name, value=said[:SHORT]))
            return None
        return found


def _point(read: Given, region: Region) -> tuple[float | None, float | None]:
    """Both of it or nothing, and within the region."""
    lat, lon, before = read.degrees("lat", 90), read.degrees("long", 180), len(read.faults)
    if (lat is None) != (lon is None) and not (before and any(f.name == "bad-point" for f in read.faults)):
        read.faults.append(bad("missing", name="long" if lon is None else "lat"))
    if lat is None or lon is None:
        return None, None
    if locate(region, lat, lon) == (None, None):
        read.faults.append(bad("outside"))
    return lat, lon


def links_of(read: Given, brought: int) -> tuple[str, ...]:
    """Addresses outside, each once."""
    said = [part.strip() for value in read.given.get("media_url", ()) for part in NEXT_LINK.split(value)]
    links = tuple(dict.fromkeys(part for part in said if part))
    for link in links:
        if len(link) > LONGEST_LINK or not link.isprintable() or AddressReach().why_not(link):
            read.faults.append(bad("bad-media", value=link[:SHORT]))
    if len(links) + brought > MOST_FILES:
        read.faults.append(bad("many-media", most=str(MOST_FILES)))
    return links
