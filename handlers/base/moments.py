"""Reads times as an officer types them: «до 18:00», «завтра 8:00», «25.11 08:00», «через 3 часа»."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

FARTHEST = timedelta(days=30)
NOON, NIGHT = 12, 24
SPRING_FORWARD = timedelta(days=183)
"""A day and month without a year that are longer ago than this are of the next year."""

CLOCK_TIME = re.compile(r"(\d{1,2})(?:[:.\u2236-](\d{2}))?")
DATE = re.compile(r"(\d{1,2})[./-](\d{1,2})(?:[./-](\d{4}|\d{2}))?")
NAMED = re.compile(r"(\d{1,2})\s+([^\W\d_]+)(?:\s+(\d{4}))?")
LASTS = re.compile(r"(\d{1,3}(?:[.,]5)?)\s*([^\W\d_]+)\.?")


class BadMoment(ValueError):
    """`why`: "unknown", "past", "far" (over FARTHEST), "no-time" (a day alone), "no-such" (31.02, 25:00)."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class MomentWords:
    """What may be written, in every language at once; all lower case."""

    until: frozenset[str]  # to be passed over: «до», «в», «до завтра в»
    within: frozenset[str]  # «через»
    days: Mapping[str, int]  # «завтра» -> 1
    units: Mapping[str, int]  # a unit's beginning («час») -> seconds
    months: Mapping[str, int]  # a month's beginning -> 1 … 12
    parts: Mapping[str, int]  # «утра» -> 0, «вечера» -> 12, «ночи» -> 24: what is said behind the hour
    times: Mapping[str, int]  # «утра» -> 8, «конца дня» -> 24: what is said in place of an hour


def read_moment(text: str, now: int, zone: ZoneInfo, words: MomentWords) -> int:
    """The time (UTC ms) that the text names, later than `now`. BadMoment."""
    local = datetime.fromtimestamp(now / 1000, UTC).astimezone(zone)
    said = " ".join(re.sub(r",(?!\d)", " ", text.lower()).split()).strip(" .!")
    at = _lasting(said, local, words)
    if at is None:
        at = _on_the_clock(said, local, words, zone)
    if at.year > local.year + 1:
        raise BadMoment("far")
    waits = at.astimezone(UTC) - local.astimezone(UTC)  # in one zone an hour that comes twice would be compared as one
    if waits <= timedelta():
        raise BadMoment("past")
    if waits > FARTHEST:
        raise BadMoment("far")
    return int(at.timestamp()) * 1000


def _lasting(said: str, local: datetime, words: MomentWords) -> datetime | None:
    """«через 3 часа», «12 ч», «2 дня»; None for another form."""
    parts = said.split(" ")
    rest = " ".join(part for part in parts if part not in words.within)
    if rest in words.units and len(parts) > 1:  # «через час»
        seconds: float = words.units[rest]
    else:
        found = LASTS.fullmatch(rest)
        unit = words.units.get(found[2]) if found else None
        if found is None or unit is None:
            return None
        seconds = float(found[1].replace(",", ".")) * unit
    return (local.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(local.tzinfo)


def _on_the_clock(said: str, local: datetime, words: MomentWords, zone: ZoneInfo) -> datetime:
    parts = [part for part in said.split(" ") if part not in words.until]
    only_until = len(parts) < len(said.split(" "))
    if not parts or not parts[0]:
        raise BadMoment("unknown")
    named = [part for part in parts if part in words.days]
    if len(named) == 1:
        day: date | None = local.date() + timedelta(days=words.days[named[0]])
        rest = [part for part in parts if part not in words.days]
    else:
        day, rest = _day(parts, local, words)
    if not rest:
        raise BadMoment("no-time")
    hour, minute, is_next = _time(rest, words, alone=day is None and not only_until)
    if is_next and day is None and (hour, minute) <= (local.hour, local.minute):
        day = local.date() + timedelta(days=1)  # «до 9 утра», said in the evening
    if (hour, minute) == (0, 0) and day in (None, local.date()):
        hour = 24  # «до 00:00», and of today: the midnight that comes
    try:
        if (hour, minute) == (24, 0):
            day, hour = (day or local.date()) + timedelta(days=1), 0
        return datetime.combine(day or local.date(), datetime.min.time().replace(hour, minute), zone)
    except (ValueError, OverflowError):
        raise BadMoment("no-such") from None


def _time(rest: Sequence[str], words: MomentWords, *, alone: bool) -> tuple[int, int, bool]:
    """The hour, the minute, and whether it is the next day's once it is past. `alone`: an hour by itself is none."""
    named = words.times.get(" ".join(rest))
    if named is not None:
        return named, 0, True
    found, part = CLOCK_TIME.fullmatch(rest[0]), words.parts.get(rest[1]) if len(rest) == 2 else None
    if found is None or (len(rest) != 1 and part is None) or (found[2] is None and part is None and alone):
        raise BadMoment("unknown")
    return hour_said(int(found[1]), part), int(found[2] or 0), part is not None


def hour_said(said: int, part: int | None) -> int:
    """«6 вечера» is 18, «12 ночи» 24, «2 ночи» 2."""
    if part == NIGHT:
        return NIGHT if said == NOON else said
    return said + NOON if part == NOON and said < NOON else said


def _day(parts: list[str], local: datetime, words: MomentWords) -> tuple[date | None, list[str]]:
    """The day that it begins or ends with, and what is left; None: no day is named."""
    for day_first in (True, False):
        for size in (3, 2, 1):
            if len(parts) < size:
                continue
            some = parts[:size] if day_first else parts[-size:]
            rest = parts[size:] if day_first else parts[:-size]
            day = _date(" ".join(some), local, words, alone=not rest)
            if day is not None:
                return day, rest
    return None, parts


def _date(text: str, local: datetime, words: MomentWords, *, alone: bool) -> date | None:
    found, named = DATE.fullmatch(text), NAMED.fullmatch(text)
    if found is not None:
        month = int(found[2])
    elif named is not None:
        month = next((n for begin, n in words.months.items() if named[2].startswith(begin)), 0)
        found = named
    else:
        return None
    if alone and found is not named and not 1 <= month <= 12:
        return None  # 18.30 is a time
    if found is named and not month:
        return None
    year = int(found[3]) if found[3] else local.year
    year += 2000 if year < 100 else 0
    try:
        day = date(year, month, int(found[1]))
        if not found[3] and local.date() - day > SPRING_FORWARD:
            day = date(year + 1, month, int(found[1]))
    except ValueError:
        raise BadMoment("no-such") from None
    return day
