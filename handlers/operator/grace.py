"""The ten seconds between an operator's words and their way to the citizen."""

from __future__ import annotations

import json
from collections.abc import Sequence

from handlers.base.event import Attachment, AttachmentKind
from handlers.base.message import Button, Message
from handlers.base.shared import parse_address
from handlers.base.staff import tell
from handlers.base.texts import join
from handlers.base.turn import Turn
from handlers.operator.case import OPERATOR, ReportCase, bring_card, may_see, operator_name, tick_case
from handlers.operator.take import let_go
from handlers.operator.words import OperatorButton, OperatorTick
from handlers.reports.card import show_card
from handlers.reports.card_text import is_erased, status_name
from handlers.reports.loads import REPORT_EVENT
from handlers.reports.status import ALIVE, Status, may, move, record
from handlers.reports.tell_citizen import send_answer, send_question, send_status_change
from storage.records import Lane, Report, ReportEvent, SentMessage, Share, StoredFile

GRACE_MS = 10_000

SENT_ON = frozenset(
    {AttachmentKind.PHOTO, AttachmentKind.VIDEO, AttachmentKind.DOCUMENT, AttachmentKind.VOICE, AttachmentKind.AUDIO}
)


def undo_slot(event: ReportEvent) -> str:
    return f"undo:{event.id}"


def in_grace(event: ReportEvent) -> bool:
    return event.kind in ("answer", "question", "rejected") and event.delivery == ""


