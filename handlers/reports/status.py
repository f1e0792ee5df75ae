"""A report's life: which status may follow which, and what stands in its history. The only place that moves it."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Any, Protocol

from handlers.base.turn import Turn
from handlers.reports.words import ReportTick
from storage.records import Record, Report, ReportEvent


class Status(StrEnum):
    NEW = "new"
    ACCEPTED = "accepted"  # an operator took it, or said that it is being worked on
    NEEDS_INFO = "needs_info"  # a question to the citizen is open
    ANSWERED = "answered"  # an answer went to the citizen
    TRANSFERRED = "transferred"  # handed to another organisation
    REJECTED = "rejected"
    MERGED = "merged"
    WITHDRAWN = "withdrawn"  # by the citizen
    CLOSED = "closed"  # the citizen said that it is solved
    SILENT = "silent"  # he was asked and said nothing for long
    REOPENED = "reopened"  # the citizen said that it is not


S = Status
ALIVE = frozenset({S.NEW, S.ACCEPTED, S.NEEDS_INFO, S.ANSWERED, S.TRANSFERRED, S.REOPENED})
"""Public view and Open311: these are "open", the rest is "closed"."""
QUEUED = ALIVE - {S.ANSWERED}
"""They wait in /queue."""
AWAITS_STAFF = QUEUED - {S.NEEDS_INFO}
"""The staff owe a first answer: what is overdue, reminded of, and a call for help that nobody took."""

_WORK = frozenset({S.ACCEPTED, S.NEEDS_INFO, S.ANSWERED, S.TRANSFERRED, S.REJECTED, S.MERGED, S.WITHDRAWN, S.CLOSED})
FOLLOWS: dict[Status, frozenset[Status]] = {
    S.NEW: _WORK - {S.CLOSED},
    S.ACCEPTED: _WORK | {S.NEW, S.REOPENED},  # its author is asked when a promised day has passed
    S.NEEDS_INFO: _WORK | {S.REOPENED},
    S.ANSWERED: _WORK | {S.REOPENED, S.SILENT},
    S.TRANSFERRED: _WORK | {S.NEW},
    S.REOPENED: _WORK,
    S.REJECTED: frozenset({S.REOPENED}),
    S.CLOSED: frozenset({S.REOPENED}),
    S.SILENT: frozenset({S.REOPENED, S.CLOSED}),
    S.MERGED: frozenset({S.REOPENED, S.CLOSED, S.WITHDRAWN}),
    S.WITHDRAWN: frozenset(),
}


class LineKind(StrEnum):
    """What a line of the history is (ReportEvent.kind). The values stand in the database: they never change."""

    FILED = "filed"
    TAKEN = "taken"
    RELEASED = "released"
    ASSIGNED = "assigned"  # an operator gave it to the colleague whose name is its text
    TOPIC = "topic"
    TEAM = "team"  # moved to another team of the centre (data "from", "to")
    NOTE = "note"
    ANSWER = "answer"
    INTERIM = "interim"  # an answer that says it is being worked on
    QUESTION = "question"
    REPLY = "reply"  # answers a question
    ADDED = "added"  # what the citizen wrote besides
    EDITED = "edited"
    REJECTED = "rejected"
    TRANSFERRED = "transferred"
    CLOSING = "closing"  # an operator considers it solved and the citizen is asked
    CLOSED = "closed"
    SILENT = "silent"  # closed, for he said nothing
    RATED = "rated"  # his stars (data "stars")
    PARTLY = "partly"  # its author says that some is still to be done
    NOT_SOLVED = "not_solved"
    REOPENED = "reopened"  # an operator took it up again
    AGAIN = "again"  # several others wrote the same after it was over
    MERGED = "merged"
    FOLLOWED = "followed"  # its author joined it to a case that he was shown
    WITHDRAWN = "withdrawn"
    SILENCED = "silenced"  # his messages are not passed on for data "days"


K = LineKind
GRACED = (K.ANSWER, K.INTERIM, K.QUESTION, K.REJECTED, K.CLOSING, K.TRANSFERRED, K.REOPENED, K.MERGED, K.SILENCED)
"""What an operator does that reaches a citizen: it waits for ten seconds first, and as long has no `delivery`."""
WORDED = (K.ANSWER, K.INTERIM, K.QUESTION, K.REJECTED, K.CLOSING)
"""Of these the author reads the words, too."""


DONE = frozenset({Status.ANSWERED, Status.CLOSED, Status.SILENT})
"""Staff consider it done, and its author may say otherwise."""

HELP = 2
"""`Report.danger` of a call for help that answers a notice: before all other dangers in the queue."""


class WrongMove(ValueError):
    """This status does not follow that one; handlers ask `may` first and say so kindly."""


def leading_to(to: Status) -> frozenset[Status]:
    """The statuses that this one may follow."""
    return frozenset(status for status, following in FOLLOWS.items() if to in following)


def may(report: Report, to: Status) -> bool:
    return to in FOLLOWS[Status(report.status)] or report.status == to


def before_line(report: Report) -> dict[str, Any]:
    """What a line of the history remembers of the report as it was, so that the line can be taken back."""
    return {"was": report.status, **({"merged_into": report.merged_into} if report.merged_into else {})}


class Moves(Protocol):
    """What of a turn a move needs."""

    @property
    def now(self) -> int: ...
    def save(self, record: Record) -> None: ...
    def after(self, ms: int, kind: str, key: object, data: str = "") -> None: ...


def move(turn: Moves, report: Report, to: Status) -> None:
    """Change the status and the times that hang on it, and save the report."""
    if not may(report, to):
        raise WrongMove(f"{report.status} -> {to}")
    if report.status == Status.MERGED != to and report.merged_into:
        turn.after(0, ReportTick.CARD, report.merged_into)  # one less writes of it, whatever way he left
    report.status = to.value
    report.updated_at = turn.now
    report.closed_at = 0 if to in ALIVE else turn.now
    turn.save(report)


def record(
    turn: Turn, report: Report, kind: LineKind, text: str = "", *, actor_name: str = "", **data: Any
) -> ReportEvent:
    """Add a line to the history, by whoever the turn is about (nobody for ticks)."""
    event = ReportEvent(turn.new_id("report_event"), report.id, turn.now, kind.value, turn.person.id, actor_name, text)
    event.data = json.dumps(data, ensure_ascii=False) if data else "{}"
    turn.save(event)
    report.updated_at = turn.now
    turn.save(report)
    return event
