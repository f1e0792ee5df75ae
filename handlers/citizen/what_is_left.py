"""«Снег убрали, но теперь мусор не вывозят»: the report is closed, and what is left begins one of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from handlers.base.turn import Turn
from handlers.reports.collect import tend
from handlers.reports.danger import warn_of_danger
from handlers.reports.draft import begin
from handlers.reports.draft_screens import show_draft
from handlers.reports.two_troubles import other_trouble
from storage.records import Report


def begin_with_rest(turn: Turn, report: Report, words: str, waiting: Sequence[dict[str, Any]] = ()) -> bool:
    """Begin a report at the same place with what the words tell besides "solved"; False where that is nothing.
    `waiting`: drafts that go on after it.
    """
    rest = other_trouble(turn, report, words)
    if not rest:
        return False
    draft = begin(turn)
    draft.texts, draft.last_at, draft.waiting = [[turn.event.message, rest]], turn.now, [*waiting]
    draft.stand_at(report)
    warn_of_danger(turn, draft, rest)
    tend(turn, draft)
    turn.leave_screen()
    show_draft(turn, draft, turn.t("solved-what-is-left"))
    return True
