"""«Всем», «Только автору», or nothing for a quarter of an hour: what becomes of an answer that waits for that word."""

from __future__ import annotations

import json

from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, tick_case
from handlers.operator.doer import chat_of_line
from handlers.operator.grace import call_off, in_grace, put_off
from handlers.operator.interim import pressed_line
from handlers.operator.whom import ASKED_KINDS, GIVE_UP_MS, must_ask, remind, stop_asking
from handlers.reports.delivery_words import ASKED_AT, TO_ALL
from handlers.reports.loads import REPORT_EVENT
from storage.records import Lane, ReportEvent, Share


def to_all(turn: Turn) -> None:
    """o_toall: all who follow get it."""
    _say(turn, 1)


def to_author(turn: Turn) -> None:
    """o_toauthor: its author alone."""
    _say(turn, 0)


def _say(turn: Turn, everybody: int) -> None:
    case, event = pressed_line(turn)
    if case is None or event is None or event.kind not in ASKED_KINDS:
        return
    decide(turn, case, event, everybody)
    turn.ack(turn.texts.label("op-toast-to-all" if everybody else "op-toast-to-author"))


def decide(turn: Turn, case: ReportCase, event: ReportEvent, everybody: int) -> None:
    """1: all who follow get it, 0: its author alone; it goes after the ten seconds."""
    stop_asking(turn, event)
    event.data = json.dumps({**json.loads(event.data), TO_ALL: everybody}, ensure_ascii=False)
    turn.save(event)
    case.keep(event)
    put_off(turn, case, event)


def not_said(turn: Turn) -> None:
    """Tick "whom": nobody has said it. It is asked once more, and in the end nobody gets the answer."""
    case, event = tick_case(turn), turn.one(REPORT_EVENT)
    if case is None or event is None or not in_grace(event):
        return
    data = json.loads(event.data)
    if TO_ALL in data or ASKED_AT not in data:
        return
    if not must_ask(turn, event):  # those who followed have left: it goes as it would have gone without them
        put_off(turn, case, event)
    elif turn.now - data[ASKED_AT] < GIVE_UP_MS:
        remind(turn, case, event)
    else:
        call_off(turn, case, event)
        chat = chat_of_line(turn, event)
        text = turn.staff_texts.say("whom-not-sent", number=str(case.report.id))
        turn.send(chat, text, lane=Lane.OPERATORS, share=Share.ALARMS, report_id=case.report.id)
