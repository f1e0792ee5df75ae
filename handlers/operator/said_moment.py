"""The moment that an operator's words name: «до 18:00», «завтра», «до 5 декабря», «через 2 дня»."""

from __future__ import annotations

from dataclasses import replace

from handlers.base.moment_words import moment_words
from handlers.base.moments import NIGHT, BadMoment, MomentWords, read_moment
from handlers.base.promise_words import calendar_of, promise_words
from handlers.base.promised import read_promise
from handlers.base.turn import Turn

LONGEST = 5
"""Words of a moment at most."""


def find_moment(turn: Turn, text: str) -> int | None:
    """The first moment in the text that is still to come (UTC ms); a day alone is the end of its working hours.

    Numbers of houses and flats are none: one by itself is no hour, and a date begins with a word or has a month.
    """
    words, known = [word.strip(".,;!?") for word in text.lower().split()[:200]], moment_words(turn.shared.library)
    if len(words) > LONGEST:
        known = replace(known, times={})  # «работаем с утра до вечера» promises nothing
    # «до завтрашнего утра» is earlier than the end of its day, which a promise names
    early = any(known.times.get(word, NIGHT) < NIGHT for word in words)
    day = _read(turn, " ".join(words), known) if early else None
    day = day or read_promise(text, turn.now, calendar_of(turn.shared.region), promise_words(turn.shared.library))
    if day is not None:
        return day
    for at, word in enumerate(words):
        named = word in known.days or word in known.until or word in known.within
        month = at + 1 < len(words) and words[at + 1].startswith(tuple(known.months))
        if not named and not (word[:1].isdigit() and (at == 0 or month)):
            continue
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            some = words[at : at + size]
            if [each for each in some if each not in known.until][:2] in ([], [some[-1]]) and some[-1].isdigit():
                continue
            found = _read(turn, " ".join(some), known)
            if found is not None:
                return found
    return None


def _read(turn: Turn, phrase: str, known: MomentWords) -> int | None:
    region = turn.shared.region
    for said in (phrase, f"{phrase} {region.closes:%H:%M}"):
        try:
            return read_moment(said, turn.now, region.zone, known)
        except BadMoment as fault:
            if fault.why != "no-time":
                return None
    return None
