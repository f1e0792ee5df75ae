"""Greetings, thanks and stickers alone: kindly answered, and no report begins with them."""

from __future__ import annotations

import re

from handlers.event import AttachmentKind
from handlers.turn import Turn

WORD = re.compile(r"[^\W_]+")
LONGEST = 8
"""More words than this are never small talk."""


def words_of(text: str) -> list[str]:
    return WORD.findall(text.lower().replace("\u0451", "\u0435"))


def phrases(turn: Turn, key: str) -> set[tuple[str, ...]]:
    """The phrases of a vocabulary, of all languages: people mix them."""
    library = turn.house.library
    listed = (library.texts(language).label(key) for language in library.languages)
    return {tuple(words_of(phrase)) for text in listed for phrase in text.split(",")} - {()}


def consists_of(text: str, known: set[tuple[str, ...]]) -> bool:
    """Whether a text is made of these phrases and nothing else."""
    words = words_of(text)
    if not words or len(words) > LONGEST:
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
