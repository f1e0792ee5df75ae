"""What citizens ask about notices and answer to them: routes."""

from __future__ import annotations

from handlers.base.routes import Route, Where, button, command, step, tick
from handlers.notices import response_counts
from handlers.reports.draft import HELPING
from handlers.reports.own_report import draft_report, talk
from handlers.subscriber import help_alarm, help_call, info, now, outage, responses, rumour
from handlers.subscriber.common import HOUSE, RUMOUR
from handlers.subscriber.responses import load_answered, load_pressed, to_notice

HERE, OPERATORS = Where.PRIVATE, Where.OPERATORS

ASKING: tuple[Route, ...] = (
    command(HERE, "now", now.now, now.load_in_force),
    button(HERE, "s_now", now.now, now.load_in_force),
    button(HERE, "s_open", now.open_notice, now.load_in_force),
    button(HERE, "s_files", now.show_files, now.load_in_force),
    command(HERE, "info", info.info),
    button(HERE, "s_info", info.info),
    button(HERE, "s_group", info.group),
    button(HERE, "s_card", info.card),
)

RUMOURS: tuple[Route, ...] = (
    button(HERE, "s_rumour", rumour.ask_for_it),
    step(HERE, RUMOUR, rumour.asked, rumour.load_lately, talk),
    button(HERE, "s_check", rumour.check_draft, rumour.load_lately),
    button(HERE, "s_pass", rumour.pass_on, draft_report),
    button(HERE, "s_norumour", rumour.not_needed),
)

ANSWERS: tuple[Route, ...] = (
    button(HERE, "n_safe", to_notice(responses.safe), load_pressed, load_answered),
    button(HERE, "n_away", to_notice(responses.away), load_pressed),
    button(HERE, "n_what", to_notice(responses.what), load_pressed),
    button(HERE, "n_on", outage.on, load_pressed),
    button(HERE, "n_off", outage.off, load_pressed),
    button(HERE, "n_house", outage.at_place, load_pressed),
    button(HERE, "n_report", outage.report, load_pressed),
    button(HERE, "n_noreport", outage.no_report),
    step(HERE, HOUSE, outage.told, outage.load_asked, talk),
    button(OPERATORS, "d_answers", response_counts.show_answers, response_counts.load_responses, officer=True),
)

HELP: tuple[Route, ...] = (
    button(HERE, "n_help", help_call.help_, load_pressed, load_answered),
    button(HERE, "n_at", help_call.at_place, load_pressed),
    button(HERE, "n_nowhere", help_call.nowhere, load_pressed),
    button(HERE, "n_nohelp", help_call.mistake, load_pressed),
    step(HERE, HELPING, help_call.told, help_call.load_asked),
    tick(HELPING, help_call.waited, help_call.load_asked, personal=True),
    tick(help_alarm.WAIT, help_alarm.waited, help_alarm.load_waiting),
    tick(help_alarm.ALARM, help_alarm.alarm, help_alarm.load_untaken),
)

ROUTES: tuple[Route, ...] = ASKING + RUMOURS + ANSWERS + HELP
