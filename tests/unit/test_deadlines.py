"""Working time over nights, weekends, holidays and changes of the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from handlers.reports.deadlines import due, is_working, solve_due
from storage.region.load import FICTIONAL, load_region
from storage.region.region import Region

HOUR = 3_600_000


@pytest.fixture(scope="module")
def region() -> Region:
    return load_region(FICTIONAL)


def at(region: Region, text: str) -> int:
    return round(datetime.fromisoformat(text).replace(tzinfo=region.zone).timestamp() * 1000)


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        ("2026-03-03T10:00", 3, "2026-03-03T13:00"),
        ("2026-03-03T07:00", 3, "2026-03-03T12:00"),
        ("2026-03-03T16:30", 3, "2026-03-04T10:30"),
        ("2026-03-03T22:00", 3, "2026-03-04T12:00"),
        ("2026-03-03T09:00", 9, "2026-03-03T18:00"),
        ("2026-03-03T18:00", 0.5, "2026-03-04T09:30"),
        ("2026-03-06T17:00", 3, "2026-03-10T11:00"),  # a weekend and the holiday of 9 March
        ("2026-03-07T12:00", 1, "2026-03-10T10:00"),
        ("2026-12-30T17:00", 2, "2027-01-11T10:00"),  # the New Year holidays
        ("2026-03-03T10:00", 18, "2026-03-05T10:00"),
    ],
)
def test_an_answer_is_due_after_working_hours(region: Region, start: str, hours: float, expected: str) -> None:
    assert due(region, at(region, start), hours) == at(region, expected)


@pytest.mark.parametrize(
    ("moment", "works"),
    [
        ("2026-03-03T08:59:59", False),
        ("2026-03-03T09:00", True),
        ("2026-03-03T17:59:59", True),
        ("2026-03-03T18:00", False),
        ("2026-03-07T12:00", False),
        ("2026-03-09T12:00", False),
    ],
)
def test_the_centre_works_from_opening_up_to_closing(region: Region, moment: str, works: bool) -> None:
    assert is_working(region, at(region, moment)) is works


def test_days_are_the_regions_own_and_not_those_of_utc(region: Region) -> None:
    late = at(region, "2026-03-04T02:00")  # still 3 March in UTC
    assert solve_due(region, late, 1) == at(region, "2026-03-05T18:00")


def test_a_solution_is_due_at_closing_even_on_a_day_off(region: Region) -> None:
    assert solve_due(region, at(region, "2026-03-06T20:00"), 1) == at(region, "2026-03-07T18:00")


def test_a_solution_is_never_due_before_its_report(region: Region) -> None:
    start = at(region, "2026-03-06T20:00")
    assert solve_due(region, start, 0) == start


@pytest.mark.parametrize(("day", "length"), [("2026-03-29", 23), ("2026-10-25", 25)])
def test_a_change_of_the_clock_changes_the_working_time_of_its_day(region: Region, day: str, length: int) -> None:
    always = replace(
        region,
        zone=ZoneInfo("Europe/Berlin"),
        opens=time(0),
        closes=time(23, 59),
        workdays=frozenset(range(7)),
        holidays=frozenset(),
    )
    start = at(always, f"{day}T00:00")
    end = at(always, f"{day}T23:59")
    assert end - start == length * HOUR - 60_000
    assert due(always, start, length - 1) == start + (length - 1) * HOUR
    assert due(always, start, length) == at(always, f"{date.fromisoformat(day).replace(day=int(day[-2:]) + 1)}T00:01")


def test_a_region_without_working_days_is_told_so(region: Region) -> None:
    never = replace(region, workdays=frozenset())
    with pytest.raises(ValueError, match="no working days"):
        due(never, 0, 1)
