"""Choosing the topic by a tap: the likely ones first, then the groups, and in each its topics."""

from __future__ import annotations

from handlers.base.buttons import Rows, number, pairs, part
from handlers.base.message import Button, Message
from handlers.base.turn import Turn
from handlers.reports.draft import ReportDraft, keep
from handlers.reports.draft_screens import pressed_draft, show_draft, topic_label
from handlers.reports.topic_choice import (
    OTHER_TOPIC,
    ChoicePage,
    choice_label,
    known_group,
    likely_topics,
    page_of,
    page_of_group,
)
from handlers.reports.words import DraftButton, DraftScreen, DraftStep
from storage.region.region import Topic

OFFERED = 2
"""Likely topics beside the one that stands there: with it the three likeliest."""


def show_topics(turn: Turn) -> None:
    """Button «Изменить тему», its pages, and the topics of one group."""
    draft = pressed_draft(turn)
    if draft is not None:
        show_topics_of(turn, draft, number(part(turn, 1)), known_group(turn.shared.region, part(turn, 2)))


def show_topics_of(turn: Turn, draft: ReportDraft, page: int = 0, group: str = "") -> None:
    """The topics, or those of a group, for this draft."""
    draft.showing, draft.shown_at = DraftScreen.TOPIC, turn.now
    keep(turn, draft, DraftStep.NEW)
    turn.screen(Message(turn.t("topics-choose"), topic_rows(turn, draft, page, group)))


def topic_rows(turn: Turn, draft: ReportDraft, page: int, group: str = "") -> Rows:
    """Two choices a row; after the last page comes the first again."""
    region, label = turn.shared.region, turn.texts.label
    likely = likely_topics(turn.shared.guess(draft.words), region, draft.topic, OFFERED)
    if group:
        shown = page_of_group(region, group, page, OTHER_TOPIC)
        back = DraftButton.TOPICS(draft.id, page_of(region, likely, 0, OTHER_TOPIC, last_group=group).page)
    else:
        shown, back = page_of(region, likely, page, OTHER_TOPIC), DraftButton.SHOW(draft.id)
    buttons = [*_choices(turn, draft, shown), Button(topic_label(turn, OTHER_TOPIC), _set(draft, OTHER_TOPIC))]
    following = DraftButton.TOPICS(draft.id, shown.page + 1, *([group] if group else []))
    turning = (Button(label("more"), following),) if shown.pages > 1 else ()
    return (*pairs(buttons), (*turning, Button(label("back"), back)))


def _choices(turn: Turn, draft: ReportDraft, shown: ChoicePage) -> list[Button]:
    return [
        Button(
            choice_label(turn.texts, choice),
            _set(draft, choice.code) if isinstance(choice, Topic) else DraftButton.TOPICS(draft.id, 0, choice.code),
        )
        for choice in shown.choices
    ]


def _set(draft: ReportDraft, code: str) -> str:
    return DraftButton.SET_TOPIC(draft.id, code)


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
