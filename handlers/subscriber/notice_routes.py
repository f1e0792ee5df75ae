"""Routes of what people ask about notices and answer to them."""

from __future__ import annotations

from handlers.base.routes import Route, Where, button, command, meant, step, tick
from handlers.base.steps import QuestionStep
from handlers.notices import response_counts
from handlers.notices.words import AnswerButton, NoticeButton
from handlers.reports.meaning_at_question import instead_of_question
from handlers.reports.own_report import draft_report, talk
from handlers.reports.words import HELPING_STEP, DraftButton, Meant, ReportTick
from handlers.subscriber import help_alarm, help_call, info, now, outage, responses, rumour
from handlers.subscriber.responses import load_answered, load_pressed, load_response, load_standing, to_notice
from handlers.subscriber.words import SubscriberButton, SubscriberTick

HERE, OPERATORS = Where.PRIVATE, Where.OPERATORS
PRESSED = (load_pressed, load_response)
STANDING = (load_standing, load_response)
"""Of buttons that stand under a notice for as long as people keep its message."""

ASKING: tuple[Route, ...] = (
    command(HERE, "now", now.now, now.load_in_force),
    button(HERE, SubscriberButton.NOW, now.now, now.load_in_force),
    button(HERE, SubscriberButton.OPEN, now.open_notice, now.load_in_force),
    button(HERE, SubscriberButton.FILES, now.show_files, now.load_in_force),
    command(HERE, "info", info.info),
    button(HERE, SubscriberButton.INFO, info.info),
    button(HERE, SubscriberButton.GROUP, info.group),
    button(HERE, SubscriberButton.CARD, info.card),
)

MEANT: tuple[Route, ...] = (
    meant(HERE, Meant.NOW, now.asked_in_words, now.load_in_force),
    meant(HERE, Meant.RUMOUR, rumour.asked_outright, rumour.load_lately),
)

RUMOURS: tuple[Route, ...] = (
    button(HERE, SubscriberButton.RUMOUR, rumour.ask_for_it),
    step(HERE, QuestionStep.RUMOUR, rumour.asked, rumour.load_lately, talk, instead=instead_of_question),
    button(HERE, DraftButton.CHECK_RUMOUR, rumour.check_draft, rumour.load_lately),
    button(HERE, SubscriberButton.PASS_ON, rumour.pass_on, draft_report),
    button(HERE, SubscriberButton.NO_RUMOUR, rumour.not_needed),
)

ANSWERS: tuple[Route, ...] = (
    button(HERE, AnswerButton.SAFE, to_notice(responses.safe), *STANDING, load_answered),
    button(HERE, AnswerButton.AWAY, to_notice(responses.away), *STANDING),
    button(HERE, AnswerButton.WHAT, to_notice(responses.what), *STANDING),
    button(HERE, AnswerButton.ON, outage.on, *PRESSED),
    button(HERE, AnswerButton.OFF, outage.off, *PRESSED),
    button(HERE, SubscriberButton.HOUSE, outage.at_place, *PRESSED),
    button(HERE, SubscriberButton.REPORT, outage.report, *PRESSED),
    button(HERE, SubscriberButton.NO_REPORT, outage.no_report),
    step(HERE, QuestionStep.HOUSE, outage.told, outage.load_asked, load_response, talk),
    button(OPERATORS, NoticeButton.ANSWERS, response_counts.show_answers, response_counts.load_responses, officer=True),
)

HELP: tuple[Route, ...] = (
    button(HERE, AnswerButton.HELP, help_call.help_, *STANDING, load_answered),
    button(HERE, SubscriberButton.AT, help_call.at_place, *PRESSED),
    button(HERE, SubscriberButton.NOWHERE, help_call.nowhere, *PRESSED),
    button(HERE, SubscriberButton.NO_HELP, help_call.mistake, *PRESSED),
    step(HERE, HELPING_STEP, help_call.told, help_call.load_asked, load_response),
    tick(ReportTick.HELPING, help_call.waited, help_call.load_asked, load_response, personal=True),
    tick(SubscriberTick.CALL_WAITS, help_alarm.waited, help_alarm.load_waiting),
    tick(SubscriberTick.CALL_ALARM, help_alarm.alarm, help_alarm.load_untaken),
)

ROUTES: tuple[Route, ...] = ASKING + MEANT + RUMOURS + ANSWERS + HELP
