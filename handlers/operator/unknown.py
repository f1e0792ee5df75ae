"""Commands that mean nothing in an operators' chat: a kind line, once in a while; other talk is left alone."""

from __future__ import annotations

from handlers.base.commands import nearest
from handlers.base.staff import tell
from handlers.base.texts import MINUTE_MS
from handlers.base.turn import Turn
from handlers.operator.answers import on_message
from handlers.operator.words import OperatorData
from handlers.reports.loads import SENT

STAFF_COMMANDS = (
    "shift", "queue", "find", "templates", "delivery", "status", "help", "cancel", "notice", "notices",
    "connect",
)  # fmt: skip
"""Commands that have a meaning here."""
PRIVATE_COMMANDS = ("report", "reports", "language", "privacy", "forget", "alerts", "places", "join", "now", "info")
TELL_AGAIN_MS, TOLD_WORDS = 10 * MINUTE_MS, 3
"""The same word of the same person is answered once in this time, and so many words at most."""
LONGEST_SHOWN = 40


def unknown_command(turn: Turn) -> None:
    """A slash and a word that is no command. As a reply to a card it goes to nobody, and that is said each time."""
    word = turn.command_argument[:LONGEST_SHOWN]
    if _is_reply(turn):
        on_message(turn)
    elif _may_tell(turn, word):
        near = nearest(word, turn.shared.library, STAFF_COMMANDS)
        key = "op-unknown-command-near" if near else "op-unknown-command"
        tell(turn, turn.t(key, word=f"/{word}", **({"near": f"/{near}"} if near else {})))


def private_command(turn: Turn) -> None:
    """A command that citizens have in their private chat."""
    word = turn.event.text.split()[0].removeprefix("/")[:LONGEST_SHOWN]
    if _is_reply(turn):
        on_message(turn)
    elif _may_tell(turn, word):
        tell(turn, turn.t("op-private-command", word=f"/{word}"))


def _is_reply(turn: Turn) -> bool:
    return turn.one(SENT) is not None or bool(turn.event.reply_text)


def _may_tell(turn: Turn, word: str) -> bool:
    """Whether this person was not told of this word lately; remembered with his dialogue here."""
    known = turn.data.get(OperatorData.UNKNOWN_COMMANDS)
    told = [pair for pair in known if pair[1] > turn.now - TELL_AGAIN_MS] if isinstance(known, list) else []
    if len(told) >= TOLD_WORDS or any(said == word for said, _ in told):
        return False
    turn.data[OperatorData.UNKNOWN_COMMANDS] = [*told, [word, turn.now]]
    return True
