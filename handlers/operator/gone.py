"""Somebody is a member of an operators' chat no more: what stands on his desk goes, and what he had is free."""

from __future__ import annotations

import json

from handlers.base.loads import Load, Needs, need
from handlers.base.message import Address
from handlers.base.texts import DAY_MS
from handlers.base.turn import Turn
from handlers.operator.words import OperatorTick
from handlers.reports.loads import CardCopy
from handlers.reports.status import ALIVE
from storage.changes import words
from storage.records import Account, Report

GONE_ACCOUNT = Load("account of somebody who left the staff", "accounts_at", Account)
GONE_CARDS = Load("cards in his private chat", "cards_at_desk", CardCopy)
GONE_REPORTS = Load("reports that he has", "reports_held", Report)


@need(GONE_ACCOUNT)
def who_is_gone(turn: Turn) -> Needs:
    """First stage: his account, whose channel and user are the tick's key."""
    channel, _, user = turn.event.argument.partition(":")
    return (GONE_ACCOUNT(json.dumps([[channel, user]])),)


@need(GONE_CARDS, GONE_REPORTS)
def what_he_had(turn: Turn) -> Needs:
    """Second stage: the cards of the last day there, which would be kept true, and what he has taken."""
    account = turn.one(GONE_ACCOUNT)
    if account is None:
        return ()
    cards = GONE_CARDS(account.channel, account.user_id, turn.now - DAY_MS)
    return (cards, GONE_REPORTS(account.person_id, words(ALIVE)))


def gone(turn: Turn) -> None:
    """Tick "gone": nothing more that a citizen writes comes to him, and nobody waits for him."""
    for card in turn.many(GONE_CARDS):
        turn.take_away(Address(card.channel, card.chat), card.slot)
    for report in turn.many(GONE_REPORTS):
        report.taken_until = turn.now
        turn.save(report)
        turn.after(0, OperatorTick.TAKEN, report.id)
