"""Two times of the day in somebody's words: "23-7", «с 11 вечера до 7 утра», «с десяти до восьми»."""

from __future__ import annotations

import re
from dataclasses import dataclass

from handlers.base.phrases import words_of
from handlers.base.texts import Library

DAY_MINUTES = 24 * 60
NOON = 12 * 60
LONGEST_NIGHT = 14 * 60
"""Who says "from 10 to 8" and no more means ten in the evening."""
TIME_OR_WORD = re.compile(r"(?<!\d)(\d{1,2})(?:[:. ](\d{2}))?(?!\d)|(\d+)|([^\W\d_]+)")


@dataclass(frozen=True, slots=True)
class _Time:
    minutes: int
    sure: bool  # a part of the day was named, or it is none of the first twelve hours


def read_hours(library: Library, text: str) -> tuple[int, int] | None:
    """From when to when, as minutes of the day; None if it is not two times, or one twice."""
    found = _times(library, text)
    if found is None or len(found) != 2:
        return None
    begins, ends = found
    start = begins.minutes
    if not begins.sure and start <= NOON and (ends.minutes - start) % DAY_MINUTES > LONGEST_NIGHT:
        start = (start + NOON) % DAY_MINUTES
    return (start, ends.minutes) if start != ends.minutes else None


def _times(library: Library, text: str) -> list[_Time] | None:
    """The times in the text, each with the part of the day that stands behind it; None if one is none."""
    evening, morning = library.words("quiet-evening-words"), library.words("quiet-morning-words")
    night, midnight = library.words("quiet-night-words"), library.words("quiet-midnight-words")
    spelt, found, was_number = _spelt(library), list[_Time](), False
    for hours, minutes, other, said in TIME_OR_WORD.findall(text):
        word = "".join(words_of(said))
        if hours:
            if int(hours) > 24 or int(minutes or 0) > 59 or (int(hours) == 24 and int(minutes or 0)):
                return None
            at = (int(hours) * 60 + int(minutes or 0)) % DAY_MINUTES
            found.append(_Time(at, bool(minutes) or not 0 < int(hours) <= 12))
        elif other:
            return None
        elif word in midnight:
            found.append(_Time(0, sure=True))
        elif word in spelt and not was_number:
            found.append(_Time(spelt[word] * 60, sure=False))
        elif found and word in evening | morning | night:
            found[-1] = _Time(_at(found[-1].minutes, word in evening, word in night), sure=True)
        was_number = bool(hours) or word in spelt
    return found


def _at(minutes: int, evening: bool, night: bool) -> int:
    """«11 вечера», «12 ночи», «2 ночи», «12 дня»."""
    if evening:
        return minutes + NOON if minutes < NOON else minutes
    if night and NOON - 4 * 60 <= minutes < NOON:
        return minutes + NOON
    return minutes - NOON if NOON <= minutes < NOON + 60 else minutes


def _spelt(library: Library) -> dict[str, int]:
    """Hours in words: those of an hour stand between commas."""
    spelt: dict[str, int] = {}
    for language in library.languages:
        listed = library.texts(language).label("quiet-hour-words").split(",")
        spelt.update((word, hour) for hour, words in enumerate(listed, 1) for word in words_of(words))
    return spelt
