"""A draft that was begun by a button, outside of composing: what its officer writes next in private is about it. He is
asked what it is, as under the summary of any draft, and no report of a citizen begins with it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps

from handlers.base.turn import Turn
from handlers.notices.loads import NOTICE
from handlers.notices.states import NoticeState
from handlers.officer.compose.drafting import hold, leave
from handlers.officer.compose.words import ComposeData, ComposeField
from handlers.officer.words import OfficerData


def awaiting_words(act: Callable[[Turn], None]) -> Callable[[Turn], None]:
    """A button's handler that may leave a draft (OfficerData.DRAFT)."""

    @wraps(act)
    def handle(turn: Turn) -> None:
        act(turn)
        number = turn.data.pop(OfficerData.DRAFT, 0)
        if number and turn.event.private:
            hold(turn, number, ComposeField.SUMMARY)

    return handle


def submitting(act: Callable[[Turn], None]) -> Callable[[Turn], None]:
    """A button's handler that may submit such a draft: then nothing is composed any more."""

    @wraps(act)
    def handle(turn: Turn) -> None:
        act(turn)
        notice = turn.one(NOTICE)
        if notice is not None and notice.state == NoticeState.PENDING and _is_open(turn, notice.id):
            leave(turn)

    return handle


def _is_open(turn: Turn, number: int) -> bool:
    return turn.event.private and turn.data.get(ComposeData.NUMBER) == number
