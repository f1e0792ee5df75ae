"""What is said to the screen of a draft and is no part of the report: «нет», «зачем вам мои данные»."""

from __future__ import annotations

from handlers.base.message import Marked, clean
from handlers.base.phrases import mentions, phrases, words_of
from handlers.base.turn import Turn
from handlers.base.typed_words import DENIES, NAY, SENDS, WAIT, meanings_of
from handlers.citizen.topics_screen import show_topics_of
from handlers.reading.intent import Intent, LastAsked
from handlers.reading.said import KNOWN
from handlers.reports import consent
from handlers.reports.draft import ReportDraft, draft_of
from handlers.reports.draft_screens import show_again, show_draft, show_place_question
from handlers.reports.meaning_at_draft import agrees_but, answers_screen
from handlers.reports.sending import send
from handlers.reports.topic_choice import told_topics
from handlers.reports.words import DraftScreen, DraftStep

LONGEST_ABOUT_CONSENT = 10
"""Words of a question about the consent; who writes more tells something."""


def said_to_screen(turn: Turn, draft: ReportDraft) -> bool:
    """Whether the words are said to what the screen shows though no button of it is meant; then it is shown again,
    and says what can be done.
    """
    event = turn.event
    if draft.into or draft.gathering or event.attachments or event.place is not None or event.forwarded:
        return False
    if draft.showing == DraftScreen.CONSENT and _asks_about_consent(turn):
        turn.close_screen()
        consent.ask(turn, draft, turn.t("consent-why"))
        return True
    if draft.showing == DraftScreen.REVIEW and _wants_right(turn, draft):
        return True
    if _calls_out(turn):
        show_again(turn, draft, turn.t("status-not-sent-yet") if draft.says_something else None)
        return True
    said = meanings_of(turn.shared.library, event.text)
    if not said or (turn.dialogue.step == DraftStep.QUESTION and SENDS not in said):
        return False
    show_again(turn, draft, _what_to_do(turn, draft, said) or None)
    return True


def _wants_right(turn: Turn, draft: ReportDraft) -> bool:
    """«Всё верно, кроме адреса»: what is wrong is asked for."""
    text = clean(turn.event.text).strip()
    words = words_of(text)
    if any(char.isdigit() for char in text) or told_topics(turn, text) or not agrees_but(turn, text):
        return False
    if mentions(words, phrases(turn, "wrong-place-words")):
        show_place_question(turn, draft)
    elif mentions(words, phrases(turn, "wrong-topic-words")):
        show_topics_of(turn, draft)
    else:
        show_draft(turn, draft, turn.t("draft-what-wrong"))
    return True


def _calls_out(turn: Turn) -> bool:
    """«Ау», «ну и?» to a report that nobody has yet."""
    intent, sure = turn.shared.intent(turn.event.text, LastAsked.DRAFT)
    return intent == Intent.ALIVE and sure >= KNOWN and bool(words_of(turn.event.text))


def in_his_sentence(turn: Turn) -> None:
    """A sentence that agrees with the last screen sends it, as «да» does; a consent takes plain words. Thanks change
    nothing.
    """
    draft = draft_of(turn)
    assert draft is not None
    intent = answers_screen(turn, draft)
    if draft.showing == DraftScreen.CONSENT:
        turn.close_screen()
        consent.ask(turn, draft, turn.t("consent-how"))
    elif intent is Intent.YES:
        send(turn, draft)
    else:
        show_again(turn, draft)


def _what_to_do(turn: Turn, draft: ReportDraft, said: frozenset[str]) -> Marked:
    if WAIT in said or (draft.showing == DraftScreen.REVIEW and not said.isdisjoint((DENIES, NAY))):
        return turn.t("draft-what-wrong")
    if turn.dialogue.step != DraftStep.NEW and SENDS in said:
        return turn.t("draft-before-sending")
    return Marked("")


def _asks_about_consent(turn: Turn) -> bool:
    words = words_of(turn.event.text)
    if not words or len(words) > LONGEST_ABOUT_CONSENT or told_topics(turn, turn.event.text):
        return False
    return mentions(words, phrases(turn, "asked-consent"))
