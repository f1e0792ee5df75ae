"""Somebody blocks the bot, or lets it write again: noted in the account."""

from __future__ import annotations

from handlers.base.turn import Turn
from handlers.reports.reached import can_be_reached


def blocked(turn: Turn) -> None:
    turn.account.unreachable_at, turn.account.unreachable_why = turn.now, "blocked"


def unblocked(turn: Turn) -> None:
    can_be_reached(turn)
