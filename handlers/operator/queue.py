"""/queue: what waits for the staff, the dangerous and the overdue first, in one message that is edited."""

from __future__ import annotations

import json
from dataclasses import replace

from handlers.base.buttons import Rows
from handlers.base.message import Marked, Message
from handlers.base.turn import Needs, Turn, queries
from handlers.operator.case import sees_everything, tell
from handlers.operator.queue_view import (
    PAGE,
    QueueView,
    filter_buttons,
    place_of,
    queue_buttons,
    queue_text,
    read_view,
)
from handlers.reports.card import own_chat
from handlers.reports.card_text import place_name, topic_name
from handlers.reports.status import AWAITS_STAFF, QUEUED
from storage.changes import words
from storage.records import Report


# -- loads ------------------------------------------------------------------------------------
def _scope(turn: Turn) -> tuple[int, str, str]:
    """Whether everything is shown here, else whose reports are; which statuses wait."""
    codes = [o.code for o in turn.shared.region.organisations if own_chat(turn.shared, o.code) == turn.here]
    return int(sees_everything(turn)), json.dumps(codes), words(QUEUED)


def _view(turn: Turn) -> QueueView:
    return read_view(turn.event.argument, turn.shared.region)


def load_queue(turn: Turn) -> Needs:
    """First stage: how many there are."""
    view = _view(turn)
    return queries({"count": ("queue_count", (*_scope(turn), view.topic, view.place))})


def load_page(turn: Turn) -> Needs:
    """Second stage: the page, or the last one if the queue is shorter by now."""
    view = _fitting(turn, _view(turn))
    params = (*_scope(turn), view.topic, view.place, turn.now, PAGE, view.page * PAGE, words(AWAITS_STAFF))
    return queries({"rows": ("queue_page", params)})


def load_topics(turn: Turn) -> Needs:
    return queries({"groups": ("queue_topics", (*_scope(turn), "", _view(turn).place))})


def load_places(turn: Turn) -> Needs:
    return queries({"groups": ("queue_places", (*_scope(turn), _view(turn).topic, ""))})


def _total(turn: Turn) -> int:
    return int(turn.loaded["count"][0][0])


def _fitting(turn: Turn, view: QueueView) -> QueueView:
    pages = max(1, -(-_total(turn) // PAGE))
    return replace(view, page=min(view.page, pages - 1))


# -- handling ---------------------------------------------------------------------------------
def queue(turn: Turn) -> None:
    """/queue: a new message at the bottom."""
    _show(turn, QueueView(turn.new_id("outbox")))


def turn_queue(turn: Turn) -> None:
    """o_queue: another page or filter, in the same message."""
    _show(turn, _fitting(turn, _view(turn)))


def _show(turn: Turn, view: QueueView) -> None:
    if turn.event.private and not sees_everything(turn):
        tell(turn, turn.t("queue-not-here"))
        return
    rows, region = turn.many("rows", Report), turn.shared.region
    text = queue_text(turn.texts, view, rows, _total(turn), region, turn.now)
    _put(turn, view, text, queue_buttons(turn.texts, view, rows, _total(turn), region))


def pick_topic(turn: Turn) -> None:
    """o_qtopics: only topics that wait, with their numbers."""
    view, region = _view(turn), turn.shared.region
    choices = [
        (f"{topic_name(turn.texts, region, code)} · {count}", replace(view, topic=code, page=0))
        for code, count in turn.loaded["groups"]
        if region.topic(code)
    ]
    buttons = filter_buttons(turn.texts, view, "o_qtopics", choices, region)
    _put(turn, view, turn.t("queue-pick-topic"), buttons)


def pick_place(turn: Turn) -> None:
    """o_qplaces: only places where something waits."""
    view, region = _view(turn), turn.shared.region
    choices = [
        (f"{place_of(region, code)} · {count}", replace(view, place=code, page=0))
        for code, count in turn.loaded["groups"]
        if place_name(region, code, code)
    ]
    buttons = filter_buttons(turn.texts, view, "o_qplaces", choices, region)
    _put(turn, view, turn.t("queue-pick-place"), buttons)


def _put(turn: Turn, view: QueueView, text: Marked, buttons: Rows) -> None:
    if turn.event.private and not sees_everything(turn):
        return
    tell(turn, Message(text, buttons), slot=view.slot)
