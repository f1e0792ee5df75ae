"""Who gets an answer where other people follow the report: all of them, or its author alone.

It is asked before the ten seconds; again after two minutes; and after a quarter of an hour nobody gets it, and that is
said. The question stands in timers and in the answer's own line, so that it survives a restart.
"""

from __future__ import annotations

import json

from handlers.base.message import Button, Message
from handlers.base.texts import MINUTE_MS, join
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase
from handlers.operator.confirmation import SHOWN_WORDS, named
from handlers.operator.doer import chat_of_line
from handlers.operator.words import OperatorButton, OperatorTick
from handlers.reports.about import first_words
from handlers.reports.card import card_slot
from handlers.reports.delivery_words import ASKED_AT, TO_ALL
from handlers.reports.loads import followers_of
from handlers.reports.saved import WILL_GO
from handlers.reports.status import LineKind
from storage.records import Lane, ReportEvent, Share

ASKED_KINDS = (LineKind.ANSWER, LineKind.INTERIM)
"""A question is for the author alone; of what becomes of the report all hear."""
AGAIN_MS, GIVE_UP_MS = 2 * MINUTE_MS, 15 * MINUTE_MS


def must_ask(turn: Turn, event: ReportEvent) -> bool:
    """Whether nobody has said yet who gets this answer, and others follow."""
    return (
        event.kind in ASKED_KINDS and TO_ALL not in json.loads(event.data) and followers_of(turn, event.report_id) > 0
    )


def reaches_all(event: ReportEvent) -> bool:
    """Whether those who follow hear of it."""
    return event.kind not in ASKED_KINDS or bool(json.loads(event.data).get(TO_ALL))


def set_clock(turn: Turn, event: ReportEvent) -> None:
    """It waits for the answer to the question; what was asked before goes on waiting from then."""
    turn.forget_timer(OperatorTick.ANSWER, event.id)
    data = json.loads(event.data)
    if ASKED_AT not in data:
        event.data = json.dumps({**data, ASKED_AT: turn.now}, ensure_ascii=False)
        turn.save(event)
        turn.after(AGAIN_MS, OperatorTick.WHOM, event.id)


def question(turn: Turn, case: ReportCase, event: ReportEvent, *, again: bool = False) -> Message:
    """The answer, and to whom it may go."""
    texts, people = turn.staff_texts, followers_of(turn, case.report.id) + 1
    words = first_words(event.text, SHOWN_WORDS)
    text = join(
        texts.say(
            "whom-again" if again else "whom-ask",
            report=named(texts, turn.shared.region, case.report),
            words=texts.label("queue-words", words=words) if words else texts.label("card-only-files"),
        ),
        texts.say("will-go-who", who=event.actor_name),
        by="\n",
    )
    label = texts.label
    rows = (
        (
            Button(label("op-button-to-all", count=str(people)), OperatorButton.TO_ALL(event.id), style="good"),
            Button(label("op-button-to-author"), OperatorButton.TO_AUTHOR(event.id)),
        ),
        (Button(label("op-button-undo"), OperatorButton.UNDO(event.id), style="bad"),),
    )
    return Message(text, rows, reply_to=f"slot:{card_slot(case.report)}")


def again_slot(event: ReportEvent) -> str:
    return f"whom:{event.id}"


def remind(turn: Turn, case: ReportCase, event: ReportEvent) -> None:
    """Ask once more, at the bottom of the chat."""
    data = json.loads(event.data)
    chat = chat_of_line(turn, event)
    message = question(turn, case, event, again=True)
    turn.send(
        chat, message, lane=Lane.OPERATORS, share=Share.ASKED, slot=again_slot(event), report_id=case.report.id,
        event_id=event.id, purpose=WILL_GO,
    )  # fmt: skip
    turn.after(data[ASKED_AT] + GIVE_UP_MS - turn.now, OperatorTick.WHOM, event.id)


def stop_asking(turn: Turn, event: ReportEvent) -> None:
    """It was answered, or the answer was called off."""
    data = json.loads(event.data)
    if ASKED_AT in data and data.get("chat"):
        turn.forget_timer(OperatorTick.WHOM, event.id)
        chat = chat_of_line(turn, event)
        turn.take_away(chat, again_slot(event), lane=Lane.OPERATORS, share=Share.ASKED)
