"""The files of a report, for whoever asks for them: in his private chat, or as one album below the card."""

from __future__ import annotations

import json

from handlers.base.loads import Load, Needs, need
from handlers.base.message import Address, Message
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase
from handlers.reports.card import CARD, card_slot, files_to_show, refs_of
from storage.records import Dialogue, Lane, Share

OWN_DIALOGUE = Load("whether he has a private chat with the bot", "dialogues_among", Dialogue)


@need(OWN_DIALOGUE)
def load_own_dialogue(turn: Turn) -> Needs:
    """The private dialogue of whoever pressed, if there is one."""
    event = turn.event
    return (OWN_DIALOGUE(json.dumps([[event.channel, event.sender, event.sender]])),)


def show_files(turn: Turn, case: ReportCase) -> None:
    """o_files: all that its author sent."""
    report, files = case.report, files_to_show(case.files, case.history)
    if not files:
        turn.ack(turn.texts.label("op-toast-no-files"))
        return
    private = Address(turn.event.channel, turn.event.sender)
    if turn.event.private or (turn.one(OWN_DIALOGUE) is not None and not turn.account.unreachable_at):
        heading = turn.staff_texts.say("files-title", number=str(report.id), count=len(files))
        turn.send(private, Message(heading, files=refs_of(files)), careful=True, report_id=report.id, purpose=CARD)
        turn.ack("" if turn.event.private else turn.texts.label("op-toast-files-private"))
        return
    album = Message(files=refs_of(files), reply_to=f"slot:{card_slot(report)}")
    turn.send(
        turn.here, album, lane=Lane.OPERATORS, share=Share.REPORTS, careful=True, report_id=report.id, purpose=CARD
    )
    turn.ack(turn.texts.label("op-toast-files-below"))
