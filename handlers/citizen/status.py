"""/status and the screen of one report: one's own in full, anybody else's by its state only, and slowly."""

from __future__ import annotations

import json
from collections.abc import Sequence

from handlers.base.buttons import LABEL_LENGTH, number
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Button, Marked, Message, escape
from handlers.base.texts import MINUTE_MS, join, shorten
from handlers.base.turn import Turn
from handlers.citizen.words import CitizenButton, CitizenTick
from handlers.reports.about import subject
from handlers.reports.danger import answer_due
from handlers.reports.delivery_words import UNREACHED
from handlers.reports.details import detail_lines, details_of
from handlers.reports.draft_screens import draft_button, tell_old_button, topic_label
from handlers.reports.following import followed_rows
from handlers.reports.is_solved import awaits_word, may_open_again, solved_buttons
from handlers.reports.loads import AUTHOR_COUNTS, REPORT, REPORT_HISTORY, author_counts, counts_of
from handlers.reports.own_report import LATEST_REPORT, own_report
from handlers.reports.referred import is_referral, was_referred
from handlers.reports.status import ALIVE, AWAITS_STAFF, GRACED, LineKind, Status, may
from handlers.reports.words import ReportButton
from storage.records import Delivery, Report, ReportEvent, Timer

K = LineKind
SLOW_MS = 2_000
"""What is not one's own is answered so much later, whether it exists or not."""
FOREIGN_LIMIT, FOREIGN_MS = 5, 10 * MINUTE_MS
"""So many numbers that are not one's own in so much time; then: later."""
SHOWN_KINDS = (
    K.FILED, K.TAKEN, K.REPLY, K.ADDED, K.EDITED, K.CLOSING, K.CLOSED, K.NOT_SOLVED, K.REJECTED, K.TRANSFERRED,
    K.WITHDRAWN, K.MERGED, K.FOLLOWED, K.AGAIN, K.ANSWER, K.QUESTION, K.INTERIM, K.REOPENED, K.PARTLY, K.SILENT,
    K.RATED, K.SILENCED,
)  # fmt: skip
SHOWN_LINES = 12
"""The newest lines of a long history."""
SHOWN_LINE_TEXT = 500
LISTED, SHOWN_WORDS, MOST_ROWS = 4, 30, 6
"""Reports in a list, UTF-16 units of each, rows that every messenger shows."""


FOREIGN_TIMER = Load("foreign numbers that were asked for lately", "timers_among", Timer)


@need(FOREIGN_TIMER, LATEST_REPORT)
def latest_report(turn: Turn) -> Needs:
    """Of /status: this person's newest report, where none is named."""
    lately = FOREIGN_TIMER(json.dumps([[CitizenTick.FOREIGN_ASKED, _foreign_key(turn)]]))
    return (lately,) if turn.command_argument else (lately, LATEST_REPORT(turn.person.id, 1, 0))


@need(REPORT, REPORT_HISTORY)
def asked_report(turn: Turn) -> Needs:
    """The second stage: the report that is named, or the newest one."""
    latest = turn.one(LATEST_REPORT)
    asked = _asked_number(turn) if turn.command_argument else latest.id if latest else 0
    return (REPORT(asked), REPORT_HISTORY(asked)) if asked else ()


@need(AUTHOR_COUNTS)
def case_of_report(turn: Turn) -> Needs:
    """The third stage: of a report that was joined to another, how that one stands."""
    report = turn.one(REPORT)
    return (counts_of([report.id]),) if report is not None and report.status == Status.MERGED else ()


def _asked_number(turn: Turn) -> int:
    """The number after /status; 0 for what is none."""
    return number(turn.command_argument.lstrip("№#").strip())


def show_status(turn: Turn) -> None:
    """/status [number]."""
    report = own_report(turn)
    if report is not None:
        show_report(turn, report)
    elif not turn.command_argument:
        turn.screen(Message(turn.t("status-none-yet"), draft_button(turn)))
    elif not _asked_number(turn):
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


def show_list(turn: Turn, reports: Sequence[Report]) -> None:
    """Several of his reports, each by its first words; a tap opens one."""
    rows = [(Button(_listed(turn, report), CitizenButton.OPEN(report.id)),) for report in reports[:LISTED]]
    every = () if len(reports) <= LISTED else ((Button(turn.texts.label("button-all-reports"), ReportButton.LIST(0)),),)
    turn.screen(Message(turn.t("status-which"), (*rows, *every, *draft_button(turn))[:MOST_ROWS]))


def _listed(turn: Turn, report: Report) -> str:
    words = subject(turn.shared.region, report.text, SHOWN_WORDS) or topic_label(turn, report.topic)
    return shorten(turn.texts.label("button-report-about", number=str(report.id), about=words), LABEL_LENGTH)


def show_report(turn: Turn, report: Report, before: Marked | None = None) -> None:
    """All that its author may know, with what he can do about it, below what is said `before`."""
    text = join(before or "", report_text(turn, report))
    turn.screen(Message(text, report_rows(turn, report)))


