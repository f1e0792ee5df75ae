"""Where a known case is, in the words that anybody may read."""

from __future__ import annotations

from handlers.base.texts import Texts
from handlers.base.turn import Turn
from handlers.cases.likeness import Tier
from handlers.cases.rank import RankedCase
from handlers.reading.places import place_reader

ROUND_M = 50


def where(turn: Turn, texts: Texts, found: RankedCase) -> str:
    """Street and house as on a sign, or how far: never a flat, nor anybody's own words. May be empty."""
    if found.match.tier is Tier.POINT or not found.case.address:
        far = found.match.metres
        away = max(ROUND_M, round(far / ROUND_M) * ROUND_M) if far >= 0 else 0
        return texts.label("known-metres", metres=str(int(away))) if away else ""
    said = place_reader(turn.shared.region).read(found.case.address)
    return ", ".join(part for part in (said.street, said.house) if part)
