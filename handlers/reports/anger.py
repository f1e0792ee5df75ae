"""Messages of nothing but anger, and threats to somebody's life, by the patterns of `anger.txt`.

    only_rages(turn, text)   # «чтоб вы провалились», «уроды моральные»
    threatens(words)         # «сосед грозится всех порезать»

`words` are those of a message as `handlers.base.phrases.words_of` gives them.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from handlers.base.phrases import words_of
from handlers.base.turn import Turn
from handlers.reading.certain import written_out
from handlers.reading.said import CLAUSE
from handlers.reports.named_place import place_named
from handlers.reports.topic_choice import told_topics
from storage.letters import folded

FILE = Path(__file__).with_name("anger.txt")
RAGE, INSULT, CALLED, YOU, BESIDE = "rage", "insult", "called", "you", "beside"
LIFE, KILLING, LAWFUL, SEEKS, UNLESS = "life", "killing", "lawful", "seeks", "unless"
ANY_ENDING = "*"
FEW_BESIDE, LONGEST_RAGE = 1, 10
"""Words beside a curse that may be any, and of the whole message: who says more tells something. Beside insults alone
there may be none: the one word of "idiots are shooting" is the trouble.
"""
BEGINNING = 2
"""Letters; no pattern with any ending has fewer before it."""

Pattern = tuple[str, ...]


def only_rages(turn: Turn, text: str) -> bool:
    """«Чтоб вы провалились», «я вас найду»: a few words that insult, curse or threaten whoever reads them, without a
    topic, a place or a question. What they may be besides is for a button.
    """
    words = words_of(text)
    if not 0 < len(words) <= LONGEST_RAGE or "?" in text or any(word[:1].isdigit() for word in words):
        return False
    if not rages(words):
        return False
    told = turn.shared.is_danger(text) or bool(told_topics(turn, text)) or any(place_named(turn, text))
    return not told or tells_nothing_else(words)


def rages(words: Sequence[str]) -> bool:
    """Whether a curse or a threat at whoever reads stands among them with hardly anything beside, or only insults."""
    if _stands(words, UNLESS):
        return False
    if any(len(_telling(words[:begin]) + _telling(words[end:])) <= FEW_BESIDE for begin, end in _runs(words, RAGE)):
        return True
    insults = [word for word in words if _is_insult(word, words)]
    return bool(insults) and not [word for word in _telling(words) if word not in insults]


def tells_nothing_else(words: Sequence[str]) -> bool:
    """Whether every word of them belongs to such a curse or insult, or tells of nothing: «горите в аду» is no fire."""
    return any(not _telling(words[:begin]) and not _telling(words[end:]) for begin, end in _runs(words, RAGE))


def threatens(words: Sequence[str]) -> bool:
    """Whether somebody, the writer or another, threatens a life."""
    return (_stands(words, LIFE) or bool(_runs(words, KILLING))) and not _stands(words, UNLESS)


def threatens_lawfully(text: str) -> bool:
    """Whether it is a court, a cut-off, an eviction that somebody is threatened with, and nobody's life. Who is
    threatened and wants to call the police, perhaps behind a comma, is not threatened with them.
    """
    parts = [words_of(part) for part in CLAUSE.split(text)]
    lawful = any(_stands(words, LAWFUL) and not _stands(words, SEEKS) for words in parts)
    return lawful and not threatens(words_of(text))


def _is_insult(word: str, words: Sequence[str]) -> bool:
    """Whether it insults: a "thief" only does where somebody is called so, else he is the trouble."""
    return _stands([word], INSULT) or (_stands([word], CALLED) and _stands(words, YOU))


def _telling(words: Sequence[str]) -> list[str]:
    """Those that neither insult nor tell of nothing."""
    return [word for word in words if not (_stands([word], INSULT) or _stands([word], BESIDE))]


def _stands(words: Sequence[str], kind: str) -> bool:
    """Whether all words of a pattern stand among these, in whatever order."""
    return any(
        all(any(_is(other, wanted) for other in words) for wanted in pattern[1:]) for _, pattern in _begun(words, kind)
    )


def _runs(words: Sequence[str], kind: str) -> list[tuple[int, int]]:
    """From where to where in `words` a pattern stands in its order, with nothing that tells between its words."""
    found = ((at, _end(words, at, pattern)) for at, pattern in _begun(words, kind))
    return [(begin, end) for begin, end in found if end]


def _end(words: Sequence[str], begin: int, pattern: Pattern) -> int:
    """Where the pattern that begins there ends; 0 where it does not stand there."""
    at = begin + 1
    for wanted in pattern[1:]:
        while at < len(words) and not _is(words[at], wanted) and not _telling([words[at]]):
            at += 1
        if at == len(words) or not _is(words[at], wanted):
            return 0
        at += 1
    return at


def _begun(words: Sequence[str], kind: str) -> list[tuple[int, Pattern]]:
    """The patterns of which the first word stands among these, and where."""
    begun = _patterns()[kind]
    return [
        (at, pattern)
        for at, word in enumerate(words)
        for pattern in begun.get(word[:BEGINNING], ())
        if _is(word, pattern[0])
    ]


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith(ANY_ENDING) else word == wanted


@cache
def _patterns() -> dict[str, dict[str, list[Pattern]]]:
    """By the kinds of the file, then by how their first word begins: each message is asked after all of them. Folded as
    words are.
    """
    found: dict[str, dict[str, list[Pattern]]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        kind, _, listed = line.partition(":")
        if not line or line.startswith("#"):
            continue
        for pattern in (tuple(each.split()) for entry in listed.split(",") for each in written_out(folded(entry))):
            found.setdefault(kind, {}).setdefault(pattern[0][:BEGINNING], []).append(pattern)
    return found
