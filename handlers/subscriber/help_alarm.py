"""Calls for help that nobody takes: every three minutes the admin chat is called again, and the person is told.

Each call has a timer of its own; what is due in one chat is gathered, so that a hundred calls make one alarm.
"""

from __future__ import annotations

import json

from handlers.base.buttons import number
from handlers.base.message import Button, Marked, Message
from handlers.base.texts import MINUTE_MS, Texts, join, shorten, span
from handlers.base.turn import Needs, Turn, queries
from handlers.reports.about import place_name
from handlers.reports.status import AWAITS_STAFF, HELP, Status
from handlers.reports.tell_citizen import tell_author, texts_of
from storage.changes import words
from storage.records import Lane, Report, Setting, Share, Timer

WAIT, ALARM = "help_wait", "help_alarm"
"""Timers: of one call (key: its number, data: how often it was told), and of the alarm that gathers all."""
EVERY_MS = 3 * MINUTE_MS
TIMES = 10
"""So often; half an hour without anybody is a case for the phone alone."""
PACE_MS = 30_000
"""The alarms of a chat leave room for others (promise 8)."""
NAMED = 5
ALL, LAST = "all", "help_alarm_at"


def watch(turn: Turn, report: Report) -> None:
    """From now on this call is looked after until somebody takes it."""
    turn.after(EVERY_MS, WAIT, report.id, "0")


def waiting_call(turn: Turn) -> Needs:
    return queries(
        {
            "report": ("report_by_id", (number(turn.event.argument),)),
            "alarm": ("timers_among", (json.dumps([[ALARM, ALL]]),)),
            "last": ("setting", (LAST,)),
        }
    )


def waited(turn: Turn) -> None:
    """Tick of one call: nobody took it for three minutes (more)."""
    report = turn.one("report", Report)
    if report is None or not untaken(report):
        return
    told = number(turn.event.text) + 1
    texts, name = texts_of(turn, report), str(report.id)
    if told > TIMES:
        tell_author(turn, report, Message(texts.say("help-given-up", number=name)), "help")
        return
    minutes = (turn.now - report.created_at) // MINUTE_MS
    tell_author(turn, report, Message(texts.say("help-untaken", number=name, minutes=minutes)), "help")
    turn.after(EVERY_MS, WAIT, report.id, str(told))
    if turn.one("alarm", Timer) is None:
        last = turn.one("last", Setting)
        turn.after(max(0, (int(last.value) if last else 0) + PACE_MS - turn.now), ALARM, ALL)


def untaken(report: Report) -> bool:
    """Open, and neither taken nor answered by anybody."""
    awaited = Status(report.status) in AWAITS_STAFF
    return report.danger == HELP and awaited and not report.taken_by and not report.answered_at


def untaken_calls(turn: Turn) -> Needs:
    oldest = turn.now - (TIMES + 1) * EVERY_MS
    return queries({"calls": ("help_untaken", (turn.now - EVERY_MS, oldest, words(AWAITS_STAFF)))})


def alarm(turn: Turn) -> None:
    """Tick: one message about all calls that wait too long."""
    calls, chat = turn.many("calls", Report), turn.shared.admin_chat
    if not calls or chat is None:
        return
    turn.save(Setting(LAST, str(turn.now)))
    texts = turn.staff_texts
    lines = [_line(turn, texts, report) for report in calls[:NAMED]]
    rest = texts.say("helpalarm-rest", count=len(calls) - NAMED) if len(calls) > NAMED else ""
    text = join(texts.say("helpalarm-title", count=len(calls)), join(*lines, by="\n"), rest)
    rows = tuple(
        (Button(texts.label("helpalarm-take", number=str(r.id)), f"o_take:{r.id}", style="good"),)
        for r in calls[:NAMED]
    )
    turn.send(chat, Message(text, rows), lane=Lane.OPERATORS, share=Share.ALARMS, careful=True)


def _line(turn: Turn, texts: Texts, report: Report) -> Marked:
    known = place_name(turn.shared.region, report.settlement, report.municipality)
    place = ", ".join(part for part in (known, shorten(report.address, 100)) if part)
    return texts.say(
        "helpalarm-line",
        number=str(report.id),
        place=place or texts.label("queue-no-place"),
        waiting=span(texts, turn.now - report.created_at),
    )
