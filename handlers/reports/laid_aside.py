"""A report that somebody was writing, laid aside while his dialogue is about something else, and taken up again."""

from __future__ import annotations

from typing import Any

from handlers.base.turn import Turn
from handlers.reports.words import DRAFT_IDLE_MS, DRAFT_STEPS, DraftData, DraftTick


def lay_aside(turn: Turn) -> dict[str, Any]:
    """For `turn.step`: what the dialogue's next step remembers of it; empty where nothing was being written."""
    kept = turn.data.get(DraftData.LAID_ASIDE)
    if kept is None and turn.dialogue.step in DRAFT_STEPS:
        kept = {"step": turn.dialogue.step, "data": turn.data}
    return {DraftData.LAID_ASIDE: kept} if kept else {}


def take_up(turn: Turn) -> bool:
    """The dialogue goes on where it was left; False, and nothing changes, where nothing was laid aside."""
    kept = turn.data.get(DraftData.LAID_ASIDE)
    if not isinstance(kept, dict) or kept.get("step") not in DRAFT_STEPS:
        return False
    turn.step(str(kept["step"]))
    turn.data = dict(kept["data"])
    turn.after(DRAFT_IDLE_MS, DraftTick.IDLE, turn.timer_key)
    return True
