"""What officers may write instead of pressing: vocabularies of `locales/`, of all languages at once."""

from __future__ import annotations

from weakref import WeakKeyDictionary

from handlers.base.texts import Library
from handlers.officer.moments import Words

UNITS = {"minute": 60, "hour": 3_600, "day": 86_400}

_words: WeakKeyDictionary[Library, Words] = WeakKeyDictionary()
_lists: WeakKeyDictionary[Library, dict[str, frozenset[str]]] = WeakKeyDictionary()


def listed(library: Library, name: str) -> frozenset[str]:
    """The words of a list, lower case."""
    known = _lists.setdefault(library, {})
    if name not in known:
        said = (library.texts(language).label(name) for language in library.languages)
        known[name] = frozenset(word.strip().lower() for text in said for word in text.split(",") if word.strip())
    return known[name]


def moment_words(library: Library) -> Words:
    """The words of times."""
    made = _words.get(library)
    if made is None:
        days = {word: n for n, name in enumerate(("today", "tomorrow", "after")) for word in _of(library, name)}
        units = {word: seconds for name, seconds in UNITS.items() for word in _of(library, name)}
        months = {word: n for n in range(1, 13) for word in _of(library, f"month-{n}")}
        made = Words(_of(library, "until"), _of(library, "within"), days, units, months)
        _words[library] = made
    return made


def _of(library: Library, name: str) -> frozenset[str]:
    return listed(library, f"compose-words-{name}")
