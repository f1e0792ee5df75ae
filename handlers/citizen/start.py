"""The beginning of everything: the first contact, the menu's commands, a message out of the blue."""

from __future__ import annotations

import re
from dataclasses import replace

from handlers.base.commands import nearest
from handlers.base.message import Button, Message
from handlers.base.phrases import is_small_talk, is_thanks
from handlers.base.texts import join, shorten
from handlers.base.turn import Turn
from handlers.citizen.additions import ADDED, belongs_to
from handlers.citizen.collect import take
from handlers.citizen.danger import emergency_contacts
from handlers.citizen.draft import IDLE, IDLE_MS, begin, draft_of, my_key
from handlers.citizen.greeting import first_contact, greet, keep_source, menu, say_with_menu
from handlers.citizen.screens import show_draft, tell_old_button
from handlers.citizen.sending import appeal
from handlers.reports.laid_aside import take_up
from storage.records import Report

PAYLOAD = re.compile(r"[\w-]{0,64}")
"""What a start link hands over; anything else after /start was written by a person."""
NEAR_LIMIT = 100


def start(turn: Turn) -> None:
    """/start: who this is; a draft that is being written is not lost, nor what was written after the command."""
    keep_source(turn)
    if _says_more(turn) and not PAYLOAD.fullmatch(turn.command_argument):
        if not first_contact(turn):
            greet(turn)
        _take_rest(turn)
        return
    greet(turn)
    _show_draft_again(turn)


def fresh(turn: Turn) -> None:
    """A message while nothing is being written: small talk, an addition, or the beginning of a report."""
    keep_source(turn)
    into = belongs_to(turn)
    if is_small_talk(turn, asked=into > 0):
        small_talk(turn)
        return
    alive = turn.many("alive", Report)
    take(turn, begin(turn, into=into, offer=alive[0].id if alive and not into else 0))


def small_talk(turn: Turn) -> None:
    """A kind word and the menu; nothing begins."""
    if first_contact(turn):
        greet(turn)
    elif is_thanks(turn):
        say_with_menu(turn, turn.t("small-talk-welcome"))
    else:
        say_with_menu(turn, turn.t("small-talk-hello"))
    if turn.dialogue.step != ADDED:
        turn.step("")


def report(turn: Turn) -> None:
    """«Сообщить о проблеме»: a new report, whatever else is open; it begins with what came after the command."""
    take_up(turn)
    if _says_more(turn):
        _take_rest(turn)
        return
    draft = draft_of(turn)
    if draft is None or draft.empty:
        if first_contact(turn):
            greet(turn)
        draft = begin(turn)
        turn.after(IDLE_MS, IDLE, my_key(turn))
    show_draft(turn, draft)


def _says_more(turn: Turn) -> bool:
    return bool(turn.command_argument) or turn.event.brings_more


def _take_rest(turn: Turn) -> None:
    """What came with the command, as if it had been written without it."""
    turn.event = replace(turn.event, text=turn.command_argument)
    take(turn, draft_of(turn) or begin(turn))


def help_(turn: Turn) -> None:
    """What can be written and pressed, the phones, and where an official appeal is made."""
    legal = turn.shared.region.legal_in(turn.texts.language)
    text = join(
        turn.t("help-how"),
        turn.t("help-commands"),
        join(turn.t("help-contacts"), emergency_contacts(turn), by="\n"),
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
        text = turn.t("unknown-command-near", near=shorten(f"/{near} {rest}".strip(), NEAR_LIMIT))
    say_with_way_back(turn, Message(text, keyboard=menu(turn.texts)))


def unknown_button(turn: Turn) -> None:
    """A button that no program knows any more."""
    tell_old_button(turn)


def done(turn: Turn) -> None:
    """Button «Готово»: nothing more is to be added."""
    turn.ack()
    if turn.dialogue.step == ADDED:
        turn.step("")
        turn.leave_screen(turn.t("added-done"))
    else:
        tell_old_button(turn)


def draft_button(turn: Turn) -> tuple[tuple[Button, ...], ...]:
    """The way back to what is being written, for any other screen; nothing if there is none."""
    draft = draft_of(turn)
    if draft is None:
        return ()
    return ((Button(turn.texts.label("button-to-draft"), f"c_draft:{draft.id}"),),)
