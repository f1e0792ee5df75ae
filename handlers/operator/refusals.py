"""Polite refusals: to strangers, and to whoever writes in the group's own name (promise 4)."""

from __future__ import annotations

from handlers.event import Kind
from handlers.operator.desk import tell
from handlers.turn import Turn


def refuse_stranger(turn: Turn) -> None:
    """Operators' work is not for whoever wrote or pressed this; it is written down that he tried."""
    turn.audit("refused", what=turn.event.word or turn.event.kind.value, chat=turn.event.chat)
    _answer(turn, "refuse-stranger")


def anonymous_writer(turn: Turn) -> None:
    """Nobody can be held to what is written in the group's name: asks to write under one's own."""
    _answer(turn, "refuse-anonymous")


def _answer(turn: Turn, key: str) -> None:
    if turn.event.kind is Kind.BUTTON:
        turn.ack(turn.texts.label(f"{key}-toast"))
    else:
        tell(turn, turn.t(key))
