"""A person's files of a day are too many: he and the staff are told once, and the card counts what was not taken."""

from __future__ import annotations

from handlers.base.message import Message
from handlers.base.turn import Turn
from handlers.operator.case import tick_case
from handlers.reports.card import CARD, card_slot, chats_of, show_card
from handlers.reports.tell_citizen import tell_author, texts_of
from storage.records import Lane, Share


def file_refused(turn: Turn) -> None:
    """Tick "file_refused": the first file of a day was not taken from somebody. Its key is the report's id."""
    case = tick_case(turn)
    if case is None or not case.report.chat:
        return
    report, number = case.report, str(case.report.id)
    text = texts_of(turn, report).say("files-over-quota", number=number)
    tell_author(turn, report, Message(text), "files")
    show_card(turn, report, case.history, case.files)
    said = Message(turn.staff_texts.say("op-files-over-quota", number=number), reply_to=f"slot:{card_slot(report)}")
    for chat in chats_of(turn.shared, report):
        turn.send(chat, said, lane=Lane.OPERATORS, share=Share.ALARMS, report_id=report.id, purpose=CARD)
