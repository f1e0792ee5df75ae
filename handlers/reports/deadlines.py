"""Working time: when an answer is due, counted over the region's hours, workdays and holidays.

All moments are UTC milliseconds; days are the region's own. Each working day counts with the time that
really passes between opening and closing, also when clocks are put forward or back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from handlers.base.texts import HOUR_MS
from storage.records import Report
from storage.region.region import Region, Topic

FURTHEST_DAYS = 3660  # a region without a single working day in ten years is a fault, not a calendar


def is_working(region: Region, ms: int) -> bool:
    """Whether the centre works at this moment (from opening, up to but not at closing)."""
    day = _local(region, ms).date()
    return _works(region, day) and _at(region, day, "opens") <= ms < _at(region, day, "closes")


def due(region: Region, start_ms: int, hours: float) -> int:
    """The moment when so many working hours have passed since `start_ms`."""
    left = round(hours * HOUR_MS)
    for opens, closes in _spans(region, start_ms):
        begin = max(opens, start_ms)
        if begin + left <= closes:
            return begin + left
        left -= closes - begin
    raise AssertionError("spans never end")


def solve_due(region: Region, start_ms: int, days: int) -> int:
    """The closing time of the day that is so many calendar days after `start_ms`, never before it."""
    day = _local(region, start_ms).date() + timedelta(days=days)
    return max(_at(region, day, "closes"), start_ms)


def _local(region: Region, ms: int) -> datetime:
    return datetime.fromtimestamp(ms / 1000, UTC).astimezone(region.zone)


def _works(region: Region, day: date) -> bool:
    return day.weekday() in region.workdays and day not in region.holidays


def _at(region: Region, day: date, which: str) -> int:
    at = region.opens if which == "opens" else region.closes
    return round(datetime.combine(day, at, region.zone).timestamp() * 1000)


def _spans(region: Region, start_ms: int) -> Iterator[tuple[int, int]]:
    """Working spans that end after `start_ms`, in order."""
    day = _local(region, start_ms).date()
    for ahead in range(FURTHEST_DAYS):
        if _works(region, day + timedelta(days=ahead)):
            opens, closes = (_at(region, day + timedelta(days=ahead), which) for which in ("opens", "closes"))
            if closes > start_ms:
                yield opens, closes
    raise ValueError("the region has no working days")


def give_topic(region: Region, report: Report, topic: Topic) -> None:
    """This is the report's topic from now on; while nothing was answered, both deadlines are that topic's."""
    report.topic = topic.code
    if not report.answered_at:
        report.first_due_at = due(region, report.created_at, topic.first_hours)
        report.due_at = solve_due(region, report.created_at, topic.solve_days)
