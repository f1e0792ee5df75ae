"""What a promised day is read with (handlers.base.promised): the region's calendar and the words of all languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Calendar:
    """The region's days: its zone, when work ends, which days are working days."""

    zone: ZoneInfo
    closes: time
    workdays: frozenset[int]  # 0: Monday
    holidays: frozenset[date]

    def works(self, day: date) -> bool:
        return day.weekday() in self.workdays and day not in self.holidays

    def closing(self, day: date) -> datetime:
        return datetime.combine(day, self.closes, self.zone)


@dataclass(frozen=True, slots=True)
class PromiseWords:
    """What may be written, in every language at once; all lower case, «е» for «ё». A "*" ends a word's beginning."""

    until: frozenset[str]  # «до», «к», "by"
    at: frozenset[str]  # «в», "on"
    within: tuple[tuple[str, ...], ...]  # «в течение», «через»
    days: Mapping[str, int]  # «завтра» -> 1
    weekdays: Mapping[str, int]  # a beginning («пятниц») -> 0 … 6
    months: Mapping[str, int]  # a beginning -> 1 … 12
    numbers: Mapping[str, int]  # «трех» -> 3
    working: tuple[str, ...]  # beginnings: «рабоч»
    units: Mapping[str, str]  # «дней» -> "day"; "minute", "hour", "day", "week", "month", "year"
    end: tuple[str, ...]  # beginnings: «конц»
    coming: tuple[str, ...]  # «следующ»
    this: tuple[str, ...]  # «эт», "this"
    of_month: frozenset[str]  # «числа»
    past: tuple[str, ...]  # endings of words of the past: «ли», "ed"
    short: Mapping[str, str]  # «след.», «вт» -> what it is short for; with a full stop only where one stands here
    parts: Mapping[str, int]  # as in MomentWords
    times: Mapping[str, int]  # an hour by its name, as it stands behind «к»: «утру» -> 8
    either: frozenset[str]  # «или», "or"
    same_day: tuple[tuple[str, ...], ...]  # «в течение дня»
    weekend: tuple[tuple[str, ...], ...]  # «в выходные»
    new: tuple[str, ...]  # beginnings: «нов» of «к Новому году»
    hours: tuple[str, ...]  # beginnings of words of opening hours: «работа», «звон»


@dataclass(frozen=True, slots=True)
class NamedDay:
    at: datetime
    bound: bool  # it is said by when («до», «в течение»), not only when
