"""«Мои сообщения»: the newest first, five a page; each opens, and an open one can be withdrawn."""

from __future__ import annotations

from handlers.base.buttons import number, part
from handlers.base.message import Button, Message
from handlers.base.texts import shorten
from handlers.base.turn import Needs, Turn, queries
from handlers.citizen.loads import files_of, history_of, own_report
from handlers.citizen.screens import LABEL, tell_old_button, topic_label
from handlers.citizen.start import draft_button
from handlers.citizen.status import show_report
from handlers.reports.card import show_card
from handlers.reports.status import ALIVE, Status, may, move, record
from handlers.reports.tell_citizen import SILENCE
from handlers.reports.words import ReportTick
from storage.records import Report

PAGE = 5


def page_of_reports(turn: Turn) -> Needs:
    """One more than a page, to know whether there are earlier ones."""
    page = min(number(part(turn, 0)), 1_000_000)
    return queries({"reports": ("citizen_reports", (turn.person.id, PAGE + 1, page * PAGE))})


def show_reports(turn: Turn) -> None:
    """/reports, and the pages of the list."""
    page, reports, label = number(part(turn, 0)), turn.many("reports", Report), turn.texts.label
    if not reports:
        turn.screen(Message(turn.t("reports-none"), draft_button(turn)))
        return
    rows = [(Button(_label(turn, report), f"c_report:{report.id}"),) for report in reports[:PAGE]]
    turning = []
    if page:
        turning.append(Button(label("later"), f"c_reports:{page - 1}"))
    if len(reports) > PAGE:
        turning.append(Button(label("earlier"), f"c_reports:{page + 1}"))
    last = (*turning, *(button for row in draft_button(turn) for button in row))
    turn.screen(Message(turn.t("reports-list"), (*rows, last) if last else tuple(rows)))


def _label(turn: Turn, report: Report) -> str:
    mark = "button-report-open" if Status(report.status) in ALIVE else "button-report-closed"
    topic = topic_label(turn, report.topic)
    return shorten(turn.texts.label(mark, number=str(report.id), topic=topic), LABEL)


def ask_withdraw(turn: Turn) -> None:
    """Button «Отозвать»: asked first."""
    report = own_report(turn)
    if report is None or not may(report, Status.WITHDRAWN):
        _not_possible(turn, report)
        return
    label = turn.texts.label
    rows = (
        (Button(label("button-withdraw-yes"), f"c_withdrawn:{report.id}", style="bad"),),
        (Button(label("back"), f"c_report:{report.id}"),),
    )
    turn.screen(Message(turn.t("withdraw-sure", number=str(report.id)), rows))


def withdraw(turn: Turn) -> None:
    """Its author takes the report back; staff see it on the card."""
    report = own_report(turn)
    if report is None or report.status == Status.WITHDRAWN or not may(report, Status.WITHDRAWN):
        _not_possible(turn, report)
        return
    move(turn, report, Status.WITHDRAWN)
    event = record(turn, report, "withdrawn")
    turn.forget_timer(SILENCE, report.id)
    turn.after(0, ReportTick.LEFT, report.id)
    show_card(turn, report, [*history_of(turn), event], files_of(turn))
    turn.screen(Message(turn.t("withdraw-done", number=str(report.id)), draft_button(turn)))


def _not_possible(turn: Turn, report: Report | None) -> None:
    if report is None:
        tell_old_button(turn)
    else:
        turn.ack(turn.texts.label("toast-is-over", number=str(report.id)))
        show_report(turn, report)
