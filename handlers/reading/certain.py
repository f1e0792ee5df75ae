"""What the trained models read wrongly and a pair of words alone can tell: the rules of `certain.txt`.

The rules about danger stand beside the region's danger words in one table, so that a text's words are compared once.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from functools import cache
from itertools import pairwise, product
from pathlib import Path

from handlers.reading.words import Token, is_listed

CERTAIN = Path(__file__).with_name("certain.txt")
DANGER, PAIRS, HARMLESS, UNLESS, OVER = "danger ", "pairs ", "harmless ", "unless ", "over"
SWEARING, MEANT = "swearing", "meant"
PREDICATES = frozenset({"VERB", "INFN", "PRTS", "PRED"})
"""Parts of speech, as pymorphy3 names them, that a Russian sentence is made of."""
SIGNS = ".,!?;:()\"'"
CALLS = "impr"
"""«Помогите» stands in a cry of any language."""


def danger_rules() -> list[tuple[str, list[str]]]:
    """Names of the rules about danger, each with its entries. The names are no kinds of danger: they have a space."""
    table = _table()
    found = [(name, _entries(said)) for name, said in table.items() if name.startswith((DANGER, HARMLESS))]
    return [*found, (f"{OVER} ", table[OVER].split())]


def is_rule(name: str) -> bool:
    """Whether this is the name of such a rule and not a region's kind of danger."""
    return " " in name


def told_danger(rules: Set[str], sentences: Iterable[tuple[Sequence[Token], str]]) -> set[str]:
    """The kinds that a text tells of for certain, by the rules that hold for it and by its sentences (words, and as it
    is written); no pair goes from one sentence into the next.
    """
    if f"{OVER} " in rules:
        return set()
    told = {name.split()[1] for name in rules if name.startswith(DANGER)}
    return told.union(*(_pairs_of(tokens, written) for tokens, written in sentences))


def _pairs_of(tokens: Sequence[Token], written: str) -> set[str]:
    """The kinds of the pairs that stand in a sentence."""
    found = set[str]()
    for place, (first, second) in enumerate(pairwise(tokens)):
        kinds = _pairs().get((first.word, second.word))
        if kinds and not _is_russian([*tokens[:place], *tokens[place + 2 :]], first, second, written):
            found |= kinds
    return found


def _is_russian(beside: Sequence[Token], first: Token, second: Token, written: str) -> bool:
    """Whether a pair of another language, of which both words are Russian ones, too, is that in a Russian sentence: a
    «машина яна» of which something is told, or beside Russian words a «машина Яна» (alone, a telephone may have written
    the capital letter).
    """
    if not (is_listed(first.word) and is_listed(second.word)):
        return False
    russian = [token.grammar for token in beside if is_listed(token.word) and CALLS not in token.grammar]
    is_name = second.word.title() in (word.strip(SIGNS) for word in written.split()[1:])
    return bool(russian) and (is_name or any(not PREDICATES.isdisjoint(grammar) for grammar in russian))


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
