"""Why a report is handed over, or back to the centre: pressed or written at the confirmation, before it is done.

Staff read it on the card and in the chat that gets it; its author does not.
"""

from __future__ import annotations

import json

from handlers.base.buttons import part
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase
from handlers.operator.confirmation import HAND_REASONS
from handlers.operator.grace import put_off
from handlers.operator.interim import pressed_line
from handlers.reports.status import LineKind
from storage.records import ReportEvent


def why(turn: Turn) -> None:
    """o_why: one of the list."""
    case, event = pressed_line(turn)
    code = part(turn, 1)
    if case is None or event is None:
        return
    if event.kind == LineKind.TRANSFERRED and code in HAND_REASONS:
        _give(turn, case, event, turn.staff_texts.label(f"hand-because-{code}"))
    turn.ack(turn.texts.label("op-toast-soon"))


def written_why(turn: Turn, case: ReportCase, event: ReportEvent, text: str) -> None:
    """One's own words, as a reply to the confirmation."""
    _give(turn, case, event, text)


def _give(turn: Turn, case: ReportCase, event: ReportEvent, reason: str) -> None:
    event.data = json.dumps({**json.loads(event.data), "because": reason}, ensure_ascii=False)
    turn.save(event)
    case.keep(event)
    put_off(turn, case, event)
