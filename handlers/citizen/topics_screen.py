"""Choosing the topic by a tap: the guesses first, then all others, a page at a time."""

from __future__ import annotations

from handlers.base.buttons import number, part
from handlers.base.message import Button, Message
from handlers.base.turn import Turn
from handlers.reports.draft import NEW, ReportDraft, keep
from handlers.reports.draft_screens import pressed_draft, show_draft, topic_label

PAGE = 7
"""Topics on a page; with "other", "more" and "back" these are the ten buttons that VK shows."""
OTHER = "other"


def show_topics(turn: Turn) -> None:
    """Button «Изменить тему», and its pages."""
    draft = pressed_draft(turn)
    if draft is None:
        return
    draft.showing, draft.shown_at = "topic", turn.now
    keep(turn, draft, NEW)
    turn.screen(Message(turn.t("topics-choose"), topic_rows(turn, draft, number(part(turn, 1)))))


def topic_rows(turn: Turn, draft: ReportDraft, page: int) -> tuple[tuple[Button, ...], ...]:
    """Two topics a row; after the last page comes the first again."""
    codes = ordered_topics(turn, draft)
    pages = max(1, -(-len(codes) // PAGE))
    page %= pages
    shown = [*codes[page * PAGE : (page + 1) * PAGE], OTHER]
    buttons = [Button(topic_label(turn, code), f"c_topic:{draft.id}:{code}") for code in shown]
    rows = [tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]
    label = turn.texts.label
    turning = [Button(label("more"), f"c_topics:{draft.id}:{page + 1}")] if pages > 1 else []
    return (*rows, (*turning, Button(label("back"), f"c_draft:{draft.id}")))


def ordered_topics(turn: Turn, draft: ReportDraft) -> list[str]:
    """What the words betray first, then the region's own order; without "other"."""
    guessed = turn.shared.guess(draft.words)
    codes = dict.fromkeys([*guessed, *(topic.code for topic in turn.shared.region.topics)])
    return [code for code in codes if code != OTHER]


def choose_topic(turn: Turn) -> None:
    """Button of one topic."""
    draft = pressed_draft(turn)
    if draft is None:
        return
    code = part(turn, 1)
    if code == OTHER or turn.shared.region.topic(code):
        draft.topic, draft.topic_chosen = code, True
    show_draft(turn, draft)


def back_to_draft(turn: Turn) -> None:
    """Button «Назад», and the way back from help or a list."""
    draft = pressed_draft(turn)
    if draft is not None:
        show_draft(turn, draft)
