"""What an officer takes out of an area in words: «Тихореченский округ кроме Тихореченска». An area is a sum of places:
nothing can be taken out of one of them, so nothing of such words is taken, and he is told.
"""

from __future__ import annotations

from handlers.base.turn import Turn
from handlers.notices.concern import reach_of
from handlers.notices.content import Area
from handlers.places.named import Named, read_names
from handlers.reading.places import left_out_of, place_reader

SHOWN_NAMES = 6


def excluded(turn: Turn, text: str) -> str:
    """The words from the one on that says that a place is left out; "" where none does, and where no name is known
    after it and none before it would be taken: what that means is asked elsewhere.
    """
    found = left_out_of(text)
    if not found:
        return ""
    reader = place_reader(turn.shared.region)
    whole, after = read_names(reader, text), read_names(reader, found)
    named = whole.found or after.found or after.several or any(like for _, like in after.unknown)
    return found if named else ""


def lies_inside(turn: Turn, area: Area, away: Named) -> str:
    """The names of those of these settlements that lie in the area, whether they are named there or not; "" if none."""
    shape, region = reach_of(turn.shared.region, area).shape, turn.shared.region
    codes = [code for code in away.settlements if shape.whole or code in shape.settlements]
    names = [town.name for code in codes[:SHOWN_NAMES] if (town := region.settlement(code))]
    if shape.whole:
        names += [home.name for code in away.municipalities if (home := region.municipality(code))]
    return ", ".join(names)
