"""Who is on shift, as the group's side of the work sees it: an empty desk is handed the next report."""

from __future__ import annotations

from handlers.base.loads import Load
from handlers.base.turn import Turn
from handlers.operator.words import ShiftTick
from storage.shift_records import Shift

SHIFTS = Load("who is on shift", "shifts", Shift)


def on_shift(turn: Turn) -> list[Shift]:
    """Those whose shift goes on."""
    return [shift for shift in turn.many(SHIFTS) if not shift.ended_at]


def wake_idle(turn: Turn, shifts: list[Shift]) -> None:
    """Whoever of them has nothing on his desk looks for the next report."""
    for shift in shifts:
        if not shift.report_id:
            turn.after(0, ShiftTick.OFFER, f"{shift.channel}:{shift.chat}")
