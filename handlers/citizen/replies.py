"""What its author says to an answer: solved, not solved, or nothing (then he is asked, and it is closed)."""

from __future__ import annotations

import json

from handlers.base.message import Address, Button, Message
from handlers.base.steps import OpenStep
from handlers.base.turn import Turn
from handlers.base.typed_buttons import is_answered
from handlers.reports.adding import ADDITION_FOLLOWS_MS, Added, ask_for_more, say_added
from handlers.reports.card import show_card
from handlers.reports.loads import REPORT, REPORT_FILES, REPORT_HISTORY
from handlers.reports.own_report import own_report
from handlers.reports.reopen import not_solved
from handlers.reports.status import Status, may, move, record
from handlers.reports.tell_citizen import CLOSE_AFTER_MS, HEARD, about_and_place, solved_buttons, tell_author, texts_of
from handlers.reports.words import ReportButton, ReportTick
from storage.records import Report, ReportEvent


def solved(turn: Turn) -> None:
    """Button «Решено»: the report is closed."""
    report = own_report(turn)
    if report is None:
        turn.ack(turn.texts.label("toast-not-yours"))
        return
    if close_as_solved(turn, report) is None:
        _say_state(turn, report)
        return
    turn.ack(turn.texts.label("toast-thanks"))


def close_as_solved(turn: Turn, report: Report, words: str = "", added: Added | None = None) -> ReportEvent | None:
    """Its author says so, by the button or in these words: then one tap opens it again. None where it cannot be.

    `added`: what this turn has put into the report besides.
    """
    if report.status == Status.CLOSED or not may(report, Status.CLOSED):
        return None
    move(turn, report, Status.CLOSED)
    event = record(turn, report, "closed", words, by="author")
    turn.forget_timer(ReportTick.SILENCE, report.id)
    is_answered(turn, Address(report.channel, report.chat))
    lines, files = ([added.event], added.files) if added is not None else ([], ())
    history = [*turn.many(REPORT_HISTORY), *lines, event]
    show_card(turn, report, history, [*turn.many(REPORT_FILES), *files])
    button = Button(turn.texts.label("button-unsolved"), ReportButton.UNSOLVED(report.id))
    thanks = turn.t("solved-thanks", number=str(report.id))
    turn.say(Message(thanks, ((button,),)) if words else thanks, report_id=report.id)
    return event


def say_not_solved(turn: Turn, report: Report, words: str) -> ReportEvent | None:
    """Its author says so in these words. None where it is at work already: they are more to it."""
    before = {"was": report.status, **({"merged_into": report.merged_into} if report.merged_into else {})}
    event = not_solved(turn, report, turn.many(REPORT_HISTORY), turn.many(REPORT_FILES), words)
    if event is None:
        return None
    event.data = json.dumps(before)
    turn.save(event)
    turn.step(OpenStep.ADDED, report=report.id, until=turn.now + ADDITION_FOLLOWS_MS)
    say_added(turn, report, event, "unsolved-passed")
    return event


def unsolved(turn: Turn) -> None:
    """Button «Не решено»: the report is open again, however late, and its author is asked what is wrong."""
    report = own_report(turn)
    if report is None:
        turn.ack(turn.texts.label("toast-not-yours"))
        return
    if not_solved(turn, report, turn.many(REPORT_HISTORY), turn.many(REPORT_FILES)) is None:
        _say_state(turn, report)
        return
    turn.ack(turn.texts.label("toast-reopened"))
    ask_for_more(turn, report.id, "unsolved-what")


def silence(turn: Turn) -> None:
    """Tick: no word after an answer. Ask once; after three more days close it and say so."""
    report = turn.one(REPORT)
    if report is None or report.status != Status.ANSWERED:
        return
    texts, number, heard = texts_of(turn, report), str(report.id), turn.event.text == HEARD
    what = about_and_place(turn, report, texts)
    if turn.event.text != "asked":
        asked = texts.say("silence-is-it-solved", number=number, about=what)
        message = Message(asked, solved_buttons(texts, report))
        tell_author(turn, report, message, "silence")
        if not heard:
            turn.after(CLOSE_AFTER_MS, ReportTick.SILENCE, report.id, "asked")
        return
    move(turn, report, Status.CLOSED)
    event = record(turn, report, "closed", by="silence")
    show_card(turn, report, [*turn.many(REPORT_HISTORY), event], turn.many(REPORT_FILES))
    button = Button(texts.label("button-unsolved"), ReportButton.UNSOLVED(report.id))
    tell_author(turn, report, Message(texts.say("silence-closed", number=number, about=what), ((button,),)), "silence")


def _say_state(turn: Turn, report: Report) -> None:
    """A second tap, or one that comes too early: what is true now."""
    state = turn.texts.label(f"status-{report.status.replace('_', '-')}")
    turn.ack(turn.texts.label("toast-state", number=str(report.id), state=state))
