"""What «Моя смена» shows before and beside the reports: how it stands, and of which topic or place they are to be."""

from __future__ import annotations

from dataclasses import replace

from handlers.base.buttons import Rows
from handlers.base.loads import Needs, need
from handlers.base.message import Button, Message
from handlers.base.staff import tell
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.operator.queue import QUEUE_PLACES, QUEUE_TOPICS, place_choices, topic_choices
from handlers.operator.queue_view import QueueView, filter_buttons, place_of, read_view
from handlers.operator.shift.desk import waiting
from handlers.operator.shift.state import COUNTS, OWN_SHIFT, is_on, keep, new_shift, scope_of, waiting_for
from handlers.operator.words import OperatorButton
from handlers.reports.card_text import topic_name
from handlers.reports.words import ReportButton
from storage.shift_records import Shift


@need(QUEUE_TOPICS)
def load_topics(turn: Turn) -> Needs:
    """How many reports wait of each topic, at the place that is chosen."""
    return (QUEUE_TOPICS(*waiting_for(scope_of(turn)), "", view_of(turn).place, "", ""),)


@need(QUEUE_PLACES)
def load_places(turn: Turn) -> Needs:
    """How many reports wait at each place, of the topic that is chosen."""
    return (QUEUE_PLACES(*waiting_for(scope_of(turn)), view_of(turn).topic, "", "", ""),)


@need(COUNTS)
def load_filtered(turn: Turn) -> Needs:
    """What waits of the topic and place that were chosen."""
    view = view_of(turn)
    return (COUNTS(*waiting_for(scope_of(turn)), view.topic, view.place, turn.now),)


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
    view = view_of(turn)
    choices = topic_choices(turn, view)
    _pick(turn, view, OperatorButton.SHIFT_TOPICS, [(turn.texts.label("shift-all"), replace(view, topic="")), *choices])


def pick_place(turn: Turn) -> None:
    """o_splaces: places where something waits."""
    view = view_of(turn)
    choices = place_choices(turn, view)
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
