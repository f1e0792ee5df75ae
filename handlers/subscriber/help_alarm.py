"""Calls for help that nobody takes: every three minutes the admin chat and each duty officer in private are called
again, and the person is told.

Each call has a timer of its own; what is due in one chat is gathered, so that a hundred calls make one alarm.
"""

from __future__ import annotations

import json

from handlers.base.buttons import number
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Address, Button, Marked, Message
from handlers.base.texts import MINUTE_MS, Texts, join, shorten, span
from handlers.base.turn import Turn
from handlers.notices.officers import left, officers_of
from handlers.notices.words import NoticePurpose
from handlers.reports.about import place_name
from handlers.reports.loads import REPORT
from handlers.reports.status import AWAITS_STAFF, HELP, Status
from handlers.reports.tell_citizen import tell_author, texts_of
from handlers.reports.words import ReportButton
from handlers.subscriber.words import SubscriberTick
from storage.changes import words
from storage.records import Dialogue, Lane, Report, Setting, Share, Timer

UNTAKEN_EVERY_MS = 3 * MINUTE_MS
UNTAKEN_TIMES = 10
"""So often; half an hour without anybody is a case for the phone alone."""
ALARM_PACE_MS = 30_000
"""The alarms of a chat leave room for other messages (README, promise 8)."""
CALLS_NAMED = 5
ALL_CALLS, LAST_ALARM_SETTING = "all", "help_alarm_at"

SET_ALARM = Load("alarm that is set already", "timers_among", Timer)
LAST_ALARM = Load("time of the last alarm", "setting", Setting)
OFFICER_CHATS = Load("private chats of officers", "dialogues_among", Dialogue)
UNTAKEN_CALLS = Load("calls for help that nobody took", "help_untaken", Report)


def watch(turn: Turn, report: Report) -> None:
    """From now on this call is looked after until somebody takes it."""
    turn.after(UNTAKEN_EVERY_MS, SubscriberTick.CALL_WAITS, report.id, "0")


@need(REPORT, SET_ALARM, LAST_ALARM)
def load_waiting(turn: Turn) -> Needs:
    return (
        REPORT(number(turn.event.argument)),
        SET_ALARM(json.dumps([[SubscriberTick.CALL_ALARM, ALL_CALLS]])),
        LAST_ALARM(LAST_ALARM_SETTING),
    )


def waited(turn: Turn) -> None:
    """Tick of one call: nobody took it for three minutes (more)."""
    report = turn.one(REPORT)
    if report is None or not untaken(report):
        return
    told = number(turn.event.text) + 1
    texts, name = texts_of(turn, report), str(report.id)
    if told > UNTAKEN_TIMES:
        tell_author(turn, report, Message(texts.say("help-given-up", number=name)), "help")
        return
    minutes = (turn.now - report.created_at) // MINUTE_MS
    tell_author(turn, report, Message(texts.say("help-untaken", number=name, minutes=minutes)), "help")
    turn.after(UNTAKEN_EVERY_MS, SubscriberTick.CALL_WAITS, report.id, str(told))
    if turn.one(SET_ALARM) is None:
        last = turn.one(LAST_ALARM)
        turn.after(
            max(0, (int(last.value) if last else 0) + ALARM_PACE_MS - turn.now), SubscriberTick.CALL_ALARM, ALL_CALLS
        )


def untaken(report: Report) -> bool:
    """Open, and neither taken nor answered by anybody."""
    awaited = Status(report.status) in AWAITS_STAFF
    return report.danger == HELP and awaited and not report.taken_by and not report.answered_at


@need(UNTAKEN_CALLS, OFFICER_CHATS)
def load_untaken(turn: Turn) -> Needs:
    oldest = turn.now - (UNTAKEN_TIMES + 1) * UNTAKEN_EVERY_MS
    here = [officer for officer in officers_of(turn.shared) if not left(turn.shared, officer)]
    accounts = sorted({account for officer in here for account in officer}, key=str)
    return (
        UNTAKEN_CALLS(turn.now - UNTAKEN_EVERY_MS, oldest, words(AWAITS_STAFF)),
        OFFICER_CHATS(json.dumps([[a.channel, a.chat, a.chat] for a in accounts])),
    )


def alarm(turn: Turn) -> None:
    """Tick: one message about all calls that wait too long, in the admin chat and to each duty officer."""
    calls, chat = turn.many(UNTAKEN_CALLS), turn.shared.admin_chat
    if not calls or chat is None:
        return
    turn.save(Setting(LAST_ALARM_SETTING, str(turn.now)))
    texts = turn.staff_texts
    lines = [_line(turn, texts, report) for report in calls[:CALLS_NAMED]]
    rest = texts.say("helpalarm-rest", count=len(calls) - CALLS_NAMED) if len(calls) > CALLS_NAMED else ""
    text = join(texts.say("helpalarm-title", count=len(calls)), join(*lines, by="\n"), rest)
    rows = tuple(
        (Button(texts.label("helpalarm-take", number=str(r.id)), ReportButton.TAKE(r.id), style="good"),)
        for r in calls[:CALLS_NAMED]
    )
    turn.send(chat, Message(text, rows), lane=Lane.OPERATORS, share=Share.ALARMS, careful=True)
    private = Message(join(text, texts.say("helpalarm-private")))
    for dialogue in turn.many(OFFICER_CHATS):
        turn.send(Address(dialogue.channel, dialogue.chat), private, careful=True, purpose=NoticePurpose.CALL)


def _line(turn: Turn, texts: Texts, report: Report) -> Marked:
    known = place_name(turn.shared.region, report.settlement, report.municipality)
    place = ", ".join(part for part in (known, shorten(report.address, 100)) if part)
    return texts.say(
        "helpalarm-line",
        number=str(report.id),
        place=place or texts.label("queue-no-place"),
        waiting=span(texts, turn.now - report.created_at),
    )
