"""Answers to members of the staff: what they asked for in an operators' chat counts as asked for there."""

from __future__ import annotations

from typing import Any

from handlers.base.message import Marked, Message
from handlers.base.turn import Turn
from storage.records import Lane, OutboxRow, Share


def tell(turn: Turn, text: Marked | Message, **how: Any) -> OutboxRow:
    """An answer to what somebody of the staff asked, in the chat where he asked it. `how`: see Turn.send."""
    if turn.event.private:
        return turn.say(text, **how)
    return turn.say(text, lane=Lane.OPERATORS, share=Share.ASKED, **how)


def answer(turn: Turn, key: str, **values: str) -> None:
    """A toast for a button; for what was written a message where it was written."""
    if turn.event.ack:
        turn.ack(turn.texts.label(key, **values))
    elif turn.event.private:
        turn.say(turn.t(key, **values))
    else:
        turn.say(turn.t(key, **values), lane=Lane.OPERATORS, share=Share.ASKED)
