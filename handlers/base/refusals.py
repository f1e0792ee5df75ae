"""Polite refusals: to strangers, to citizens where it takes a duty officer, to whoever writes in the group's own name
(promise 4).
"""

from __future__ import annotations

from handlers.base.commands import read_numbered_answer
from handlers.base.event import Kind
from handlers.base.staff import tell
from handlers.base.steps import KeptData
from handlers.base.texts import DAY_MS
from handlers.base.turn import Turn


def refuse_stranger(turn: Turn) -> None:
    """Operators' work is not for whoever wrote or pressed this; it is written down that he tried.

    In a group he is told once a day, and what is only talk there is none of our business.
    """
    event = turn.event
    if event.private or event.kind is Kind.BUTTON:
        _refuse(turn, "refuse-stranger")
    elif _tries_something(turn) and turn.now >= turn.data.get(KeptData.REFUSED_UNTIL, 0):
        turn.data[KeptData.REFUSED_UNTIL] = turn.now + DAY_MS
        _refuse(turn, "refuse-stranger")


def _tries_something(turn: Turn) -> bool:
    """Whether it is meant for the bot: a command, a reply to what the bot said, a number with an answer."""
    event = turn.event
    if event.kind is not Kind.MESSAGE or event.forwarded:
        return False
    return turn.commanded or bool(event.reply_text) or read_numbered_answer(event.text) is not None


def refuse_citizen(turn: Turn) -> None:
    """Notices are for duty officers; it is written down that somebody else tried."""
    _refuse(turn, "officer-refused")


def anonymous_writer(turn: Turn) -> None:
    """Nobody can be held to what is written in the group's name: asks to write under one's own."""
    _answer(turn, "refuse-anonymous")


def _refuse(turn: Turn, key: str) -> None:
    turn.audit("refused", what=turn.event.word or turn.event.kind.value, chat=turn.event.chat)
    _answer(turn, key)


def _answer(turn: Turn, key: str) -> None:
    if turn.event.kind is Kind.BUTTON:
        turn.ack(turn.texts.label(f"{key}-toast"))
    else:
        tell(turn, turn.t(key))
