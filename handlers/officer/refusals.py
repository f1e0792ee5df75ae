"""A polite no to whoever is no duty officer (promise 4)."""

from __future__ import annotations

from handlers.base.event import Kind
from handlers.base.turn import Turn
from handlers.operator.case import tell


def refuse_citizen(turn: Turn) -> None:
    """Notices are for duty officers; it is written down that somebody else tried."""
    turn.audit("refused", what=turn.event.word or turn.event.kind.value, chat=turn.event.chat)
    if turn.event.kind is Kind.BUTTON:
        turn.ack(turn.texts.label("officer-refused-toast"))
    else:
        tell(turn, turn.t("officer-refused"))
