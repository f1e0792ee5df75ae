"""«Поправить»: an answer that sounds like an excuse waits for five minutes, to be put better; then it goes as it is."""

from __future__ import annotations

import json
from collections.abc import Sequence

from handlers.base.event import Attachment
from handlers.base.texts import MINUTE_MS
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, operator_name
from handlers.operator.grace import add_files, confirm, put_off
from handlers.operator.interim import pressed_line
from handlers.operator.look_over import HELD, look_over
from handlers.operator.words import OperatorTick
from storage.records import ReportEvent

WAITS_MINUTES = 5
"""So long an answer that sounds like an excuse waits for better words."""


def mend(turn: Turn) -> None:
    """o_mend: wait for the better text."""
    case, event = pressed_line(turn)
    if case is None or event is None:
        return
    data = json.loads(event.data)
    if not data.get(HELD):
        event.data = json.dumps({**data, HELD: WAITS_MINUTES}, ensure_ascii=False)
        turn.save(event)
        case.keep(event)
        turn.after(WAITS_MINUTES * MINUTE_MS, OperatorTick.ANSWER, event.id)
        confirm(turn, case, event)
    turn.ack(turn.texts.label("op-toast-held", minutes=WAITS_MINUTES))


def as_it_is(turn: Turn) -> None:
    """o_asis: it goes as it is, after the ten seconds."""
    case, event = pressed_line(turn)
    if case is None or event is None:
        return
    look_over(turn, case, event, again=True)
    put_off(turn, case, event)
    turn.ack(turn.texts.label("op-toast-interim"))


def is_held(event: ReportEvent) -> bool:
    """Whether a better text is waited for."""
    return bool(json.loads(event.data).get(HELD))


def put_better(turn: Turn, case: ReportCase, event: ReportEvent, text: str, files: Sequence[Attachment] = ()) -> None:
    """The better text, as a reply to the message that asks for it: goes after ten seconds."""
    operator_name(turn)
    event.text = text or event.text
    add_files(turn, event, files)
    look_over(turn, case, event, again=True)
    put_off(turn, case, event, edited=True)
