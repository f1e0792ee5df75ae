"""/queue: what waits for the staff, the dangerous and the overdue first, in one message that is edited."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace

from handlers.base.buttons import Rows
from handlers.base.loads import Load, Needs, RowCount, need
from handlers.base.message import Marked, Message
from handlers.base.staff import tell
from handlers.base.turn import Turn
from handlers.operator.case import TEAM, his_chats, is_of_centre, may_see, sees_everything, shown_at
from handlers.operator.queue_view import (
    PLACELESS,
    QUEUE_ROWS,
    QueueView,
    filter_buttons,
    place_of,
    queue_buttons,
    queue_text,
    read_view,
)
from handlers.operator.queue_words import patterns, read_wanted
from handlers.operator.words import OperatorButton
from handlers.reports.about import place_name
from handlers.reports.card_text import topic_name
from handlers.reports.lists import LIST, remember_list
from handlers.reports.status import AWAITS_STAFF, QUEUED
from storage.changes import words
from storage.records import Report


@dataclass(frozen=True, slots=True)
class QueueGroup:
    """How many reports wait of a topic, or at a place."""

    code: str
    count: int


# -- loads ------------------------------------------------------------------------------------
QUEUE_COUNT = Load("how many reports wait", "queue_count", RowCount)
QUEUE_PAGE = Load("a page of the queue", "queue_page", Report)
QUEUE_TOPICS = Load("topics in the queue", "queue_topics", QueueGroup)
QUEUE_PLACES = Load("places in the queue", "queue_places", QueueGroup)


def scope(turn: Turn, view: QueueView | None = None) -> tuple[int, str, str]:
    """Whether everything is shown here, or in this view of the queue; else whose reports are; which statuses wait."""
    everything = sees_everything(turn) or (view is not None and view.everything and is_of_centre(turn))
    return int(everything), json.dumps(shown_at(turn.shared, his_chats(turn))), words(QUEUED)


def view_of(turn: Turn) -> QueueView:
    """What a button names; of a command what its words name: "/queue снег на Лесной"."""
    if turn.commanded:
        wanted = read_wanted(turn.shared, turn.command_argument)
        return QueueView(0, topic=wanted.topic, place=wanted.place, words=wanted.words)
    return read_view(turn.event.argument, turn.shared.region)


@need(QUEUE_COUNT)
def load_queue(turn: Turn) -> Needs:
    """First stage: how many there are."""
    view = view_of(turn)
    return (QUEUE_COUNT(*scope(turn, view), view.topic, view.place, *patterns(view.words)),)


@need(QUEUE_PAGE)
def load_page(turn: Turn) -> Needs:
    """Second stage: the page, or the last one if the queue is shorter by now."""
    view = _fitting(turn, view_of(turn))
    at = view.page * QUEUE_ROWS
    rows = (turn.now, QUEUE_ROWS, at, words(AWAITS_STAFF))
    return (QUEUE_PAGE(*scope(turn, view), view.topic, view.place, *rows, *patterns(view.words)),)


@need(QUEUE_TOPICS)
def load_topics(turn: Turn) -> Needs:
    """How many reports wait of each topic, at the place that is chosen."""
    view = view_of(turn)
    return (QUEUE_TOPICS(*scope(turn, view), "", view.place, *patterns(view.words)),)


@need(QUEUE_PLACES)
def load_places(turn: Turn) -> Needs:
    """How many reports wait at each place, of the topic that is chosen."""
    view = view_of(turn)
    return (QUEUE_PLACES(*scope(turn, view), view.topic, "", "", ""),)


def _total(turn: Turn) -> int:
    return turn.many(QUEUE_COUNT)[0].count


def _fitting(turn: Turn, view: QueueView) -> QueueView:
    pages = max(1, -(-_total(turn) // QUEUE_ROWS))
    return replace(view, page=min(view.page, pages - 1))


# -- handling ---------------------------------------------------------------------------------
def queue(turn: Turn) -> None:
    """/queue, perhaps with a place or a topic: a new message at the bottom."""
    _show(turn, _fitting(turn, replace(view_of(turn), slot_id=turn.new_id("outbox"))))


def turn_queue(turn: Turn) -> None:
    """o_queue: another page or filter, in the same message."""
    _show(turn, _fitting(turn, view_of(turn)))


def _show(turn: Turn, view: QueueView) -> None:
    if turn.event.private and not is_of_centre(turn):
        tell(turn, turn.t("queue-not-here"))
        return
    rows, region = turn.many(QUEUE_PAGE), turn.shared.region
    text = queue_text(turn.texts, view, rows, _total(turn), region, turn.now)
    remember_list(turn, turn.here, view.slot, (row.id for row in rows))
    seen = [row for row in rows if may_see(turn, row)]
    teams = bool(region.teams) and not sees_everything(turn) and is_of_centre(turn)
    _put(turn, view, text, queue_buttons(turn.texts, view, seen, _total(turn), region, teams=teams))


def topic_choices(turn: Turn, view: QueueView) -> list[tuple[str, QueueView]]:
    """The topics that wait (QUEUE_TOPICS), with their numbers, each with what it makes of the view."""
    region = turn.shared.region
    return [
        (f"{topic_name(turn.texts, region, group.code)} · {group.count}", replace(view, topic=group.code, page=0))
        for group in turn.many(QUEUE_TOPICS)
        if region.topic(group.code)
    ]


def place_choices(turn: Turn, view: QueueView) -> list[tuple[str, QueueView]]:
    """The places where something waits (QUEUE_PLACES), in the same way; for whoever sees everything the teams first."""
    region = turn.shared.region
    teams = [f"{TEAM}{team.code}" for team in region.teams] if sees_everything(turn) else []
    by_team = [(place_of(turn.texts, region, code), replace(view, place=code, words="", page=0)) for code in teams]
    return by_team + [
        (f"{place_of(turn.texts, region, code)} · {group.count}", replace(view, place=code, words="", page=0))
        for group in turn.many(QUEUE_PLACES)
        if (code := group.code or PLACELESS) == PLACELESS or place_name(region, code, code)
    ]


def pick_topic(turn: Turn) -> None:
    """o_qtopics: only topics that wait, with their numbers."""
    view = view_of(turn)
    buttons = filter_buttons(
        turn.texts, view, OperatorButton.QUEUE_TOPICS, topic_choices(turn, view), turn.shared.region
    )
    _put(turn, view, turn.t("queue-pick-topic"), buttons)


def pick_place(turn: Turn) -> None:
    """o_qplaces: only places where something waits."""
    view = view_of(turn)
    buttons = filter_buttons(
        turn.texts, view, OperatorButton.QUEUE_PLACES, place_choices(turn, view), turn.shared.region
    )
    _put(turn, view, turn.t("queue-pick-place"), buttons)


def _put(turn: Turn, view: QueueView, text: Marked, buttons: Rows) -> None:
    if turn.event.private and not is_of_centre(turn):
        return
    tell(turn, Message(text, buttons), slot=view.slot, purpose=LIST)
