"""When somebody's quiet hours end: a table of times in the region's own zone, midnight and the clock's change too."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from bot.notices.recipient import AudienceMember

ZONE = ZoneInfo("Europe/Moscow")
BERLIN = ZoneInfo("Europe/Berlin")  # a zone whose clocks change


def minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)


def person(quiet: str) -> AudienceMember:
    begins, _, ends = quiet.partition("-")
    return AudienceMember(
        1, "ru", 1, 1, 1, 0, minute(begins) if begins else -1, minute(ends) if ends else -1, "telegram"
    )


def at(text: str, zone: ZoneInfo = ZONE) -> int:
    return int(datetime.fromisoformat(text).replace(tzinfo=zone).timestamp() * 1000)


def ends(quiet: str, now: str, zone: ZoneInfo = ZONE) -> str:
    """When they end, as the region's clock shows it; "" for somebody who is awake."""
    until = person(quiet).quiet_until(at(now, zone), zone)
    return datetime.fromtimestamp(until / 1000, zone).strftime("%Y-%m-%d %H:%M") if until else ""


@pytest.mark.parametrize(("quiet", "now", "end"), [
    ("22:00-08:00", "2025-11-18 21:59", ""),
    ("22:00-08:00", "2025-11-18 22:00", "2025-11-19 08:00"),
    ("22:00-08:00", "2025-11-18 23:59", "2025-11-19 08:00"),
    ("22:00-08:00", "2025-11-19 00:00", "2025-11-19 08:00"),
    ("22:00-08:00", "2025-11-19 07:59", "2025-11-19 08:00"),
    ("22:00-08:00", "2025-11-19 08:00", ""),
    ("22:00-08:00", "2025-11-19 12:00", ""),
    ("22:00-08:00", "2025-12-31 23:30", "2026-01-01 08:00"),
    ("13:00-15:00", "2025-11-18 12:59", ""),
    ("13:00-15:00", "2025-11-18 13:00", "2025-11-18 15:00"),
    ("13:00-15:00", "2025-11-18 14:59", "2025-11-18 15:00"),
    ("13:00-15:00", "2025-11-18 15:00", ""),
    ("00:00-06:00", "2025-11-18 03:00", "2025-11-18 06:00"),
    ("23:00-00:00", "2025-11-18 23:30", "2025-11-19 00:00"),
    ("08:00-08:00", "2025-11-18 08:00", ""),  # from and to the same minute: none
    ("-", "2025-11-18 03:00", ""),
])  # fmt: skip
def test_quiet_hours_hold_from_their_first_minute_to_their_last(quiet: str, now: str, end: str) -> None:
    assert ends(quiet, now) == end


@pytest.mark.parametrize(("now", "end"), [
    ("2025-03-29 23:00", "2025-03-30 08:00"), ("2025-10-25 23:00", "2025-10-26 08:00"),
])  # fmt: skip
def test_they_end_by_the_clock_on_the_wall_also_in_the_night_when_it_changes(now: str, end: str) -> None:
    assert ends("22:00-08:00", now, BERLIN) == end
