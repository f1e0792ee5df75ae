"""An operator edits an answer that has gone: after ten seconds its author reads it so, and the edit can be stopped."""

from __future__ import annotations

import json

from handlers.base.loads import Needs, need
from handlers.base.message import Button, Message
from handlers.base.staff import tell
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, may_see, operator_name, tick_case
from handlers.operator.confirmation import SHOWN_WORDS, named
from handlers.operator.look_over import OFFERED, look_over
from handlers.operator.words import OperatorButton, OperatorTick
from handlers.reports.about import first_words
from handlers.reports.card import show_card
from handlers.reports.card_text import is_erased
from handlers.reports.corrected import SENT_OF_EVENT, correct, correct_joined
from handlers.reports.loads import JOINED_REPORTS, REPORT_EVENT, joined_to
from handlers.reports.status import ALIVE, WORDED, LineKind, Status
from handlers.reports.words import ReportTick
from storage.answer_records import Promise
from storage.records import Delivery, Lane, ReportEvent, Share

CORRECT_MS = 10_000
WAS = "was"
"""In such a line's data: what it said before, the oldest first."""
ARRIVED = "arrived"
"""In its data: 1 where its author has one of these texts, so that whatever comes later is a correction."""


@need(SENT_OF_EVENT, JOINED_REPORTS)
def sent_of_event(turn: Turn) -> Needs:
    """Third stage: the messages of the line, and whose reports were joined."""
    event = turn.one(REPORT_EVENT)
    return (SENT_OF_EVENT(event.report_id, event.id), joined_to(event.report_id)) if event else ()


def correct_soon(turn: Turn, case: ReportCase, event: ReportEvent, text: str) -> bool:
    """An edit of what has gone: says what will be read instead, and how to stop it. False where nobody can be told."""
    if event.kind not in WORDED or event.delivery in ("", Delivery.CALLED_OFF) or is_erased(case.report):
        return False
    if case.report.status == Status.WITHDRAWN:
        return False
    turn.after(CORRECT_MS, OperatorTick.CORRECT, event.id, text)
    report = named(turn.staff_texts, turn.shared.region, case.report)
    said = turn.t("will-correct", report=report, words=first_words(text, SHOWN_WORDS))
    stop = Button(turn.texts.label("op-button-keep"), OperatorButton.KEEP(event.id), style="bad")
    message = Message(said, ((stop,),), reply_to=turn.event.message)
    tell(turn, message, slot=_slot(event), report_id=event.report_id, event_id=event.id)
    return True


def keep(turn: Turn) -> None:
    """o_keep: the answer stays as it went."""
    operator_name(turn)
    case, event = tick_case(turn), turn.one(REPORT_EVENT)
    if case is None or event is None or not may_see(turn, case.report):
        turn.ack(turn.texts.label("op-toast-no-report"))
        return
    keep_as_it_went(turn, event)
    turn.ack(turn.texts.label("op-toast-kept"))


def keep_as_it_went(turn: Turn, event: ReportEvent) -> None:
    """What was to be read instead is not read: of an edit that waits its ten seconds, if there is one."""
    turn.forget_timer(OperatorTick.CORRECT, event.id)
    turn.take_away(turn.here, _slot(event), lane=Lane.OPERATORS, share=Share.ASKED)


def corrected(turn: Turn) -> None:
    """Tick "correct": its author reads the edit, as an edit where that can be; so do authors of joined reports."""
    case, event, text = tick_case(turn), turn.one(REPORT_EVENT), turn.event.text
    if case is None or event is None or is_erased(case.report) or not text:
        return
    data = json.loads(event.data)
    arrived = {ARRIVED: 1} if event.delivery == Delivery.DELIVERED else {}
    event.data = json.dumps({**data, **arrived, WAS: [*data.get(WAS, []), event.text]}, ensure_ascii=False)
    event.text = text
    promised_by_words = OFFERED in data and data.get("until") == data[OFFERED]
    look_over(turn, case, event, again=True)
    if event.kind == LineKind.INTERIM and promised_by_words:
        _promise_anew(turn, case, event)
    files = any(file.event_id == event.id for file in case.files)
    correct(turn, case.report, event, turn.many(SENT_OF_EVENT), files=files)
    for other in turn.many(JOINED_REPORTS):
        if not is_erased(other):
            correct_joined(turn, other, event)
    case.keep(event)
    show_card(turn, case.report, case.history, case.files)


def _promise_anew(turn: Turn, case: ReportCase, event: ReportEvent) -> None:
    """The day that its words named was promised: so is the one that they name now, unless the first one has passed."""
    report, data = case.report, json.loads(event.data)
    before, day = data["until"], data.get(OFFERED)
    if not isinstance(day, int) or day == before or before <= turn.now or Status(report.status) not in ALIVE:
        return
    event.data = json.dumps({**data, "until": day}, ensure_ascii=False)
    report.due_at = day
    turn.save(report)
    turn.save(Promise(event.id, report.id, report.organisation, turn.now, day))
    turn.after(day - turn.now, ReportTick.PROMISED, report.id)


def _slot(event: ReportEvent) -> str:
    return f"correct:{event.id}"
