"""What kinds of trouble a text tells of: those of `troubles.txt`, which has a line for each kind of a topic.

    kinds(troubles_of(region).names("cold_water", lemmas))   # .all {"weak"}; empty where nothing says which

Kinds are found by words in their dictionary forms, whoever read them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from handlers.reading.words import parsed
from storage.region.region import Region, Topic

FILE = Path(__file__).with_name("troubles.txt")
ANY_TOPIC = "*"
WHOLE, ALL, ONLY = "whole", "all", "only"
PART = "@"
"""Stands before the name of a part of a place ("@at-yard"), of whoever does it ("@by-works"), of whom it is for: two
texts that name such in one respect and none in common tell of two troubles, though they be of one kind.
"""
PLACE = "@at-"
RESPECT = "-"
"""Stands behind the respect in such a name."""
NUMBERED = "#"
"""Stands before the name of a thing that is told apart by its number ("#school"): the number stands beside its word."""
NICKNAME = "="
"""Stands before a number that its words are the name of: a bus that people call by one word."""
VAGUE, LOOSE = "~", "?"
"""Stands before a kind that counts only where no other is named; before one that counts only for what is in common."""
NEAR, US = "near", "us"
"""Prepositions of what is only a landmark, as they stand; whoever may stand behind them and is none."""
OF_REGION = "+"
MADE = "case-troubles"
MARKS = frozenset({WHOLE, ALL, ONLY, NEAR, US})
NO_KIND = (PART, NUMBERED, NICKNAME)
REMEMBERED = 4_096
"""Words of a topic of which it is kept what they betray."""

ONE_IN_TOWN = "!one-in-town"
"""The name of a line without words: a town has one of what these topics are about, a clinic, a post office."""
APART = "!apart"
"""The name of a line without words: no two of its topics are ever one trouble."""


class TroublesAtFault(Exception):
    """A line of the file that is no line of it; says which."""


class _Words:
    """Of one topic: what a word betrays by itself, by its beginning, and beside another word of the text."""

    def __init__(self) -> None:
        self._whole: dict[str, set[str]] = {}
        self._beginnings: dict[str, set[str]] = {}
        self._couples: dict[str, list[tuple[frozenset[str], str]]] = {}
        self.by_itself = lru_cache(REMEMBERED)(self._by_itself)
        """What a word betrays: names, and couples of which it is the first."""

    @property
    def single(self) -> Collection[str]:
        """The words that betray something by themselves."""
        return self._whole.keys()

    def add(self, entry: str, kind: str) -> None:
        if "+" in entry:
            first, *others = entry.split("+")
            self._couples.setdefault(first, []).append((frozenset(others), kind))
        else:
            table = self._beginnings if entry.endswith("*") else self._whole
            table.setdefault(entry.rstrip("*"), set()).add(kind)

    def add_all(self, other: _Words) -> None:
        """The lines of any topic hold for this one, too."""
        for table, others in ((self._whole, other._whole), (self._beginnings, other._beginnings)):
            for entry, kinds in others.items():
                table.setdefault(entry, set()).update(kinds)
        for entry, couples in other._couples.items():
            self._couples.setdefault(entry, []).extend(couples)

    def _by_itself(self, lemma: str) -> tuple[frozenset[str], tuple[tuple[frozenset[str], str], ...]]:
        begun = (kinds for beginning, kinds in self._beginnings.items() if lemma.startswith(beginning))
        return frozenset(self._whole.get(lemma, set()).union(*begun)), tuple(self._couples.get(lemma, ()))

    def of(self, lemmas: Collection[str]) -> set[str]:
        """The names of all lines of which the text with these words has one."""
        found, text = set[str](), frozenset(lemmas)
        for lemma in text:
            kinds, couples = self.by_itself(lemma)
            if kinds:
                found |= kinds
            for others, kind in couples:
                if others <= text:
                    found.add(kind)
        return found


@dataclass(frozen=True, slots=True)
class Kinds:
    """`all` that a text names; `firm` those of them that tell it apart from a text with others."""

    all: frozenset[str]
    firm: frozenset[str]


NO_KINDS = Kinds(frozenset(), frozenset())


def _as_read(entry: str) -> str:
    """An English word as texts give it, without its ending."""
    return next(iter(parsed(entry)[0])) if entry.isascii() and entry.isalpha() else entry


class Troubles:
    """The lines of the file, read once. Raises TroublesAtFault."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._topics: dict[str, _Words] = {}
        self._apart: dict[str, set[str]] = {}
        self._one_in_town = set[str]()
        self._any = self._topics[ANY_TOPIC] = _Words()
        for number, line in enumerate(lines, 1):
            if not line.strip() or line.startswith("#"):
                continue
            head, _, words = line.partition(":")
            topics, _, name = head.strip().partition(" ")
            if name == APART:
                for topic in topics.split("|"):
                    self._apart.setdefault(topic, set()).update(topics.split("|"))
                continue
            if name == ONE_IN_TOWN:
                self._one_in_town.update(topics.split("|"))
                continue
            if not name.lstrip(VAGUE + LOOSE) or not words.split():
                raise TroublesAtFault(f"{FILE.name}:{number}: topics, a name, ':' and words are needed")
            for topic in topics.split("|"):
                known = self._topics.setdefault(topic, _Words())
                for entry in words.replace("\u0451", "\u0435").split():
                    known.add(_as_read(entry), name)
        for topic in self.topics:
            self._topics[topic].add_all(self._any)

    @property
    def topics(self) -> frozenset[str]:
        """Codes of the topics that have kinds."""
        return frozenset(self._topics) - {ANY_TOPIC}

    def is_one_in_town(self, topic: str) -> bool:
        """Whether a town has one of what it is about."""
        return topic in self._one_in_town

    @cached_property
    def words(self) -> tuple[str, ...]:
        """All single words of the list."""
        return tuple(sorted({word for words in self._topics.values() for word in words.single}))

    def apart(self, one: str, other: str) -> bool:
        """Whether troubles of these two topics are never one, however like their words are."""
        return other in self._apart.get(one, ())

    def names(self, topic: str, lemmas: Collection[str]) -> frozenset[str]:
        """All that these words name, by the lines of the topic and by those of any: kinds, parts, marks."""
        return frozenset((self._topics.get(topic) or self._any).of(lemmas))

    def is_numbered(self, topic: str, lemmas: Collection[str]) -> bool:
        """Whether one of the words is of what is told apart by its number."""
        return any(name.startswith(NUMBERED) for name in self.names(topic, lemmas))

    def marks(self, lemmas: Collection[str]) -> frozenset[str]:
        """Of any topic: WHOLE for a whole town or street, ALL, ONLY, an ordinal in digits."""
        return self.names(ANY_TOPIC, lemmas)

    def is_marked(self, word: str, mark: str) -> bool:
        """Whether this word alone, as it stands, has this mark: NEAR and US are looked for at each word of a text."""
        return mark in self._any.by_itself(word)[0]


