"""/find: reports by number, words, street or whoever works on them, in one message with pages; and an author's others.

What was searched for is kept with a timer for a day, so that pages can be turned by whoever sees the list.
"""

from __future__ import annotations

import json

from handlers.base.buttons import number, number_of, part, turning
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Button, Message
from handlers.base.staff import tell
from handlers.base.texts import DAY_MS, join
from handlers.base.turn import Turn
from handlers.operator.case import ReportCase, is_of_centre, refresh
from handlers.operator.queue import scope
from handlers.operator.queue_view import queue_line
from handlers.operator.search_words import read_search
from handlers.operator.words import OperatorButton, OperatorTick
from handlers.reports.lists import LIST, remember_list
from handlers.reports.loads import REPORT
from handlers.reports.words import ReportButton
from storage.records import Report, Timer

ROWS = 5
NEWEST = 10_000
"""Among so many reports, the newest, is searched: what is declared as this load."""
BY_AUTHOR = "@"
"""Begins what is kept of the search for an author's reports."""

KEPT_SEARCH = Load("what was searched for", "timers_among", Timer)
FOUND = Load("reports that were found", "find_reports", Report)
FOUND_BY_NUMBER = Load("report with a number", "find_number", Report)
FOUND_OF_AUTHOR = Load("reports of an author", "find_of_author", Report)


@need(KEPT_SEARCH)
def load_search(turn: Turn) -> Needs:
    """First stage, of a button: what was searched for."""
    return (KEPT_SEARCH(json.dumps([[OperatorTick.FOUND, str(number_of(turn.event.argument))]])),)


@need(FOUND, FOUND_BY_NUMBER, FOUND_OF_AUTHOR)
def load_found(turn: Turn) -> Needs:
    """Second stage: a page, with one more than it shows."""
    kept = turn.one(KEPT_SEARCH)
    return _asked(turn, kept.data, number(part(turn, 1))) if kept else ()


@need(FOUND, FOUND_BY_NUMBER, FOUND_OF_AUTHOR)
def load_written(turn: Turn) -> Needs:
    """Of the command, or of such words on shift: the first page."""
    return _asked(turn, said, 0) if (said := _said(turn)) else ()


@need(FOUND, FOUND_BY_NUMBER, FOUND_OF_AUTHOR)
def load_author(turn: Turn) -> Needs:
    """Of a card's button: the first page of what its author wrote."""
    report = turn.one(REPORT)
    return _asked(turn, f"{BY_AUTHOR}{report.person_id}", 0) if report is not None and report.person_id else ()


def _asked(turn: Turn, said: str, page: int) -> Needs:
    everything, codes, _ = scope(turn)
    if said.startswith(BY_AUTHOR):
        author = number(said.removeprefix(BY_AUTHOR))
        return (FOUND_OF_AUTHOR(everything, codes, author, ROWS + 1, page * ROWS),)
    search = read_search(said)
    if search.empty:
        return ()
    if search.number:
        return (FOUND_BY_NUMBER(everything, codes, search.number),)
    return (FOUND(everything, codes, ROWS + 1, page * ROWS, NEWEST, *search.patterns),)


# -- handling ---------------------------------------------------------------------------------
def find(turn: Turn) -> None:
    """/find words: a new message at the bottom."""
    if turn.event.private and not is_of_centre(turn):
        tell(turn, turn.t("queue-not-here"))
    elif not (said := _said(turn)) or read_search(said).empty:
        tell(turn, turn.t("find-how"))
    else:
        _show(turn, turn.new_id("outbox"), said, 0)


def _said(turn: Turn) -> str:
    """What stands after the command, or after the first word."""
    return turn.command_argument if turn.commanded else turn.event.text.strip().partition(" ")[2].strip()


def turn_found(turn: Turn) -> None:
    """o_find: another page, in the same message."""
    kept = turn.one(KEPT_SEARCH)
    if kept is None:
        turn.ack(turn.texts.label("find-over"))
    elif not turn.event.private or is_of_centre(turn):
        _show(turn, number_of(turn.event.argument), kept.data, number(part(turn, 1)))


def of_author(turn: Turn, case: ReportCase) -> None:
    """o_author: what else the author of this report wrote."""
    _show(turn, turn.new_id("outbox"), f"{BY_AUTHOR}{case.report.person_id}", 0)
    refresh(turn, case)


def found_forgotten(turn: Turn) -> None:
    """Tick "found": a day later nobody turns its pages."""


def _show(turn: Turn, slot_id: int, said: str, page: int) -> None:
    found = (*turn.many(FOUND), *turn.many(FOUND_BY_NUMBER), *turn.many(FOUND_OF_AUTHOR))
    shown, slot = found[:ROWS], f"find:{slot_id}"
    lines = (queue_line(turn.texts, report, turn.shared.region, turn.now) for report in shown)
    pager = turning(page, page + 1 + (len(found) > ROWS), OperatorButton.FIND(slot_id, "{}"))
    opens = tuple(Button(turn.texts.label("op-button-open", number=str(r.id)), ReportButton.OPEN(r.id)) for r in shown)
    if not shown:
        heading = turn.t("find-none")
    elif said.startswith(BY_AUTHOR):
        heading = turn.t("find-of-author")
    else:
        heading = turn.t("find-title", words=said)
    if pager:
        turn.save(Timer(OperatorTick.FOUND, str(slot_id), turn.now + DAY_MS, said))
    if shown:
        remember_list(turn, turn.here, slot, (report.id for report in shown))
    rows = tuple(row for row in (opens, pager) if row)
    tell(turn, Message(join(heading, *lines), rows), slot=slot, purpose=LIST)
