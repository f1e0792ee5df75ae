"""What a message means while a report is being written: only what is plainly no part of it is something else."""

from __future__ import annotations

from handlers.base.phrases import mentions, phrases, words_of
from handlers.base.turn import Turn
from handlers.reading.intent import Intent, LastAsked
from handlers.reading.said import KNOWN
from handlers.reports.about_warnings import stops_for_place, wants_quiet, wish_in
from handlers.reports.after_answer import UNSURE
from handlers.reports.asked_meanwhile import asks_of_unsent, plainly_asks
from handlers.reports.draft import ReportDraft, draft_of
from handlers.reports.its_words import asks_who_we_are, wants_fun, words_alone
from handlers.reports.known import said_of_known
from handlers.reports.meaning import PLAIN, REQUESTS
from handlers.reports.meanwhile import spoken_of_meanwhile
from handlers.reports.named_place import place_named
from handlers.reports.plain_requests import (
    asks_for_phones,
    asks_to_forget,
    asks_to_stop,
    asks_to_withdraw,
    distress_in,
)
from handlers.reports.questions import asks_what_comes
from handlers.reports.said_numbers import has_ordinal
from handlers.reports.topic_choice import told_topics
from handlers.reports.which_report import read_after
from handlers.reports.words import DraftButton, DraftScreen, DraftStep, Meant

LONGEST_TO_SCREEN = 8
"""Words of a sentence that answers a screen."""
AGREES_PLAINLY = 0.97
"""From here on a sentence at the question for consent agrees, whatever topic is guessed from a word like «положено»."""


def instead_of_draft(turn: Turn) -> str:
    """The `meant` route for a message while something is being written; "" for what is a part of it."""
    draft, text = draft_of(turn), words_alone(turn)
    if draft is None or draft.second:
        return ""
    if of_known := said_of_known(turn, draft):
        return of_known
    if text and (meaning := _asks_for(turn, draft, text) or _by_intent(turn, draft)):
        return meaning
    if text and (plainly_asks(turn, draft) or asks_of_unsent(turn, draft)):
        return Meant.STATUS
    if spoken_of_meanwhile(turn, draft):
        return Meant.MEANWHILE
    return Meant.TO_SCREEN if text and answers_screen(turn, draft) else ""


def _asks_for(turn: Turn, draft: ReportDraft, text: str) -> str:
    """What is plainly asked for, whatever is being written."""
    if asks_who_we_are(turn):
        return Meant.WHO
    if distress_in(turn, text):
        return Meant.DISTRESS
    if asks_for_phones(turn, text) and not _may_be_a_number(turn, draft, text):
        return Meant.PHONES
    if asks_to_forget(turn, text):
        return Meant.FORGET
    if asks_to_stop(turn, text):
        return Meant.STOP
    if wants_fun(turn):
        return Meant.KIND_WORD
    if draft.into and asks_to_withdraw(turn, text):
        return Meant.WITHDRAW
    says_none = not draft.says_something and wish_in(turn, text, Intent.REPORT) is not None
    if says_none or stops_for_place(turn, text) or wants_quiet(turn, text):
        return Meant.WISH
    return asks_what_comes(turn, text)


def answers_screen(turn: Turn, draft: ReportDraft) -> Intent | None:
    """YES, NO or THANKS of a sentence that is said to the last screen or to the question for consent, and tells of
    nothing: «вроде всё так, верно», «храни вас господь». NO counts at the question alone: elsewhere it may be a part of
    the report. It also stands for what sounds like one of them and is asked.
    """
    text = words_alone(turn)
    if not _stands_last(turn, draft) or draft.gathering or len(words_of(text)) > LONGEST_TO_SCREEN:
        return None
    if any(char.isdigit() for char in text) or has_ordinal(turn, text) or turn.shared.is_danger(text):
        return None
    if _tells(turn, text) and not (draft.showing == DraftScreen.CONSENT and _agrees_plainly(turn, text)):
        return None
    if draft.showing == DraftScreen.CONSENT and mentions(words_of(text), phrases(turn, "typed-send")):
        return Intent.NO  # what agrees is said once more
    if agrees_but(turn, text):
        return None
    likely = {LastAsked.YES_NO: Intent.YES, LastAsked.DRAFT: Intent.THANKS}
    for asked, intent in likely.items():
        said, sure = turn.shared.intent(text, asked)
        if said == intent and sure >= PLAIN:
            return Intent.NO if "?" in text else intent  # «всё верно?» sends nothing and agrees to nothing
        if draft.showing == DraftScreen.CONSENT and said in (Intent.YES, Intent.NO) and sure >= UNSURE:
            return Intent.NO
    return None


def _stands_last(turn: Turn, draft: ReportDraft) -> bool:
    """Whether the last screen, or the question for consent, is what he was shown last: «да» to «Что сделать?», which
    came over it, sends nothing, and neither does «да» to a notice or to staff; «отправляйте» is said to no other.
    """
    if draft.showing not in (DraftScreen.REVIEW, DraftScreen.CONSENT):
        return False
    if turn.overtaken and not mentions(words_of(words_alone(turn)), phrases(turn, "typed-send")):
        return False
    word = DraftButton.SEND if draft.showing == DraftScreen.REVIEW else DraftButton.CONSENT
    return any(data.startswith(word(draft.id)) for _, data, _ in turn.shown.get("buttons", ()))


def agrees_but(turn: Turn, text: str) -> bool:
    """«Всё верно, кроме адреса»: it agrees, and something is still to be put right."""
    words = words_of(text)
    known = phrases(turn, "reading-yes") | phrases(turn, "right-words")
    return len(words) <= LONGEST_TO_SCREEN and mentions(words, phrases(turn, "right-but")) and mentions(words, known)


def _agrees_plainly(turn: Turn, text: str) -> bool:
    said, sure = turn.shared.intent(text, LastAsked.YES_NO)
    return said == Intent.YES and sure >= AGREES_PLAINLY and not any(place_named(turn, text))


def _tells(turn: Turn, text: str) -> bool:
    """Whether it has a place or a topic other than thanks."""
    topics = (turn.shared.region.topic(code) for code in told_topics(turn, text)[:1])
    return any(place_named(turn, text)) or any(topic is None or not topic.no_trouble for topic in topics)


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
