"""The words in which times may be written (handlers.base.moments), out of `locales/`."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from handlers.base.moments import NIGHT, NOON, MomentWords
from handlers.base.texts import Library

UNITS = {"minute": 60, "hour": 3_600, "day": 86_400}
TIMES = (8, 12, 18, 24)
"""Hours that have names."""

_words: WeakKeyDictionary[Library, MomentWords] = WeakKeyDictionary()


def moment_words(library: Library) -> MomentWords:
    """The words of times."""
    made = _words.get(library)
    if made is None:
        days = {word: n for n, name in enumerate(("today", "tomorrow", "after")) for word in _of(library, name)}
        units = {word: seconds for name, seconds in UNITS.items() for word in _of(library, name)}
        months = {word: n for n in range(1, 13) for word in _of(library, f"month-{n}")}
        names = (("morning", 0), ("evening", NOON), ("night", NIGHT))
        parts = {word: hours for name, hours in names for word in _of(library, name)}
        times = {word: hour for hour in TIMES for word in _of(library, f"by-{hour}")}
        made = MomentWords(_of(library, "until"), _of(library, "within"), days, units, months, parts, times)
        _words[library] = made
    return made


def _of(library: Library, name: str) -> frozenset[str]:
    return library.words(f"compose-words-{name}")
