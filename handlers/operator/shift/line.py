"""What the groups hear of the shifts, the admin chat of all and a team of its own people: once a minute at most one
message, edited within its hour.
"""

from __future__ import annotations

import json

from handlers.base.loads import Needs, need
from handlers.base.message import Address, Marked
from handlers.base.texts import HOUR_MS, join
from handlers.base.turn import Turn
from handlers.operator.case import TEAM, shown_at
from handlers.operator.shift.state import COUNTS, DeskCounts
from handlers.operator.shift.waking import SHIFTS
from handlers.reports.status import AWAITS_STAFF
from storage.changes import words
from storage.records import Lane, Share
from storage.shift_records import Shift


@need(SHIFTS, COUNTS)
def load_line(turn: Turn) -> Needs:
    """All shifts, and what waits in each of the centre's chats."""
    shared = turn.shared
    scopes = [(int(shared.is_chief(chat)), json.dumps(shown_at(shared, [chat]))) for chat in shared.centre_chats()]
    return (SHIFTS(), *(COUNTS(*scope, words(AWAITS_STAFF), "", "", turn.now) for scope in scopes))


def say_line(turn: Turn) -> None:
    """Tick LINE. Whoever went off is named once more, and his shift is forgotten."""
    shared, shifts, slot = turn.shared, turn.many(SHIFTS), f"shifts:{turn.now // HOUR_MS}"
    if not shifts or shared.admin_chat is None:
        return
    for chat, counts in zip(shared.centre_chats(), turn.many(COUNTS), strict=True):
        seen = tuple(shift for shift in shifts if shared.is_chief(chat) or _is_of(turn, shift, chat))
        if seen:
            line = _line(turn, seen, counts)
            turn.send(chat, line, lane=Lane.OPERATORS, share=Share.EDITS, slot=slot, purpose="shifts")
    for shift in shifts:
        if shift.ended_at:
            turn.delete(Shift, shift.person_id)
        elif shift.unsaid:
            shift.unsaid = 0
            turn.save(shift)


def _is_of(turn: Turn, shift: Shift, chat: Address) -> bool:
    """Whether somebody is on shift for the team of this chat."""
    return any(f"{TEAM}{code}" in shift.scope.split(",") for code in turn.shared.teams_at(chat))


def _line(turn: Turn, shifts: tuple[Shift, ...], counts: DeskCounts) -> Marked:
    texts = turn.staff_texts
    on = [shift for shift in shifts if not shift.ended_at]
    done = sum(shift.unsaid for shift in shifts)
    return join(
        texts.say("shift-line-on", who=", ".join(s.name for s in on)) if on else texts.say("shift-line-nobody"),
        *(texts.say("shift-line-off", who=s.name, answered=s.answered, passed=s.passed) for s in shifts if s.ended_at),
        texts.say("shift-line-done", count=done) if done else "",
        texts.say("shift-line-waiting", count=counts.waiting, danger=counts.danger, late=counts.late),
        by="\n",
    )
