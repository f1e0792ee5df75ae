"""A promised day has passed: the author is asked whether it was done, and staff read that it was promised."""

from __future__ import annotations

from handlers.base.message import Marked, Message
from handlers.base.turn import Turn
from handlers.operator.case import tick_case
from handlers.reports.is_solved import count_question, may_ask, solved_buttons
from handlers.reports.promises import OPEN_PROMISE
from handlers.reports.quiet import awake_at
from handlers.reports.reopen import say_again
from handlers.reports.status import ALIVE, Status
from handlers.reports.tell_citizen import about_and_place, tell_author, texts_of
from handlers.reports.words import ReportTick


def promised(turn: Turn) -> None:
    """Tick "promised": not at night, and nothing where the report is over or was answered."""
    case, promise = tick_case(turn), turn.one(OPEN_PROMISE)
    if case is None or promise is None or Status(case.report.status) not in ALIVE:
        return
    report = case.report
    awake = awake_at(turn.shared.region, turn.now)
    if awake > turn.now or promise.due_at > turn.now:
        turn.after(max(awake, promise.due_at) - turn.now, ReportTick.PROMISED, report.id)
        return
    if report.status == Status.ANSWERED:
        return  # the question stands under the answer
    staff = turn.staff_texts
    say_again(turn, report, staff.say("promise-passed", number=str(report.id)), Marked(""))
    if report.status != Status.ACCEPTED or not may_ask(report):
        return
    texts = texts_of(turn, report)
    day, what = texts.date(promise.due_at), about_and_place(turn, report, texts)
    count_question(turn, report)
    asked = texts.say("promise-is-it-solved", number=str(report.id), about=what, day=day)
    tell_author(turn, report, Message(asked, solved_buttons(texts, report)), "silence")
