"""How a report begins: by a command, by a message out of the blue, by what came with another command."""

from __future__ import annotations

from dataclasses import replace

from handlers.base.greeting import first_contact, greet, keep_source, say_with_menu
from handlers.base.phrases import begun_with, is_small_talk, is_thanks, phrases, words_beside, words_of
from handlers.base.steps import OpenStep
from handlers.base.texts import MINUTE_MS
from handlers.base.turn import Turn
from handlers.reports.collect import schedule, take
from handlers.reports.draft import ReportDraft, begin, draft_of
from handlers.reports.draft_screens import show_draft
from handlers.reports.its_words import words_alone
from handlers.reports.laid_aside import take_up
from handlers.reports.named_place import place_named
from handlers.reports.own_report import followed_reports, open_reports
from handlers.reports.said_place import place_alone, take_place
from handlers.reports.spoken_of import answered
from handlers.reports.tell_citizen import heard_of
from handlers.reports.which_report import belongs_to, over_again
from handlers.reports.wished import is_as_wished
from handlers.reports.words import DRAFT_IDLE_MS, DraftTick
from storage.records import Report

SOON_MS = 30 * MINUTE_MS
"""So long what goes on with «и ещё» is of the place of the report before."""


def fresh(turn: Turn) -> None:
    """A message while nothing is being written: small talk, an addition, or the beginning of a report."""
    keep_source(turn)
    into = belongs_to(turn)
    if is_small_talk(turn, asked=into > 0):
        small_talk(turn)
        return
    alive = open_reports(turn)
    for report in answered(turn):
        heard_of(turn, report)
    draft = begin(turn, into=into, offer=alive[0].id if alive and not into else 0)
    draft.calm = is_as_wished(turn, turn.event.text)
    if draft.offer and _goes_on(turn, alive[0]):
        draft.stand_at(alive[0])
    if not into and begins_with_place(turn, draft):
        return
    if not alive and (again := over_again(turn)) is not None:
        draft.offer, draft.offer_over = again.id, again not in followed_reports(turn)
    elif not (alive or into) and (followed := followed_reports(turn)):
        draft.offer = followed[0].id
    take(turn, draft)


def _goes_on(turn: Turn, report: Report) -> bool:
    """«И ещё газом пахнет в подъезде» soon after a report: it is of the same place where it names none."""
    text = words_alone(turn)
    polite = phrases(turn, "small-talk-thanks") | phrases(turn, "small-talk-greetings")
    also = begun_with(words_beside(words_of(text), polite), phrases(turn, "also-words")) > 0
    soon = turn.now - max(report.created_at, report.answered_at) <= SOON_MS
    return also and soon and not any(place_named(turn, text))


def begins_with_place(turn: Turn, draft: ReportDraft) -> bool:
    """Whether the message is a place and nothing more: it is where, and what is asked for."""
    event, text = turn.event, words_alone(turn)
    said = place_alone(turn, text) if text and not event.forwarded else None
    if said is None or turn.shared.is_danger(text):
        return False
    take_place(turn, draft, said)
    draft.told_place, draft.address_message = text, event.message
    if event.message:
        draft.messages.append(event.message)
    if first_contact(turn):
        greet(turn)
    schedule(turn, draft)
    return True


def small_talk(turn: Turn) -> None:
    """A kind word and the menu; nothing begins."""
    if first_contact(turn):
        greet(turn)
    elif is_thanks(turn):
        say_with_menu(turn, turn.t("small-talk-welcome"))
    else:
        say_with_menu(turn, turn.t("small-talk-hello"))
    if turn.dialogue.step != OpenStep.ADDED:
        turn.step("")


def report(turn: Turn) -> None:
    """«Сообщить о проблеме»: a new report, whatever else is open; it begins with what came after the command."""
    take_up(turn)
    if says_more(turn):
        take_rest(turn)
        return
    draft = draft_of(turn)
    if draft is None or draft.empty:
        if first_contact(turn):
            greet(turn)
        draft = begin(turn)
        turn.after(DRAFT_IDLE_MS, DraftTick.IDLE, turn.timer_key)
    show_draft(turn, draft)


def says_more(turn: Turn) -> bool:
    return bool(turn.command_argument) or turn.event.brings_more


def take_rest(turn: Turn) -> None:
    """What came with the command, as if it had been written without it."""
    turn.event = replace(turn.event, text=turn.command_argument)
    take(turn, draft_of(turn) or begin(turn))
