"""Words that were taken for a question or a request wait for a day: one tap makes a report of them."""

from __future__ import annotations

from handlers.base.buttons import Rows
from handlers.base.message import Button, clean
from handlers.base.steps import KeptData
from handlers.base.turn import Turn
from handlers.reading.said import KNOWN
from handlers.reports.draft import DROP_MS, draft_of
from handlers.reports.words import DraftTick, ScreenButton


def keep_for_a_report(turn: Turn) -> Rows:
    """Keep the turn's words and offer the button; nothing where every word of them is known, or a draft is written."""
    if turn.meant is None or turn.meant[3] >= KNOWN or draft_of(turn) is not None:
        return ()
    return keep_words(turn)


def keep_words(turn: Turn) -> Rows:
    """Keep the turn's words, whatever they are, and offer the button."""
    turn.data[KeptData.SAID] = [turn.event.message, clean(turn.event.text).strip()]
    turn.after(DROP_MS, DraftTick.DROP, turn.timer_key)
    return ((Button(turn.texts.label("button-is-report"), ScreenButton.IS_REPORT.value),),)
