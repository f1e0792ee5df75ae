"""Lists of phrases in all languages; small talk, with which no report begins: greetings, thanks, stickers alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple
from weakref import WeakKeyDictionary

from handlers.base.event import AttachmentKind
from handlers.base.texts import Library
from handlers.base.turn import Turn
from handlers.base.typed_words import meanings_of
from storage.letters import folded

WORD = re.compile(r"[^\W_]+")
LONGEST_SMALL_TALK = 8
"""More words than this are never small talk."""
REMEMBERED = 1_000
"""Vocabularies, and sets of several; short texts."""
SHORT_TEXT = 500
"""Characters."""


class FoundWord(NamedTuple):
    """A word as `words_of` gives it, and where it begins and ends in the text."""

    text: str
    begin: int
    end: int


def words_of(text: str) -> list[str]:
    return [*_words_of(text)] if len(text) <= SHORT_TEXT else WORD.findall(folded(text))


@lru_cache(REMEMBERED)
def _words_of(text: str) -> tuple[str, ...]:
    """Kept, as each turn asks for the words of one message dozens of times."""
    return tuple(WORD.findall(folded(text)))


def words_at(text: str) -> list[FoundWord]:
    """Where the words stand in the text itself."""
    return [FoundWord(folded(match[0]), match.start(), match.end()) for match in WORD.finditer(text)]


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
    return 0 < len(words) <= LONGEST_SMALL_TALK and not words_beside(words, known)


def parts_of(words: Sequence[str], known: Phrases) -> Iterator[tuple[str, ...]]:
    """The phrases in their order, the longest one that begins at a word; and each word that belongs to none."""
    place, begun = 0, _by_first_word(known)
    while place < len(words):
        part: tuple[str, ...] = (words[place],)
        for phrase in begun.get(words[place], ()):
            if tuple(words[place : place + len(phrase)]) == phrase:
                part = phrase
                break
        yield part
        place += len(part)


@lru_cache(REMEMBERED)
def _by_first_word(known: Phrases) -> dict[str, list[tuple[str, ...]]]:
    """The phrases by the word that they begin with, the longest first: most words of a text begin none."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in sorted(filter(None, known), key=len, reverse=True):
        found.setdefault(phrase[0], []).append(phrase)
    return found


def words_beside(words: list[str], known: Phrases) -> list[str]:
    """The words that belong to none of these phrases; the longest one that begins at a word counts."""
    return [part[0] for part in parts_of(words, known) if part not in known]


def begun_with(words: Sequence[str], known: Phrases) -> int:
    """Of how many words the longest of these phrases is that the words begin with; 0 where none does."""
    return max((len(phrase) for phrase in known if tuple(words[: len(phrase)]) == phrase), default=0)


def mentions(words: list[str], known: Phrases) -> bool:
    """Whether one of these phrases stands among the words."""
    begun = _by_first_word(known)
    return not begun.keys().isdisjoint(words) and any(
        tuple(words[place : place + len(phrase)]) == phrase
        for place, word in enumerate(words)
        for phrase in begun.get(word, ())
    )


def says_only(text: str, wanted: Phrases, beside: Phrases) -> bool:
    """Whether a text is made of these phrases and of those that may stand beside them, one of the wanted among them."""
    words = words_of(text)
    if not 0 < len(words) <= LONGEST_SMALL_TALK or not mentions(words, wanted):
        return False
    return not words_beside(words, wanted | beside)


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
    if asked:
        return consists_of(event.text, known)
    said = consists_of(event.text, known | phrases(turn, "small-talk-agreed"))
    return said or (not event.forwarded and bool(meanings_of(turn.shared.library, event.text)))
