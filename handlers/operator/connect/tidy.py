"""Cards in a chat which is not their organisation's any more: nothing of what a citizen wrote stays there."""

from __future__ import annotations

import json

from handlers.base.loads import Load, Needs, need
from handlers.base.message import Message
from handlers.base.shared import parse_address
from handlers.base.texts import MINUTE_MS
from handlers.base.turn import Turn
from handlers.operator.words import OperatorTick
from handlers.reports.card import CARD, chats_of
from storage.records import Lane, Report, SentMessage, Share

STEP = 20
"""Cards a minute: a group takes no more edits."""

STANDING = Load("cards that stand in a chat", "cards_in_chat", SentMessage)
STANDING_REPORTS = Load("the reports of these cards", "reports_among", Report)


@need(STANDING)
def load_standing(turn: Turn) -> Needs:
    """First stage: the next cards."""
    chat = parse_address(turn.event.argument)
    return (STANDING(chat.channel, chat.chat, turn.event.text, STEP),)


@need(STANDING_REPORTS)
def load_standing_reports(turn: Turn) -> Needs:
    """Second stage: their reports."""
    return (STANDING_REPORTS(json.dumps(sorted({sent.report_id for sent in turn.many(STANDING)}))),)


def tidy(turn: Turn) -> None:
    """Tick: its key is the chat, its data the message after which it goes on."""
    chat, found = parse_address(turn.event.argument), turn.many(STANDING)
    here = {r.id for r in turn.many(STANDING_REPORTS) if turn.shared.now_at(chat) in chats_of(turn.shared, r)}
    for sent in found:
        if sent.report_id in here:
            continue
        text = turn.staff_texts.say("connect-card-gone", number=str(sent.report_id))
        turn.send(
            chat, Message(text), lane=Lane.OPERATORS, share=Share.EDITS, careful=True, slot=sent.slot, purpose=CARD,
            report_id=sent.report_id,
        )  # fmt: skip
    if len(found) == STEP:
        turn.after(MINUTE_MS, OperatorTick.CONNECT_TIDY, chat, found[-1].message_id)
