"""Who does what reaches a citizen, and where that is confirmed: an operator in the chat where he writes or presses, or
another system, for which the centre's chat may stop it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from handlers.base.message import Address
from handlers.base.own_chats import parse_address
from handlers.base.turn import Turn
from handlers.operator.case import operator_name
from storage.records import ReportEvent


@dataclass(frozen=True, slots=True)
class Doer:
    """`name`: as colleagues know him. `chat`: where the confirmation stands. `files`: by which channel his files come.
    `message`: the words of his that the confirmation replies to; "" for a pressed button and for another system.
    `quiet`: this is one of many, which are confirmed together elsewhere.
    """

    name: str
    chat: Address
    files: str
    message: str = ""
    quiet: bool = False


def doer_of(turn: Turn) -> Doer:
    """Whoever wrote or pressed."""
    event = turn.event
    return Doer(operator_name(turn), turn.here, event.channel, "" if event.ack else event.message)


def chat_of_line(turn: Turn, event: ReportEvent) -> Address:
    """The chat in which what the line says is confirmed, where it is today."""
    return turn.shared.now_at(parse_address(str(json.loads(event.data)["chat"])))
