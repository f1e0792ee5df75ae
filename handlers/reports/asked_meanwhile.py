"""Questions of an open report while another one is being written: «а когда дадут?» is no part of what is written.

What plainly asks of it is answered. Where it may as well be a part of the draft, buttons ask: see
handlers.reports.meanwhile.
"""

from __future__ import annotations

from handlers.base.turn import Turn
from handlers.reading.intent import Intent, LastAsked
from handlers.reports.after_answer import UNSURE
from handlers.reports.draft import ReportDraft
from handlers.reports.its_words import has_phrase, words_alone
from handlers.reports.named_place import place_named
from handlers.reports.own_report import open_reports
from handlers.reports.plain_requests import asks_state
from handlers.reports.questions import ASKED_WORDS, SHORTEST_WORD, asks_about, idle_words
from handlers.reports.topic_choice import told_topics
from handlers.reports.words import DraftStep
from storage.records import Report

PLAIN = 0.9
"""So surely a question how it stands that nobody has to be asked."""
SURELY = 0.8
"""The same, where words of such a question are in it and no report is open."""


def plainly_asks(turn: Turn, draft: ReportDraft) -> bool:
    """Whether it names another thing than the draft's, or names nothing and surely asks how a report stands."""
    if not _may_ask(turn, draft):
        return False
    topics = told_topics(turn, words_alone(turn))[:1]
    if asks_about(turn) is not None:
        return topics != [draft.topic]
    return not topics and _asks_state(turn) >= PLAIN


def perhaps_asks(turn: Turn, draft: ReportDraft) -> list[Report]:
    """The open reports of which it may ask; none where it plainly does, or tells something. Without a question mark
    «когда» may begin a part of the story.
    """
    if "?" not in words_alone(turn) or not _may_ask(turn, draft) or plainly_asks(turn, draft):
        return []
    if (named := asks_about(turn)) is not None:
        return [named]
    tells = told_topics(turn, words_alone(turn))
    return open_reports(turn) if not tells and _asks_state(turn) >= UNSURE else []


def asks_of_unsent(turn: Turn, draft: ReportDraft) -> bool:
    """Whether a few words ask what became of it while he has sent nothing: they are no part of what is written."""
    text = words_alone(turn)
    if draft.into or draft.gathering or open_reports(turn) or not 0 < len(text.split()) <= ASKED_WORDS:
        return False
    if told_topics(turn, text) or any(place_named(turn, text)) or turn.shared.is_danger(text):
        return False
    if has_phrase(turn, "asked-state-words") or asks_state(turn, text):
        return _asks_state(turn) >= SURELY
    return "?" in text and _asks_state(turn, LastAsked.DRAFT) >= UNSURE


def _may_ask(turn: Turn, draft: ReportDraft) -> bool:
    """Whether it is a short question while he has an open report. Where a place is asked for, «Лесная?» names it."""
    text = words_alone(turn)
    if draft.into or draft.gathering or not open_reports(turn) or not 0 < len(text.split()) <= ASKED_WORDS:
        return False
    if turn.dialogue.step in (DraftStep.PLACE, DraftStep.TOWN) and any(place_named(turn, text)):
        return False
    asks = has_phrase(turn, "asked-state-words") or asks_state(turn, text) or _of_another(turn, draft)
    return (asks or ("?" in text and _asks_state(turn) >= PLAIN)) and not turn.shared.is_danger(text)


def _of_another(turn: Turn, draft: ReportDraft) -> bool:
    """«А по яме что решили?» while a lamp is written of: it names an open report, and no word of the draft."""
    asked = set(turn.shared.lemmas(words_alone(turn))) - idle_words(turn)
    told = {form for form in turn.shared.lemmas(draft.words) if len(form) >= SHORTEST_WORD}
    return "?" in words_alone(turn) and asked.isdisjoint(told) and asks_about(turn) is not None


def _asks_state(turn: Turn, asked: LastAsked = LastAsked.REPORT) -> float:
    """How surely it asks how a report stands."""
    intent, sure = turn.shared.intent(words_alone(turn), asked)
    return sure if intent == Intent.STATUS else 0.0
