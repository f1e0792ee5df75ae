"""Which settlements somebody means by his words or his place, and what he may have meant instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from handlers.base.message import Button
from handlers.base.phrases import consists_of, phrases, words_of
from handlers.base.turn import Turn
from handlers.places.find import locate
from handlers.places.reading import LIKE_NAME, NamedPlace
from handlers.reading.places import place_reader
from handlers.subscriber.common import in_pairs
from handlers.subscriber.wishes import WHOLE_REGION
from handlers.subscriber.words import SubscriberButton
from storage.region.region import Settlement

MOST_SUGGESTED = 4


@dataclass(frozen=True, slots=True)
class Found:
    """`areas`: what was meant, as a subscription names it. Else `perhaps`: what it may have been."""

    areas: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()


def meant(turn: Turn, text: str) -> Found:
    """The areas that a text names. A name that several settlements bear is a question, not an answer."""
    region = turn.shared.region
    if consists_of(text, phrases(turn, "alerts-whole-words")):
        return Found((WHOLE_REGION,))
    said = place_reader(region).names(text)
    sure = [one for one in said if one.sure and _areas(one)]
    unsure = [area for one in said if not one.sure for area in _areas(one)]
    if unsure and not sure and (town := _of_address(turn, text)):
        return Found((f"s:{town.code}",))
    if unsure and not sure:
        return Found(perhaps=tuple(dict.fromkeys(unsure))[:MOST_SUGGESTED])
    if sure:
        return Found(tuple(dict.fromkeys(area for one in _narrowed(sure) for area in _areas(one))))
    return Found(perhaps=tuple(suggested(turn, text)))


def _of_address(turn: Turn, text: str) -> Settlement | None:
    """The settlement of a text that is an address and nothing else: «Белосветск Школьная»."""
    reader = place_reader(turn.shared.region)
    said = reader.read(text)
    return said.settlement if said.exact and not reader.beside(text, said) else None


def _areas(one: NamedPlace) -> list[str]:
    return [*(f"s:{s.code}" for s in one.settlements), *(f"m:{code}" for code in one.municipalities)]


def _narrowed(said: Sequence[NamedPlace]) -> list[NamedPlace]:
    """«Сосновинка, Тихореченский округ» is the settlement: a municipality only says where it is."""
    homes = {s.municipality for one in said for s in one.settlements}
    return [one for one in said if one.settlements or not homes.intersection(one.municipalities)]


def suggested(turn: Turn, text: str) -> list[str]:
    """Areas whose names are most like the text, the likest first."""
    region, words = turn.shared.region, " ".join(words_of(text))
    names = {f"s:{s.code}": " ".join(words_of(s.name)) for s in region.settlements}
    names |= {f"m:{m.code}": " ".join(words_of(m.name)) for m in region.municipalities}
    like = (
        process.extract(words, names, scorer=fuzz.WRatio, limit=MOST_SUGGESTED, score_cutoff=LIKE_NAME) if words else []
    )
    return [area for _, _, area in like]


def town_at(turn: Turn, lat: float, lon: float) -> str:
    """The area of a point, the settlement where there is one near; "" outside of the region."""
    settlement, municipality = locate(turn.shared.region, lat, lon)
    if settlement:
        return f"s:{settlement.code}"
    return f"m:{municipality.code}" if municipality else ""


def choices(turn: Turn, areas: Sequence[str], button: SubscriberButton) -> list[tuple[Button, ...]]:
    """A button for each area, with its municipality where names alone do not tell them apart."""
    return in_pairs([Button(_choice(turn, area)[:40], button(area)) for area in areas])


def _choice(turn: Turn, area: str) -> str:
    region, (kind, _, code) = turn.shared.region, area.partition(":")
    if kind == "m":
        found = region.municipality(code)
        return found.name if found else code
    town = region.settlement(code)
    if town is None:
        return code
    twins = sum(other.name == town.name for other in region.settlements)
    home = region.municipality(town.municipality)
    return f"{town.name}, {home.name}" if twins > 1 and home else town.name


def towns_of(turn: Turn, municipality: str) -> list[Settlement]:
    return [s for s in turn.shared.region.settlements if s.municipality == municipality]
