"""Which command a text is: with a slash, or as a word of any language that stands alone.

The words are in `locales/*/commands.ftl` ("command-status = status, …"); the canonical ones are English.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches
from functools import lru_cache
from weakref import WeakKeyDictionary

from handlers.base.codes import read_code, read_connect_code
from handlers.base.texts import Library, Texts
from storage.letters import folded

BUILT = (
    "start", "help", "report", "status", "reports", "language", "privacy", "forget", "cancel", "queue", "delivery",
    "alerts", "places", "join", "now", "info", "notice", "notices", "shift", "templates", "find",
    "connect",
)  # fmt: skip
"""The commands that exist. A word of another one is no command, and with a slash it is unknown."""

NUMBERED = ("status",)
"""Commands whose word may be followed by a report's number."""

PAYLOADS = ("notice", "shift")
"""A start link that bears one of these is that command (shared.bots[…].start_link)."""

SLASH = re.compile(r"/([^\W_][\w-]*)(?:@\w+)?(?:\s+(.*))?\s*", re.DOTALL)
NUMBER = re.compile(r"(?:№|#)?\s*(\d{1,15})\W*")
WORDS_NUMBER = re.compile(r"(.*?)\s*(?:№|#)?\s*(\d{1,15})")
NUMBER_SIGN = r"(?:№|#|n(?:o\.?)?(?=[\s\d]))"
"""What stands before the number of a report, in a pattern that ignores case: «№», «#», "No."."""
NUMBERED_ANSWER = re.compile(rf"\s*{NUMBER_SIGN}\s*(\d{{1,15}})(?!\w)[ \t]*[.:,)]?\s*(.*)", re.DOTALL | re.IGNORECASE)
LONGEST_COMMAND = 60  # a longer text without a slash is no command
LIKENESS = 0.7
"""How much of a mistyped command has to be right (difflib's ratio)."""

_tables: WeakKeyDictionary[Library, dict[str, str]] = WeakKeyDictionary()


def read_command(text: str, library: Library) -> tuple[str, str]:
    """The canonical word and its argument; ("", "") if this is no command.

    "/start abc" is ("start", "abc"), "Статус № 123" ("status", "123"), "/oops" ("unknown", "oops").
    A number after `status` comes without its sign. A code that joins accounts (handlers.base.codes) is a
    command by itself.
    """
    return _read_short(text, library) if len(text) <= LONGEST_COMMAND else _read(text, library)


@lru_cache(maxsize=512)  # the same few words come all day, each is asked about twice
def _read_short(text: str, library: Library) -> tuple[str, str]:
    return _read(text, library)


def _read(text: str, library: Library) -> tuple[str, str]:
    text, table = text.strip(), _table(library)
    if text.startswith("/"):
        return _slashed(text, table)
    if not text or len(text) > LONGEST_COMMAND or "\n" in text:
        return "", ""
    if code := read_code(text):
        return "join", code
    if code := read_connect_code(text):
        return "connect", code
    alone = _plain(text)
    if alone in table or (alone := _bare(alone, library)) in table:
        return table[alone], ""
    first, _, rest = alone.partition(" ")
    if table.get(first) == "join" and (code := read_code(rest)):
        return "join", code
    numbered = WORDS_NUMBER.fullmatch(alone)
    word = table.get(_plain(numbered[1]), "") if numbered else ""
    return (word, numbered[2]) if numbered and word in NUMBERED else ("", "")


def spoken(texts: Texts, word: str) -> str:
    """A command as people say it in their language: the first of its words; "help" for one that has none."""
    return texts.label(f"command-{word}").split(",")[0].strip() if texts.has(f"command-{word}") else word


def nearest(written: str, library: Library, among: Collection[str] = BUILT) -> str:
    """The command that a mistyped one comes nearest to, without its slash; "" for none."""
    names = [name for name, word in _table(library).items() if word in among and " " not in name]
    found = get_close_matches(_plain(written[:LONGEST_COMMAND]), names, 1, LIKENESS)
    return found[0] if found else ""


def read_numbered_answer(text: str) -> tuple[int, str] | None:
    """An operator's "№ 123 text" (also "#123 text", "N 123 text") as number and text, else None.

    The text keeps its lines and may be empty.
    """
    found = NUMBERED_ANSWER.fullmatch(text)
    return (int(found[1]), found[2].rstrip()) if found else None


def _slashed(text: str, table: dict[str, str]) -> tuple[str, str]:
    found = SLASH.fullmatch(text)
    if not found:
        return "", ""
    word, argument = table.get(_plain(found[1]), ""), (found[2] or "").strip()
    if word == "start" and argument in PAYLOADS:
        return argument, ""
    if not word:
        return "unknown", found[1]
    number = NUMBER.fullmatch(argument) if word in NUMBERED else None
    return word, number[1] if number else argument


def _plain(text: str) -> str:
    """Lower case, one blank between words, nothing but words at either end (buttons bear an emoji)."""
    return " ".join(re.sub(r"^[^\w№#]+|\W+$", "", folded(text)).split())


def _bare(alone: str, library: Library) -> str:
    """«хочу поменять язык, пожалуйста» without what is said around a command."""
    around, words = library.words("command-around"), alone.replace(",", " ").split()
    while words and words[0] in around:
        words.pop(0)
    while words and words[-1] in around:
        words.pop()
    return " ".join(words)


def _words(library: Library, word: str) -> Iterable[str]:
    for language in library.languages:
        texts = library.texts(language)
        if texts.has(f"command-{word}"):
            yield from texts.label(f"command-{word}").split(",")


def _table(library: Library) -> dict[str, str]:
    table = _tables.get(library)
    if table is None:
        table = _tables[library] = _build(library)
    return table


def _build(library: Library) -> dict[str, str]:
    table: dict[str, str] = {}
    for word in BUILT:
        for written in (word, *_words(library, word)):
            if table.setdefault(_plain(written), word) != word:
                raise ValueError(f"two commands are called {written.strip()!r}")
    return table
