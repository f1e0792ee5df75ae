"""«Решено · Частично · Нет»: the one question after an answer, and when it may be asked.

    question, buttons = ask_along(turn, report, texts, ASK_AFTER_MS)

It is asked at most MOST_ASKED times an answer (`Report.asked`) and never in the region's quiet hours: what leaves then
goes without it, and the timer of silence (ReportTick.SILENCE) asks in the morning.
"""

from __future__ import annotations

from datetime import datetime

from handlers.base.buttons import Rows
from handlers.base.message import Button, Marked
from handlers.base.phrases import consists_of, phrases, words_of
from handlers.base.programs import is_program
from handlers.base.texts import DAY_MS, Texts
from handlers.base.turn import Turn
from handlers.reading.said import CLAUSE
from handlers.reports.quiet import awake_at
from handlers.reports.status import Status
from handlers.reports.words import ReportButton, ReportTick
from storage.records import Report

MOST_ASKED = 2
ASK_AFTER_MS = 7 * DAY_MS
"""So long after an answer it is asked once more."""
CLOSE_AFTER_MS = 3 * DAY_MS
"""So long after the last question silence closes it."""
OPEN_AGAIN_MS = 30 * DAY_MS
"""So long one tap opens again what silence closed."""

BOTH = 2
ASKED, HEARD, MORNING, NAMED, NOTHING = "asked", "heard", "morning", "named", "nothing"
"""Data of the timer of silence: the last question was asked; its author wrote something that is no word about the
answer; an answer left at night and the question waits; the answer names a day, and the question comes after it; nothing
is to be solved, so nobody is asked."""
UNASKED = (MORNING, NAMED)
"""Of these the first question is still to come."""
ASK_AT = "ask_at"
"""In an answer's line: the day that it names for what is still to be done (UTC ms)."""

REASONS = ("nothing", "badly", "elsewhere", "again")
"""What can be wrong, by a button; each is a sentence "unsolved-reason-…"."""


def ask_along(turn: Turn, report: Report, texts: Texts, again_ms: int, then: str = "") -> tuple[Marked, Rows]:
    """The question and its buttons for a message that leaves now, counted; what was asked often enough has the buttons
    alone, and of what is no trouble nobody is asked. The timer of silence rings after `again_ms` with `then`. Nobody
    can be asked through another program: what it filed is closed when the time for questions has passed.
    """
    if not is_trouble(turn, report):
        turn.after(CLOSE_AFTER_MS, ReportTick.SILENCE, report.id, NOTHING)
        return Marked(""), ()
    if is_program(report.channel):
        left = 0 if then == ASKED else CLOSE_AFTER_MS
        turn.after(again_ms + left, ReportTick.SILENCE, report.id, ASKED)
        return Marked(""), ()
    awake = awake_at(turn.shared.region, turn.now)
    if awake > turn.now:
        turn.after(awake - turn.now, ReportTick.SILENCE, report.id, MORNING)
        return Marked(""), ()
    if not may_ask(turn, report):
        turn.after(CLOSE_AFTER_MS, ReportTick.SILENCE, report.id, ASKED)
        return Marked(""), solved_buttons(texts, report)
    count_question(turn, report)
    turn.after(again_ms, ReportTick.SILENCE, report.id, then)
    return texts.say("answer-is-it-solved"), solved_buttons(texts, report)


def ask_after(turn: Turn, report: Report, texts: Texts, day: int) -> tuple[Marked, Rows]:
    """In place of the question: that it comes after this day (UTC ms), which the answer names."""
    turn.after(day - turn.now, ReportTick.SILENCE, report.id, NAMED)
    return texts.say("answer-asks-later", day=texts.date(day, turn.now)), ()


def may_wait(turn: Turn, report: Report, day: object) -> bool:
    """Whether it is too early to ask: the day is a later one than today. Nobody is told so through another program."""
    if not isinstance(day, int) or is_program(report.channel) or not is_trouble(turn, report):
        return False
    zone = turn.shared.region.zone
    named, today = (datetime.fromtimestamp(at / 1000, zone).date() for at in (day, turn.now))
    return named > today


def is_trouble(turn: Turn, report: Report) -> bool:
    """Whether something is to be solved: thanks are only passed on (Topic.no_trouble)."""
    topic = turn.shared.region.topic(report.topic)
    return topic is None or not topic.no_trouble


def may_ask(turn: Turn, report: Report) -> bool:
    """Whether its author may be asked whether it is solved: it is a trouble, and he was not asked often enough."""
    return is_trouble(turn, report) and report.asked < MOST_ASKED


def count_question(turn: Turn, report: Report) -> None:
    """Its author is asked once more."""
    report.asked += 1
    turn.save(report)


def awaits_word(turn: Turn, report: Report) -> bool:
    """Whether its author was answered, or asked after a promised day, so that what he says now is his word about it.
    After an answer to thanks he is asked nothing, and «нет» is no word about them.
    """
    return was_answered(report) and is_trouble(turn, report)


def was_answered(report: Report) -> bool:
    """The same, whatever it is about."""
    return report.status == Status.ANSWERED or (report.status == Status.ACCEPTED and report.asked > 0)


def says_partly(turn: Turn, text: str) -> bool:
    """Whether words say that some of it is done: they are made of such phrases, or begin with one before a comma."""
    known = phrases(turn, "reading-partly")
    if consists_of(text, known) or consists_of(CLAUSE.split(text, maxsplit=1)[0], known):
        return True
    ends = [words[-1:] for clause in CLAUSE.split(text) if len(words := words_of(clause)) > 1]
    there, not_there = ({(w,) for (w,) in phrases(turn, key)} for key in ("reading-there", "reading-not-there"))
    said = {tuple(end) for end in ends}
    return len(ends) == BOTH and bool(said & there) and bool(said & not_there)  # «в зале есть, на кухне нет»


def solved_buttons(texts: Texts, report: Report) -> Rows:
    """Under an answer: in two rows, since three in one break in the middle of a word on a narrow phone."""
    solved = Button(texts.label("button-solved"), ReportButton.SOLVED(report.id), style="good")
    partly = Button(texts.label("button-partly"), ReportButton.PARTLY(report.id))
    return ((solved,), (partly, Button(texts.label("button-no"), ReportButton.UNSOLVED(report.id))))


def star_buttons(texts: Texts, report: Report) -> Rows:
    """One to five, a tap each."""
    return (tuple(Button(texts.label("button-star", n=str(n)), ReportButton.STARS(report.id, n)) for n in range(1, 6)),)


def reason_buttons(texts: Texts, report: Report) -> Rows:
    """What is wrong, two in a row."""
    buttons = [Button(texts.label(f"unsolved-reason-{code}"), ReportButton.WHY(report.id, code)) for code in REASONS]
    return (tuple(buttons[:2]), tuple(buttons[2:]))


def may_open_again(report: Report, now: int) -> bool:
    """Whether one tap of its author still opens it: what silence closed, for thirty days."""
    return report.status != Status.SILENT or now - report.closed_at <= OPEN_AGAIN_MS
