"""What a text is about, guessed from the region's words; and whether it speaks of danger.

Every word of a text counts in all its dictionary forms (pymorphy3), so that a homonym cannot hide a topic.
The dictionary is loaded at the first guess, not before. To look a word up costs time, most for one that no dictionary
has: of a text only so many words are (see Budget). The others are compared with the region's words in all forms that
these can have, so that a danger is found at the end of the longest text, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Any

from storage.region.region import Region

CYRILLIC = re.compile("[\u0400-\u04ff-]+")
WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
REMEMBERED = 20_000  # words whose forms are kept
TEXTS = 64  # texts whose topics are kept: a draft's are asked for at every step
NEAR = 3  # words that may stand between or around those of one entry
ENDINGS = ("ings", "ing", "ies", "ied", "ed", "es", "s", "e", "y")  # English, longest first
LONGEST, LONGEST_TEXT = 6_000, 40_000  # words and characters of a text that are read; a report is shorter
LONGEST_WORD = 40  # letters; what is longer is no word
DISTINCT, UNKNOWN = 250, 20  # different words of a text that are looked up, and of these in no dictionary

Forms = frozenset[str]


@dataclass(frozen=True, slots=True)
class WordEntry:
    """One entry of the region's words: `words` must stand near one another, `absent` must not be near."""

    topic: str
    words: tuple[str, ...]
    absent: tuple[str, ...] = ()


@dataclass(slots=True)
class WordTable:
    """Entries by the form that their first word can have, and those with "*" by what stands before it.

    `inflected` has the dictionary forms of the entries' words by every form that they can have; made when first needed.
    """

    by_form: dict[str, list[WordEntry]] = field(default_factory=dict)
    open_ended: dict[str, list[WordEntry]] = field(default_factory=dict)
    lengths: tuple[int, ...] = ()  # of the beginnings in `open_ended`
    inflected: dict[str, Forms] | None = None


@dataclass(slots=True)
class Budget:
    """How many more words of this text may be looked up."""

    distinct: int = DISTINCT
    unknown: int = UNKNOWN


