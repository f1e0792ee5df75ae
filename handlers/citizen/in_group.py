"""A citizen's command in a group that is none of the staff's: a chat of neighbours to which somebody added the bot.

Nothing is read there and nothing of anybody's reports is said. Once an hour the chat is told where to write.
"""

from __future__ import annotations

import json

from handlers.base.loads import Load, Needs, need
from handlers.base.staff import tell
from handlers.base.texts import HOUR_MS
from handlers.base.turn import Turn
from handlers.citizen.words import CitizenTick
from storage.records import Timer

COMMANDS = (
    "start", "help", "report", "status", "reports", "now", "alerts", "places", "info", "language", "privacy", "forget",
    "cancel", "join",
)  # fmt: skip
TOLD_LATELY = Load("whether this group was told where to write", "timers_among", Timer)


@need(TOLD_LATELY)
def told_lately(turn: Turn) -> Needs:
    """The timer that stands for an hour after it was said; it goes by itself."""
    return (TOLD_LATELY(json.dumps([[CitizenTick.TOLD_GROUP, str(turn.here)]])),)


def write_privately(turn: Turn) -> None:
    """Where to write, at most once an hour a chat."""
    bot = turn.shared.bots.get(turn.event.channel)
    if bot is None or turn.one(TOLD_LATELY) is not None:
        return
    turn.after(HOUR_MS, CitizenTick.TOLD_GROUP, turn.here)
    tell(turn, turn.t("group-write-privately", link=bot.link))


def may_tell_again(turn: Turn) -> None:
    """Tick "s_group": an hour has passed."""
