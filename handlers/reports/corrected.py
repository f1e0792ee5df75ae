"""An answer that was put right after it had gone: its message comes to say it, or another one does.

The message itself is edited where there is one, without files; what the messenger will not edit any more (some after a
day) is said anew by the delivery, in the same words. Files stay where they are, and a correction follows them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from handlers.base.buttons import Rows
from handlers.base.loads import Load
from handlers.base.message import Address, Marked, Message, clean, escape
from handlers.base.programs import is_program
from handlers.base.texts import join, units
from handlers.base.turn import Turn
from handlers.base.typed_buttons import said_by_others
from handlers.reports.is_solved import ASK_AT, ask_after, awaits_word, may_wait, solved_buttons
from handlers.reports.status import LineKind, record
from handlers.reports.tell_citizen import WAY_BACK, about, signature, tell_author, texts_of, wait_for_reader, way_back
from storage.records import Delivery, Report, ReportEvent, SentMessage
from storage.ticks import Tick

SENT_OF_EVENT = Load("what the author was sent of the line", "sent_of_event", SentMessage)

HEADINGS: dict[str, str] = {
    LineKind.ANSWER: "answer-heading",
    LineKind.INTERIM: "interim-heading",
    LineKind.QUESTION: "question-heading",
}
"""Lines whose message is made again; of any other a correction follows."""
ONE_MESSAGE = 3_500
"""UTF-16 units of an answer that surely was one message."""


def correct(turn: Turn, report: Report, event: ReportEvent, sent: Sequence[SentMessage], *, files: bool) -> bool:
    """Let its author read what the line says now; whether his message was edited. The line goes on its way anew."""
    event.delivery = Delivery.WAITING
    turn.save(event)
    if is_program(report.channel):
        wait_for_reader(turn, report, event)
        return False
    then, slot = f"{Tick.DELIVERED}:{event.id}", f"answer:{event.id}"
    if files or len(sent) != 1 or event.kind not in HEADINGS or units(event.text) > ONE_MESSAGE or not report.chat:
        tell_author(turn, report, _message(turn, report, event, "corrected-heading"), "answer", then, event.id)
        return False
    sent[0].slot = slot
    turn.save(sent[0])
    message, to = _message(turn, report, event, HEADINGS[event.kind]), Address(report.channel, report.chat)
    turn.save(said_by_others(turn.now, to, message))
    turn.send(
        to, message, careful=True, slot=slot, report_id=report.id, event_id=event.id, purpose=sent[0].purpose, then=then
    )  # fmt: skip
    return True


def correct_joined(turn: Turn, other: Report, event: ReportEvent) -> None:
    """The author of a joined report, who had the same answer under his own number, gets a correction; where another
    program reads it, as a line of its own.
    """
    text = event.text
    if is_program(other.channel):
        line = record(turn, other, LineKind(event.kind), text, actor_name=event.actor_name, main=event.report_id)
        line.actor, line.delivery = event.actor, Delivery.WAITING
        wait_for_reader(turn, other, line)
        return
    texts = texts_of(turn, other)
    heading = texts.say("corrected-heading", number=str(other.id), about=about(turn, other, texts))
    tell_author(turn, other, Message(join(heading, escape(clean(text)), signature(turn, other, texts))), "answer")


def _message(turn: Turn, report: Report, event: ReportEvent, heading: str) -> Message:
    texts, until = texts_of(turn, report), json.loads(event.data).get("until")
    asks = event.kind in (LineKind.ANSWER, LineKind.CLOSING) and awaits_word(turn, report)
    rows: Rows = solved_buttons(texts, report) if asks else ()
    if event.kind == LineKind.ANSWER and report.status in WAY_BACK:
        rows = way_back(texts, report, report.status)
    question = texts.say("answer-is-it-solved") if asks else Marked("")
    day = json.loads(event.data).get(ASK_AT)
    if asks and event.kind == LineKind.ANSWER and may_wait(turn, report, day):
        question, rows = ask_after(turn, report, texts, int(day))
    text = join(
        texts.say(heading, number=str(report.id), about=about(turn, report, texts)),
        escape(clean(event.text)),
        texts.say("interim-until", at=texts.moment(until, turn.now)) if until else "",
        signature(turn, report, texts, event),
        texts.say("corrected-at", at=texts.moment(turn.now, turn.now)) if heading != "corrected-heading" else "",
        texts.say("question-how-to-answer") if event.kind == LineKind.QUESTION else "",
        question,
    )
    return Message(text, rows)
