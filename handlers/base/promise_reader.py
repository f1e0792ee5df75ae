"""Reads the day that begins at a word of an answer; which of them counts, handlers.base.promised says."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from handlers.base.moments import NIGHT, hour_said
from handlers.base.promise_kinds import Calendar, NamedDay, PromiseWords

FARTHEST_DAYS = 400
LONG_AGO = timedelta(days=183)
"""A day and month without a year that are longer ago than this are of the next year."""
SENTENCE = frozenset(".!?;")
LONGEST_MONTH = 31
SUNDAY = 6
STEM = 4  # letters; shorter words tell nothing by their ending
ARTICLES = frozenset({"of", "the"})
NUMBERED = re.compile(r"(?:\d+\s?[-\u2013]\s?)?(\d+)")
ORDINAL_MARK = "nth"
MIDNIGHT, END_OF_DAY = time(), time(23, 59)
"""«до 24:00», «сегодня до 00:00», «к полуночи» are the end of the day: by its midnight the next one would be named."""
CLOCK = re.compile(r"(\d{1,2})[:.-](\d{2})")


def _begins(word: str, beginnings: Sequence[str]) -> bool:
    return any(word.startswith(beginning) for beginning in beginnings)


def _by_beginning(word: str, known: Mapping[str, int]) -> int | None:
    return next((n for begin, n in known.items() if word.startswith(begin)), None)


@dataclass(frozen=True, slots=True)
class PromiseReader:
    """The words of one text, and what day begins at each of them."""

    tokens: list[str]
    now: datetime
    calendar: Calendar
    words: PromiseWords

    def _word(self, place: int) -> str:
        return self.tokens[place] if 0 <= place < len(self.tokens) else ""

    def at(self, place: int) -> NamedDay | None:
        """What begins at this word."""
        return (
            self._phrase(place) or self._span(place) or self._end(place) or self._new_year(place)
            or self._day(place) or self._month(place)
        )  # fmt: skip

    def _phrase(self, place: int) -> NamedDay | None:
        """«в течение дня» is today, and once that is over tomorrow; «в выходные» the Sunday."""
        today = self.now.date()
        if self._begins_with(place, self.words.same_day):
            is_over = self.calendar.closing(today) <= self.now
            return NamedDay(self.calendar.closing(today + timedelta(days=is_over)), bound=True)
        if self._begins_with(place, self.words.weekend) and not self._tells_of_the_past(place):
            return NamedDay(self.calendar.closing(today + timedelta(days=SUNDAY - today.weekday())), bound=False)
        return None

    def _begins_with(self, place: int, phrases: Sequence[tuple[str, ...]]) -> bool:
        return any(tuple(self.tokens[place : place + len(phrase)]) == phrase for phrase in phrases)

    # -- «в течение трёх рабочих дней», «через неделю» ------------------------------------------------
    def _span(self, place: int) -> NamedDay | None:
        for phrase in self.words.within:
            if tuple(self.tokens[place : place + len(phrase)]) == phrase:
                place += len(phrase)
                break
        else:
            return None
        before = self._word(place - len(phrase) - 1)  # «минут через 40»
        count, place = self._count(place)
        working = _begins(self._word(place), self.words.working)
        place += working
        unit = self.words.units.get(self._word(place), "") or self.words.units.get(before, "")
        at = self._after(count, unit, working=working)
        return NamedDay(at, bound=True) if at is not None else None

    def _count(self, place: int) -> tuple[int, int]:
        """How many, and the word after it; one where no number stands."""
        word = self._word(place)
        if found := NUMBERED.fullmatch(word):
            return min(int(found[1]), 1000), place + 1
        if word in self.words.numbers:
            return self.words.numbers[word], place + 1
        return 1, place

    def _after(self, count: int, unit: str, *, working: bool) -> datetime | None:
        day = self.now.date()
        if unit in ("minute", "hour"):
            lasts = timedelta(hours=count) if unit == "hour" else timedelta(minutes=count)
            return (self.now.astimezone(UTC) + lasts).astimezone(self.calendar.zone)
        if unit == "day" and working:
            return self.calendar.closing(self._working_day(day, count))
        if unit == "month":
            return self.calendar.closing(_months_on(day, count))
        days = {"day": 1, "week": 7, "year": 365}.get(unit, 0) * count
        return self.calendar.closing(day + timedelta(days=days)) if days else None

    def _working_day(self, day: date, count: int) -> date:
        for _ in range(FARTHEST_DAYS):
            day += timedelta(days=1)
            count -= self.calendar.works(day)
            if not count:
                break
        return day

    # -- «до конца недели», «на следующей неделе» ------------------------------------------------------
    def _end(self, place: int) -> NamedDay | None:
        before = place - 1 - (self._word(place - 1) in ARTICLES)
        if _begins(self._word(place), self.words.end) and self._word(before) in self.words.until:
            place += 1
            while self._word(place) in ARTICLES:
                place += 1
            coming = _begins(self._word(place), self.words.coming)
            place += coming or _begins(self._word(place), (*self.words.this, *self.words.working))
        elif _begins(self._word(place), (*self.words.coming, *self.words.this)):
            coming = _begins(self._word(place), self.words.coming)
            place += 1
        else:
            return None
        day = self._last_day(self.words.units.get(self._word(place), ""), coming=coming)
        if day is None and (month := _by_beginning(self._word(place), self.words.months)):
            day = self._end_of_month(month)
        return NamedDay(self.calendar.closing(day), bound=True) if day is not None else None

    def _last_day(self, unit: str, *, coming: bool) -> date | None:
        """The last working day of this or the coming week; the last of a month or year; today."""
        today = self.now.date()
        if unit == "day" and not coming:
            return today
        if unit == "week":
            monday = today - timedelta(days=today.weekday()) + timedelta(days=7 * coming)
            week = [monday + timedelta(days=n) for n in range(7)]
            open_days = [day for day in week if self.calendar.works(day) and day >= today]
            return (open_days or week)[-1]
        if unit == "month":
            month = _months_on(today.replace(day=1), int(coming))
            return month.replace(day=monthrange(month.year, month.month)[1])
        return date(today.year + coming, 12, 31) if unit == "year" else None

    def _new_year(self, place: int) -> NamedDay | None:
        is_new = _begins(self._word(place), self.words.new) and self._word(place - 1) in self.words.until
        if not is_new or self.words.units.get(self._word(place + 1)) != "year":
            return None
        return NamedDay(self.calendar.closing(date(self.now.year, 12, 31)), bound=True)

    # -- «до 18:00», «завтра-послезавтра» ---------------------------------------------------------------
    def hour_alone(self, place: int) -> NamedDay | None:
        """«до 18:00» where no day is named: today, tomorrow once that is past. Opening hours are none."""
        if self._word(place - 1) not in self.words.until or self._is_range(place):
            return None
        clock = self._clock(place)
        if clock is None or any(_begins(word, self.words.hours) for word in self._sentence(place)):
            return None
        clock = END_OF_DAY if clock == MIDNIGHT else clock
        at = datetime.combine(self.now.date(), clock, self.calendar.zone)
        return NamedDay(at if at > self.now else at + timedelta(days=1), bound=True)

    def latest_of_choice(self, named: list[tuple[int, NamedDay]]) -> list[NamedDay]:
        """The days in their order; of those that stand beside each other, or with «или» between, the later one."""
        joining = self.words.either | self.words.at | self.words.until
        found: list[NamedDay] = []
        last = 0
        for place, day in named:
            between = [word for word in self.tokens[last + 1 : place] if word not in joining]
            if found and (not between or self._is_month_of(last, between)):
                found[-1] = NamedDay(max(found[-1].at, day.at), found[-1].bound or day.bound)
            else:
                found.append(day)
            last = place
        return found

    def _is_month_of(self, place: int, words: list[str]) -> bool:
        """Whether these are nothing but the month of the date that begins here."""
        return self._word(place).isdecimal() and len(words) == 1 and bool(_by_beginning(words[0], self.words.months))

    # -- «до пятницы», «30 ноября», «завтра до 15:00» ---------------------------------------------------
    def _day(self, place: int) -> NamedDay | None:
        bound = self._word(place - 1) in self.words.until
        size, day = self._named(place, bound=bound)
        if day is None:
            return None
        clock = self._named_clock(place) if bound else None
        clock = clock or self._clock(place + size)
        if clock is None and self._word(place - 2) in self.words.until and not self._is_range(place - 1):
            clock = self._clock(place - 1)  # «до 15:00 завтра»
        if clock is None:
            return NamedDay(self.calendar.closing(day), bound)
        clock = END_OF_DAY if clock == MIDNIGHT and day == self.now.date() else clock
        return NamedDay(datetime.combine(day, clock, self.calendar.zone), bound=True)

    def _named(self, place: int, *, bound: bool) -> tuple[int, date | None]:
        """How many words name a day from here, and which; None where none does."""
        word, today = self._word(place), self.now.date()
        if word in self.words.days:
            return 1, today + timedelta(days=self.words.days[word])
        nth = self._word(place + 1) == ORDINAL_MARK
        if word.isdecimal() and (month := _by_beginning(self._word(place + 1 + nth), self.words.months)):
            return 2 + nth, self._date(int(word), month, self._word(place + 2 + nth))
        behind = self._word(place + 1)
        if (days := NUMBERED.fullmatch(word)) and (month := _by_beginning(behind, self.words.months)):
            return 2, self._date(int(days[1]), month, "")  # «5-6 декабря»
        if word.isascii() and behind.isdecimal() and (month := _by_beginning(word, self.words.months)):
            return 2, self._date(int(behind), month, "")  # "December 5th"
        if bound and word in self.words.times and not self._is_range(place):
            return 1, today + timedelta(days=self.now.hour >= self.words.times[word])
        if word.isdecimal() and bound and self._word(place + 1) in {*self.words.of_month, ORDINAL_MARK}:
            return 2 + nth, self._of_a_month(int(word))
        parts = re.split(r"[./]", word)
        if len(parts) > 2 or (len(parts) == 2 and bound):
            return 1, self._date(int(parts[0]), int(parts[1]), parts[2] if len(parts) > 2 else "")
        weekday = _by_beginning(word, self.words.weekdays)
        if weekday is not None and (bound or (self._is_dated(place) and not self._tells_of_the_past(place))):
            ahead = (weekday - today.weekday() - 1) % 7 + 1
            coming = _begins(self._word(place - 1), self.words.coming)
            monday = today - timedelta(days=today.weekday())
            return 1, monday + timedelta(days=7 + weekday) if coming else today + timedelta(days=ahead)
        return 0, None

    def _of_a_month(self, day: int) -> date | None:
        """The next day of this number, of this month or the next: in November «31-го» is that of December."""
        today = self.now.date()
        for first in (today.replace(day=1), _months_on(today.replace(day=1), 1)):
            if 1 <= day <= monthrange(first.year, first.month)[1] and first.replace(day=day) >= today:
                return first.replace(day=day)
        return None

    def odd(self, place: int) -> tuple[str, str] | None:
        """A day and month at this word that do not exist, or have passed although something is to be done by then, or
        a weekday that is none of the date beside it.
        """
        if other := self._weekday_of_another(place):
            return "weekday", other
        word, behind = self._word(place), self._word(place + 1 + (self._word(place + 1) == ORDINAL_MARK))
        named = word.isdecimal() and _by_beginning(behind, self.words.months)
        if (named and int(word) > LONGEST_MONTH) or (not named and len(re.split(r"[./]", word)) < 3):
            return None  # «40 марок»
        said = f"{word} {behind}" if named else word
        day = self._named(place, bound=True)[1]
        if day is None:
            return "no-such", said
        bound = self._word(place - 1) in self.words.until
        return ("past", said) if bound and self.calendar.closing(day) < self.now else None

    def _weekday_of_another(self, place: int) -> str:
        """«среду 5 декабря», «5 декабря среда», where that is another day of the week; else ""."""
        weekday = _by_beginning(self._word(place), self.words.weekdays)
        if weekday is None:
            return ""
        after, before = place + 1 + (self._word(place + 1) in self.words.until | self.words.at), place - 2
        for begin in (after, before - (self._word(before + 1).isdecimal() and self._word(before).isalpha())):
            size, day = self._written_date(begin)
            if day is not None and day.weekday() != weekday and (begin == after or begin + size == place):
                said = [self._word(place), *self.tokens[begin : begin + size]]
                return " ".join(said if begin == after else [*said[1:], said[0]])
        return ""

    def _written_date(self, place: int) -> tuple[int, date | None]:
        """A date with its month in words, or with its year."""
        word = self._word(place)
        dotted = len(re.split(r"[./]", word)) > 2
        if not dotted and not (word.isdecimal() and _by_beginning(self._word(place + 1), self.words.months)):
            return 0, None
        return self._named(place, bound=True)

    def _is_dated(self, place: int) -> bool:
        """Whether a weekday stands after «в» or «на следующей»."""
        before = self._word(place - 1)
        other = place - 1 - (before in self.words.either)
        if _by_beginning(self._word(other), self.words.weekdays) is not None:
            return self._is_dated(other)  # «в субботу или воскресенье», «в понедельник-вторник»
        return before in self.words.at or _begins(before, self.words.coming)

    def _tells_of_the_past(self, place: int) -> bool:
        return any(len(word) > STEM and word.endswith(self.words.past) for word in self._sentence(place))

    def _sentence(self, place: int) -> list[str]:
        begin = max((i for i in range(place) if self.tokens[i] in SENTENCE), default=-1)
        end = next((i for i in range(place, len(self.tokens)) if self.tokens[i] in SENTENCE), len(self.tokens))
        return self.tokens[begin + 1 : end]

    def _date(self, day: int, month: int, year: str) -> date | None:
        today = self.now.date()
        said = int(year) if year.isdecimal() and len(year) in (2, 4) else 0
        said += 2000 if 0 < said < 100 else 0
        year_said = said or today.year
        if not said and 1 <= month <= 12 and today - date(year_said, month, 1) > LONG_AGO + timedelta(days=day - 1):
            year_said += 1
        try:
            return date(year_said, month, day)
        except ValueError:
            return None

    def _clock(self, place: int) -> time | None:
        """A time of the day after a day: «до 15:00», «к 15 часам»."""
        if self._word(place) in self.words.until | self.words.at:
            place += 1
        found = CLOCK.fullmatch(self._word(place))
        hour, minute = found.groups() if found else (self._word(place), "")
        part = self.words.parts.get(self._word(place + 1))
        if not hour.isdecimal() or (
            not minute and part is None and self.words.units.get(self._word(place + 1)) != "hour"
        ):
            return None
        said = hour_said(int(hour), part) if part is not None else int(hour)
        if said == NIGHT and int(minute or 0) == 0:
            return END_OF_DAY
        return time(said, int(minute or 0)) if said < NIGHT and int(minute or 0) < 60 else None

    def _named_clock(self, place: int) -> time | None:
        """«к утру», «до вечера»: the hour that such a word names."""
        hour = self.words.times.get(self._word(place))
        return None if hour is None else END_OF_DAY if hour == NIGHT else time(hour)

    def _is_range(self, place: int) -> bool:
        """«с утра до вечера» promises nothing: some time stands before the word too."""
        before = self._word(place - 2)
        return before in self.words.times or bool(CLOCK.fullmatch(before)) or before.isdecimal()

    # -- «до декабря», «в декабре» ------------------------------------------------------------------------
    def _month(self, place: int) -> NamedDay | None:
        before = self._word(place - 1)
        month = _by_beginning(self._word(place), self.words.months)
        if month is None or before not in self.words.until | self.words.at or self._tells_of_the_past(place):
            return None
        if self._word(place).isascii() and self._word(place + 1).isdecimal():
            return None  # "by December 5th": a day of it
        last = self._end_of_month(month)
        if before in self.words.until:
            return NamedDay(self.calendar.closing(last.replace(day=1) - timedelta(days=1)), bound=True)
        return NamedDay(self.calendar.closing(last), bound=False)

    def _end_of_month(self, month: int) -> date:
        today = self.now.date()
        year = today.year + (month < today.month)
        return date(year, month, monthrange(year, month)[1])


def _months_on(day: date, count: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