def begin(turn: Turn, case: ReportCase, kind: str, text: str, attachments: Sequence[Attachment]) -> ReportEvent:
    """Keep an operator's words ("answer", "question", "rejected") and confirm that they are about to go."""
    report = case.report
    values: dict[str, object] = {"chat": str(turn.here)}
    if turn.event.place is not None:
        values["point"] = [turn.event.place.lat, turn.event.place.lon]
    if Status(report.status) not in ALIVE:
        values["late"] = report.status
    event = record(turn, report, kind, text, actor_name=operator_name(turn), **values)
    bring_card(turn, case)
    case.keep(event)
    add_files(turn, event, attachments)
    remember(turn, event)
    turn.after(GRACE_MS, OperatorTick.ANSWER, event.id)
    held = report.taken_by and report.taken_by != turn.person.id
    message = join(
        turn.t(f"will-go-{kind}", number=str(report.id), seconds=GRACE_MS // 1000),
        turn.t("will-go-held", who=report.taken_name) if held else "",
        turn.t("will-go-over", status=status_name(turn.texts, report)) if "late" in values else "",
        by="\n",
    )
    stop = Button(turn.texts.label("op-button-undo"), OperatorButton.UNDO(event.id), style="bad")
    tell(turn, Message(message, ((stop,),)), slot=undo_slot(event), report_id=report.id, event_id=event.id)
    return event


def note_down(turn: Turn, case: ReportCase, text: str, attachments: Sequence[Attachment]) -> ReportEvent:
    """An internal note: on the card its number, nowhere near the citizen."""
    event = record(turn, case.report, "note", text, actor_name=operator_name(turn))
    bring_card(turn, case)
    case.keep(event)
    add_files(turn, event, attachments)
    remember(turn, event)
    show_card(turn, case.report, case.history, case.files)
    return event


def make_note(turn: Turn, case: ReportCase, event: ReportEvent, text: str) -> None:
    """What was about to go becomes an internal note."""
    event.kind, event.text = "note", text
    turn.save(event)
    case.keep(event)
    turn.forget_timer(OperatorTick.ANSWER, event.id)
    _unconfirm(turn, event)
    show_card(turn, case.report, case.history, case.files)


def add_files(turn: Turn, event: ReportEvent, attachments: Sequence[Attachment]) -> None:
    """Files that go with an answer (or stay with a note)."""
    for item in attachments:
        if item.kind in SENT_ON:
            turn.save(_stored(turn, event, item))


def _stored(turn: Turn, event: ReportEvent, item: Attachment) -> StoredFile:
    return StoredFile(
        turn.new_id("attachment"),
        event.report_id,
        event.id,
        turn.person.id,
        turn.event.channel,
        item.handle,
        item.kind.value,
        url=item.url,
        name=item.name,
        mime=item.mime,
        size=item.size,
        transcript=item.transcript,
        created_at=turn.now,
        source_message=turn.event.message,
    )


def remember(turn: Turn, event: ReportEvent) -> None:
    """So that an edit of the operator's message is known for what it is."""
    here = turn.event
    turn.save(
        SentMessage(
            here.channel,
            here.chat,
            here.message,
            report_id=event.report_id,
            event_id=event.id,
            purpose=OPERATOR,
            sent_at=turn.now,
        )
    )


# -- stopping it ------------------------------------------------------------------------------
def undo(turn: Turn) -> None:
    """o_undo: whoever is in the chat may stop an answer that has not gone yet."""
    operator_name(turn)
    case, event = tick_case(turn), turn.one(REPORT_EVENT)
    if case is None or event is None or not may_see(turn, case.report):
        turn.ack(turn.texts.label("op-toast-no-report"))
    elif event.delivery == "cancelled" or event.kind == "note":
        turn.ack(turn.texts.label("op-toast-undone"))
    elif not in_grace(event):
        turn.ack(turn.texts.label("op-toast-too-late"))
    else:
        turn.forget_timer(OperatorTick.ANSWER, event.id)
        _cancel(turn, case, event)
        turn.ack(turn.texts.label("op-toast-undone"))


def _cancel(turn: Turn, case: ReportCase, event: ReportEvent) -> None:
    event.delivery, event.delivery_at = "cancelled", turn.now
    turn.save(event)
    case.keep(event)
    _unconfirm(turn, event)
    show_card(turn, case.report, case.history, case.files)


def _unconfirm(turn: Turn, event: ReportEvent) -> None:
    chat = parse_address(str(json.loads(event.data).get("chat", "")))
    if chat.channel:
        chat = turn.shared.now_at(chat)
        turn.take_away(chat, undo_slot(event), lane=Lane.OPERATORS, share=Share.ASKED)


# -- letting it go ----------------------------------------------------------------------------
def go_out(turn: Turn) -> None:
    """Tick "answer": the ten seconds are over."""
    case, event = tick_case(turn), turn.one(REPORT_EVENT)
    if case is None or event is None or not in_grace(event):
        return
    report = case.report
    if not _can_go(report, event.kind):
        _cancel(turn, case, event)
        chat = turn.shared.now_at(parse_address(str(json.loads(event.data)["chat"])))
        status = status_name(turn.staff_texts, report)
        text = turn.staff_texts.say("op-not-sent", number=str(report.id), status=status)
        turn.send(chat, text, lane=Lane.OPERATORS, share=Share.ALARMS, report_id=report.id)
        return
    _unconfirm(turn, event)
    event.delivery = "waiting"
    turn.save(event)
    case.keep(event)
    files = [file for file in case.files if file.event_id == event.id]
    _carry_out(turn, report, event, files)
    show_card(turn, report, case.history, case.files)


def _can_go(report: Report, kind: str) -> bool:
    """An answer may still follow a report that is over, but not one that its author took back."""
    if report.status == Status.WITHDRAWN or is_erased(report):
        return False
    return kind == "answer" or Status(report.status) in ALIVE


def _carry_out(turn: Turn, report: Report, event: ReportEvent, files: list[StoredFile]) -> None:
    if event.kind == "question":
        move(turn, report, Status.NEEDS_INFO)
        send_question(turn, report, event, files)
        return
    let_go(turn, report)
    if event.kind == "rejected":
        move(turn, report, Status.REJECTED)
        send_status_change(turn, report, event)
        return
    report.answered_at = report.answered_at or turn.now
    if may(report, Status.ANSWERED):
        move(turn, report, Status.ANSWERED)
    turn.save(report)
    send_answer(turn, report, event, files)
