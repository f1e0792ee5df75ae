"""Whether a notice about somebody's area is for him, by what he chose: one rule for sending and for saying it later."""

from __future__ import annotations

from typing import Protocol

from handlers.notices.content import Content
from handlers.notices.kinds import Severity


class Chosen(Protocol):
    """What somebody chose, as in Subscription; `kinds` may also be negative: he never subscribed."""

    kinds: int
    least: int
    extreme: int
    drills: int


def is_wanted(chosen: Chosen, content: Content, bits: int) -> bool:
    """A drill is for those who joined drills, Extreme for everybody who did not say no to that, the rest by its kind
    (`bits` of its group) and from the severity that he chose.
    """
    if content.drill:
        return bool(chosen.drills)
    if content.severity >= Severity.EXTREME and chosen.extreme:
        return True
    return chosen.kinds > 0 and bool(chosen.kinds & bits) and content.severity >= chosen.least
