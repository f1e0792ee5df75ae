"""«Ответить всем»: one first answer to all who wait of a topic and place, for a storm. What it says, to how many, until
when; nothing goes before a button says so. Danger is left out: it is answered by itself.

Its way: the queue's button → a text → a preview with the count → the run (handlers.operator.storm_run).
"""

from __future__ import annotations

from collections.abc import Sequence

from handlers.base.buttons import number, part
from handlers.base.loads import Load, Needs, RowCount, need
from handlers.base.message import Button, Marked, Message, clean, escape
from handlers.base.staff import tell
from handlers.base.texts import HOUR_MS, Texts, join
from handlers.base.turn import Turn
from handlers.operator.case import operator_name
from handlers.operator.prompts import PROMPT
from handlers.operator.queue import scope, view_of
from handlers.operator.queue_view import place_of
from handlers.operator.words import OperatorButton
from handlers.reports.card_text import topic_name
from handlers.reports.loads import SENT
from handlers.reports.status import AWAITS_STAFF
from storage.changes import words
from storage.storm_records import StormAnswer

ASKED = f"{PROMPT}storm"
"""The purpose of the question for the text; its event id is the answer's."""
PERIODS_H = (3, 24, 0)
"""Hours back from which reports are answered; 0: however old."""
AUTO_H = (3, 12)
"""So many hours new ones are answered, too."""
DRAFT, RUNNING, ENDED = "draft", "running", "ended"
LONGEST = 2_000
"""Characters: whatever stands around it, it is one message."""

STORM = Load("answer to all who wait", "storm_by_id", StormAnswer)
STORM_COUNT = Load("how many an answer to all goes to", "storm_count", RowCount)


@need(STORM)
def pressed_storm(turn: Turn) -> Needs:
    """The answer whose number a button or a tick bears."""
    return (STORM(number(part(turn, 0))),)


@need(STORM)
def replied_storm(turn: Turn) -> Needs:
    """The answer whose text is written now."""
    target = turn.one(SENT)
    return (STORM(target.event_id),) if target is not None and target.purpose == ASKED else ()


@need(STORM_COUNT)
def count_of_storm(turn: Turn) -> Needs:
    """The next stage: to how many it goes, at the period that a button names."""
    storm = turn.one(STORM)
    return (STORM_COUNT(*wanted(storm, _since(turn, storm))),) if storm is not None else ()


def wanted(storm: StormAnswer, since: int) -> tuple[object, ...]:
    """The parameters of storm_count, and the first of storm_next."""
    return storm.topic, storm.place, since, storm.everything, storm.organisations, words(AWAITS_STAFF)


def _since(turn: Turn, storm: StormAnswer | None) -> int:
    hours = part(turn, 1)
    if turn.event.word == OperatorButton.STORM_SINCE and hours.isdecimal() and int(hours) in PERIODS_H:
        return turn.now - int(hours) * HOUR_MS if int(hours) else 0
    return storm.since if storm is not None else 0


def ask_text(turn: Turn) -> None:
    """o_storm: the queue as it is filtered; what shall they be told?"""
    view = view_of(turn)
    if not view.topic:
        turn.ack(turn.texts.label("storm-toast-topic"))
        return
    everything, codes, _ = scope(turn)
    storm = StormAnswer(turn.new_id("outbox"), DRAFT, str(turn.here), everything, codes, view.topic, view.place)
    storm.actor, storm.actor_name, storm.created_at = turn.person.id, operator_name(turn), turn.now
    turn.save(storm)
    text = turn.t("storm-ask", who=storm.actor_name, what=what_of(turn, turn.texts, storm))
    tell(turn, Message(text, ask_reply=True), slot=slot_of(storm), purpose=ASKED, event_id=storm.id)


def written(turn: Turn) -> None:
    """A reply to the question: the text, and how many will get it."""
    storm, text = turn.one(STORM), clean(turn.event.text).strip()
    if storm is None or storm.state != DRAFT:
        tell(turn, turn.t("storm-over"))
    elif not text or len(text) > LONGEST or turn.event.attachments:
        tell(turn, turn.t("storm-words-only", longest=str(LONGEST)), purpose=ASKED, event_id=storm.id)
    else:
        storm.text = text
        turn.save(storm)
        preview(turn, storm)


def choose_since(turn: Turn) -> None:
    """o_storm_since: of which time they are; the preview says how many that are."""
    storm = turn.one(STORM)
    if storm is None or storm.state != DRAFT or not storm.text:
        turn.ack(turn.texts.label("storm-toast-over"))
        return
    storm.since = _since(turn, storm)
    turn.save(storm)
    preview(turn, storm)


def drop(turn: Turn) -> None:
    """o_storm_drop: it does not go."""
    storm = turn.one(STORM)
    if storm is not None and storm.state == DRAFT:
        storm.state, storm.ended_at = ENDED, turn.now
        turn.save(storm)
        tell(turn, turn.t("storm-dropped"), slot=slot_of(storm))


def preview(turn: Turn, storm: StormAnswer) -> None:
    """What goes, to whom, to how many; and the buttons that send it."""
    label, count = turn.texts.label, _count(turn)
    times = [
        Button(label("storm-button-since", hours=hours), OperatorButton.STORM_SINCE(storm.id, hours))
        for hours in PERIODS_H
    ]
    send = Button(label("storm-button-send", count=str(count)), OperatorButton.STORM_SEND(storm.id, 0), style="good")
    auto = [
        Button(label("storm-button-auto", hours=str(hours)), OperatorButton.STORM_SEND(storm.id, hours))
        for hours in AUTO_H
    ]
    no = Button(label("cancel"), OperatorButton.STORM_DROP(storm.id))
    text = join(
        turn.t("storm-preview", what=what_of(turn, turn.texts, storm), count=count, since=_since_words(turn, storm)),
        escape(storm.text),
        turn.t("storm-preview-how"),
    )
    rows: Sequence[tuple[Button, ...]] = (tuple(times), (send,), tuple(auto), (no,))
    tell(turn, Message(text, tuple(rows)), slot=slot_of(storm))


def _count(turn: Turn) -> int:
    counted = turn.one(STORM_COUNT)
    return counted.count if counted is not None else 0


def _since_words(turn: Turn, storm: StormAnswer) -> str:
    if not storm.since:
        return turn.texts.label("storm-since-all")
    return turn.texts.label("storm-since", at=turn.texts.moment(storm.since, turn.now))


def what_of(turn: Turn, texts: Texts, storm: StormAnswer) -> Marked:
    """Topic and place in words."""
    region = turn.shared.region
    place = place_of(texts, region, storm.place) if storm.place else texts.label("storm-everywhere")
    return texts.say("storm-what", topic=topic_name(texts, region, storm.topic), place=place)


def slot_of(storm: StormAnswer) -> str:
    return f"storm:{storm.id}"
