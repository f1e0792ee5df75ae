"""Who works on a report: taking it, letting it go, and freeing what was taken and then left."""

from __future__ import annotations

from typing import Any

from handlers.base.texts import MINUTE_MS
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, operator_name, refresh, tick_case
from handlers.operator.words import OperatorTick
from handlers.reports.card import has_card, line_up, show_card
from handlers.reports.card_text import GIVEN_BACK, until_when
from handlers.reports.status import AWAITS_STAFF, HELP, LineKind, Status, may, move, record
from handlers.reports.tell_citizen import send_call_taken
from storage.records import Report, ReportEvent

HOLD_MS = 30 * MINUTE_MS


def take(turn: Turn, case: ReportCase) -> None:
    """o_take: the first who presses has it; the next one is told who."""
    report = case.report
    if report.taken_by and report.taken_by != turn.person.id:
        until = until_when(turn.texts, report, turn.now)
        turn.ack(turn.texts.label("op-toast-taken", who=report.taken_name, until=until))
        return
    if report.taken_by:
        turn.ack(turn.texts.label("op-toast-yours"))
        hold(turn, report)
        turn.save(report)
        refresh(turn, case)
        return
    hold(turn, report)
    accept(turn, case, operator_name(turn))
    turn.ack(turn.texts.label("op-toast-took", number=str(report.id)))
    refresh(turn, case)


def accept(turn: Turn, case: ReportCase, who: str) -> ReportEvent:
    """Somebody works on it now; whoever called for help hears so."""
    report = case.report
    if report.status == Status.NEW:
        move(turn, report, Status.ACCEPTED)
    event = record(turn, report, LineKind.TAKEN, actor_name=who)
    case.keep(event)
    if report.danger == HELP:
        send_call_taken(turn, report)
    return event


def release(turn: Turn, case: ReportCase) -> None:
    """o_release: only whoever has it lets it go."""
    report = case.report
    if report.taken_by and report.taken_by != turn.person.id:
        until = until_when(turn.texts, report, turn.now)
        turn.ack(turn.texts.label("op-toast-taken", who=report.taken_name, until=until))
        return
    if report.taken_by:
        _free(turn, case, operator_name(turn))
        show_to_group(turn, report)
    turn.ack(turn.texts.label("op-toast-released"))
    refresh(turn, case)


def hold(turn: Turn, report: Report, ms: int = HOLD_MS) -> None:
    """Let the report be this operator's for the next half hour, or for `ms`. The caller saves it."""
    hold_for(turn, report, turn.person.id, operator_name(turn), ms)


def hold_for(turn: Turn, report: Report, person: int, name: str, ms: int) -> None:
    """The same for anybody; what he has for longer already stays his so long."""
    until = turn.now + ms
    report.taken_until = max(report.taken_until, until) if report.taken_by == person else until
    report.taken_by, report.taken_name = person, name
    turn.after(report.taken_until - turn.now, OperatorTick.TAKEN, report.id)


def was_assigned(case: ReportCase) -> bool:
    """Whether it is somebody's because a colleague gave it to him."""
    last = next(
        (e.kind for e in reversed(case.history) if e.kind in (LineKind.TAKEN, LineKind.ASSIGNED, LineKind.RELEASED)), ""
    )
    return last == LineKind.ASSIGNED


def show_to_group(turn: Turn, report: Report) -> None:
    """What nobody has on his desk any more, and what the centre's chat has not seen yet, comes in sight there."""
    chat = turn.shared.centre_chat(report.team)
    if chat is not None and not has_card(turn.shared, report, chat) and Status(report.status) in AWAITS_STAFF:
        line_up(turn, chat, report)


def let_go(turn: Turn, report: Report) -> None:
    """Nobody has it any more, because the work is done or went elsewhere. The caller saves it."""
    if report.taken_by:
        report.taken_by, report.taken_name, report.taken_until = 0, "", 0
        turn.forget_timer(OperatorTick.TAKEN, report.id)


def left_alone(turn: Turn) -> None:
    """Tick "taken": half an hour without a word, the report is free again."""
    case = tick_case(turn)
    if case is not None and case.report.taken_by and case.report.taken_until <= turn.now:
        _free(turn, case, "")
        show_card(turn, case.report, case.history, case.files)
        show_to_group(turn, case.report)


def _free(turn: Turn, case: ReportCase, who: str) -> None:
    report = case.report
    said: dict[str, Any] = {GIVEN_BACK: 1} if was_assigned(case) else {}
    let_go(turn, report)
    if report.status == Status.ACCEPTED and not report.answered_at and may(report, Status.NEW):
        move(turn, report, Status.NEW)
    case.keep(record(turn, report, LineKind.RELEASED, actor_name=who, **said))
