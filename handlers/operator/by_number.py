"""An answer that names its report in other words than «№ 12 …»: «по № 12 сделаем завтра», «номер 12 сделаем».

Colleagues talk of reports in the same way («по № 12 кто-нибудь звонил?»), and their talk must not reach a citizen. So
it is an answer only where it says what is being done, and nothing in it is said to a colleague.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from handlers.base.commands import NUMBER_SIGN
from handlers.base.phrases import words_of
from handlers.base.texts import Library
from handlers.base.turn import Turn

NOTE_MARK = "//"
"""With it a note for the staff begins, which is no answer."""
BEFORE_NOTE = "\u2116 .:,)0123456789"


@dataclass(frozen=True, slots=True)
class NumberWords:
    """`sign`: what stands before a number («по № », «номер », «по сообщению № »)."""

    sign: re.Pattern[str]
    done: tuple[str, ...]  # beginnings of words of what is being done
    talk: frozenset[str]  # words to colleagues, and of the author


_known: WeakKeyDictionary[Library, NumberWords] = WeakKeyDictionary()


def number_first(turn: Turn) -> str:
    """What was written; where it is such an answer, from the number on, with its sign: «№ 12 сделаем завтра»."""
    words = _words(turn.shared.library)
    named = _named(words, turn.event.text)
    return named if named and _is_answer(words, named) else turn.event.text


def is_talk_of_number(turn: Turn) -> bool:
    """Whether it begins with a number in other words, and is said to colleagues."""
    words = _words(turn.shared.library)
    named = _named(words, turn.event.text)
    return bool(named) and not _is_answer(words, named)


def _named(words: NumberWords, text: str) -> str:
    found = words.sign.match(text)
    return f"\u2116 {text[found.end() :]}" if found else ""


def _is_answer(words: NumberWords, named: str) -> bool:
    said = words_of(named)
    if named.lstrip(BEFORE_NOTE).startswith(NOTE_MARK):
        return True  # a note stays among the staff anyway
    if "?" in named or not words.talk.isdisjoint(said):
        return False
    return any(word.startswith(words.done) for word in said)


def _words(library: Library) -> NumberWords:
    """Read once for each library."""
    if library not in _known:
        before, nouns = (_either(library.words(f"op-number-{part}")) for part in ("before", "nouns"))
        done, talk = (words_of(" ".join(library.words(f"op-number-{part}"))) for part in ("done", "talk"))
        sign = rf"(?:{nouns}|{NUMBER_SIGN})"
        number = r"(?=\d{1,15}(?![\w-]|[.:]\d))"
        pattern = rf"\s*(?:(?:{before})\s+{sign}|(?:{nouns}))(?:\s*\u2116)?\s*{number}"
        _known[library] = NumberWords(re.compile(pattern, re.IGNORECASE), tuple(done), frozenset(talk))
    return _known[library]


def _either(words: frozenset[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
