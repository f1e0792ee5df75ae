"""Messages of nothing but anger, and threats to somebody's life, by the patterns of `anger.txt`.

    rages(words)        # «чтоб вы провалились», «уроды моральные»
    threatens(words)    # «сосед грозится всех порезать»

Pure: `words` are those of the message as `handlers.base.phrases.words_of` gives them. Whether something is told besides
(a topic, a place) is the caller's to ask.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from storage.letters import folded

FILE = Path(__file__).with_name("anger.txt")
RAGE, INSULT, BESIDE, LIFE, UNLESS = "rage", "insult", "beside", "life", "unless"
ANY_ENDING = "*"
FEW_BESIDE = 1
"""Words beside an insult that may be any: who says more tells something."""

Pattern = tuple[str, ...]


def rages(words: Sequence[str]) -> bool:
    """Whether a curse or a threat at whoever reads stands among them, or hardly anything but insults."""
    if _has(words, UNLESS):
        return False
    if _has(words, RAGE):
        return True
    insults, beside = _patterns()[INSULT], _patterns()[BESIDE]
    rest = [word for word in words if not _is_any(word, insults)]
    return len(rest) < len(words) and sum(not _is_any(word, beside) for word in rest) <= FEW_BESIDE


def tells_nothing_else(words: Sequence[str]) -> bool:
    """Whether every word of them belongs to such a curse or insult, or tells of nothing: «горите в аду» is no fire."""
    patterns = _patterns()
    said = [pattern for pattern in patterns[RAGE] if _stands(words, pattern)]
    known = (*((wanted,) for pattern in said for wanted in pattern), *patterns[INSULT], *patterns[BESIDE])
    return bool(said) and all(_is_any(word, known) for word in words)


def threatens(words: Sequence[str]) -> bool:
    """Whether somebody, the writer or another, threatens a life."""
    return _has(words, LIFE) and not _has(words, UNLESS)


def _has(words: Sequence[str], kind: str) -> bool:
    return any(_stands(words, pattern) for pattern in _patterns()[kind])


def _stands(words: Sequence[str], pattern: Pattern) -> bool:
    return all(any(_is(word, wanted) for word in words) for wanted in pattern)


def _is_any(word: str, patterns: tuple[Pattern, ...]) -> bool:
    return any(_is(word, wanted) for (wanted, *_) in patterns)


def _is(word: str, wanted: str) -> bool:
    return word.startswith(wanted[:-1]) if wanted.endswith(ANY_ENDING) else word == wanted


@cache
def _patterns() -> dict[str, tuple[Pattern, ...]]:
    """By the kinds of the file, folded as words are."""
    lines = (line for line in FILE.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    parts = (line.partition(":") for line in lines)
    return {kind: tuple(tuple(folded(each).split()) for each in listed.split(",")) for kind, _, listed in parts}
