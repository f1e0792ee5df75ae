"""Whose shift it is, what is on the desk and what comes next: loads, and the one place that changes them.

At the step OperatorStep.SHIFT the dialogue's data has OperatorData.DESK.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from handlers.base.buttons import part
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Address
from handlers.base.texts import HOUR_MS, MINUTE_MS
from handlers.base.turn import Turn
from handlers.operator.case import his_chats, operator_name, sees_everything, shown_at
from handlers.operator.take import let_go, show_to_group
from handlers.operator.words import OperatorData, OperatorStep, ShiftTick
from handlers.reports.laid_aside import lay_aside
from handlers.reports.loads import WHOLE_REPORT, whole_report
from handlers.reports.status import AWAITS_STAFF, GRACED, Status
from storage.changes import words
from storage.records import Delivery, Report, ReportEvent
from storage.shift_records import Shift

LEASE_MS = 10 * MINUTE_MS
"""So long a report is kept for whoever has it on his desk and does nothing."""
SILENT_MS = 2 * HOUR_MS
"""After so long without a word a shift is over."""
LINE_MS = MINUTE_MS
"""The group is told of what the shifts did at most this often."""
IDLE_LOOK_MS = MINUTE_MS
"""Whoever has nothing on his desk is looked after this often, beside each new report."""
SKIPPED_MOST = 200
EVERYTHING, AGAIN = "*", "again"


@dataclass(frozen=True, slots=True)
class DeskCounts:
    """The row of the statement `desk_counts`: how many wait; of these dangerous, overdue, on somebody's desk."""

    waiting: int
    danger: int
    late: int
    held: int


OWN_SHIFT = Load("his shift", "shift_of", Shift)
HELD = Load("the report on his desk", "report_by_id", Report)
HELD_HISTORY = Load("what was done with it", "report_events", ReportEvent)
NEXT = Load("the report that comes next", "desk_next", Report)
COUNTS = Load("how many wait", "desk_counts", DeskCounts)


@need(OWN_SHIFT)
def load_shift(turn: Turn) -> Needs:
    """First stage: the shift of whoever presses or writes."""
    return (OWN_SHIFT(turn.person.id),)


@need(HELD, HELD_HISTORY, NEXT, COUNTS)
def load_desk(turn: Turn) -> Needs:
    """Second stage: what is on his desk, what comes next, what waits."""
    shift = turn.one(OWN_SHIFT) or new_shift(turn)
    held = (HELD(shift.report_id), HELD_HISTORY(shift.report_id)) if shift.report_id else ()
    scope = _scope(turn, shift)
    skipped = [shift.report_id, *([] if part(turn, 0) == AGAIN else _skipped(shift))]
    again = words([Status.REOPENED])
    return (*held, NEXT(*scope, json.dumps(skipped), again, turn.person.id, words(GRACED)), COUNTS(*scope))


@need(*WHOLE_REPORT)
def load_next(turn: Turn) -> Needs:
    """Third stage: everything about the one that comes next, or about the one that stays on the desk."""
    held, following = turn.one(HELD), turn.one(NEXT)
    if following is not None:
        return whole_report(following.id)
    return whole_report(held.id) if held is not None else ()


def _scope(turn: Turn, shift: Shift) -> tuple[int, str, str, str, str, int]:
    return *waiting_for(scope_of(turn) or shift.scope), shift.topic, shift.place, turn.now


def waiting_for(codes: str) -> tuple[int, str, str]:
    """The first three parameters of what a shift loads, for `scope_of`: 1 for every report, whose else, which wait."""
    return int(codes == EVERYTHING), json.dumps(codes.split(",")), words(AWAITS_STAFF)


def scope_of(turn: Turn) -> str:
    """Whose reports he may have: EVERYTHING, or codes of organisations and teams (handlers.operator.case.shown_at); ""
    where nobody has been asked since the start.
    """
    return EVERYTHING if sees_everything(turn) else ",".join(shown_at(turn.shared, his_chats(turn)))


def new_shift(turn: Turn) -> Shift:
    return Shift(turn.person.id, turn.event.channel, turn.event.chat)


def is_on(shift: Shift | None) -> bool:
    return shift is not None and shift.began_at > 0 and not shift.ended_at


def _skipped(shift: Shift) -> list[int]:
    return [int(number) for number in json.loads(shift.skipped)]


# -- changing ---------------------------------------------------------------------------------
def put_on_desk(turn: Turn, shift: Shift, number: int) -> None:
    """This report (0: none) is what he works on, and what he writes is about it."""
    shift.report_id, shift.offered_at = number, turn.now
    turn.step(OperatorStep.SHIFT, **({OperatorData.DESK: number} if number else {}), **lay_aside(turn))
    keep(turn, shift)


def keep(turn: Turn, shift: Shift) -> None:
    """Something was heard of him: it is written down."""
    shift.channel, shift.chat = turn.event.channel, turn.event.chat
    shift.name = operator_name(turn)
    shift.scope = scope_of(turn) or shift.scope
    turn.save(shift)
    if is_on(shift):
        turn.after(SILENT_MS, ShiftTick.SILENT, turn.timer_key)


def clear_desk(turn: Turn, shift: Shift) -> None:
    """What is on the desk leaves it: answered, or passed over and free for the others, in whose sight it comes."""
    report = turn.one(HELD)
    if report is None or report.id != shift.report_id:
        shift.report_id = 0
        return
    if is_dealt_with(turn, shift):
        shift.answered += 1
    else:
        shift.passed += 1
        shift.skipped = json.dumps([*_skipped(shift), report.id][-SKIPPED_MOST:])
        _free(turn, report)
    shift.unsaid += 1
    if shift.unsaid == 1:
        turn.after(LINE_MS, ShiftTick.LINE, "all")
    shift.report_id = 0


def is_dealt_with(turn: Turn, shift: Shift) -> bool:
    """Whether he did something for the author since he has the report."""
    return any(
        event.actor == turn.person.id and event.at >= shift.offered_at and event.kind in GRACED
        and event.delivery != Delivery.CALLED_OFF
        for event in turn.many(HELD_HISTORY)
    )  # fmt: skip


def _free(turn: Turn, report: Report) -> None:
    if report.taken_by != turn.person.id:
        return  # the lease had run out
    if report.taken_until > turn.now + LEASE_MS:
        return  # a colleague gave it to him, or he took it himself: he only puts it off
    let_go(turn, report)
    turn.save(report)
    show_to_group(turn, report)


def private_chat(shift: Shift) -> Address:
    return Address(shift.channel, shift.chat)
