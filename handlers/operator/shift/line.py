"""What the group hears of the shifts: once a minute at most one message, edited within its hour."""

from __future__ import annotations

import json

from handlers.base.loads import Needs, need
from handlers.base.message import Marked
from handlers.base.texts import HOUR_MS, join
from handlers.base.turn import Turn
from handlers.operator.shift.state import COUNTS
from handlers.operator.shift.waking import SHIFTS
from handlers.reports.status import AWAITS_STAFF
from storage.changes import words
from storage.records import Lane, Share
from storage.shift_records import Shift


@need(SHIFTS, COUNTS)
def load_line(turn: Turn) -> Needs:
    """All shifts, and what waits."""
    return (SHIFTS(), COUNTS(1, json.dumps([]), words(AWAITS_STAFF), "", "", turn.now))


def say_line(turn: Turn) -> None:
    """Tick LINE. Whoever went off is named once more, and his shift is forgotten."""
    shifts, chat = turn.many(SHIFTS), turn.shared.admin_chat
    if not shifts or chat is None:
        return
    slot = f"shifts:{turn.now // HOUR_MS}"
    turn.send(chat, _line(turn, shifts), lane=Lane.OPERATORS, share=Share.EDITS, slot=slot, purpose="shifts")
    for shift in shifts:
        if shift.ended_at:
            turn.delete(Shift, shift.person_id)
        elif shift.unsaid:
            shift.unsaid = 0
            turn.save(shift)


def _line(turn: Turn, shifts: tuple[Shift, ...]) -> Marked:
    texts, counts = turn.staff_texts, turn.many(COUNTS)[0]
    on = [shift for shift in shifts if not shift.ended_at]
    done = sum(shift.unsaid for shift in shifts)
    return join(
        texts.say("shift-line-on", who=", ".join(s.name for s in on)) if on else texts.say("shift-line-nobody"),
        *(texts.say("shift-line-off", who=s.name, answered=s.answered, passed=s.passed) for s in shifts if s.ended_at),
        texts.say("shift-line-done", count=done) if done else "",
        texts.say("shift-line-waiting", count=counts.waiting, danger=counts.danger, late=counts.late),
        by="\n",
    )
