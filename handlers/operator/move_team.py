"""To another team of the centre, or to the admin chat: the card moves at once, since nobody outside hears of it."""

from __future__ import annotations

from handlers.base.buttons import number_of, part_of
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, note_pressed, operator_name, refresh, show_menu
from handlers.operator.take import let_go
from handlers.reports.card_buttons import team_menu
from handlers.reports.card_text import team_name
from handlers.reports.status import record
from handlers.reports.teams import MOVED, follow_team, is_shut


def team(turn: Turn, case: ReportCase) -> None:
    """o_team: to which?"""
    page = number_of(part_of(turn.event.argument, 1))
    show_menu(turn, case, team_menu(turn.texts, case.report, turn.shared.region, page))


def to_team(turn: Turn, case: ReportCase) -> None:
    """o_toteam: the card goes there, free for whoever takes it. Not into a chat that the bot was thrown out of."""
    report, shared = case.report, turn.shared
    code, left = part_of(turn.event.argument, 1), report.team
    if code == left or (code and shared.region.team(code) is None):
        refresh(turn, case)
        return
    name = team_name(turn.texts, shared.region, code)
    if code and is_shut(shared, code):
        turn.ack(turn.texts.label("op-toast-team-shut", team=name))
        refresh(turn, case)
        return
    who = operator_name(turn)
    let_go(turn, report)
    report.team = code
    case.keep(record(turn, report, MOVED, actor_name=who, **{"from": left, "to": code}))
    turn.ack(turn.texts.label("op-toast-team", number=str(report.id), team=name))
    note_pressed(turn, report)
    follow_team(turn, report, left, case.history, case.files, who)
