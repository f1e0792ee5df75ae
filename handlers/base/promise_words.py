"""The words in which a day may be promised (handlers.base.promised), out of `locales/`, and the region's calendar."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from handlers.base.moment_words import moment_words
from handlers.base.promise_kinds import Calendar, PromiseWords
from handlers.base.texts import Library
from storage.region.region import Region

UNITS = ("minute", "hour", "day", "week", "month", "year")

_words: WeakKeyDictionary[Library, PromiseWords] = WeakKeyDictionary()


def calendar_of(region: Region) -> Calendar:
    return Calendar(region.zone, region.closes, region.workdays, region.holidays)


def promise_words(library: Library) -> PromiseWords:
    """Read once for each library."""
    made = _words.get(library)
    if made is None:
        moments = moment_words(library)
        within = sorted(_of(library, "within"), key=len, reverse=True)
        made = _words[library] = PromiseWords(
            until=frozenset(phrase.split()[-1] for phrase in _of(library, "until")),
            at=_of(library, "at"),
            within=tuple(tuple(phrase.split()) for phrase in within),
            days=moments.days,
            weekdays={begin: n - 1 for n in range(1, 8) for begin in _of(library, f"weekday-{n}")},
            months=moments.months,
            numbers=_numbers(library),
            working=tuple(_of(library, "working")),
            units={word: unit for unit in UNITS for word in _of(library, unit)},
            end=tuple(_of(library, "end")),
            coming=tuple(_of(library, "coming")),
            this=tuple(_of(library, "this")),
            of_month=_of(library, "of-month"),
            past=tuple(_of(library, "past")),
            short=dict(said.split(" ", 1) for said in _of(library, "short")),
            parts=moments.parts,
            times=moments.times,
            either=_of(library, "either"),
            same_day=_phrases(library, "same-day"),
            weekend=_phrases(library, "weekend"),
            new=tuple(_of(library, "new")),
            hours=tuple(_of(library, "hours")),
        )
    return made


def _numbers(library: Library) -> dict[str, int]:
    """ "3 три трёх": the first of each line is what the others mean."""
    found: dict[str, int] = {}
    for said in _of(library, "numbers"):
        digits, *names = said.split()
        found |= {name: int(digits) for name in names}
    return found


def _phrases(library: Library, name: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in sorted(_of(library, name)))


def _of(library: Library, name: str) -> frozenset[str]:
    return frozenset(word.replace("\u0451", "\u0435") for word in library.words(f"promise-words-{name}"))
