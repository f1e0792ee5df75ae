"""The day that an answer promises: «до пятницы», «к 30 ноября», «завтра», «в течение трёх рабочих дней».

    read_promise("Почистим в течение трёх дней", now, calendar, words)

Pure: days are those of `Calendar`'s zone, and a day alone is the closing of its working hours. What lies in the past is
no promise, nor is a weekday beside words of the past («в пятницу сделали»).
"""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

from handlers.base.promise_kinds import Calendar, PromiseWords
from handlers.base.promise_reader import FARTHEST_DAYS, ORDINAL_MARK, STEM, PromiseReader
from storage.letters import folded

LONGEST = 400
"""Words that are looked at."""

TOKEN = re.compile(
    r"\d{1,2}[./]\d{1,2}[./]\d{2,4}|\d{1,2}\.\d{1,2}|\d{1,2}:\d{2}|\d+\s?[-\u2013]\s?\d+|\d+|[^\W\d_]+|[.!?;]"
)
ORDINAL = re.compile(r"(?<!\d)(\d{1,2})(?:\s?[-\u2013]\s?(?:\u0433\u043e|\u043c\u0443|\u0435)|st|nd|rd|th)(?!\w)")
"""«5-го», «5-му», «5-е», "5th": the day of a month."""
COUNTED = re.compile(r"(?<!\d)(\d{1,2})[-\u2013]?(?:\u0445|\u0435\u0445|\u0442\u0438|\u043c\u0438)(?!\w)")
"""«3х», «3-х», «5-ти»: so many."""
WORD = re.compile(r"[^\W\d_]+\.?")
LONG, NO_DAY = re.compile(r"\d{5,}"), "9999"
"""What is longer is a telephone or an account. It is read as a number that no day, hour or year is told by."""


def read_promise(text: str, now: int, calendar: Calendar, words: PromiseWords) -> int | None:
    """The moment (UTC ms, later than `now`): the first day that is named as a term, else the first that is named; of
    «в субботу или в воскресенье» the later one.
    """
    reader = _reader(text, now, calendar, words)
    local, tokens = reader.now, reader.tokens
    named = [(place, each) for place in range(len(tokens)) if (each := reader.at(place)) is not None]
    if not named:  # a day that is named besides is that of the hour
        named = [(place, each) for place in range(len(tokens)) if (each := reader.hour_alone(place)) is not None]
    named = [(place, each) for place, each in named if local < each.at <= local + timedelta(days=FARTHEST_DAYS)]
    found = reader.latest_of_choice(named)
    best = next((each for each in found if each.bound), found[0] if found else None)
    return int(best.at.timestamp()) * 1000 if best else None


def odd_day(text: str, now: int, calendar: Calendar, words: PromiseWords) -> tuple[str, str] | None:
    """The first day of a text that can be no term, with its words: ("no-such", "31 февраля"), or ("past", "15 ноября")
    where it is said by when something will be, and nothing in the text is of the past.
    """
    reader = _reader(text, now, calendar, words)
    past = not tells_of_past(text, words)
    found = (reader.odd(place) for place in range(len(reader.tokens)))
    return next((odd for odd in found if odd is not None and (odd[0] != "past" or past)), None)


def _reader(text: str, now: int, calendar: Calendar, words: PromiseWords) -> PromiseReader:
    local = datetime.fromtimestamp(now / 1000, UTC).astimezone(calendar.zone)
    said = LONG.sub(NO_DAY, _in_full(folded(text), words))
    said = ORDINAL.sub(rf"\1 {ORDINAL_MARK} ", COUNTED.sub(r"\1", said))
    return PromiseReader(TOKEN.findall(said)[:LONGEST], local, calendar, words)


def _in_full(text: str, words: PromiseWords) -> str:
    """«на след. неделе», «во вт» with whole words."""

    def whole(found: re.Match[str]) -> str:
        word = found[0]
        return words.short.get(word) or words.short.get(word.removesuffix("."), word)

    return WORD.sub(whole, text)


def tells_of_past(text: str, words: PromiseWords) -> bool:
    """Whether a word of it is of the past: something has been done already, whatever day is named besides."""
    tokens = TOKEN.findall(folded(text))[:LONGEST]
    return any(len(token) > STEM and token.endswith(words.past) for token in tokens)
