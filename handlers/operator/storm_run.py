"""The run of an answer to all who wait: some dozens a step, each as an interim answer to his own report.

Its record bears how far it has come and is written in the step's own transaction: a kill loses nobody and tells nobody
twice. Until its end it looks for new reports every half minute, so that filing a report costs nothing more.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from handlers.base.buttons import number, part
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Button, Message, escape
from handlers.base.shared import parse_address
from handlers.base.texts import HOUR_MS, join
from handlers.base.turn import Turn
from handlers.operator.case import operator_name
from handlers.operator.spread import begin_spread
from handlers.operator.storm import AUTO_H, DRAFT, ENDED, RUNNING, STORM, slot_of, wanted, what_of
from handlers.operator.words import OperatorButton, OperatorTick
from handlers.reports.at_work import stays_at_work
from handlers.reports.delivery_words import TO_ALL
from handlers.reports.status import LineKind, Status, record
from handlers.reports.tell_citizen import send_interim
from handlers.reports.words import ReportTick
from storage.changes import words
from storage.records import Delivery, Lane, Report, Share
from storage.storm_records import StormAnswer

STEP = 50
LOOK_MS = 30_000


@dataclass(frozen=True, slots=True)
class FollowedCase:
    """A report that others follow."""

    id: int


STORM_NEXT = Load("reports that an answer to all goes to next", "storm_next", Report)
FOLLOWED = Load("those of them that others follow", "cases_followed", FollowedCase)


@need(STORM_NEXT)
def next_in_storm(turn: Turn) -> Needs:
    """Second stage: the next that wait."""
    storm = turn.one(STORM)
    if storm is None or storm.state != RUNNING:
        return ()
    return (STORM_NEXT(*wanted(storm, storm.since), storm.cursor, STEP),)


@need(FOLLOWED)
def followed_in_storm(turn: Turn) -> Needs:
    """Third stage: which of them others follow."""
    numbers = [report.id for report in turn.many(STORM_NEXT)]
    return (FOLLOWED(json.dumps(numbers), words([Status.MERGED])),) if numbers else ()


def send(turn: Turn) -> None:
    """o_storm_send: it goes now; with hours, to whoever writes in that time, too."""
    storm, hours = turn.one(STORM), number(part(turn, 1))
    operator_name(turn)
    if storm is None or storm.state != DRAFT or not storm.text:
        turn.ack(turn.texts.label("storm-toast-over"))
        return
    storm.state, storm.until = RUNNING, turn.now + hours * HOUR_MS if hours in AUTO_H else 0
    turn.save(storm)
    turn.after(0, OperatorTick.STORM, storm.id)
    turn.audit("storm_answer", answer=storm.id)
    show(turn, storm)


def end(turn: Turn) -> None:
    """o_storm_end: nobody else gets it."""
    storm = turn.one(STORM)
    if storm is None or storm.state != RUNNING:
        turn.ack(turn.texts.label("storm-toast-over"))
        return
    _end(turn, storm)
    show(turn, storm)


def go_on(turn: Turn) -> None:
    """Tick "storm": the next of those who wait; at the end of its time it ends."""
    storm = turn.one(STORM)
    if storm is None or storm.state != RUNNING:
        return
    found, followed = turn.many(STORM_NEXT), {case.id for case in turn.many(FOLLOWED)}
    for report in found:
        _answer(turn, storm, report, report.id in followed)
    if found:
        storm.cursor, storm.told = found[-1].id, storm.told + len(found)
    if len(found) < STEP and storm.until <= turn.now:
        _end(turn, storm)
    else:
        turn.after(0 if len(found) == STEP else LOOK_MS, OperatorTick.STORM, storm.id)
    turn.save(storm)
    if found or storm.state == ENDED:
        show(turn, storm)


def _answer(turn: Turn, storm: StormAnswer, report: Report, followed: bool) -> None:
    """An interim answer: the first deadline is met, the report stays at work."""
    event = record(
        turn, report, LineKind.INTERIM, storm.text, actor_name=storm.actor_name, storm=storm.id, **{TO_ALL: 1}
    )
    event.actor, event.delivery = storm.actor, Delivery.WAITING
    turn.save(event)
    stays_at_work(turn, report)
    send_interim(turn, report, event, (), Lane.NOTICE)
    if followed:
        begin_spread(turn, event)
    if report.carded:
        turn.after(0, ReportTick.CARD, report.id)


def _end(turn: Turn, storm: StormAnswer) -> None:
    storm.state, storm.ended_at = ENDED, turn.now
    turn.save(storm)
    turn.forget_timer(OperatorTick.STORM, storm.id)


def show(turn: Turn, storm: StormAnswer) -> None:
    """Where it was asked for: how many have been answered, and the button that ends it."""
    texts = turn.staff_texts
    key = "storm-ended" if storm.state == ENDED else "storm-runs-until" if storm.until else "storm-runs"
    heading = texts.say(
        key, what=what_of(turn, texts, storm), count=storm.told, until=texts.moment(storm.until or turn.now, turn.now)
    )
    stop = Button(texts.label("storm-button-end"), OperatorButton.STORM_END(storm.id), style="bad")
    chat = turn.shared.now_at(parse_address(storm.chat))
    message = Message(join(heading, escape(storm.text)), ((stop,),) if storm.state == RUNNING else ())
    turn.send(chat, message, lane=Lane.OPERATORS, share=Share.ASKED, slot=slot_of(storm))
