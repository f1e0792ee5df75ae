"""What «Моя смена» shows before and beside the reports: how it stands, and of which topic or place they are to be."""

from __future__ import annotations

import json
from dataclasses import replace

from handlers.base.buttons import Rows
from handlers.base.loads import Needs, need
from handlers.base.message import Button, Message
from handlers.base.staff import tell
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.operator.queue import QUEUE_PLACES, QUEUE_TOPICS
from handlers.operator.queue_view import PLACELESS, QueueView, filter_buttons, place_of, read_view
from handlers.operator.shift.desk import waiting
from handlers.operator.shift.state import COUNTS, EVERYTHING, OWN_SHIFT, is_on, keep, new_shift, scope_of
from handlers.operator.words import OperatorButton
from handlers.reports.about import place_name
from handlers.reports.card_text import topic_name
from handlers.reports.status import AWAITS_STAFF
from handlers.reports.words import ReportButton
from storage.changes import words
from storage.shift_records import Shift


@need(QUEUE_TOPICS)
def load_topics(turn: Turn) -> Needs:
    """How many reports wait of each topic, at the place that is chosen."""
    everything, codes, states = _scope(turn)
    return (QUEUE_TOPICS(everything, codes, states, "", view_of(turn).place, "", ""),)


@need(QUEUE_PLACES)
def load_places(turn: Turn) -> Needs:
    """How many reports wait at each place, of the topic that is chosen."""
    everything, codes, states = _scope(turn)
    return (QUEUE_PLACES(everything, codes, states, view_of(turn).topic, "", "", ""),)


@need(COUNTS)
def load_filtered(turn: Turn) -> Needs:
    """What waits of the topic and place that were chosen."""
    view = view_of(turn)
    return (COUNTS(*_scope(turn), view.topic, view.place, turn.now),)


def _scope(turn: Turn) -> tuple[int, str, str]:
    codes = scope_of(turn)
    return int(codes == EVERYTHING), json.dumps(codes.split(",")), words(AWAITS_STAFF)


def show_shift(turn: Turn) -> None:
    """/shift: how many wait, and the way in."""
    _show(turn, turn.one(OWN_SHIFT) or new_shift(turn), f"shift:{turn.new_id('outbox')}")


def set_filter(turn: Turn) -> None:
    """o_shift: a topic or a place was chosen."""
    shift, view = turn.one(OWN_SHIFT) or new_shift(turn), view_of(turn)
    shift.topic, shift.place = view.topic, view.place
    keep(turn, shift)
    _show(turn, shift, _slot(view))


def to_private(turn: Turn) -> None:
    """/shift in a group: where it is."""
    bot = turn.shared.bots.get(turn.event.channel)
    link: Rows = ((Button(turn.texts.label("shift-button-link"), url=bot.start_link("shift")),),) if bot else ()
    tell(turn, Message(turn.t("shift-in-private"), link))


def pick_topic(turn: Turn) -> None:
    """o_stopics: topics that wait, with their numbers."""
    view, region = view_of(turn), turn.shared.region
    choices = [
        (f"{topic_name(turn.texts, region, group.code)} · {group.count}", replace(view, topic=group.code, page=0))
        for group in turn.many(QUEUE_TOPICS)
        if region.topic(group.code)
    ]
    _pick(turn, view, OperatorButton.SHIFT_TOPICS, [(turn.texts.label("shift-all"), replace(view, topic="")), *choices])


def pick_place(turn: Turn) -> None:
    """o_splaces: places where something waits."""
    view, region = view_of(turn), turn.shared.region
    choices = [
        (f"{place_of(turn.texts, region, code)} · {group.count}", replace(view, place=code, page=0))
        for group in turn.many(QUEUE_PLACES)
        if (code := group.code or PLACELESS) == PLACELESS or place_name(region, code, code)
    ]
    _pick(turn, view, OperatorButton.SHIFT_PLACES, [(turn.texts.label("shift-all"), replace(view, place="")), *choices])


def _pick(turn: Turn, view: QueueView, word: OperatorButton, choices: list[tuple[str, QueueView]]) -> None:
    region = turn.shared.region
    buttons = filter_buttons(turn.texts, view, word, choices, region, OperatorButton.SHIFT)
    turn.say(Message(turn.t("shift-pick"), buttons), slot=_slot(view))


def view_of(turn: Turn) -> QueueView:
    """The filter that a button names."""
    return read_view(turn.event.argument, turn.shared.region)


def _slot(view: QueueView) -> str:
    return f"shift:{view.slot_id}"


def _show(turn: Turn, shift: Shift, slot: str) -> None:
    texts, region = turn.texts, turn.shared.region
    view = QueueView(int(slot.partition(":")[2]), topic=shift.topic, place=shift.place)
    text = join(
        turn.t("shift-title"),
        waiting(turn),
        turn.t("queue-topic", topic=topic_name(texts, region, shift.topic)) if shift.topic else "",
        turn.t("queue-place", place=place_of(texts, region, shift.place)) if shift.place else "",
        turn.t("shift-what"),
    )
    on = is_on(shift)
    go = (
        Button(texts.label("shift-button-next"), ReportButton.NEXT(), style="good")
        if on
        else Button(texts.label("shift-button-begin"), OperatorButton.SHIFT_BEGIN(), style="good")
    )
    choose = (
        Button(texts.label("op-button-by-topic"), view.data(OperatorButton.SHIFT_TOPICS, region)),
        Button(texts.label("op-button-by-place"), view.data(OperatorButton.SHIFT_PLACES, region)),
    )
    off: Rows = ((Button(texts.label("shift-button-off"), ReportButton.OFF()),),) if on else ()
    turn.say(Message(text, ((go,), choose, *off)), slot=slot)
