"""What the citizen hears of a report: answers, questions, changes of state. The operators' code calls these.

Everything goes to where the report was written, in its language, signed by the organisation and never by a
person. Each row ends with the tick "delivered:EVENT", so that the card can tell what became of it.
A report whose author asked to be forgotten has no chat any more: nothing is sent then. One that another program filed
has no messenger: what its author is told waits in the history until that program reads it (handlers.open311.told).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from handlers.base.buttons import Rows
from handlers.base.message import Address, Button, Marked, Message, clean, escape
from handlers.base.programs import READER, is_program, program_of
from handlers.base.texts import Texts, join
from handlers.base.turn import Turn
from handlers.base.typed_buttons import said_by_others
from handlers.reports.about import gist, subject
from handlers.reports.card import refs_of
from handlers.reports.is_solved import (
    ASK_AFTER_MS,
    ASK_AT,
    ASKED,
    CLOSE_AFTER_MS,
    HEARD,
    UNASKED,
    ask_after,
    ask_along,
    may_wait,
)
from handlers.reports.referred import is_referral, referral
from handlers.reports.status import WORDED, LineKind, Status
from handlers.reports.words import ReportButton, ReportTick
from storage.changes import words
from storage.records import Lane, Report, ReportEvent, StoredFile
from storage.region.region import name_in
from storage.ticks import Tick

K = LineKind
ABOUT = 40
SIGNED = "signed"
"""In the data of an operator's words: the organisation for which they were written."""
WAY_BACK: dict[str, str] = {
    Status.REJECTED: "button-look-again", Status.CLOSED: "button-unsolved", Status.SILENT: "button-unsolved",
}  # fmt: skip
"""Statuses that a report has come back from when its author says so, and the button by which he does."""
CHANGES = (K.TAKEN, K.REJECTED, K.TRANSFERRED, K.CLOSING, K.CLOSED, K.MERGED, K.REOPENED)
"""History lines of which the citizen is told; of any other nothing is sent."""


def send_answer(
    turn: Turn, report: Report, event: ReportEvent, files: Sequence[StoredFile], lane: Lane = Lane.PERSON
) -> None:
    """The answer, with its files and "solved, partly, no". Asks after seven days of silence. Of what was not accepted,
    or is closed, nobody is asked whether it is solved: the way back stands there.
    """
    texts = texts_of(turn, report)
    question, buttons = _question_of_answer(turn, report, event, texts)
    text = join(
        texts.say("answer-heading", number=str(report.id), about=about(turn, report, texts)),
        escape(clean(event.text)),
        signature(turn, report, texts, event),
        question,
    )
    message = _with_point(Message(text, buttons, files=refs_of(files)), event)
    _send(turn, report, event, message, "answer", lane)


def _question_of_answer(turn: Turn, report: Report, event: ReportEvent, texts: Texts) -> tuple[Marked, Rows]:
    if report.status in WAY_BACK:
        return Marked(""), way_back(texts, report, report.status)
    report.asked, day = 0, json.loads(event.data).get(ASK_AT)
    if may_wait(turn, report, day):
        return ask_after(turn, report, texts, int(day))
    return ask_along(turn, report, texts, ASK_AFTER_MS)


def send_interim(
    turn: Turn, report: Report, event: ReportEvent, files: Sequence[StoredFile], lane: Lane = Lane.PERSON
) -> None:
    """An answer that is not the last: nothing is asked, and if `event.data` has "until", it says by when the next
    word comes.
    """
    texts = texts_of(turn, report)
    data = json.loads(event.data)
    until, heading = data.get("until"), "prolonged-heading" if data.get("prolonged") else "interim-heading"
    text = join(
        texts.say(heading, number=str(report.id), about=about(turn, report, texts)),
        escape(clean(event.text)),
        texts.say("interim-until", at=texts.moment(until, turn.now)) if until else "",
        signature(turn, report, texts, event),
    )
    _send(turn, report, event, _with_point(Message(text, files=refs_of(files)), event), "interim", lane)


def send_question(turn: Turn, report: Report, event: ReportEvent, files: Sequence[StoredFile]) -> None:
    """A question; what the citizen writes next is taken as the answer to it."""
    texts = texts_of(turn, report)
    text = join(
        texts.say("question-heading", number=str(report.id), about=about(turn, report, texts)),
        escape(clean(event.text)),
        signature(turn, report, texts, event),
        texts.say("question-how-to-answer"),
    )
    _send(turn, report, event, _with_point(Message(text, files=refs_of(files)), event), "question")


def send_status_change(turn: Turn, report: Report, event: ReportEvent, lane: Lane = Lane.PERSON) -> None:
    """Tell of one of CHANGES; "closing" asks whether it is solved and closes after three silent days.

    `event.text` is the operator's reason or word, if any. For "transferred" the new organisation is
    `event.data`'s "to", else the report's. "merged" does not name the other one: it is somebody else's.
    """
    if event.kind not in CHANGES:
        return
    texts = texts_of(turn, report)
    values = {"number": str(report.id), "about": about(turn, report, texts)}
    if event.kind == K.TRANSFERRED:
        to = str(json.loads(event.data or "{}").get("to", "")) or report.organisation
        values["organisation"] = organisation_name(turn, to, texts)
    question, buttons = _question(turn, report, event, texts)
    signed = signature(turn, report, texts, event)
    if is_referral(event):
        text = referral(texts, report.id, values["about"], clean(event.text), signed)
        _send(turn, report, event, Message(text, buttons), "answer", lane)
        return
    text = join(
        texts.say(f"change-{event.kind}", **values),
        escape(clean(event.text)),
        signed,
        question,
    )
    _send(turn, report, event, Message(text, buttons), "answer", lane)


