"""What kinds of trouble a text tells of: those of `troubles.txt`, which has a line for each kind of a topic.

    troubles().kinds("cold_water", lemmas)   # .all {"weak"}; empty where nothing says which

Kinds are found by words in their dictionary forms, whoever read them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("troubles.txt")
ANY_TOPIC = "*"
WHOLE, ALL, FLAT, ONLY = "whole", "all", "flat", "only"
PART = "@"
"""Stands before the name of a part of a place ("@at-yard"), of whoever does it ("@by-works"), of whom it is for: two
texts that name such in one respect and none in common tell of two troubles, though they be of one kind.
"""
RESPECT = "-"
"""Stands behind the respect in such a name."""


APART = "!apart"
"""The name of a line without words: no two of its topics are ever one trouble."""


class TroublesAtFault(Exception):
    """A line of the file that is no line of it; says which."""


@dataclass(slots=True)
class _Words:
    """Of one topic: kinds by a word, by its beginning, and by two words of one text."""

    whole: dict[str, set[str]] = field(default_factory=dict)
    beginnings: dict[str, set[str]] = field(default_factory=dict)
    couples: list[tuple[frozenset[str], str]] = field(default_factory=list)

    def add(self, entry: str, kind: str) -> None:
        if "+" in entry:
            self.couples.append((frozenset(entry.split("+")), kind))
        else:
            table = self.beginnings if entry.endswith("*") else self.whole
            table.setdefault(entry.rstrip("*"), set()).add(kind)

    def of(self, lemmas: Collection[str]) -> set[str]:
        found = {kind for lemma in lemmas for kind in self.whole.get(lemma, ())}
        for beginning, kinds in self.beginnings.items():
            if any(lemma.startswith(beginning) for lemma in lemmas):
                found |= kinds
        return found | {kind for couple, kind in self.couples if couple.issubset(lemmas)}


@dataclass(frozen=True, slots=True)
class Kinds:
    """`all` that a text names; `firm` those of them that tell it apart from a text with others."""

    all: frozenset[str]
    firm: frozenset[str]


class Troubles:
    """The lines of the file, read once. Raises TroublesAtFault."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._topics: dict[str, _Words] = {}
        self._vague: set[tuple[str, str]] = set()
        self._loose: set[tuple[str, str]] = set()
        self._apart: list[frozenset[str]] = []
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith("#"):
                continue
            head, _, words = line.partition(":")
            topics, _, name = head.strip().partition(" ")
            kind = name.lstrip("~?")
            if kind == APART:
                self._apart.append(frozenset(topics.split("|")))
                continue
            if not kind or not words.split():
                raise TroublesAtFault(f"{FILE.name}:{number}: topics, a name, ':' and words are needed")
            for topic in topics.split("|"):
                known = self._topics.setdefault(topic, _Words())
                for entry in words.replace("\u0451", "\u0435").split():
                    known.add(entry, kind)
                if name.startswith("~"):
                    self._vague.add((topic, kind))
                elif name.startswith("?"):
                    self._loose.add((topic, kind))

    @property
    def topics(self) -> frozenset[str]:
        """Codes of the topics that have kinds."""
        return frozenset(self._topics) - {ANY_TOPIC}

    def apart(self, one: str, other: str) -> bool:
        """Whether troubles of these two topics are never one, however like their words are."""
        return any({one, other} <= topics for topics in self._apart)

    def kinds(self, topic: str, lemmas: Collection[str]) -> Kinds:
        """The kinds of this topic's troubles that the words name. A vague one only where no other is named."""
        known = self._topics.get(topic)
        found = {kind for kind in known.of(lemmas) if not kind.startswith(PART)} if known else set[str]()
        loose = {kind for kind in found if (topic, kind) in self._loose}
        clear = {kind for kind in found - loose if (topic, kind) not in self._vague}
        firm = clear or found - loose
        return Kinds(frozenset(firm | loose), frozenset(firm))

    def parts(self, topic: str, lemmas: Collection[str]) -> frozenset[str]:
        """Of its place, or whoever does it, that the words name; lines of any topic count, too."""
        lines = [self._topics[name] for name in (ANY_TOPIC, topic) if name in self._topics]
        return frozenset(kind for words in lines for kind in words.of(lemmas) if kind.startswith(PART))

    def marks(self, lemmas: Collection[str]) -> frozenset[str]:
        """Of any topic: WHOLE for a whole town or street, ALL, FLAT, ONLY, an ordinal in digits."""
        return frozenset(self._topics[ANY_TOPIC].of(lemmas)) if ANY_TOPIC in self._topics else frozenset()


@lru_cache(maxsize=1)
def troubles() -> Troubles:
    """Those of the file."""
    return Troubles(FILE.read_text(encoding="utf-8").splitlines())
