"""An answer that names its report in other words than «№ 12 …»: «по № 12 сделаем завтра», «номер 12 сделаем».

Colleagues talk of reports in the same way («по № 12 кто-нибудь звонил?»), and their talk must not reach a citizen. So
it is an answer only where it says what is being done, and nothing in it is said to a colleague.
"""

from __future__ import annotations

import re
from functools import lru_cache
from weakref import WeakKeyDictionary

from handlers.base.phrases import words_of
from handlers.base.texts import Library
from handlers.base.turn import Turn

LONGEST = 4_000
NOTE = "//"

_signs: WeakKeyDictionary[Library, re.Pattern[str]] = WeakKeyDictionary()


def number_first(turn: Turn) -> str:
    """What was written; where it is such an answer, from the number on, with its sign: «№ 12 сделаем завтра»."""
    text = turn.event.text
    named = _named(turn.shared.library, text)
    return named if named and _is_answer(turn.shared.library, named) else text


def is_talk_of_number(turn: Turn) -> bool:
    """Whether it begins with a number in other words, and is said to colleagues."""
    named = _named(turn.shared.library, turn.event.text)
    return bool(named) and not _is_answer(turn.shared.library, named)


def _named(library: Library, text: str) -> str:
    found = _sign(library).match(text[:LONGEST])
    return f"\u2116 {text[found.end() :]}" if found else ""


def _sign(library: Library) -> re.Pattern[str]:
    """What stands before the number: «по № », «номер », «по сообщению № »."""
    if library not in _signs:
        before, nouns = (_either(library.words(f"op-number-{part}")) for part in ("before", "nouns"))
        sign = rf"(?:\u2116|#|n(?:o\.?)?(?=[\s\d])|(?:{nouns})\s*\u2116?)"
        number = r"(?=\d{1,15}(?![\w-]|[.:]\d))"
        _signs[library] = re.compile(
            rf"\s*(?:(?:{before})\s+(?:(?:{nouns})\s+)?{sign}|(?:{nouns})\s*\u2116?)\s*{number}", re.IGNORECASE
        )
    return _signs[library]


def _either(words: frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@lru_cache(maxsize=8)  # one library, as a rule
def _lists(library: Library) -> tuple[tuple[str, ...], frozenset[str]]:
    done, talk = (library.words(f"op-number-{part}") for part in ("done", "talk"))
    return tuple(words_of(" ".join(done))), frozenset(words_of(" ".join(talk)))


def _is_answer(library: Library, named: str) -> bool:
    said = words_of(named)
    done, talk = _lists(library)
    if named.lstrip("\u2116 0123456789").startswith(NOTE):
        return True  # a note stays among the staff anyway
    if "?" in named or not talk.isdisjoint(said):
        return False
    return any(word.startswith(done) for word in said)
