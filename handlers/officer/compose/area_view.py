"""An area in words, for whoever composes it: each thing that it is made of, by name."""

from __future__ import annotations

import zlib

from handlers.base.buttons import LABEL_LENGTH
from handlers.base.message import Marked
from handlers.base.texts import shorten
from handlers.base.turn import Turn
from handlers.notices.concern import reach_of
from handlers.notices.content import Area
from handlers.places.find import locate

SHOWN_NAMES, SHOWN_ITEMS = 12, 8
"""So much of an area stands on a screen, which has to fit into one message."""


def area_lines(turn: Turn, area: Area) -> list[Marked]:
    """«Где: …», a line for each sort of thing; one line if there is nothing."""
    if area.empty:
        return [turn.t("compose-line-nowhere")]
    if area.region:
        return [turn.t("compose-line-region")]
    lines = [turn.t("compose-line-where", names=_names(turn, area))] if area.municipalities or area.settlements else []
    drawn = [words for item, words in area_items(turn, area) if item[0] not in "ms"]
    lines += [turn.t("compose-line-item", what=words) for words in drawn[:SHOWN_ITEMS]]
    if drawn[SHOWN_ITEMS:]:
        lines.append(turn.t("compose-line-more", count=len(drawn) - SHOWN_ITEMS))
    if area.shaped:
        lines.append(_ground(turn, area))
    return lines


def _names(turn: Turn, area: Area) -> str:
    names = [words for item, words in area_items(turn, area) if item[0] in "ms"]
    more = len(names) - SHOWN_NAMES
    shown = ", ".join(names[:SHOWN_NAMES])
    return shown if more <= 0 else turn.texts.label("compose-names-more", names=shown, count=more)


def _ground(turn: Turn, area: Area) -> Marked:
    """What lies inside of what is drawn."""
    shape = reach_of(turn.shared.region, area).shape
    names = [s.name for code in shape.settlements if (s := turn.shared.region.settlement(code))]
    said = ", ".join(names[:SHOWN_NAMES]) if names else turn.texts.label("compose-no-settlement")
    return turn.t("compose-line-inside", names=said, km2=round(shape.area_km2, 1 if shape.area_km2 < 100 else 0))


def area_items(turn: Turn, area: Area) -> list[tuple[str, str]]:
    """All that an area is made of as (item, words); an item is "m:CODE", "s:CODE", or "c", "p", "t" with a key."""
    region, label = turn.shared.region, turn.texts.label
    found = [(f"m:{code}", m.name) for code in area.municipalities if (m := region.municipality(code))]
    found += [(f"s:{code}", s.name) for code in area.settlements if (s := region.settlement(code))]
    for circle in area.circles:
        near, _ = locate(region, circle.lat, circle.lon)
        name = near.name if near else f"{circle.lat:.4f} {circle.lon:.4f}"
        found.append(
            (f"c:{item_key(circle)}", label("compose-item-circle", near=name, radius=distance(turn, circle.radius_m)))
        )
    for ring in area.polygons:
        found.append((f"p:{item_key(ring)}", label("compose-item-polygon", count=len(ring) - 1)))
    for street in area.streets:
        settlement = region.settlement(street.settlement)
        houses = street.houses or label("compose-all-houses")
        name = settlement.name if settlement else street.settlement
        found.append(
            (f"t:{item_key(street)}", label("compose-item-street", settlement=name, street=street.name, houses=houses))
        )
    return found


def item_key(one: object) -> str:
    """Tells a circle, ring or street from others, however often a button is pressed."""
    return f"{zlib.crc32(repr(one).encode()):x}"


def item_label(words: str) -> str:
    return shorten(f"✖ {words}", LABEL_LENGTH)


def distance(turn: Turn, metres: int) -> str:
    """500 m, 1.5 km."""
    if metres < 1000:
        return turn.texts.label("compose-metres", count=metres)
    return turn.texts.label("compose-kilometres", count=round(metres / 1000, 1))
