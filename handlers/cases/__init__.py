"""One trouble, one case: what is known at a place before somebody writes it once more. `ROUTES` says what reacts."""

from __future__ import annotations

from handlers.base.routes import Route, Where, button, tick
from handlers.base.routes import meant as meaning
from handlers.cases.again import case_to_reopen, come_back, load_fresh, load_over, load_waiting, look_again
from handlers.cases.filed import filed_report, follow_filed, followed_case, said_the_same, shown_case
from handlers.cases.known import load_filed, load_known, load_of_filed, show_known, tell_known
from handlers.cases.notice import follow_notice, notice_at_place, notice_on_screen, said_follow
from handlers.reports.own_report import named_report
from handlers.reports.words import DraftButton, DraftTick, Meant, ReportButton, ReportTick

ROUTES: tuple[Route, ...] = (
    tick(DraftTick.KNOWN, show_known, load_known, personal=True),
    tick(ReportTick.KNOWN, tell_known, load_filed, load_of_filed, personal=True),
    tick(ReportTick.AGAIN, look_again, load_fresh, load_over, load_waiting),
    tick(ReportTick.BACK, come_back, case_to_reopen),
    button(Where.PRIVATE, ReportButton.FOLLOW, follow_filed, named_report, followed_case),
    button(Where.PRIVATE, DraftButton.FOLLOW_NOTICE, follow_notice, notice_at_place),
    meaning(Where.PRIVATE, Meant.SAME_FILED, said_the_same, filed_report, shown_case),
    meaning(Where.PRIVATE, Meant.END_OF_NOTICE, said_follow, notice_on_screen),
)
