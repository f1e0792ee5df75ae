"""«Not solved yet»: an answer that has not gone becomes an interim one, with the day of the next word if one is known.

The day is pressed, or written: in the answer itself («до 5 декабря»), or as a reply to its confirmation.
"""

from __future__ import annotations

import json

from handlers.base.buttons import number, part
from handlers.base.staff import tell
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, may_see, operator_name, tick_case
from handlers.operator.confirmation import UNTIL_DAYS
from handlers.operator.grace import in_grace, put_off
from handlers.operator.look_over import HELD, OFFERED, by_its_mark, look_over
from handlers.operator.said_moment import find_moment
from handlers.reports.deadlines import solve_due
from handlers.reports.loads import REPORT_EVENT
from handlers.reports.saved import WILL_GO
from handlers.reports.status import ALIVE, LineKind, Status
from storage.records import Delivery, ReportEvent


def interim(turn: Turn) -> None:
    """o_interim: it is not the last answer."""
    case, event = pressed_line(turn)
    if case is None or event is None:
        return
    if event.kind == LineKind.ANSWER and Status(case.report.status) in ALIVE:
        not_the_last(turn, case, event)
    turn.ack(turn.texts.label("op-toast-interim"))


def not_the_last(turn: Turn, case: ReportCase, event: ReportEvent) -> None:
    """An answer that has not gone becomes an interim one."""
    event.kind = LineKind.INTERIM
    _change(turn, case, event, find_moment(turn, event.text))


def as_answer(turn: Turn) -> None:
    """o_answer: what ends with a question mark is an answer all the same."""
    case, event = pressed_line(turn)
    if case is None or event is None:
        return
    if by_its_mark(event):
        event.kind = LineKind.ANSWER
        turn.save(event)
        case.keep(event)
        look_over(turn, case, event)
        put_off(turn, case, event)
    turn.ack(turn.texts.label("op-toast-answer"))


def promise(turn: Turn) -> None:
    """o_promise: the day that its words name is promised, so it is not the last answer."""
    case, event = pressed_line(turn)
    if case is None or event is None:
        return
    day = json.loads(event.data).get(OFFERED)
    if (
        event.kind in (LineKind.ANSWER, LineKind.INTERIM)
        and isinstance(day, int)
        and Status(case.report.status) in ALIVE
    ):
        event.kind = LineKind.INTERIM
        _change(turn, case, event, day)
    turn.ack(turn.texts.label("op-toast-interim"))


def until(turn: Turn) -> None:
    """o_until: the next word comes in so many days."""
    case, event = pressed_line(turn)
    days = number(part(turn, 1))
    if case is None or event is None or event.kind != LineKind.INTERIM or days not in UNTIL_DAYS:
        return
    _change(turn, case, event, solve_due(turn.shared.region, turn.now, days))
    turn.ack(turn.texts.label("op-toast-interim"))


def written_until(turn: Turn, case: ReportCase, event: ReportEvent, text: str) -> None:
    """The day as a reply to the confirmation; what is no day goes to nobody, and that is said."""
    at = find_moment(turn, text)
    if at is None:
        tell(turn, turn.t("op-no-moment"), report_id=event.report_id, event_id=event.id, purpose=WILL_GO)
    else:
        event.kind = LineKind.INTERIM
        _change(turn, case, event, at)


def pressed_line(turn: Turn) -> tuple[ReportCase | None, ReportEvent | None]:
    """The line that is still about to go; else its button is answered."""
    operator_name(turn)
    case, event = tick_case(turn), turn.one(REPORT_EVENT)
    if case is None or event is None or not may_see(turn, case.report):
        turn.ack(turn.texts.label("op-toast-no-report"))
    elif not in_grace(event):
        turn.ack(turn.texts.label("op-toast-undone" if event.delivery == Delivery.CALLED_OFF else "op-toast-too-late"))
    else:
        return case, event
    return None, None


def _change(turn: Turn, case: ReportCase, event: ReportEvent, at: int | None) -> None:
    data = json.loads(event.data)
    if at is not None:
        data["until"] = at
    data.pop(HELD, None)
    event.data = json.dumps(data, ensure_ascii=False)
    turn.save(event)
    case.keep(event)
    put_off(turn, case, event)
