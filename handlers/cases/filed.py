"""A report that was filed at once, for danger, is joined to a case that its author was shown after it."""

from __future__ import annotations

from handlers.base.buttons import number, part
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Message
from handlers.base.turn import Turn
from handlers.cases.loads import topics_of
from handlers.cases.rank import Comparing, Rules, same_trouble
from handlers.cases.spots import spot_of
from handlers.cases.told import told
from handlers.reports.card import show_card
from handlers.reports.draft_screens import tell_old_button
from handlers.reports.following import followed_rows, join_case, may_follow
from handlers.reports.known import shown_after_filing
from handlers.reports.loads import REPORT_FILES, REPORT_HISTORY, WHOLE_REPORT, followers_of, whole_report
from handlers.reports.own_report import own_report
from handlers.reports.status import QUEUED, Status
from storage.records import Report

FOLLOWED_CASE = Load("case that a report is to be joined to", "report_by_id", Report)


@need(FOLLOWED_CASE)
def followed_case(turn: Turn) -> Needs:
    """The report named second in the button."""
    return (FOLLOWED_CASE(number(part(turn, 1))),)


@need(*WHOLE_REPORT)
def filed_report(turn: Turn) -> Needs:
    """The report after which something known was shown."""
    shown = shown_after_filing(turn)
    return whole_report(shown[0][0]) if shown else ()


@need(FOLLOWED_CASE)
def shown_case(turn: Turn) -> Needs:
    """What was shown, where it is one and no more."""
    shown = shown_after_filing(turn)
    return (FOLLOWED_CASE(shown[0][1]),) if len(shown) == 1 else ()


def said_the_same(turn: Turn) -> None:
    """«Да, это оно»: as the button does; of several cases one has to be pressed."""
    if len(shown_after_filing(turn)) > 1:
        turn.say(turn.t("known-which-filed"))
        return
    turn.typed = True  # what would be a toast is said
    follow_filed(turn)


def follow_filed(turn: Turn) -> None:
    """Button «Это то же самое» under what was said after filing: only of what is the same trouble, whatever number the
    button bears.
    """
    report, case = own_report(turn), turn.one(FOLLOWED_CASE)
    if report is None or case is None or Status(report.status) not in QUEUED or followers_of(turn, report.id):
        tell_old_button(turn)
    elif not may_follow(turn, case) or not _is_same(turn, report, case):
        turn.ack(turn.texts.label("toast-case-over"))
    else:
        join_case(turn, report, case)
        show_card(turn, report, turn.many(REPORT_HISTORY), turn.many(REPORT_FILES))
        turn.screen(Message(turn.t("followed", number=str(report.id)), followed_rows(turn, report)))


def _is_same(turn: Turn, report: Report, case: Report) -> bool:
    shared = turn.shared
    if case.topic not in topics_of(shared, report.topic, report.text):
        return False
    mine = told(shared, case.topic, report.text, report.address, report.settlement)
    compare = Comparing(shared, mine, case)
    rules = Rules.of(shared.region, report.topic, case.topic)
    return same_trouble(spot_of(report), spot_of(case), rules, compare) is not None
