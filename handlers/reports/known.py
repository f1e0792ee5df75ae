"""What is known at a draft's place, on its last screen: open reports of others, and a notice for that very address.

`ReportDraft.known` are [kind, number, line, label]: kind CASE or NOTICE, the number of the report or notice, the line
and the button that stand for it. handlers.cases finds it a moment after the screen, so that nothing waits for it.
"""

from __future__ import annotations

from handlers.base.buttons import Rows
from handlers.base.message import Button, Marked
from handlers.base.texts import join, shorten
from handlers.base.turn import Turn
from handlers.reports.draft import ReportDraft
from handlers.reports.words import DraftButton, DraftTick

CASE, NOTICE = "case", "notice"
LABEL_LENGTH = 40


def look_around(turn: Turn, draft: ReportDraft) -> None:
    """Have it looked for, once for each topic and place. Nothing delays a danger: there it comes after sending."""
    wanted = what_is_looked_for(draft)
    if draft.danger or draft.known_for == wanted:
        return
    if draft.known_for or wanted:
        draft.known, draft.follow = [], 0
    draft.known_for = wanted
    if wanted:
        turn.after(0, DraftTick.KNOWN, turn.timer_key)


def what_is_looked_for(draft: ReportDraft) -> str:
    """Topic and place in one text; "" where there is no place."""
    if not draft.has_place:
        return ""
    point = "" if draft.lat is None or draft.lon is None else f"{draft.lat:.5f} {draft.lon:.5f}"
    return "|".join((draft.topic, draft.settlement, draft.address, point))


def known_lines(turn: Turn, draft: ReportDraft) -> Marked:
    """Each known thing in a line; nothing where nothing is known."""
    if draft.danger or not draft.known:
        return Marked("")
    notices = [Marked(line) for kind, _, line, _ in draft.known if kind == NOTICE]
    cases = [Marked(line) for kind, _, line, _ in draft.known if kind == CASE]
    heading = turn.t("known-heading") if cases else ""
    return join(*notices, join(heading, *cases, by="\n"))


def known_rows(draft: ReportDraft, room: int) -> Rows:
    """A button for each; at least one, and of cases as many as there is `room` for beside them."""
    if draft.danger:
        return ()
    words = {CASE: DraftButton.FOLLOW, NOTICE: DraftButton.FOLLOW_NOTICE}
    buttons = [
        Button(shorten(label, LABEL_LENGTH), words[kind](draft.id, number)) for kind, number, _, label in draft.known
    ]
    return tuple((button,) for button in buttons[: max(1, room)])
