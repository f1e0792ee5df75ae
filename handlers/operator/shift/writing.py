"""What somebody on shift writes in his private chat: an answer to the report on his desk, or to what he was asked."""

from __future__ import annotations

from handlers.base.turn import Turn
from handlers.operator.answers import desk_number, on_message
from handlers.operator.case import case_of
from handlers.operator.prompts import target_of
from handlers.operator.shift.desk import tell_off
from handlers.operator.shift.state import LEASE_MS, OWN_SHIFT, is_on, keep
from handlers.operator.take import hold
from handlers.reports.loads import REPORT, REPORT_EVENT


def on_desk_message(turn: Turn) -> None:
    """The answer, a note, a question or a reason, as in the group; nothing goes out where somebody else has it now."""
    shift, report = turn.one(OWN_SHIFT), turn.one(REPORT)
    if shift is None or not is_on(shift):
        turn.step("")
        tell_off(turn)
        return
    keep(turn, shift)
    number = desk_number(turn)
    if turn.event.forwarded:
        turn.say(turn.t("shift-forwarded"))
        return
    if number and report is not None and report.id == number and case_of(turn) is not None:
        if report.taken_by not in (0, turn.person.id) and report.taken_until > turn.now:
            turn.say(turn.t("shift-lost", number=str(number), who=report.taken_name))
            return
        hold(turn, report, LEASE_MS)
        turn.save(report)
    elif not number and target_of(turn) is None and turn.one(REPORT_EVENT) is None and report is None:
        turn.say(turn.t("shift-nothing"))
        return
    on_message(turn)
