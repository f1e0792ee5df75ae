"""The moment that an operator's words name: «до 18:00», «завтра», «до 5 декабря», «через 2 дня»."""

from __future__ import annotations

from handlers.base.moment_words import moment_words
from handlers.base.moments import BadMoment, read_moment
from handlers.base.promise_words import calendar_of, promise_words
from handlers.base.promised import read_promise
from handlers.base.turn import Turn

LONGEST = 5
"""Words of a moment at most."""


def find_moment(turn: Turn, text: str) -> int | None:
    """The first moment in the text that is still to come (UTC ms); a day alone is the end of its working hours.

    Numbers of houses and flats are none: one by itself is no hour, and a date begins with a word or has a month.
    """
    day = read_promise(text, turn.now, calendar_of(turn.shared.region), promise_words(turn.shared.library))
    if day is not None:
        return day
    words, known = [word.strip(".,;!?") for word in text.lower().split()[:200]], moment_words(turn.shared.library)
    for at, word in enumerate(words):
        named = word in known.days or word in known.until or word in known.within
        month = at + 1 < len(words) and words[at + 1].startswith(tuple(known.months))
        if not named and not (word[:1].isdigit() and (at == 0 or month)):
            continue
        for size in range(min(LONGEST, len(words) - at), 0, -1):
            some = words[at : at + size]
            if [each for each in some if each not in known.until][:2] in ([], [some[-1]]) and some[-1].isdigit():
                continue
            found = _read(turn, " ".join(some))
            if found is not None:
                return found
    return None


def _read(turn: Turn, phrase: str) -> int | None:
    region, known = turn.shared.region, moment_words(turn.shared.library)
    for said in (phrase, f"{phrase} {region.closes:%H:%M}"):
        try:
            return read_moment(said, turn.now, region.zone, known)
        except BadMoment as fault:
            if fault.why != "no-time":
                return None
    return None
