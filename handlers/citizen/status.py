"""«Что с моим сообщением?»: one's own report in full, anybody else's by its state only, and slowly."""

from __future__ import annotations

import json

from handlers.base.buttons import number
from handlers.base.message import Button, Marked, Message, escape
from handlers.base.texts import join, shorten
from handlers.base.turn import Needs, Turn, queries
from handlers.citizen.loads import history_of, own_report, report_needs
from handlers.citizen.screens import tell_old_button, topic_label
from handlers.citizen.start import draft_button
from handlers.reports.status import ALIVE, GRACED, Status, may
from storage.changes import Query
from storage.records import Report, ReportEvent, Timer

SLOW_MS = 2_000
"""What is not one's own is answered so much later, whether it exists or not."""
WALK_LIMIT, WALK_MS = 5, 10 * 60_000
"""So many numbers that are not one's own in so much time; then: later."""
WALK = "s_walk"
"""Timer: foreign numbers that were asked for, when, in its data. Its key is the account and not a personal timer's,
so that whoever asks to be forgotten does not begin anew; it goes by itself."""
TOLD = ("filed", "taken", "reply", "added", "edited", "closing", "closed", "not_solved", "rejected",
        "transferred", "withdrawn", "merged", "answer", "question", "interim", "reopened")  # fmt: skip
LINES = 12
"""The newest lines of a long history."""
LINE_TEXT = 500


def asked_report(turn: Turn) -> Needs:
    """Of /status: the named report, or this person's newest."""
    wanted = number(turn.command_argument.lstrip("№#").strip())
    walk = (Query("timers_among", (json.dumps([[WALK, _walk_key(turn)]]),), "walk"),)
    if turn.command_argument:
        return walk + report_needs(wanted)
    return walk + queries({"latest": ("citizen_reports", (turn.person.id, 1, 0))})


def latest_details(turn: Turn) -> Needs:
    """The second stage: history of the newest report, if none was named."""
    latest = turn.one("latest", Report)
    return report_needs(latest.id) if latest else ()


def status(turn: Turn) -> None:
    """/status [number]."""
    report = own_report(turn)
    if report is not None:
        show_report(turn, report)
    elif not turn.command_argument:
        turn.screen(Message(turn.t("status-none-yet"), draft_button(turn)))
    elif not number(turn.command_argument.lstrip("№#").strip()):
        turn.screen(Message(turn.t("status-how"), draft_button(turn)))
    else:
        _foreign(turn)


def open_report(turn: Turn) -> None:
    """Button of one report in the list, and the way back to it."""
    report = own_report(turn)
    if report is None:
        tell_old_button(turn)
    else:
        show_report(turn, report)


def show_report(turn: Turn, report: Report) -> None:
    """All that its author may know, with what he can do about it."""
    turn.screen(Message(report_text(turn, report), report_rows(turn, report)))


def report_text(turn: Turn, report: Report) -> Marked:
    lines = [line for event in history_of(turn) if (line := history_line(turn, event))]
    hidden = turn.t("status-earlier", count=len(lines) - LINES) if len(lines) > LINES else Marked("")
    due = Marked("")
    if not report.answered_at and Status(report.status) in ALIVE and report.first_due_at > turn.now:
        due = turn.t("sent-due", due=turn.texts.moment(report.first_due_at, turn.now))
    return join(
        _head(turn, report),
        escape(shorten(report.text, LINE_TEXT)),
        join(hidden, *lines[-LINES:], by="\n"),
        due,
    )


def history_line(turn: Turn, event: ReportEvent) -> Marked | None:
    """A line for the author; None for what is internal, taken back, or not on its way yet."""
    if event.kind not in TOLD or event.delivery == "cancelled":
        return None
    data = json.loads(event.data or "{}")
    if event.kind in GRACED and not event.delivery:
        return None
    if isinstance(data, dict) and data.get("taken_back"):
        return None
    at = turn.texts.moment(event.at, turn.now)
    line = turn.t(f"line-{event.kind.replace('_', '-')}", at=at)
    return join(line, escape(shorten(event.text, LINE_TEXT)), by="\n") if event.text else line


def report_rows(turn: Turn, report: Report) -> tuple[tuple[Button, ...], ...]:
    label = turn.texts.label
    rows: list[tuple[Button, ...]] = []
    if Status(report.status) in ALIVE:
        rows.append((Button(label("button-more"), f"c_more:{report.id}"),))
        if report.status == Status.ANSWERED:
            rows.append(
                (
                    Button(label("button-solved"), f"solved:{report.id}", style="good"),
                    Button(label("button-unsolved"), f"unsolved:{report.id}"),
                )
            )
        rows.append((Button(label("button-withdraw"), f"c_withdraw:{report.id}"),))
    elif may(report, Status.REOPENED):
        rows.append((Button(label("button-unsolved"), f"unsolved:{report.id}"),))
    rows.append((Button(label("button-all-reports"), "c_reports:0"),))
    return (*rows, *draft_button(turn))


def _head(turn: Turn, report: Report) -> Marked:
    topic = topic_label(turn, report.topic)
    return turn.t("status-head", number=str(report.id), topic=topic, state=_state(turn, report))


def _state(turn: Turn, report: Report) -> str:
    return turn.texts.label(f"status-{report.status.replace('_', '-')}")


def _foreign(turn: Turn) -> None:
    """Not this person's, or no such number: counted, slow, and nothing but the state."""
    times = [at for at in _walk(turn) if at > turn.now - WALK_MS]
    if len(times) >= WALK_LIMIT:
        turn.say(turn.t("status-later"))
        return
    turn.after(WALK_MS, WALK, _walk_key(turn), json.dumps([*times, turn.now]))
    report = turn.one("report", Report)
    if report is None:
        row = turn.say(turn.t("status-no-such"))
    else:
        head = turn.t("status-foreign", number=str(report.id), state=_state(turn, report))
        row = turn.say(join(head, turn.t("status-not-yours")))
    row.due_at = turn.now + SLOW_MS


def walked(turn: Turn) -> None:
    """Tick: one may ask again."""


def _walk_key(turn: Turn) -> str:
    return f"asked:{turn.account.channel}:{turn.account.user_id}"


def _walk(turn: Turn) -> list[int]:
    timer = turn.one("walk", Timer)
    times = json.loads(timer.data) if timer else []
    return [at for at in times if isinstance(at, int)]
