"""Gathered reminders: reports whose first answer is nearly or already late, danger that nobody has taken."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

from handlers.base.loads import Load, Needs, need
from handlers.base.message import Address, Button, Marked, Message
from handlers.base.texts import HOUR_MS, MINUTE_MS, Texts, join, shorten, span
from handlers.base.turn import Turn
from handlers.clock.ladder import chats_told, head_told, remembered
from handlers.reports.about import NAME_LIMIT, place_in_words, subject
from handlers.reports.card_text import topic_name
from handlers.reports.deadlines import is_working
from handlers.reports.lists import LIST, remember_list
from handlers.reports.status import AWAITS_STAFF, Status
from handlers.reports.words import ReportButton
from storage.changes import words
from storage.records import Lane, Share
from storage.region.region import Region

NEARLY_LATE_MS = 30 * MINUTE_MS
DANGER_UNTAKEN_MS = 5 * MINUTE_MS
REMIND_AGAIN_MS = 2 * HOUR_MS
REMIND_NAMED = 10
"""So many are named in one reminder; the rest is counted."""
REMIND_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class LateReport:
    """A row of the statement `reminders`."""

    id: int
    organisation: str
    team: str
    topic: str
    settlement: str
    municipality: str
    danger: int
    created_at: int
    due_at: int  # of the first answer, or after it of the solution
    text: str
    address: str
    reminded_at: int
    taken_by: int
    taken_name: str


LATE_REPORTS = Load("late", "reminders", LateReport)


@need(LATE_REPORTS)
def load_late(turn: Turn) -> Needs:
    """Outside working hours only danger counts."""
    near = turn.now + NEARLY_LATE_MS if is_working(turn.shared.region, turn.now) else 0
    untaken, again = turn.now - DANGER_UNTAKEN_MS, turn.now - REMIND_AGAIN_MS
    owed, unsolved = words(AWAITS_STAFF), words([Status.REOPENED])
    return (LATE_REPORTS(near, untaken, again, REMIND_AT_ONCE, owed, unsolved),)


def remind(turn: Turn) -> None:
    """Tick "remind": one message a chat, and none of these again for two hours."""
    late = turn.many(LATE_REPORTS)
    if not late:
        return
    chats: dict[Address, list[LateReport]] = {}
    moments: dict[int, list[int]] = {}
    for item in late:
        for chat in _told(turn, item):
            chats.setdefault(chat, []).append(item)
        moment = remembered(turn.shared.region, item.due_at, turn.now, REMIND_AGAIN_MS)
        moments.setdefault(moment, []).append(item.id)
    for chat, items in chats.items():
        message = _message(turn.staff_texts, items, turn.shared.region, turn.now)
        if chat not in turn.shared.operator_chats():
            message = replace(message, buttons=())  # the head reads; work is done where colleagues see it
        slot = f"remind:{turn.new_id('outbox')}"
        turn.send(chat, message, lane=Lane.OPERATORS, share=Share.ALARMS, careful=True, slot=slot, purpose=LIST)
        remember_list(turn, chat, slot, (item.id for item in items[:REMIND_NAMED]))
    for moment, ids in moments.items():
        turn.changes.command("mark_reminded", json.dumps(ids), moment)


def _told(turn: Turn, item: LateReport) -> list[Address]:
    shared, taken, danger = turn.shared, bool(item.taken_by), bool(item.danger)
    told = chats_told(shared, item, item.due_at, turn.now, taken=taken, danger=danger)
    head = head_told(shared, item.due_at, item.reminded_at, turn.now) if item.due_at else None
    return [*told, *((head,) if head and head not in told else ())]


def _message(texts: Texts, items: Sequence[LateReport], region: Region, now: int) -> Message:
    counts = {
        "danger": sum(1 for item in items if item.danger),
        "late": sum(1 for item in items if not item.danger and item.due_at <= now),
        "near": sum(1 for item in items if not item.danger and item.due_at > now),
    }
    heading = join(
        texts.say("remind-title"),
        *(texts.say(f"remind-{name}", count=count) for name, count in counts.items() if count),
        by="\n",
    )
    named = items[:REMIND_NAMED]
    lines = join(*(_line(texts, item, region, now) for item in named), by="\n")
    rest = texts.say("remind-rest", count=len(items) - REMIND_NAMED) if len(items) > REMIND_NAMED else ""
    buttons = [Button(texts.label("op-button-open", number=str(item.id)), ReportButton.OPEN(item.id)) for item in named]
    rows = tuple(tuple(buttons[i : i + 5]) for i in range(0, len(buttons), 5))
    return Message(join(heading, lines, rest), rows)


def _line(texts: Texts, item: LateReport, region: Region, now: int) -> Marked:
    values = {
        "number": str(item.id),
        "topic": topic_name(texts, region, item.topic),
        "place": place_in_words(region, item.settlement, item.municipality, item.address)
        or texts.label("queue-no-place"),
    }
    if item.danger:
        line = texts.say("remind-line-danger", waiting=span(texts, now - item.created_at), **values)
    elif item.due_at <= now:
        line = texts.say("remind-line-late", late=span(texts, max(MINUTE_MS, now - item.due_at)), **values)
    else:
        line = texts.say("remind-line-near", at=texts.clock(item.due_at), **values)
    words = subject(region, item.text)
    holder = texts.say("remind-holder", who=shorten(item.taken_name, NAME_LIMIT)) if item.taken_by else ""
    line = join(line, holder, by=" · ")
    return join(line, texts.say("queue-words", words=words) if words else "", by="\n")
