"""What the trained models read wrongly and a pair of words alone can tell: the rules of `certain.txt`.

The rules about danger stand beside the region's danger words in one table, so that a text's words are compared once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from functools import cache
from itertools import pairwise, product
from pathlib import Path

CERTAIN = Path(__file__).with_name("certain.txt")
DANGER, PAIRS, HARMLESS, UNLESS, OVER = "danger ", "pairs ", "harmless ", "unless ", "over"
SWEARING, MEANT = "swearing", "meant"


def danger_rules() -> list[tuple[str, list[str]]]:
    """Names of the rules about danger, each with its entries. The names are no kinds of danger: they have a space."""
    table = _table()
    found = [(name, _entries(said)) for name, said in table.items() if name.startswith((DANGER, HARMLESS))]
    return [*found, (f"{OVER} ", table[OVER].split())]


def is_rule(name: str) -> bool:
    """Whether this is the name of such a rule and not a region's kind of danger."""
    return " " in name


def told_danger(rules: Set[str], sentences: Iterable[Sequence[str]]) -> set[str]:
    """The kinds that a text tells of for certain, by the rules that hold for it and by its words (small letters); no
    pair goes from one sentence into the next.
    """
    if f"{OVER} " in rules:
        return set()
    told = {name.split()[1] for name in rules if name.startswith(DANGER)}
    return told.union(*(_pairs().get(pair, ()) for words in sentences for pair in pairwise(words)))


def told_harmless(rules: Set[str], forms: Set[str]) -> set[str]:
    """The kinds that a sentence does not tell of; `forms`: the dictionary forms of all its words."""
    told = [name for name in rules if name.startswith(HARMLESS)]
    return {name.split()[1] for name in told if _words(name.replace(HARMLESS, UNLESS, 1)).isdisjoint(forms)}


def swears(word: str) -> bool:
    """Whether this word (small letters) may be sworn with."""
    return word in _words(SWEARING)


def is_meant(forms: Set[str]) -> bool:
    """Whether beside a word of these dictionary forms nobody swears: a branch, a dog."""
    return not _words(MEANT).isdisjoint(forms)


def written_out(entry: str) -> list[str]:
    """What an entry with alternatives stands for: "a|b c" for "a c" and "b c"."""
    return [" ".join(words) for words in product(*(word.split("|") for word in entry.split()))]


def _entries(said: str) -> list[str]:
    return [each for entry in said.split(",") for each in written_out(entry)]


@cache
def _pairs() -> dict[tuple[str, str], set[str]]:
    """The kinds of danger that two neighbouring words tell of."""
    found = dict[tuple[str, str], set[str]]()
    for name, said in _table().items():
        for entry in _entries(said) if name.startswith(PAIRS) else ():
            first, second = entry.split()
            found.setdefault((first, second), set()).add(name.removeprefix(PAIRS))
    return found


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_table()[name].split())


@cache
def _table() -> dict[str, str]:
    """What stands behind each rule's name; read at the first text."""
    lines = CERTAIN.read_text(encoding="utf-8").splitlines()
    found = (line.partition(":") for line in lines if line and not line.startswith("#"))
    return {name: said.strip() for name, _, said in found}
