"""The bot was added to a group: what to write into the settings, or how to begin."""

from __future__ import annotations

from handlers.base.staff import tell
from handlers.base.turn import Turn


def joined_elsewhere(turn: Turn) -> None:
    """The line that makes this group the operators' chat, and which rights the bot needs there."""
    rights = f"joined-rights-{turn.event.channel}"
    tell(turn, turn.t("joined-setup", line=f"ADMIN_CHAT={turn.here}"))
    if turn.texts.has(rights):
        tell(turn, turn.t(rights))


def joined_operators(turn: Turn) -> None:
    """This group is an operators' chat already."""
    tell(turn, turn.t("joined-ready"))