def _question(turn: Turn, report: Report, event: ReportEvent, texts: Texts) -> tuple[Marked, Rows]:
    """What stands under a change of state: a question with its buttons, the way back, or nothing."""
    if event.kind == K.CLOSING:
        return ask_along(turn, report, texts, CLOSE_AFTER_MS, ASKED)
    if event.kind in WAY_BACK:
        turn.forget_timer(ReportTick.SILENCE, report.id)
        return Marked(""), way_back(texts, report, event.kind)
    return Marked(""), ()


def way_back(texts: Texts, report: Report, status: str) -> Rows:
    return ((Button(texts.label(WAY_BACK[status]), ReportButton.UNSOLVED(report.id)),),)


def tell_of_silence(turn: Turn, report: Report, event: ReportEvent, until: int) -> None:
    """His messages are not passed on until then (UTC ms); `event.text` is why."""
    texts = texts_of(turn, report)
    text = texts.say("silenced-now", until=texts.moment(until, turn.now), why=clean(event.text))
    _send(turn, report, event, Message(text), "answer")


def heard_of(turn: Turn, report: Report) -> None:
    """Its author wrote after the answer: he is asked again, and silence does not close it. Whom nobody can ask, it
    does. A question that waits for a day or for the morning comes when it was said to come.
    """
    if not is_program(report.channel):
        when = (ReportTick.SILENCE, str(report.id), turn.now + ASK_AFTER_MS, HEARD)
        turn.changes.command("timer_moves", *when, words(UNASKED))


def send_call_taken(turn: Turn, report: Report) -> None:
    """Somebody took a call for help: its author hears it at once."""
    text = texts_of(turn, report).say("help-taken", number=str(report.id))
    tell_author(turn, report, Message(text), "help")


def texts_of(turn: Turn, report: Report) -> Texts:
    return turn.shared.library.texts(report.language)


def signature(turn: Turn, report: Report, texts: Texts, event: ReportEvent | None = None) -> Marked:
    """Of the organisation that answers for the report; of words that an operator wrote (`event`), of the one that did
    when he wrote them.
    """
    code = json.loads(event.data or "{}").get(SIGNED) if event is not None and event.kind in WORDED else None
    return texts.say("answer-signature", name=organisation_name(turn, code or report.organisation, texts))


def organisation_name(turn: Turn, code: str, texts: Texts) -> str:
    """The organisation's name, or the centre's where none is set."""
    organisation = turn.shared.region.organisation(code)
    if organisation is None:
        return turn.shared.region.legal_in(texts.language).centre
    return name_in(organisation.names, texts.language)


def tell_author(
    turn: Turn,
    report: Report,
    message: Message,
    purpose: str,
    then: str = "",
    event_id: int = 0,
    lane: Lane = Lane.PERSON,
) -> None:
    """A careful message to where the report was written; nothing if its author was erased or has no messenger."""
    if report.chat and not is_program(report.channel):
        to = Address(report.channel, report.chat)
        turn.save(said_by_others(turn.now, to, message))
        turn.send(
            to, message, lane=lane, careful=True, purpose=purpose, report_id=report.id, event_id=event_id, then=then
        )  # fmt: skip


def about(turn: Turn, report: Report, texts: Texts) -> str:
    """ " («there is no light»)", so that its author knows which one it is; "" where he wrote nothing."""
    words = subject(turn.shared.region, report.text, ABOUT)
    return f" {texts.label('report-about', words=words)}" if words else ""


def about_and_place(turn: Turn, report: Report, texts: Texts) -> str:
    """The same with the place; the topic where he wrote nothing."""
    topic = turn.shared.region.topic(report.topic)
    said = report.text or (name_in(topic.names, texts.language) if topic else "")
    words = gist(turn.shared.region, said, report.settlement, report.municipality, report.address)
    return f" {texts.label('report-about', words=words)}" if words else ""


def _send(
    turn: Turn, report: Report, event: ReportEvent, message: Message, purpose: str, lane: Lane = Lane.PERSON
) -> None:
    if is_program(report.channel):
        wait_for_reader(turn, report, event)
    else:
        tell_author(turn, report, message, purpose, f"{Tick.DELIVERED}:{event.id}", event.id, lane)


def wait_for_reader(turn: Turn, report: Report, event: ReportEvent) -> None:
    """The line is there for the program that filed the report, from this moment on, among what is new; its tick
    "delivered" comes when that has read it.
    """
    event.at = report.updated_at = turn.now
    turn.save(report)
    event.data = json.dumps({**json.loads(event.data), READER: program_of(report.channel)}, ensure_ascii=False)
    turn.save(event)


def _with_point(message: Message, event: ReportEvent) -> Message:
    """The message with the place that the operator's own held, if it did."""
    point = json.loads(event.data or "{}").get("point")
    return replace(message, lat=point[0], lon=point[1]) if isinstance(point, list) and len(point) == 2 else message
