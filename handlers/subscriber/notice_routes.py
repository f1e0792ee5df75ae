"""What citizens ask about notices and answer to them: routes."""

from __future__ import annotations

from handlers.base.routes import Route, Where, button, command, step, tick
from handlers.reports.draft import HELPING
from handlers.reports.own_report import talk
from handlers.subscriber import help_alarm, help_call, info, now, outage, response_counts, responses, rumour
from handlers.subscriber.common import HOUSE, RUMOUR
from handlers.subscriber.responses import answered_report, pressed_notice, to_notice

HERE, OPERATORS = Where.PRIVATE, Where.OPERATORS

ASKING: tuple[Route, ...] = (
    command(HERE, "now", now.now, now.in_force),
    button(HERE, "s_now", now.now, now.in_force),
    button(HERE, "s_open", now.open_notice, now.in_force),
    button(HERE, "s_files", now.show_files, now.in_force),
    command(HERE, "info", info.info),
    button(HERE, "s_info", info.info),
    button(HERE, "s_group", info.group),
    button(HERE, "s_card", info.card),
)

RUMOURS: tuple[Route, ...] = (
    button(HERE, "s_rumour", rumour.ask_for_it),
    step(HERE, RUMOUR, rumour.asked, rumour.said_or_report),
    button(HERE, "s_check", rumour.check_draft, rumour.said_lately),
    button(HERE, "s_pass", rumour.pass_on),
    button(HERE, "s_norumour", rumour.not_needed),
)

ANSWERS: tuple[Route, ...] = (
    button(HERE, "n_safe", to_notice(responses.safe), pressed_notice, answered_report),
    button(HERE, "n_away", to_notice(responses.away), pressed_notice),
    button(HERE, "n_what", to_notice(responses.what), pressed_notice),
    button(HERE, "n_on", outage.on, pressed_notice),
    button(HERE, "n_off", outage.off, pressed_notice),
    button(HERE, "n_house", outage.at_place, pressed_notice),
    button(HERE, "n_report", outage.report, pressed_notice),
    button(HERE, "n_noreport", outage.no_report),
    step(HERE, HOUSE, outage.told, outage.asked_notice, talk),
    button(OPERATORS, "d_answers", response_counts.show_answers, response_counts.load_answers, officer=True),
)

HELP: tuple[Route, ...] = (
    button(HERE, "n_help", help_call.help_, pressed_notice, answered_report),
    button(HERE, "n_at", help_call.at_place, pressed_notice),
    button(HERE, "n_nowhere", help_call.nowhere, pressed_notice),
    button(HERE, "n_nohelp", help_call.mistake, pressed_notice),
    step(HERE, HELPING, help_call.told, help_call.asked_notice),
    tick(HELPING, help_call.waited, help_call.asked_notice, personal=True),
    tick(help_alarm.WAIT, help_alarm.waited, help_alarm.waiting_call),
    tick(help_alarm.ALARM, help_alarm.alarm, help_alarm.untaken_calls),
)

ROUTES: tuple[Route, ...] = ASKING + RUMOURS + ANSWERS + HELP
