"""«Это то же самое», «Не следить»: one's report becomes one of a case that is known, and leaves it."""

from __future__ import annotations

from handlers.base.buttons import number, part
from handlers.base.message import Message
from handlers.base.turn import Turn
from handlers.reports.card import show_card
from handlers.reports.draft_screens import draft_button, pressed_draft, show_draft, tell_old_button
from handlers.reports.following import leave_case
from handlers.reports.known import CASE
from handlers.reports.loads import REPORT_FILES, REPORT_HISTORY
from handlers.reports.own_report import own_report
from handlers.reports.sending import send
from handlers.reports.status import Status


def is_the_same(turn: Turn) -> None:
    """Button «Это то же самое»: only of a case that the draft's screen has shown."""
    draft, wanted = pressed_draft(turn), number(part(turn, 1))
    if draft is None:
        return
    if not any(known[:2] == [CASE, wanted] for known in draft.known):
        show_draft(turn, draft)
        return
    draft.follow = wanted
    send(turn, draft)


def leave(turn: Turn) -> None:
    """Button «Не следить»."""
    report = own_report(turn)
    if report is None or report.status != Status.MERGED:
        tell_old_button(turn)
        return
    leave_case(turn, report)
    show_card(turn, report, turn.many(REPORT_HISTORY), turn.many(REPORT_FILES))
    turn.screen(Message(turn.t("followed-left", number=str(report.id)), draft_button(turn)))
