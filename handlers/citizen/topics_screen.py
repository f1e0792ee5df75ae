"""Choosing the topic by a tap: the guesses first, then all others, a page at a time."""

from __future__ import annotations

from handlers.base.buttons import number, part
from handlers.base.message import Button, Message
from handlers.base.turn import Turn
from handlers.reports.draft import ReportDraft, keep
from handlers.reports.draft_screens import pressed_draft, show_draft, topic_label
from handlers.reports.sending import OTHER_TOPIC
from handlers.reports.words import DraftButton, DraftStep

TOPICS_ON_PAGE = 7
"""Topics on a page; with "other", "more" and "back" these are the ten buttons that VK shows."""


def show_topics(turn: Turn) -> None:
    """Button «Изменить тему», and its pages."""
    draft = pressed_draft(turn)
    if draft is None:
        return
    draft.showing, draft.shown_at = "topic", turn.now
    keep(turn, draft, DraftStep.NEW)
    turn.screen(Message(turn.t("topics-choose"), topic_rows(turn, draft, number(part(turn, 1)))))


def topic_rows(turn: Turn, draft: ReportDraft, page: int) -> tuple[tuple[Button, ...], ...]:
    """Two topics a row; after the last page comes the first again."""
    codes = ordered_topics(turn, draft)
    pages = max(1, -(-len(codes) // TOPICS_ON_PAGE))
    page %= pages
    shown = [*codes[page * TOPICS_ON_PAGE : (page + 1) * TOPICS_ON_PAGE], OTHER_TOPIC]
    buttons = [Button(topic_label(turn, code), DraftButton.SET_TOPIC(draft.id, code)) for code in shown]
    rows = [tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]
    label = turn.texts.label
    turning = [Button(label("more"), DraftButton.TOPICS(draft.id, page + 1))] if pages > 1 else []
    return (*rows, (*turning, Button(label("back"), DraftButton.SHOW(draft.id))))


def ordered_topics(turn: Turn, draft: ReportDraft) -> list[str]:
    """What the words betray first, then the region's own order; without "other"."""
    guessed = turn.shared.guess(draft.words)
    codes = dict.fromkeys([*guessed, *(topic.code for topic in turn.shared.region.topics)])
    return [code for code in codes if code != OTHER_TOPIC]


def choose_topic(turn: Turn) -> None:
    """Button of one topic."""
    draft = pressed_draft(turn)
    if draft is None:
        return
    code = part(turn, 1)
    if code == OTHER_TOPIC or turn.shared.region.topic(code):
        draft.topic, draft.topic_chosen = code, True
    show_draft(turn, draft)


def back_to_draft(turn: Turn) -> None:
    """Button «Назад», and the way back from help or a list."""
    draft = pressed_draft(turn)
    if draft is not None:
        show_draft(turn, draft)