class TopicGuesser:
    """Guesses over one region; safe to share, as it only ever adds to its memory of words."""

    def __init__(self, region: Region) -> None:
        self._region = region
        self._analyzer: Any = None
        self._topics: WordTable | None = None
        self._danger: WordTable | None = None
        self._forms = lru_cache(REMEMBERED)(self._read_forms)
        self._is_known = lru_cache(REMEMBERED)(self._look_up)
        self._guessed = lru_cache(TEXTS)(self._guess)

    def guess(self, text: str) -> list[str]:
        """Codes of the topics that the text betrays, likeliest first; empty if none."""
        return list(self._guessed(text))

    def _guess(self, text: str) -> tuple[str, ...]:
        if self._topics is None:
            self._topics = self._build((t.code, t.words) for t in self._region.topics)
        found = set(self._matches(text, self._topics))
        shared: dict[tuple[str, ...], int] = {}
        for entry in found:
            shared[entry.words] = shared.get(entry.words, 0) + 1
        scores: dict[str, float] = {}
        for entry in found:
            weight = (2 * len(entry.words) - 1) / shared[entry.words]
            scores[entry.topic] = scores.get(entry.topic, 0) + weight
        order = {topic.code: place for place, topic in enumerate(self._region.topics)}
        return tuple(sorted(scores, key=lambda code: (-scores[code], order[code])))

    def is_danger(self, text: str) -> bool:
        """Whether the text has one of the region's danger words."""
        if self._danger is None:
            self._danger = self._build([("danger", self._region.danger_words)])
        return next(self._matches(text, self._danger), None) is not None

    def lemmas(self, text: str) -> list[str]:
        """The dictionary forms of a text's words, each once, in the order of the text (for searching)."""
        return list(dict.fromkeys(form for forms in self._read(text) for form in sorted(forms)))

    # -- words --------------------------------------------------------------------------------
    def _read(self, text: str, table: WordTable | None = None) -> list[Forms]:
        """The forms of a text's words in their order; `table` is what words beyond the budget are compared with."""
        budget, read, tokens = Budget(), dict[str, Forms](), list[Forms]()
        for found in islice(WORD.finditer(_lower(text[:LONGEST_TEXT])), LONGEST):
            for part in _parts(found[0]):
                if part not in read:
                    read[part] = self._within(budget, part, table)
                tokens.append(read[part])
        return tokens

    def _within(self, budget: Budget, word: str, table: WordTable | None) -> Forms:
        if len(word) > LONGEST_WORD or not CYRILLIC.fullmatch(word):
            return self._forms(word[:LONGEST_WORD])
        known = budget.distinct > 0 and self._is_known(word)
        if known or (budget.distinct > 0 and budget.unknown > 0):
            budget.distinct -= 1
            budget.unknown -= not known
            return self._forms(word)
        inflected = self._inflected(table) if table is not None else {}
        return inflected.get(word) or frozenset({word})

    def _read_forms(self, word: str) -> Forms:
        if not CYRILLIC.fullmatch(word):  # pymorphy3 fails on letters that have no name in Unicode
            return frozenset({_stem(word)})
        return frozenset(_lower(parse.normal_form) for parse in self._morph().parse(word))

    def _look_up(self, word: str) -> bool:
        return bool(self._morph().word_is_known(word))

    def _morph(self) -> Any:
        if self._analyzer is None:
            from pymorphy3 import MorphAnalyzer

            self._analyzer = MorphAnalyzer(lang="ru")
        return self._analyzer

    def _inflected(self, table: WordTable) -> dict[str, Forms]:
        """Every form of the table's words, with the dictionary forms that it stands for."""
        if table.inflected is None:
            found: dict[str, set[str]] = {}
            entries = [e for group in (*table.by_form.values(), *table.open_ended.values()) for e in group]
            words = {word for entry in entries for word in (*entry.words, *entry.absent)}
            for word in sorted(w for w in words if CYRILLIC.fullmatch(w)):
                for parse in self._morph().parse(word):
                    for form in parse.lexeme:
                        found.setdefault(_lower(form.word), set()).add(_lower(parse.normal_form))
            table.inflected = {form: frozenset(words) for form, words in found.items()}
        return table.inflected

    # -- entries ------------------------------------------------------------------------------
    def _build(self, groups: Any) -> WordTable:
        table = WordTable()
        for topic, entries in groups:
            for text in entries:
                words = tuple(w for w in _lower(text).split() if not w.startswith("-"))
                absent = tuple(w[1:] for w in _lower(text).split() if w.startswith("-"))
                if not words:
                    continue
                entry = WordEntry(topic, words, absent)
                if words[0].endswith("*"):
                    table.open_ended.setdefault(words[0][:-1], []).append(entry)
                    continue
                for form in self._key_forms(words[0]):
                    table.by_form.setdefault(form, []).append(entry)
        table.lengths = tuple(sorted({len(beginning) for beginning in table.open_ended}))
        return table

    def _key_forms(self, word: str) -> Forms:
        """The forms that stand for an entry's word: itself where it is a dictionary form, else all."""
        forms = self._forms(word)
        return frozenset({word}) if word in forms else forms

    def _matches(self, text: str, table: WordTable) -> Iterator[WordEntry]:
        tokens = self._read(text, table)
        for place, forms in enumerate(tokens):
            for form in forms:
                for entry in table.by_form.get(form, ()):
                    if self._holds(entry, place, tokens):
                        yield entry
            for beginning in {form[:length] for form in forms for length in table.lengths}:
                for entry in table.open_ended.get(beginning, ()):
                    if self._holds(entry, place, tokens):
                        yield entry

    def _holds(self, entry: WordEntry, place: int, tokens: Sequence[Forms]) -> bool:
        """Whether the entry's other words stand near `place`, and none that must be absent."""
        around = tokens[max(0, place - len(entry.words) - NEAR + 1) : place + len(entry.words) + NEAR]
        return all(any(self._is(word, forms) for forms in around) for word in entry.words[1:]) and not any(
            self._is(word, forms) for word in entry.absent for forms in around
        )

    def _is(self, word: str, forms: Forms) -> bool:
        if word.endswith("*"):
            return any(form.startswith(word[:-1]) for form in forms)
        return not self._key_forms(word).isdisjoint(forms)


def _lower(text: str) -> str:
    return text.lower().replace("\u0451", "\u0435")


def _parts(word: str) -> list[str]:
    """A hyphenated word counts whole and in its parts."""
    return [word, *word.split("-")] if "-" in word else [word]


def _stem(word: str) -> str:
    """An English word without its ending, as long as three letters remain."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word
