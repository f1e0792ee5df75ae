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
from handlers.reports.named_place import place_named
from handlers.reports.topic_choice import told_topics
from storage.letters import folded

FILE = Path(__file__).with_name("anger.txt")
RAGE, INSULT, BESIDE, LIFE, UNLESS = "rage", "insult", "beside", "life", "unless"
ANY_ENDING = "*"
FEW_BESIDE, LONGEST_RAGE = 1, 10
"""Words beside an insult that may be any, and of the whole message: who says more tells something."""
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
    """Whether a curse or a threat at whoever reads stands among them, or hardly anything but insults."""
    if _said(words, UNLESS):
        return False
    if _said(words, RAGE):
        return True
    rest = [word for word in words if not _said([word], INSULT)]
    return len(rest) < len(words) and sum(not _said([word], BESIDE) for word in rest) <= FEW_BESIDE


def tells_nothing_else(words: Sequence[str]) -> bool:
    """Whether every word of them belongs to such a curse or insult, or tells of nothing: «горите в аду» is no fire."""
    said = _said(words, RAGE)
    wanted = [each for pattern in said for each in pattern]
    return bool(said) and all(
        any(_is(word, each) for each in wanted) or _said([word], INSULT) or _said([word], BESIDE) for word in words
    )


def threatens(words: Sequence[str]) -> bool:
    """Whether somebody, the writer or another, threatens a life."""
    return bool(_said(words, LIFE)) and not _said(words, UNLESS)


def _said(words: Sequence[str], kind: str) -> list[Pattern]:
    """The patterns of which every word stands among these."""
    begun = _patterns()[kind]
    return [
        pattern
        for word in words
        for pattern in begun.get(word[:BEGINNING], ())
        if _is(word, pattern[0]) and all(any(_is(other, wanted) for other in words) for wanted in pattern[1:])
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
        for pattern in (tuple(folded(each).split()) for each in listed.split(",")):
            found.setdefault(kind, {}).setdefault(pattern[0][:BEGINNING], []).append(pattern)
    return found
