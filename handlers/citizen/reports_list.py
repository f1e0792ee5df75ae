"""/reports, the list of one's own reports: the newest first, five a page; each opens, an open one can be withdrawn."""

from __future__ import annotations

from handlers.base.buttons import LABEL_LENGTH, number, part
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Button, Message
from handlers.base.texts import shorten
from handlers.base.turn import Turn
from handlers.citizen.status import show_report
from handlers.citizen.words import CitizenButton
from handlers.reports.collect import tend
from handlers.reports.draft import begin
from handlers.reports.draft_screens import draft_button, show_draft, tell_old_button, topic_label
from handlers.reports.loads import REPORT_FILES, REPORT_HISTORY, WHOLE_REPORT, whole_report
from handlers.reports.over import take_back
from handlers.reports.own_report import own_report, withdrawn_lately
from handlers.reports.saved import as_draft_file
from handlers.reports.status import ALIVE, Status, may
from handlers.reports.words import ReportButton
from storage.records import Report

REPORTS_ON_PAGE = 5

PAGE_OF_REPORTS = Load("a page of the person's reports", "citizen_reports", Report)


@need(PAGE_OF_REPORTS)
def page_of_reports(turn: Turn) -> Needs:
    """One more than a page, to know whether there are earlier ones."""
    page = min(number(part(turn, 0)), 1_000_000)
    return (PAGE_OF_REPORTS(turn.person.id, REPORTS_ON_PAGE + 1, page * REPORTS_ON_PAGE),)


def show_reports(turn: Turn) -> None:
    """/reports, and the pages of the list."""
    page, reports, label = number(part(turn, 0)), turn.many(PAGE_OF_REPORTS), turn.texts.label
    if not reports:
        turn.screen(Message(turn.t("reports-none"), draft_button(turn)))
        return
    rows = [(Button(_label(turn, report), CitizenButton.OPEN(report.id)),) for report in reports[:REPORTS_ON_PAGE]]
    turning = []
    if page:
        turning.append(Button(label("later"), ReportButton.LIST(page - 1)))
    if len(reports) > REPORTS_ON_PAGE:
        turning.append(Button(label("earlier"), ReportButton.LIST(page + 1)))
    last = (*turning, *(button for row in draft_button(turn) for button in row))
    turn.screen(Message(turn.t("reports-list"), (*rows, last) if last else tuple(rows)))


def _label(turn: Turn, report: Report) -> str:
    mark = "button-report-open" if Status(report.status) in ALIVE else "button-report-closed"
    mark = "button-report-silent" if report.status == Status.SILENT else mark
    topic = topic_label(turn, report.topic)
    return shorten(turn.texts.label(mark, number=str(report.id), topic=topic), LABEL_LENGTH)


def ask_withdraw(turn: Turn) -> None:
    """Button «Отозвать»: asked first."""
    report = own_report(turn)
    if report is None or report.status == Status.MERGED or not may(report, Status.WITHDRAWN):
        _not_possible(turn, report)
        return
    label = turn.texts.label
    rows = (
        (Button(label("button-withdraw-yes"), ReportButton.WITHDRAW_SURE(report.id), style="bad"),),
        (Button(label("back"), CitizenButton.OPEN(report.id)),),
    )
    turn.screen(Message(turn.t("withdraw-sure", number=str(report.id)), (*rows, *draft_button(turn))))


def withdraw(turn: Turn) -> None:
    """Its author takes the report back; staff see it on the card."""
    report = own_report(turn)
    if report is None or take_back(turn, report, turn.many(REPORT_HISTORY), turn.many(REPORT_FILES)) is None:
        _not_possible(turn, report)
        return
    turn.screen(Message(turn.t("withdraw-done", number=str(report.id)), draft_button(turn)))


@need(*WHOLE_REPORT)
def report_wanted_back(turn: Turn) -> Needs:
    """The second stage: the report that was withdrawn last."""
    report = withdrawn_lately(turn)
    return whole_report(report.id) if report is not None else ()


def once_more(turn: Turn) -> None:
    """«Верните»: nothing that was withdrawn is worked on again; the same is a draft now, ready to be sent."""
    report = own_report(turn)
    if report is None:
        tell_old_button(turn)
        return
    draft = begin(turn)
    draft.texts = [["", report.text]] if report.text else []
    draft.stand_at(report)
    draft.topic, draft.topic_chosen = report.topic, bool(report.topic)
    draft.danger = bool(report.danger)
    draft.files = [as_draft_file(file) for file in turn.many(REPORT_FILES) if not file.event_id]
    tend(turn, draft)
    show_draft(turn, draft, turn.t("once-more", number=str(report.id)))


def _not_possible(turn: Turn, report: Report | None) -> None:
    if report is None:
        tell_old_button(turn)
    else:
        turn.ack(turn.texts.label("toast-is-over", number=str(report.id)))
        show_report(turn, report)
