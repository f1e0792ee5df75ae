"""It is written of again: fresh reports of three people within a week after a case was over bring it back to work.

Looked at after a report is filed, by a timer: filing waits for nothing. Only what is surely the same trouble counts.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import NamedTuple

from handlers.base.buttons import number
from handlers.base.loads import Load, Needs, need
from handlers.base.message import Marked, Message
from handlers.base.shared import Shared
from handlers.base.texts import DAY_MS
from handlers.base.turn import Turn
from handlers.cases.alike import Alike
from handlers.cases.likeness import is_sure, likeness
from handlers.cases.loads import box_around, is_of_one_house, within_m
from handlers.cases.spots import spot_of
from handlers.cases.told import told
from handlers.reports.card import show_card
from handlers.reports.loads import REPORT, REPORT_FILES, REPORT_HISTORY, WHOLE_REPORT, whole_report
from handlers.reports.reopen import say_again, to_work
from handlers.reports.status import DONE, QUEUED, LineKind, Status, may, record
from handlers.reports.tell_citizen import about, tell_author, texts_of
from handlers.reports.words import ReportTick
from storage.changes import words
from storage.records import Report

PEOPLE = 3
"""So many different people, its author not among them."""
WITHIN_DAYS = 7
"""Somebody considers it done."""
MOST = 100
"""The newest of what was over, and of what waits, that are compared."""


class PlacedReport(NamedTuple):
    """A report at a place, as the statements again_… give it. `over_at`: 0 of what waits for staff."""

    id: int
    person: int
    settlement: str
    street_key: str
    house_key: str
    lat: float | None
    lon: float | None
    created_at: int
    over_at: int
    text: str
    address: str


FRESH = Load("report that was filed just now", "report_by_id", Report)
OVER_AT_STREET = Load("what was over at the street", "again_at_street", PlacedReport)
OVER_NEAR = Load("what was over around the point", "again_near", PlacedReport)
WAITS_AT_STREET = Load("what waits for staff at the street", "again_at_street", PlacedReport)
WAITS_NEAR = Load("what waits for staff around the point", "again_near", PlacedReport)


@need(FRESH)
def load_fresh(turn: Turn) -> Needs:
    """The report that the tick bears."""
    return (FRESH(number(turn.event.argument)),)


@need(OVER_AT_STREET, OVER_NEAR)
def load_over(turn: Turn) -> Needs:
    """Second stage: what was over where it is, of late."""
    return _around(turn, OVER_AT_STREET, OVER_NEAR, DONE, waits=False)


@need(WAITS_AT_STREET, WAITS_NEAR)
def load_waiting(turn: Turn) -> Needs:
    """Third stage: what is written there since. Nearly always nothing was over, and then nobody is compared."""
    return _around(turn, WAITS_AT_STREET, WAITS_NEAR, QUEUED, waits=True) if _over(turn) else ()


def _around(
    turn: Turn, at_street: Load[PlacedReport], near: Load[PlacedReport], statuses: Iterable[str], *, waits: bool
) -> Needs:
    """The load that fits what is known of the fresh report's place. `waits`: these statuses wait for staff."""
    report = turn.one(FRESH)
    if report is None or Status(report.status) not in QUEUED:
        return ()
    common = (report.topic, turn.now - WITHIN_DAYS * DAY_MS, words(statuses), int(waits), MOST)
    if report.street_key and report.house_key and report.settlement:
        return (at_street(*common, report.street_key, report.settlement),)
    if report.lat is None or report.lon is None:
        return ()
    return (near(*common, *box_around(report.lat, report.lon, within_m(turn.shared.region, report.topic))),)


def _over(turn: Turn) -> tuple[PlacedReport, ...]:
    return (*turn.many(OVER_AT_STREET), *turn.many(OVER_NEAR))


def look_again(turn: Turn) -> None:
    """Tick "again": its key is a report that was filed just now."""
    report, over = turn.one(FRESH), _over(turn)
    if report is None or not over:
        return
    waiting = {each.id: each for load in (WAITS_AT_STREET, WAITS_NEAR) for each in turn.many(load)}
    mine = waiting.get(report.id)
    if mine is None:
        return
    for case in sorted(over, key=lambda each: -each.over_at):
        if not _same(turn.shared, report.topic, case, mine):
            continue
        people = {
            each.person
            for each in waiting.values()
            if each.created_at > case.over_at
            and each.person != case.person
            and _same(turn.shared, report.topic, case, each)
        }
        if len(people) >= PEOPLE:
            turn.after(0, ReportTick.BACK, case.id, json.dumps(len(people)))
        return


def _same(shared: Shared, topic: str, case: PlacedReport, other: PlacedReport) -> bool:
    one, two = (told(shared, topic, each.text, each.address, each.settlement) for each in (case, other))
    like = Alike(one, two)
    reach, one_house = within_m(shared.region, topic), is_of_one_house(shared.region, topic)
    match = likeness(spot_of(case), spot_of(other), lambda: like, reach, one_house=one_house)
    return match is not None and is_sure(match, like)


@need(*WHOLE_REPORT)
def case_to_reopen(turn: Turn) -> Needs:
    """The case that the tick bears."""
    return whole_report(number(turn.event.argument))


def come_back(turn: Turn) -> None:
    """Tick "back": its key is the case, its text how many people write of it again."""
    report = turn.one(REPORT)
    if report is None or Status(report.status) not in DONE or not may(report, Status.REOPENED) or not report.chat:
        return
    people = int(json.loads(turn.event.text or "0"))
    to_work(turn, report)
    event = record(turn, report, LineKind.AGAIN, count=people)
    show_card(turn, report, [*turn.many(REPORT_HISTORY), event], turn.many(REPORT_FILES))
    say_again(turn, report, turn.staff_texts.say("said-again", number=str(report.id), count=people), Marked(""))
    texts = texts_of(turn, report)
    told = texts.say("again-told", number=str(report.id), about=about(turn, report, texts))
    tell_author(turn, report, Message(told), "again")
