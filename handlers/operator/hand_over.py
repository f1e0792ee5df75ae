"""Another topic, another organisation: whose report it is, and where its card stands."""

from __future__ import annotations

from handlers.base.buttons import number_of, part_of
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, note_pressed, operator_name, refresh, refresh_copy, show_menu
from handlers.operator.grace import begin, pending
from handlers.reports.card import (
    IN_ADMIN_CHAT,
    has_card,
    leave_chat,
    own_chat,
    put_first_card,
    show_card,
)
from handlers.reports.card_buttons import organisation_menu, topic_menu
from handlers.reports.card_text import organisation_name, topic_name
from handlers.reports.deadlines import due, solve_due
from handlers.reports.status import record
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
    """o_settopic: with the topic go its organisation and, while nothing was answered, its deadlines."""
    report, region = case.report, turn.shared.region
    chosen = region.topic(part_of(turn.event.argument, 1))
    if chosen is None or chosen.code == report.topic:
        refresh(turn, case)
        return
    before, left = report.topic, report.organisation
    report.topic, report.organisation = chosen.code, chosen.organisation
    if not report.answered_at:
        report.first_due_at = due(region, report.created_at, chosen.first_hours)
        report.due_at = solve_due(region, report.created_at, chosen.solve_days)
    case.keep(record(turn, report, "topic", actor_name=operator_name(turn), **{"from": before, "to": chosen.code}))
    turn.ack(turn.texts.label("op-toast-topic", topic=topic_name(turn.texts, region, chosen.code)))
    note_pressed(turn, report)
    follow(turn, case, left)
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
    if pending(case, "transferred") is None:
        begin(turn, case, "transferred", "", (), **{"from": report.organisation, "to": chosen.code})
    turn.ack(turn.texts.label("op-toast-soon"))
    refresh(turn, case)


def follow(turn: Turn, case: ReportCase, left: str) -> None:
    """The card appears in the chat of its new organisation, with its files, and goes from the old one's."""
    report, shared, texts = case.report, turn.shared, turn.staff_texts
    old, new = own_chat(shared, left), own_chat(shared, report.organisation)
    if old != new and shared.admin_chat != old:
        if old is not None and has_card(shared, report, old):
            leave_chat(turn, old, report, organisation_name(texts, shared.region, report.organisation))
        report.carded &= IN_ADMIN_CHAT
        report.unshown &= IN_ADMIN_CHAT
        turn.save(report)
    show_card(turn, report, case.history, case.files)
    if new is not None and new != shared.admin_chat and not has_card(shared, report, new):
        note = texts.say("card-handed", number=str(report.id))
        put_first_card(turn, new, report, case.history, case.files, note=note)
