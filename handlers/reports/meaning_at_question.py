"""What a message means while a screen waits for words in answer to its own question."""

from __future__ import annotations

from handlers.base.steps import QuestionStep
from handlers.base.turn import Turn
from handlers.reading.intent import Intent
from handlers.reading.said import KNOWN
from handlers.reports.about_warnings import WarningWish, areas_said, wish_in
from handlers.reports.after_answer import UNSURE
from handlers.reports.its_words import asks_who_we_are, words_alone
from handlers.reports.named_place import place_named
from handlers.reports.plain_requests import asks_for_phones, asks_to_forget, distress_in
from handlers.reports.which_report import read
from handlers.reports.words import Meant

ELSEWHERE = (WarningWish.PLACE, WarningWish.KINDS)
"""Wishes that answer no question about hours; where a place is asked for, one that names a place is an answer."""
QUESTIONS = {Intent.STATUS: Meant.STATUS, Intent.PERSON: Meant.PERSON, Intent.NOW: Meant.NOW}


def instead_of_question(turn: Turn) -> str:
    """The `meant` route for what is plainly no answer; "" for the rest."""
    text = words_alone(turn)
    if not text:
        return ""
    if distress_in(turn, text):
        return Meant.DISTRESS
    if asks_for_phones(turn, text):
        return Meant.PHONES
    if asks_who_we_are(turn):
        return Meant.WHO
    if asks_to_forget(turn, text):
        return Meant.FORGET
    intent, sure = read(turn)
    if _is_wish(turn, wish_in(turn, text, intent), text):
        return Meant.WISH
    if intent is Intent.STOP and sure >= UNSURE and not any(place_named(turn, text)):
        return Meant.STOP
    return QUESTIONS.get(intent, "") if sure >= KNOWN else ""


def _is_wish(turn: Turn, wish: WarningWish | None, text: str) -> bool:
    if turn.dialogue.step != QuestionStep.QUIET and wish in ELSEWHERE:
        return turn.dialogue.step == QuestionStep.TOWN and not areas_said(turn, text)
    return wish is not None