def kinds(names: Collection[str]) -> Kinds:
    """The kinds of trouble among them. A vague one only where no other is named."""
    found = [name for name in names if not name.startswith(NO_KIND) and name not in MARKS and not name.isdigit()]
    clear = {name for name in found if not name.startswith((VAGUE, LOOSE))}
    firm = clear or {name[1:] for name in found if name.startswith(VAGUE)}
    return Kinds(frozenset(firm.union(name[1:] for name in found if name.startswith(LOOSE))), frozenset(firm))


def is_part(name: str) -> bool:
    """Whether a line's name is that of a part of a place."""
    return name.startswith(PART)


def is_place(name: str) -> bool:
    """Whether it says where, so that it may be a landmark."""
    return name.startswith(PLACE)


def respect_of(part: str) -> str:
    """The respect in which a part is named: "@by" of "@by-works"."""
    return part.partition(RESPECT)[0]


def parts(names: Collection[str], near: Collection[str]) -> Kinds:
    """Parts of its place, or whoever does it. Firm are those that are no landmark; `near`: what landmarks name."""
    found = frozenset(filter(is_part, names))
    return Kinds(found, found.difference(near))


def troubles_of(region: Region) -> Troubles:
    """Those of the file, and those that the region's topics name (Topic.kinds)."""
    known: Troubles | None = region.made.get(MADE)
    if known is None:
        known = region.made[MADE] = Troubles((*_of_file(), *_of_topics(region.topics)))
    return known


def _of_topics(topics: Iterable[Topic]) -> Iterator[str]:
    """Names stand behind a sign of their own, so that none of them is taken for a mark."""
    for topic in topics:
        for name, _, words in (line.partition(":") for line in topic.kinds):
            yield f"{topic.code} {OF_REGION}{name.strip()}: {words.replace(',', ' ').lower()}"


@lru_cache(maxsize=1)
def _of_file() -> tuple[str, ...]:
    return tuple(FILE.read_text(encoding="utf-8").splitlines())


@lru_cache(maxsize=1)
def troubles() -> Troubles:
    """Those of the file alone."""
    return Troubles(_of_file())
