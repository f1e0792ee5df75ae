"""Another topic, another organisation: whose report it is, and where its card stands."""

from __future__ import annotations

from handlers.base.buttons import number_of, part_of
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, note_pressed, operator_name, refresh, refresh_copy, show_menu
from handlers.operator.grace import begin, pending
from handlers.reports.card import own_chat
from handlers.reports.card_buttons import organisation_menu, topic_menu
from handlers.reports.card_text import topic_name
from handlers.reports.deadlines import give_topic
from handlers.reports.office import assign
from handlers.reports.status import LineKind, record
from handlers.reports.teams import assign_team, belongs_elsewhere
from handlers.reports.topic_choice import known_group


def topic(turn: Turn, case: ReportCase) -> None:
    """o_topic: which one is it really? What its words make likely comes first."""
    page, group = (
        number_of(part_of(turn.event.argument, 1)),
        known_group(turn.shared.region, part_of(turn.event.argument, 2)),
    )
    guessed = turn.shared.guess(case.report.text)
    show_menu(turn, case, topic_menu(turn.texts, case.report, turn.shared.region, guessed, page, group))


def set_topic(turn: Turn, case: ReportCase) -> None:
    """o_settopic: with the topic go the organisation, unless somebody handed it over, and, while nothing was answered,
    the deadlines.
    """
    report, region = case.report, turn.shared.region
    chosen = region.topic(part_of(turn.event.argument, 1))
    if chosen is None or chosen.code == report.topic:
        refresh(turn, case)
        return
    before = report.topic
    give_topic(region, report, chosen)
    was, office = own_chat(turn.shared, report), assign(region, report, case.history)
    team = assign_team(turn.shared, report, case.history)
    case.keep(
        record(turn, report, LineKind.TOPIC, actor_name=operator_name(turn), **{"from": before, "to": chosen.code})
    )
    turn.ack(turn.texts.label("op-toast-topic", topic=topic_name(turn.texts, region, chosen.code)))
    note_pressed(turn, report)
    turn.save(report)
    belongs_elsewhere(turn, report, was, (office, team), case.history, case.files)
    refresh_copy(turn, case)


def hand(turn: Turn, case: ReportCase) -> None:
    """o_hand: to whom?"""
    page = number_of(part_of(turn.event.argument, 1))
    show_menu(turn, case, organisation_menu(turn.texts, case.report, turn.shared.region, page))


def hand_to(turn: Turn, case: ReportCase) -> None:
    """o_handto: after ten seconds the report is another organisation's, and its author hears whose."""
    report = case.report
    chosen = turn.shared.region.organisation(part_of(turn.event.argument, 1))
    if chosen is None or chosen.code == report.organisation:
        refresh(turn, case)
        return
    if pending(case, LineKind.TRANSFERRED) is None:
        begin(turn, case, LineKind.TRANSFERRED, "", (), **{"from": report.organisation, "to": chosen.code})
    turn.ack(turn.texts.label("op-toast-soon"))
    refresh(turn, case)
