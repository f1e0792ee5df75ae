"""What a message means while a report is being written: only what is plainly no part of it is something else."""

from __future__ import annotations

from handlers.base.phrases import words_of
from handlers.base.turn import Turn
from handlers.reading.intent import Intent, LastAsked
from handlers.reading.said import KNOWN
from handlers.reports.after_answer import UNSURE
from handlers.reports.draft import ReportDraft, draft_of
from handlers.reports.its_words import asks_who_we_are, words_alone
from handlers.reports.meaning import PLAIN, REQUESTS, read_after
from handlers.reports.meanwhile import spoken_of_meanwhile
from handlers.reports.plain_requests import asks_for_phones, asks_to_forget, asks_to_withdraw, distress_in
from handlers.reports.questions import asks_what_comes
from handlers.reports.words import DraftStep, Meant


def instead_of_draft(turn: Turn) -> str:
    """The `meant` route for a message while something is being written; "" for what is a part of it."""
    draft, text = draft_of(turn), words_alone(turn)
    if draft is None or draft.second:
        return ""
    if spoken_of_meanwhile(turn, draft):
        return Meant.MEANWHILE
    if not text:
        return ""
    if asks_who_we_are(turn):
        return Meant.WHO
    if distress_in(turn, text):
        return Meant.DISTRESS
    if asks_for_phones(turn, text) and not _may_be_a_number(turn, draft, text):
        return Meant.PHONES
    if asks_to_forget(turn, text):
        return Meant.FORGET
    if draft.into and asks_to_withdraw(turn, text):
        return Meant.WITHDRAW
    return asks_what_comes(turn, text) or _by_intent(turn, draft)


def _may_be_a_number(turn: Turn, draft: ReportDraft, text: str) -> bool:
    """Whether «112» may as well be the bus that is asked about, or the house that is still missing."""
    asked = turn.dialogue.step == DraftStep.QUESTION or bool(draft.address)
    return asked and all(word.isdigit() for word in words_of(text)) and bool(words_of(text))


def _by_intent(turn: Turn, draft: ReportDraft) -> str:
    intent, sure = read_after(turn, LastAsked.REPORT if draft.into else LastAsked.DRAFT)
    enough = UNSURE if draft.into and intent is Intent.STATUS else KNOWN
    if not (draft.into or draft.says_something) and intent in (Intent.STOP, Intent.WARNINGS):
        enough = PLAIN  # a place alone was told, and perhaps for that
    if sure < enough:
        return ""
    if draft.into and intent is Intent.ALIVE:
        return Meant.STATUS
    return Meant.STATUS if intent is Intent.STATUS else REQUESTS.get(intent, "")
