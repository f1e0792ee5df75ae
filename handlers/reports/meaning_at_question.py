"""What a message means while a screen waits for words in answer to its own question."""

from __future__ import annotations

from handlers.base.turn import Turn
from handlers.reading.intent import Intent
from handlers.reading.said import KNOWN
from handlers.reports.about_warnings import WarningWish, wish_in
from handlers.reports.after_answer import UNSURE
from handlers.reports.its_words import asks_who_we_are, words_alone
from handlers.reports.meaning import read
from handlers.reports.named_place import place_named
from handlers.reports.plain_requests import asks_for_phones, asks_to_forget, distress_in
from handlers.reports.words import Meant

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
    if wish_in(turn, text, intent) in (WarningWish.NIGHT, WarningWish.FEWER):
        return Meant.WISH
    if intent is Intent.STOP and sure >= UNSURE and not any(place_named(turn, text)):
        return Meant.STOP
    return QUESTIONS.get(intent, "") if sure >= KNOWN else ""
