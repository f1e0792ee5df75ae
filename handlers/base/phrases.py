"""Lists of phrases in all languages; small talk, with which no report begins: greetings, thanks, stickers alone."""

from __future__ import annotations

import re
from weakref import WeakKeyDictionary

from handlers.base.event import AttachmentKind
from handlers.base.texts import Library
from handlers.base.turn import Turn

WORD = re.compile(r"[^\W_]+")
LONGEST_SMALL_TALK = 8
"""More words than this are never small talk."""


def words_of(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("\u0451", "\u0435"))


Phrases = frozenset[tuple[str, ...]]
_read: WeakKeyDictionary[Library, dict[str, Phrases]] = WeakKeyDictionary()


def phrases(turn: Turn, key: str) -> Phrases:
    """The phrases of a vocabulary, of all languages: people mix them. Read once for each library."""
    library = turn.shared.library
    known = _read.setdefault(library, {})
    if key not in known:
        listed = (library.texts(language).label(key) for language in library.languages)
        known[key] = frozenset(tuple(words_of(phrase)) for text in listed for phrase in text.split(",")) - {()}
    return known[key]


def consists_of(text: str, known: Phrases) -> bool:
    """Whether a text is made of these phrases and nothing else."""
    words = words_of(text)
    if not words or len(words) > LONGEST_SMALL_TALK:
        return False
    while words:
        fitting = [phrase for phrase in known if tuple(words[: len(phrase)]) == phrase]
        if not fitting:
            return False
        words = words[len(max(fitting, key=len)) :]
    return True


def is_thanks(turn: Turn) -> bool:
    return consists_of(turn.event.text, phrases(turn, "small-talk-thanks"))


def is_small_talk(turn: Turn, *, asked: bool = False) -> bool:
    """A greeting, thanks, a sticker or only signs: nothing that a report could begin with.

    `asked`: a question is open, so that "yes", "no" and "all right" are an answer.
    """
    event = turn.event
    if event.place is not None or any(a.kind is not AttachmentKind.STICKER for a in event.attachments):
        return False
    if not words_of(event.text):
        return bool(event.text or event.attachments)
    known = phrases(turn, "small-talk-greetings") | phrases(turn, "small-talk-thanks")
    return consists_of(event.text, known if asked else known | phrases(turn, "small-talk-agreed"))