def report_text(turn: Turn, report: Report) -> Marked:
    lines = [line for event in turn.many(REPORT_HISTORY) if (line := history_line(turn, event))]
    hidden = turn.t("status-earlier", count=len(lines) - SHOWN_LINES) if len(lines) > SHOWN_LINES else Marked("")
    return join(
        _head(turn, report),
        escape(shorten(report.text, SHOWN_LINE_TEXT)),
        detail_lines(turn.texts, details_of(report)),
        join(hidden, *lines[-SHOWN_LINES:], by="\n"),
        _due(turn, report),
    )


def _due(turn: Turn, report: Report) -> Marked:
    """When the first answer is due, or that it is late: what was promised is not passed over in silence."""
    status = Status(report.status)
    if report.answered_at or status not in ALIVE:
        return Marked("")
    if report.danger or report.first_due_at > turn.now:
        return answer_due(turn, report)
    late = report.first_due_at and status in AWAITS_STAFF
    return turn.t("status-late", due=turn.texts.moment(report.first_due_at, turn.now)) if late else Marked("")


def history_line(turn: Turn, event: ReportEvent) -> Marked | None:
    """A line for the author; None for what is internal, taken back, or not on its way yet."""
    if event.kind not in SHOWN_KINDS or event.delivery == Delivery.CALLED_OFF:
        return None
    data = json.loads(event.data or "{}")
    if event.kind in GRACED and not event.delivery:
        return None
    if isinstance(data, dict) and data.get("taken_back"):
        return None
    at = turn.texts.moment(event.at, turn.now)
    stars = {"stars": str(data.get("stars", ""))} if event.kind == K.RATED else {}
    name = "referred" if is_referral(event) else event.kind.replace("_", "-")
    name = "silent-unreached" if data.get(UNREACHED) else name
    line = turn.t(f"line-{name}", at=at, **stars)
    return join(line, escape(shorten(event.text, SHOWN_LINE_TEXT)), by="\n") if event.text else line


def report_rows(turn: Turn, report: Report) -> tuple[tuple[Button, ...], ...]:
    label = turn.texts.label
    rows: list[tuple[Button, ...]] = []
    if report.status == Status.MERGED:
        return (*followed_rows(turn, report), *draft_button(turn))
    if Status(report.status) in ALIVE:
        rows.append((Button(label("button-more"), ReportButton.MORE(report.id)),))
        if awaits_word(turn, report):
            rows += solved_buttons(turn.texts, report)
        rows.append((Button(label("button-withdraw"), ReportButton.WITHDRAW(report.id)),))
    elif may(report, Status.REOPENED) and may_open_again(report, turn.now):
        again = "button-look-again" if report.status == Status.REJECTED else "button-unsolved"
        rows.append((Button(label(again), ReportButton.UNSOLVED(report.id)),))
    rows.append((Button(label("button-all-reports"), ReportButton.LIST(0)),))
    return (*rows, *draft_button(turn))


def _head(turn: Turn, report: Report) -> Marked:
    topic = topic_label(turn, report.topic)
    return turn.t("status-head", number=str(report.id), topic=topic, state=_state(turn, report))


def _state(turn: Turn, report: Report) -> str:
    """Of a report that was joined to another: how that one stands."""
    counts = author_counts(turn, report.id) if report.status == Status.MERGED else None
    if counts is not None and counts.case_status and report.person_id == turn.person.id:
        state = turn.texts.label(f"case-state-{counts.case_status.replace('_', '-')}")
        return turn.texts.label("status-followed", state=state)
    if report.status == Status.REJECTED and was_referred(turn.many(REPORT_HISTORY)):
        return turn.texts.label("status-referred")
    return turn.texts.label(f"status-{report.status.replace('_', '-')}")


def _foreign(turn: Turn) -> None:
    """Not this person's, or no such number: counted, slow, and nothing but the state."""
    times = [at for at in _asked_lately(turn) if at > turn.now - FOREIGN_MS]
    if len(times) >= FOREIGN_LIMIT:
        turn.say(turn.t("status-later"))
        return
    turn.after(FOREIGN_MS, CitizenTick.FOREIGN_ASKED, _foreign_key(turn), json.dumps([*times, turn.now]))
    report = turn.one(REPORT)
    if report is None:
        row = turn.say(turn.t("status-no-such"))
    else:
        head = turn.t("status-foreign", number=str(report.id), state=_state(turn, report))
        row = turn.say(join(head, turn.t("status-not-yours")))
    row.due_at = turn.now + SLOW_MS


def may_ask_again(turn: Turn) -> None:
    """Tick: one may ask again."""


def _foreign_key(turn: Turn) -> str:
    return f"asked:{turn.account.channel}:{turn.account.user_id}"


def _asked_lately(turn: Turn) -> list[int]:
    timer = turn.one(FOREIGN_TIMER)
    times = json.loads(timer.data) if timer else []
    return [at for at in times if isinstance(at, int)]
