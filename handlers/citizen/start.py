"""The first contact, help, and what nothing else takes: unknown commands and old buttons."""

from __future__ import annotations

import re

from handlers.base.commands import nearest, spoken
from handlers.base.contacts import emergency_contacts
from handlers.base.greeting import first_contact, greet, keep_source, menu, say_with_menu
from handlers.base.message import Message
from handlers.base.steps import OpenStep
from handlers.base.texts import join, shorten
from handlers.base.turn import Turn
from handlers.reports import consent
from handlers.reports.beginning import says_more, take_rest
from handlers.reports.draft import draft_of
from handlers.reports.draft_screens import show_draft, tell_old_button
from handlers.reports.its_words import asked_of_us, asks_hours, prays, wants_fun
from handlers.reports.sending import appeal
from handlers.reports.words import DraftScreen

PAYLOAD = re.compile(r"[\w-]{0,64}")
"""What a start link hands over; anything else after /start was written by a person."""
NEAR_LIMIT = 100


def start(turn: Turn) -> None:
    """/start: who this is; a draft that is being written is not lost, nor what was written after the command."""
    keep_source(turn)
    if says_more(turn) and not PAYLOAD.fullmatch(turn.command_argument):
        if not first_contact(turn):
            greet(turn)
        take_rest(turn)
        return
    greet(turn)
    _show_draft_again(turn)


def who_we_are(turn: Turn) -> None:
    """«Вы кто?»: the greeting once more; «вы в выходные работаете?»: when; «а сосед узнает?»: who sees it. What was
    asked or is being written stays.
    """
    if asked := asked_of_us(turn):
        if first_contact(turn):
            greet(turn)
        turn.say(turn.t(f"told-{asked}"))
        draft = draft_of(turn)
        if draft is not None and draft.showing == DraftScreen.CONSENT:
            consent.ask(turn, draft)
            return
    elif asks_hours(turn):
        region = turn.shared.region
        hours = {"opens": f"{region.opens:%H:%M}", "closes": f"{region.closes:%H:%M}"}
        say_with_menu(turn, turn.t("hours-of-work", **hours))
    else:
        greet(turn)
    _show_draft_again(turn)


def kind_word(turn: Turn) -> None:
    """A prayer, a joke that is wished for, a fire sign alone: a kind word and the way on; a draft stays."""
    if first_contact(turn):
        greet(turn)
    key = "kind-word-fun" if wants_fun(turn) else "kind-word-prayer" if prays(turn) else "kind-word-sign"
    say_with_way_back(turn, Message(turn.t(key), keyboard=menu(turn.texts)))


def help_(turn: Turn) -> None:
    """The phones first; then what can be written, and where an official appeal is made."""
    legal = turn.shared.region.legal_in(turn.texts.language)
    text = join(
        join(turn.t("help-contacts"), emergency_contacts(turn), by="\n"),
        turn.t("help-how"),
        turn.t("help-commands"),
        appeal(turn, legal.appeal, legal.appeal_url),
    )
    say_with_way_back(turn, Message(text, keyboard=menu(turn.texts)))


def say_with_way_back(turn: Turn, message: Message) -> None:
    """Say it; a draft that is being written stays, and its screen is shown again below."""
    turn.say(message)
    _show_draft_again(turn)


def _show_draft_again(turn: Turn) -> None:
    draft = draft_of(turn)
    if draft is not None and not draft.gathering:
        turn.close_screen()
        show_draft(turn, draft)


def unknown_command(turn: Turn) -> None:
    """A slash and a word that is no command; the nearest one is named, with what was written after it."""
    if first_contact(turn):
        greet(turn)
    near, text = nearest(turn.command_argument, turn.shared.library), turn.t("unknown-command")
    if near:
        rest = turn.event.text.strip().partition(" ")[2].strip()
        text = turn.t("unknown-command-near", near=shorten(f"{spoken(turn.texts, near)} {rest}".strip(), NEAR_LIMIT))
    say_with_way_back(turn, Message(text, keyboard=menu(turn.texts)))


def unknown_button(turn: Turn) -> None:
    """A button that no program knows any more."""
    tell_old_button(turn)


def done(turn: Turn) -> None:
    """Button «Готово»: nothing more is to be added."""
    turn.ack()
    if turn.dialogue.step == OpenStep.ADDED:
        turn.step("")
        turn.leave_screen(turn.t("added-done"))
    else:
        tell_old_button(turn)
