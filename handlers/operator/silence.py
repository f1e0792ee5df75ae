"""Not to pass on what somebody writes, for a time: a reason that he reads, ten seconds to think again, a way back."""

from __future__ import annotations

from handlers.base.buttons import number, part
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Button
from handlers.base.programs import is_program, program_name, program_of
from handlers.base.texts import DAY_MS
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, refresh, show_menu
from handlers.operator.prompts import PROMPT, prompt
from handlers.reports.card_buttons import back_button
from handlers.reports.loads import REPORT, REPORT_EVENT
from handlers.reports.silenced import DAYS
from handlers.reports.status import LineKind
from handlers.reports.tell_citizen import tell_of_silence
from handlers.reports.words import ReportButton
from storage.records import Person, Report, ReportEvent

SILENCE_PROMPT = f"{PROMPT}silence-"
"""Then for how many days."""
AUTHOR = Load("author of the report", "person_by_id", Person)


@need(AUTHOR)
def author_of_report(turn: Turn) -> Needs:
    """A stage after the report's."""
    report = turn.one(REPORT)
    return (AUTHOR(report.person_id),) if report is not None and report.person_id else ()


@need(AUTHOR)
def author_to_silence(turn: Turn) -> Needs:
    """Of what goes out now, where it silences somebody."""
    event, report = turn.one(REPORT_EVENT), turn.one(REPORT)
    return (AUTHOR(report.person_id),) if event and report and event.kind == LineKind.SILENCED else ()


def how_long(turn: Turn, case: ReportCase) -> None:
    """o_silence: for how long? Or the way back, where he is not heard now. Not where he could not be told."""
    if _has_no_messenger(turn, case):
        return
    report, author, label = case.report, turn.one(AUTHOR), turn.texts.label
    if author is not None and author.silenced_until > turn.now:
        until = turn.texts.moment(author.silenced_until, turn.now)
        rows = [(Button(label("op-button-hear", until=until), ReportButton.HEAR(report.id)),)]
    else:
        rows = [(Button(label("op-button-days", days=d), ReportButton.SILENCE(report.id, d)),) for d in DAYS]
    show_menu(turn, case, (*rows, (back_button(turn.texts, report),)))


def silence(turn: Turn, case: ReportCase) -> None:
    """o_silence with days: why? He reads it."""
    days = number(part(turn, 1))
    if _has_no_messenger(turn, case):
        return
    if days in DAYS:
        prompt(turn, case, f"silence-{days}")
        refresh(turn, case)
    else:
        how_long(turn, case)


def _has_no_messenger(turn: Turn, case: ReportCase) -> bool:
    """Whether he could not be told why: then his program has to be spoken to."""
    channel, texts = case.report.channel, turn.texts
    if not is_program(channel):
        return False
    name = program_name(turn.shared.region, program_of(channel), texts.language)
    turn.ack(texts.label("op-toast-program", name=name))
    return True


def hear(turn: Turn, case: ReportCase) -> None:
    """o_hear: his messages are passed on again."""
    author = turn.one(AUTHOR)
    if author is not None:
        author.silenced_until, author.silenced_why = 0, ""
        turn.save(author)
        turn.audit("heard_again", person=author.id)
    turn.ack(turn.texts.label("op-toast-heard"))
    refresh(turn, case)


def days_of(purpose: str) -> int:
    """For how many days the reply to this prompt silences somebody; 0 for another one."""
    days = number(purpose.removeprefix(SILENCE_PROMPT)) if purpose.startswith(SILENCE_PROMPT) else 0
    return days if days in DAYS else 0


def carry_out(turn: Turn, report: Report, event: ReportEvent, days: int) -> None:
    """The ten seconds are over: he is told, and his messages are kept back."""
    author = turn.one(AUTHOR)
    if author is None:
        return
    author.silenced_until, author.silenced_why = turn.now + days * DAY_MS, event.text
    turn.save(author)
    turn.audit("silenced", person=author.id, days=days, by=event.actor)
    tell_of_silence(turn, report, event, author.silenced_until)
