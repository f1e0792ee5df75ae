"""More time for a report: a reason and a day, in words; its author hears both."""

from __future__ import annotations

from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, refresh, show_menu
from handlers.operator.prompts import prompt
from handlers.operator.said_moment import find_moment
from handlers.reports.card_buttons import more_acts_menu

PROLONG = "prompt:prolong"
FEWEST = 4
"""Words: a day takes up to three, and a reason at least one."""


def more_acts(turn: Turn, case: ReportCase) -> None:
    """o_more: what is done more rarely."""
    show_menu(turn, case, more_acts_menu(turn.texts, case.report, turn.shared.region))


def prolong(turn: Turn, case: ReportCase) -> None:
    """o_prolong: until when, and why?"""
    prompt(turn, case, "prolong")
    refresh(turn, case)


def new_term(turn: Turn, text: str) -> dict[str, object] | None:
    """What the line of a prolongation holds; None where the words name no day or no reason."""
    until = find_moment(turn, text)
    if until is None or len(text.split()) < FEWEST:
        return None
    return {"until": until, "prolonged": 1}
