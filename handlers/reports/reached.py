"""Somebody can be written to again."""

from __future__ import annotations

from handlers.base.turn import Turn
from handlers.reports.words import ReportTick
from storage.ticks import Tick


def can_be_reached(turn: Turn) -> None:
    """Noted in his account; where that is news, what did not reach him is sent by a tick."""
    account = turn.account
    if account.unreachable_at:
        turn.after(0, ReportTick.BACK_AGAIN, f"{turn.person.id}:{account.channel}")
        turn.after(0, Tick.ALREADY, turn.timer_key)
    account.unreachable_at, account.unreachable_why = 0, ""
