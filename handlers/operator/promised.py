"""A promised day has passed: its author and whoever follows are asked whether it was done, and staff read that it was
promised.

Who follows is asked some dozens a transaction; a timer bears how far it has come, so that a kill asks nobody twice and
leaves nobody out.
"""

from __future__ import annotations

from handlers.base.buttons import number
from handlers.base.loads import Needs, need
from handlers.base.message import Marked, Message
from handlers.base.programs import is_program
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, tick_case
from handlers.operator.spread import FOLLOWERS_TO_TELL, MANY, STEP
from handlers.operator.whom import reaches_all
from handlers.operator.words import OperatorTick
from handlers.reports.is_solved import count_question, may_ask, solved_buttons
from handlers.reports.loads import REPORT, followers_of
from handlers.reports.promises import OPEN_PROMISE
from handlers.reports.quiet import awake_at
from handlers.reports.reopen import say_again
from handlers.reports.status import ALIVE, Status
from handlers.reports.tell_citizen import about_and_place, tell_author, texts_of
from handlers.reports.words import ReportTick
from storage.answer_records import Promise
from storage.changes import words
from storage.records import Lane, Report


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
    if report.status != Status.ACCEPTED:
        return
    if followers_of(turn, report.id) and _was_told(case, promise):
        turn.after(0, OperatorTick.PROMISED_ALL, report.id, "0")
    _ask(turn, report, promise)


def _was_told(case: ReportCase, promise: Promise) -> bool:
    """Whether those who follow read the day, too."""
    line = next((event for event in case.history if event.id == promise.event_id), None)
    return line is not None and reaches_all(line)


def _ask(turn: Turn, report: Report, promise: Promise, lane: Lane = Lane.PERSON) -> None:
    """The one question, under the number of his own report; nothing to whoever was asked often enough or cannot be."""
    if is_program(report.channel) or not may_ask(turn, report):
        return
    texts = texts_of(turn, report)
    day, what = texts.date(promise.due_at, turn.now), about_and_place(turn, report, texts)
    count_question(turn, report)
    asked = texts.say("promise-is-it-solved", number=str(report.id), about=what, day=day)
    tell_author(turn, report, Message(asked, solved_buttons(texts, report)), "silence", lane=lane)


@need(FOLLOWERS_TO_TELL)
def followers_to_ask(turn: Turn) -> Needs:
    """Second stage: the next who follow, each person once."""
    report = turn.one(REPORT)
    if report is None:
        return ()
    after = number(turn.event.text)
    return (FOLLOWERS_TO_TELL(report.id, after, report.person_id, words([Status.MERGED]), STEP),)


def promised_to_all(turn: Turn) -> None:
    """Tick "promised_all": its key is the case, its text the last report whose author was asked. Nobody is asked of
    what is done by now, or was promised anew.
    """
    case, promise = tick_case(turn), turn.one(OPEN_PROMISE)
    if case is None or promise is None or promise.due_at > turn.now or case.report.status != Status.ACCEPTED:
        return
    awake = awake_at(turn.shared.region, turn.now)
    if awake > turn.now:
        turn.after(awake - turn.now, OperatorTick.PROMISED_ALL, case.report.id, turn.event.text)
        return
    found = turn.many(FOLLOWERS_TO_TELL)
    lane = Lane.NOTICE if followers_of(turn, case.report.id) > MANY else Lane.PERSON
    for other in found:
        _ask(turn, other, promise, lane)
    if len(found) == STEP:
        turn.after(0, OperatorTick.PROMISED_ALL, case.report.id, str(found[-1].id))
