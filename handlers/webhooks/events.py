"""Which change is which event. Pure: what was before a transaction and what it writes go in, what happened comes out.

An event is told once its author may know of it: what an operator writes, after his ten seconds. Of whoever had himself
forgotten nothing is told but that his report is erased.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from handlers.notices.family import NoticeLink
from handlers.notices.states import STARTED, NoticeState
from handlers.open311.reports import NOT_SAID, extended_status
from handlers.reports.status import GRACED, LineKind
from storage.changes import Changes
from storage.notice_records import Notice
from storage.record import Record
from storage.records import Report, ReportEvent

K = LineKind
R = TypeVar("R", bound=Record)

FORGETS = "forget_these_reports"
"""The command that goes with the erasing of reports: its first parameter is the JSON list of their numbers."""
CREATED, UPDATED, STATUS, ERASED = "report.created", "report.updated", "report.status", "report.erased"
ANSWERED = "report.answered"
LINES: dict[str, str] = {
    K.ANSWER: ANSWERED, K.INTERIM: ANSWERED, K.QUESTION: "report.question", K.REPLY: "report.replied",
    K.ADDED: "report.replied", K.CLOSED: "report.closed", K.SILENT: "report.closed", K.NOT_SOLVED: "report.reopened",
    K.PARTLY: "report.reopened", K.REOPENED: "report.reopened", K.AGAIN: "report.reopened",
    K.TRANSFERRED: "report.transferred", K.MERGED: "report.merged", K.FOLLOWED: "report.merged",
    K.WITHDRAWN: "report.withdrawn",
}  # fmt: skip
"""What a line of a report's history is called outside; notes, and who has it in hand, are told to nobody."""
SHOWN = (
    "topic", "organisation", "text", "address", "settlement", "municipality", "lat", "lon", "first_due_at", "due_at",
)  # fmt: skip
"""What of a report is told, so that a change of it is an event."""
REPLACES = (NoticeLink.UPDATES, NoticeLink.CORRECTS)
"""`Notice.link` of those that are said in place of an earlier one, which is then not over."""


@dataclass(frozen=True, slots=True)
class Happening:
    """`was`: the status before, where it is another now; `line`: the line of the history that says it."""

    kind: str
    report: Report | None = None
    line: ReportEvent | None = None
    notice: Notice | None = None
    was: str = ""
    was_organisation: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """What the changes touch as it was; `erased`: reports of persons who are forgotten in them."""

    reports: Mapping[int, Report] = field(default_factory=dict)
    lines: Mapping[int, ReportEvent] = field(default_factory=dict)
    notices: Mapping[int, Notice] = field(default_factory=dict)
    erased: tuple[Report, ...] = ()


def may_tell(changes: Changes) -> bool:
    """Whether anything may happen by these changes; false for most."""
    rows = changes.rows
    if Report in rows or ReportEvent in rows or Notice in rows:
        return True
    return any(command.name == FORGETS for command in changes.commands)


def happened(changes: Changes, before: Before) -> Iterator[Happening]:
    """What these changes are, a report at a time in the order of their numbers."""
    gone = {report.id for report in before.erased}
    reports = {report.id: report for report in _rows(changes, Report)}
    lines = _told_lines(changes, before)
    for number in sorted((reports.keys() | lines.keys()) - gone):
        report = reports.get(number) or before.reports.get(number)
        if report is not None and report.person_id and not report.retired:
            yield from _of_report(report, before.reports.get(number), lines.get(number, []))
    for report in before.erased:
        yield Happening(ERASED, report)
    yield from _of_notices({notice.id: notice for notice in _rows(changes, Notice)}, before.notices)


def _of_report(report: Report, was: Report | None, lines: list[ReportEvent]) -> Iterator[Happening]:
    filed = next((line for line in lines if line.kind == K.FILED), None)
    moved = was.organisation if was is not None and was.organisation != report.organisation else ""
    if filed is not None:
        yield Happening(CREATED, report, filed)
    for line in lines:
        if kind := _kind_of(line):
            yield Happening(kind, report, line, was_organisation=moved)
    if was is None or filed is not None:
        return
    if extended_status(was.status) != extended_status(report.status):
        last = lines[-1] if lines else None
        yield Happening(STATUS, report, last, was=extended_status(was.status), was_organisation=moved)
    changed = {name for name in SHOWN if getattr(was, name) != getattr(report, name)}
    if any(line.kind == K.TRANSFERRED for line in lines):
        changed.discard("organisation")
    if changed:
        yield Happening(UPDATED, report, was_organisation=moved)


def _kind_of(line: ReportEvent) -> str:
    """The event of a line, or "". Who is asked whether it is solved may be told more with it, of a report that stands
    afterwards as it stood.
    """
    return LINES.get(line.kind, "") or (ANSWERED if line.kind == K.CLOSING and line.text else "")


def _told_lines(changes: Changes, before: Before) -> dict[int, list[ReportEvent]]:
    """By report: the lines that are to be told now, in their order."""
    found: dict[int, list[ReportEvent]] = {}
    for line in sorted(_rows(changes, ReportEvent), key=lambda line: line.id):
        if _is_news(line, before.lines.get(line.id)):
            found.setdefault(line.report_id, []).append(line)
    return found


def _is_news(line: ReportEvent, was: ReportEvent | None) -> bool:
    """New, past its ten seconds, or said anew in other words."""
    if line.kind not in GRACED:
        return was is None
    if line.delivery in NOT_SAID:
        return False
    return was is None or was.delivery in NOT_SAID or was.text != line.text


def _of_notices(notices: Mapping[int, Notice], was: Mapping[int, Notice]) -> Iterator[Happening]:
    starts = [n for n in notices.values() if n.state == NoticeState.SENDING and not _begun(was.get(n.id))]
    replaced = {notice.linked_id for notice in starts if notice.link in REPLACES}
    for number, notice in sorted(notices.items()):
        old = was.get(number)
        if notice in starts and notice.link in ("", NoticeLink.REPEATS):
            yield Happening("notice.sent", notice=notice)
        elif notice in starts and notice.link in REPLACES:
            yield Happening("notice.updated", notice=notice)
        if old is None or not _begun(old):
            continue
        if notice.state == NoticeState.CANCELLED != old.state:
            yield Happening("notice.withdrawn", notice=notice)
        elif notice.ended_at and not old.ended_at and number not in replaced:
            yield Happening("notice.ended", notice=notice)


def _begun(notice: Notice | None) -> bool:
    return notice is not None and NoticeState(notice.state) in STARTED


def _rows(changes: Changes, kind: type[R]) -> Iterable[R]:
    return [row for row in changes.rows.get(kind, {}).values() if isinstance(row, kind)]
