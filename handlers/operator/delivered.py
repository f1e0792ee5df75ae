"""What became of an answer on its way to the citizen: said on the card, and aloud if it did not arrive."""

from __future__ import annotations

import json

from handlers.base.event import AttachmentKind
from handlers.base.message import Message
from handlers.base.programs import PICTURES, READER, waits_for
from handlers.base.texts import join, not_passed
from handlers.base.turn import Turn
from handlers.operator.case import tick_case
from handlers.operator.spread import OF
from handlers.reports.card import CARD, card_slot, chats_of, show_card
from handlers.reports.delivery_words import AGAIN, LEFT_OUT, OUTGOING, UNDELIVERED, WAS_AWAY, why_text
from handlers.reports.loads import REPORT_EVENT
from storage.records import Delivery, Lane, Share


def delivered(turn: Turn) -> None:
    """Tick "delivered": its text is {"result", "why", "at"} of the outbox row that went to the citizen, and
    "left_out", [[name, kind, why], …], where files did not go with it. With "reader" it is a program that has read it,
    which was given so many of its "pictures".
    """
    case, event = tick_case(turn), turn.one(REPORT_EVENT)
    if case is None or event is None:
        return
    outcome = json.loads(turn.event.text)
    if READER in outcome and not waits_for(outcome[READER], event):
        return
    event.delivery = Delivery.DELIVERED if outcome["result"] == "sent" else Delivery.FAILED
    event.why = "" if event.delivery == Delivery.DELIVERED else str(outcome.get("why") or outcome["result"])
    event.delivery_at = int(outcome.get("at") or turn.now)
    left_out = outcome.get("left_out") or [] if event.delivery == Delivery.DELIVERED else []
    if READER in outcome:
        files = [file for file in case.files if file.event_id == event.id]
        shown = [file for file in files if file.kind == AttachmentKind.PHOTO][: outcome.get(PICTURES, 1)]
        left_out = [[file.name, file.kind, "program"] for file in files if file not in shown]
    if left_out:
        event.data = json.dumps({**json.loads(event.data), LEFT_OUT: left_out}, ensure_ascii=False)
    if outcome["result"] == "unreachable":
        event.data = json.dumps({**json.loads(event.data), WAS_AWAY: 1}, ensure_ascii=False)
    turn.save(event)
    case.keep(event)
    if event.kind not in OUTGOING:
        return
    report = case.report
    show_card(turn, report, case.history, case.files)
    if OF in json.loads(event.data):
        return  # one of many: they are counted on the card of the case (handlers.operator.spread)
    came_back = event.delivery == Delivery.DELIVERED and AGAIN in json.loads(event.data)
    if event.delivery == Delivery.FAILED or left_out or came_back:
        texts = turn.staff_texts
        if came_back and not left_out:
            text = texts.say("op-delivered-after-all", number=str(report.id))
        elif left_out:
            text = join(texts.say("op-files-left-out", number=str(report.id)), *not_passed(texts, left_out), by="\n")
        else:
            text = texts.say("op-not-delivered", number=str(report.id), why=why_text(texts, event.why))
        message = Message(text, reply_to=f"slot:{card_slot(report)}")
        purpose = UNDELIVERED if event.delivery == Delivery.FAILED else CARD
        for chat in chats_of(turn.shared, report):
            turn.send(chat, message, lane=Lane.OPERATORS, share=Share.ALARMS, report_id=report.id, purpose=purpose)
