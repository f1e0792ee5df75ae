"""An answer goes to all who follow a report: some dozens a transaction, each under the number of his own report.

A timer bears how far it has come, so that a kill at any moment goes on where the last step was committed: nobody is
left out and nobody is written to twice. How many have it is counted from their own lines, and stands on the card.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from handlers.base.buttons import number
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Message
from handlers.base.texts import DAY_MS
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, tick_case
from handlers.operator.tell import COPIED, tell
from handlers.operator.words import OperatorTick
from handlers.reports.card import CARD, card_slot, chats_of, show_card
from handlers.reports.card_text import PEOPLE
from handlers.reports.loads import REPORT, REPORT_EVENT, followers_of
from handlers.reports.status import LineKind, Status, record
from handlers.reports.words import ReportTick
from storage.changes import words
from storage.records import Delivery, Lane, Report, ReportEvent, Share

STEP = 50
MANY = 10
"""An answer to more people than this goes in the lane of notices, so that nobody else waits for it."""
COUNT_MS, LONGEST_COUNT_MS = 5_000, 60_000
COUNTED_FOR_MS = DAY_MS + 3_600_000
"""So long after it went out every message has come to its end (bot.delivery.outcomes)."""
OF = "of"
"""In the data of a joined report's line: the case's line that it is a copy of, as `mark_of` writes it."""


@dataclass(frozen=True, slots=True)
class ToldCount:
    """How many copies of an answer stand so (ReportEvent.delivery)."""

    delivery: str
    count: int


FOLLOWERS_TO_TELL = Load("people who follow and are to be told", "followers_to_tell", Report)
TOLD_COUNTS = Load("how an answer to all fares", "answer_to_all_counts", ToldCount)


def mark_of(event: ReportEvent) -> str:
    """The line that others are copies of, in a form that is found within JSON."""
    return f"e{event.id}e"


def begin_spread(turn: Turn, event: ReportEvent) -> None:
    """All who follow hear of this line, too."""
    turn.after(0, OperatorTick.SPREAD, event.id, "0")
    turn.after(COUNT_MS, OperatorTick.COUNT, event.id, str(COUNT_MS))


@need(FOLLOWERS_TO_TELL)
def next_followers(turn: Turn) -> Needs:
    """Third stage: the next that are to be told, each person once."""
    event, report = turn.one(REPORT_EVENT), turn.one(REPORT)
    if event is None or report is None:
        return ()
    after = number(turn.event.text)
    return (FOLLOWERS_TO_TELL(report.id, after, report.person_id, words([Status.MERGED]), STEP),)


def spread(turn: Turn) -> None:
    """Tick "spread": its key is the case's line, its text the last report that was told."""
    case, event = tick_case(turn), turn.one(REPORT_EVENT)
    if case is None or event is None or event.delivery in ("", Delivery.CALLED_OFF):
        return
    found = turn.many(FOLLOWERS_TO_TELL)
    files = [file for file in case.files if file.event_id == event.id]
    lane = Lane.NOTICE if followers_of(turn, case.report.id) > MANY else Lane.PERSON
    kept = {name: value for name, value in json.loads(event.data).items() if name in COPIED}
    for other in found:
        line = record(
            turn, other, LineKind(event.kind), event.text, actor_name=event.actor_name, main=event.report_id, **kept,
            **{OF: mark_of(event)},
        )  # fmt: skip
        line.actor, line.delivery = event.actor, Delivery.WAITING
        turn.save(line)
        tell(turn, other, line, files, lane)
        if other.carded:
            turn.after(0, ReportTick.CARD, other.id)
    if len(found) == STEP:
        turn.after(0, OperatorTick.SPREAD, event.id, str(found[-1].id))


@need(TOLD_COUNTS)
def how_it_fares(turn: Turn) -> Needs:
    """Third stage: what became of the copies."""
    event = turn.one(REPORT_EVENT)
    return (TOLD_COUNTS(event.report_id, f'%"{OF}": "{mark_of(event)}"%'),) if event else ()


def count_told(turn: Turn) -> None:
    """Tick "told": its text is the pause after which it is looked at again."""
    case, event = tick_case(turn), turn.one(REPORT_EVENT)
    if case is None or event is None:
        return
    counts = {each.delivery: each.count for each in turn.many(TOLD_COUNTS)}
    counts[event.delivery] = counts.get(event.delivery, 0) + 1  # its author
    sent, failed = counts.get(Delivery.DELIVERED, 0), counts.get(Delivery.FAILED, 0)
    people = {"of": sum(counts.values()), "sent": sent, "failed": failed}
    waits = sent + failed < people["of"]
    data = json.loads(event.data)
    if data.get(PEOPLE) != people:
        event.data = json.dumps({**data, PEOPLE: people}, ensure_ascii=False)
        turn.save(event)
        case.keep(event)
        show_card(turn, case.report, case.history, case.files)
    if waits and turn.now - event.at < COUNTED_FOR_MS:
        pause = min(2 * max(number(turn.event.text), COUNT_MS), LONGEST_COUNT_MS)
        turn.after(pause, OperatorTick.COUNT, event.id, str(pause))
    elif failed:
        _say_missed(turn, case, people)


def _say_missed(turn: Turn, case: ReportCase, people: dict[str, int]) -> None:
    """Once, at the end: how many could not be reached."""
    report, values = case.report, {name: str(count) for name, count in people.items()}
    text = turn.staff_texts.say("op-people-missed", number=str(report.id), **values)
    message = Message(text, reply_to=f"slot:{card_slot(report)}")
    for chat in chats_of(turn.shared, report):
        turn.send(chat, message, lane=Lane.OPERATORS, share=Share.ALARMS, report_id=report.id, purpose=CARD)
