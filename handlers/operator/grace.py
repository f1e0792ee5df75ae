"""The ten seconds between what an operator does and its way to the citizen: its beginning and how it is stopped."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace

from handlers.base.event import Attachment, AttachmentKind
from handlers.base.message import Button
from handlers.base.shared import parse_address
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, bring_card, bring_card_to, may_see, operator_name, tick_case
from handlers.operator.confirmation import confirmation
from handlers.operator.doer import Doer, chat_of_line, doer_of
from handlers.operator.look_over import look_over
from handlers.operator.whom import must_ask, question, set_clock, stop_asking
from handlers.operator.words import OperatorTick
from handlers.reports.card import card_slot, show_card
from handlers.reports.loads import REPORT_EVENT
from handlers.reports.saved import OPERATOR, WILL_GO
from handlers.reports.status import ALIVE, GRACED, LineKind, Status, record
from handlers.reports.tell_citizen import SIGNED
from handlers.reports.words import ReportButton
from storage.records import Delivery, Lane, ReportEvent, SentMessage, Share, StoredFile

GRACE_MS = 10_000

SENT_ON = frozenset(
    {AttachmentKind.PHOTO, AttachmentKind.VIDEO, AttachmentKind.DOCUMENT, AttachmentKind.VOICE, AttachmentKind.AUDIO}
)
QUIET = "quiet"
"""In the data of a line that has no confirmation of its own (`Doer.quiet`)."""


def undo_slot(event: ReportEvent) -> str:
    return f"undo:{event.id}"


def in_grace(event: ReportEvent) -> bool:
    return event.kind in GRACED and event.delivery == ""


def pending(case: ReportCase, kind: LineKind) -> ReportEvent | None:
    """What of this kind is about to go: a second tap begins nothing."""
    return next((event for event in case.history if event.kind == kind and in_grace(event)), None)


def begin(
    turn: Turn, case: ReportCase, kind: LineKind, text: str = "", attachments: Sequence[Attachment] = (), **data: object
) -> ReportEvent:
    """Keep an act of an operator that reaches a citizen (one of GRACED), written or pressed, and confirm that it is
    about to be done. `data` goes into its line.
    """
    return begin_as(doer_of(turn), turn, case, kind, text, attachments, **data)


def begin_as(
    doer: Doer,
    turn: Turn,
    case: ReportCase,
    kind: LineKind,
    text: str = "",
    attachments: Sequence[Attachment] = (),
    **data: object,
) -> ReportEvent:
    """The same, whoever does it."""
    report = case.report
    values: dict[str, object] = {"chat": str(doer.chat), SIGNED: report.organisation, **data}
    if doer.message:
        values["message"] = doer.message
    if doer.quiet:
        values[QUIET] = 1
    if turn.event.place is not None:
        values["point"] = [turn.event.place.lat, turn.event.place.lon]
    if Status(report.status) not in ALIVE and kind == LineKind.ANSWER:
        values["late"] = report.status
    event = record(turn, report, kind, text, actor_name=doer.name, **values)
    if not doer.quiet:
        bring_card_to(turn, case, doer.chat)
    case.keep(event)
    add_files(turn, event, attachments, doer)
    if doer.message:
        remember(turn, event)
    look_over(turn, case, event)
    put_off(turn, case, event)
    return event


def put_off(turn: Turn, case: ReportCase, event: ReportEvent, *, edited: bool = False) -> None:
    """Ten seconds from now; the confirmation says what will go to whom, anew where something was `edited`. Where others
    follow, it waits until somebody says who gets it.
    """
    if must_ask(turn, event):
        set_clock(turn, event)
    else:
        turn.after(GRACE_MS, OperatorTick.ANSWER, event.id)
    confirm(turn, case, event, edited=edited)


def confirm(turn: Turn, case: ReportCase, event: ReportEvent, *, edited: bool = False) -> None:
    """The message with the way to stop it, or what it says now; a reply to the operator's own message."""
    data = json.loads(event.data)
    if data.get(QUIET):
        return
    chat = chat_of_line(turn, event)
    asks = must_ask(turn, event)
    message = question(turn, case, event) if asks else confirmation(turn, case, event, edited=edited)
    if chat not in turn.shared.operator_chats():  # on a desk: the next report need not wait for these seconds
        onward = Button(turn.staff_texts.label("shift-button-next"), ReportButton.NEXT(), style="good")
        message = replace(message, buttons=(*message.buttons, (onward,)))
    message = replace(message, reply_to=str(data.get("message", "")) or f"slot:{card_slot(case.report)}")
    turn.send(
        chat, message, lane=Lane.OPERATORS, share=Share.ASKED, slot=undo_slot(event), report_id=case.report.id,
        event_id=event.id, purpose=WILL_GO,
    )  # fmt: skip


def note_down(turn: Turn, case: ReportCase, text: str, attachments: Sequence[Attachment]) -> ReportEvent:
    """An internal note: on the card its number, nowhere near the citizen."""
    event = record(turn, case.report, LineKind.NOTE, text, actor_name=operator_name(turn))
    bring_card(turn, case)
    case.keep(event)
    add_files(turn, event, attachments)
    remember(turn, event)
    show_card(turn, case.report, case.history, case.files)
    return event


def make_note(turn: Turn, case: ReportCase, event: ReportEvent, text: str) -> None:
    """What was about to go becomes an internal note."""
    event.kind, event.text = LineKind.NOTE, text
    turn.save(event)
    case.keep(event)
    turn.forget_timer(OperatorTick.ANSWER, event.id)
    unconfirm(turn, event)
    show_card(turn, case.report, case.history, case.files)


def add_files(turn: Turn, event: ReportEvent, attachments: Sequence[Attachment], doer: Doer | None = None) -> None:
    """Files that go with an answer (or stay with a note)."""
    for item in attachments:
        if item.kind in SENT_ON:
            turn.save(_stored(turn, event, item, doer.files if doer else turn.event.channel))


def _stored(turn: Turn, event: ReportEvent, item: Attachment, channel: str) -> StoredFile:
    return StoredFile(
        turn.new_id("attachment"),
        event.report_id,
        event.id,
        turn.person.id,
        channel,
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
    elif event.delivery == Delivery.CALLED_OFF or event.kind == LineKind.NOTE:
        turn.ack(turn.texts.label("op-toast-undone"))
    elif not in_grace(event):
        turn.ack(turn.texts.label("op-toast-too-late"))
    else:
        turn.forget_timer(OperatorTick.ANSWER, event.id)
        call_off(turn, case, event)
        turn.ack(turn.texts.label("op-toast-undone"))


def call_off(turn: Turn, case: ReportCase, event: ReportEvent) -> None:
    """It is not done, and its line says so."""
    event.delivery, event.delivery_at = Delivery.CALLED_OFF, turn.now
    turn.save(event)
    case.keep(event)
    unconfirm(turn, event)
    show_card(turn, case.report, case.history, case.files)


def unconfirm(turn: Turn, event: ReportEvent) -> None:
    """The confirmation goes."""
    data = json.loads(event.data)
    chat = parse_address(str(data.get("chat", "")))
    if chat.channel and not data.get(QUIET):
        chat = turn.shared.now_at(chat)
        turn.take_away(chat, undo_slot(event), lane=Lane.OPERATORS, share=Share.ASKED)
        stop_asking(turn, event)
