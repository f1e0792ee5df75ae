"""What a text is about, guessed from the region's words; and whether it speaks of danger.

Words are read as handlers.reading.words does, the first so many of a text. The others are compared with the region's
words in all forms that these can have, so that a danger is found at the end of the longest text, too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from handlers.reading.certain import danger_rules, is_rule
from handlers.reading.remembered import Remembered
from handlers.reading.words import CYRILLIC, REMEMBERED, Forms, WordReader, analyzer, parsed
from storage.letters import folded
from storage.region.region import Region

GUESSED_SLIPS = 2_000  # mistyped words that are remembered
MENDED = 4  # mistyped words of a text that are mended: to look for one takes a few milliseconds
NEAR = 3  # words that may stand between or around those of one entry


@dataclass(frozen=True, slots=True)
class WordEntry:
    """One entry of the region's words: `words` must stand near one another, `absent` must not be near."""

    topic: str
    words: tuple[str, ...]
    absent: tuple[str, ...] = ()


Entries = Mapping[str, Sequence[WordEntry]]


@dataclass(slots=True)
class WordTable:
    """Entries by the form that their first word can have, and those with "*" by what stands before it.

    `inflected` has the dictionary forms of the entries' words by every form that they can have, `slips` remembers what
    mistyped words are mended to; both are made when first needed.
    """

    by_form: Entries
    open_ended: Entries
    lengths: tuple[int, ...]  # of the beginnings in `open_ended`
    inflected: Mapping[str, Forms] | None = None
    slips: Callable[[str], str] | None = None
    beginning_with: Callable[[Forms], tuple[WordEntry, ...]] = field(init=False)
    """The entries whose first word has one of these forms."""

    def __post_init__(self) -> None:
        self.beginning_with = lru_cache(REMEMBERED)(self._entries)

    def _entries(self, forms: Forms) -> tuple[WordEntry, ...]:
        found = [entry for form in forms for entry in self.by_form.get(form, ())]
        beginnings = {form[:length] for form in forms for length in self.lengths}
        return (*found, *(entry for beginning in beginnings for entry in self.open_ended.get(beginning, ())))


class TopicGuesser(WordReader):
    """Guesses over one region; safe to share, as it only ever adds to its memory of words."""

    def __init__(self, region: Region) -> None:
        super().__init__()
        self._region = region
        self._topics: WordTable | None = None
        self._danger: WordTable | None = None
        self._guessed = Remembered(self._guess)

    def guess(self, text: str) -> list[str]:
        """Codes of the topics that the text betrays, likeliest first; empty if none."""
        return list(self._guessed(text))

    def _guess(self, text: str) -> tuple[str, ...]:
        scores = self.weighed(text)
        order = {topic.code: place for place, topic in enumerate(self._region.topics)}
        return tuple(sorted(scores, key=lambda code: (-scores[code], order[code])))

    def weighed(self, text: str) -> dict[str, float]:
        """How much the text's words speak for each topic that they betray: about 1 for a word of one topic alone."""
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
        return scores

    def is_danger(self, text: str) -> bool:
        """Whether the text has one of the region's danger words."""
        return bool(self.dangers(text))

    def dangers(self, text: str) -> set[str]:
        """The kinds of danger whose words the text has; "" for words that the region gives no kind."""
        return {name for name in self.dangers_and_rules(text) if not is_rule(name)}

    def dangers_and_rules(self, text: str) -> set[str]:
        """The same, and the names of the rules that hold for the text (see handlers.reading.certain)."""
        return {entry.topic for entry in self._matches(text, self._danger_table())}

    def _danger_table(self) -> WordTable:
        if self._danger is None:
            named = self._region.dangers
            kinds = {word for words in named.values() for word in words}
            others = [word for word in self._region.danger_words if word not in kinds]
            self._danger = self._build([*named.items(), ("", others), *danger_rules()])
        return self._danger

    # -- words --------------------------------------------------------------------------------
    def _read(self, text: str, table: WordTable) -> list[Forms]:
        """The forms of a text's words in their order; words beyond the budget are compared with `table`, and a word
        that no dictionary has counts as one of the table's that differs by one slip."""
        tokens = self.tokens(text, lambda word: self._of_table(word, table))
        left, mended = MENDED, dict[str, Forms]()
        for word, _, grammar in tokens:
            if left and grammar and word not in mended and not self.is_known(word):
                left -= 1
                if meant := self._meant(word, table):
                    mended[word] = self._of_table(meant, table)
        return [mended.get(token.word, token.forms) for token in tokens]

    def _meant(self, word: str, table: WordTable) -> str:
        if table.slips is None:
            table.slips = lru_cache(GUESSED_SLIPS)(
                lambda typed: self.mended(typed, self._inflected(table).__contains__)
            )
        return "" if word in self._inflected(table) else table.slips(word)

    def _of_table(self, word: str, table: WordTable) -> Forms:
        return self._inflected(table).get(word) or frozenset({word})

    def _inflected(self, table: WordTable) -> Mapping[str, Forms]:
        """Every form of the table's words, with the dictionary forms that it stands for."""
        if table.inflected is None:
            entries = [e for group in (*table.by_form.values(), *table.open_ended.values()) for e in group]
            words = frozenset(word for entry in entries for word in (*entry.words, *entry.absent))
            table.inflected = _inflections(words)
        return table.inflected

    # -- entries ------------------------------------------------------------------------------
    def _build(self, groups: Iterable[tuple[str, Iterable[str]]]) -> WordTable:
        by_form, open_ended = _entries(tuple((topic, tuple(entries)) for topic, entries in groups))
        return WordTable(by_form, open_ended, tuple(sorted(map(len, open_ended))))

    def _matches(self, text: str, table: WordTable) -> Iterator[WordEntry]:
        tokens = self._read(text, table)
        for place, forms in enumerate(tokens):
            for entry in table.beginning_with(forms):
                if self._holds(entry, place, tokens):
                    yield entry

    def _holds(self, entry: WordEntry, place: int, tokens: Sequence[Forms]) -> bool:
        """Whether the entry's other words stand near `place`, and none that must be absent."""
        if len(entry.words) == 1 and not entry.absent:
            return True
        around = tokens[max(0, place - len(entry.words) - NEAR + 1) : place + len(entry.words) + NEAR]
        near = frozenset[str]().union(*around)
        return all(self._is_among(word, near) for word in entry.words[1:]) and not any(
            self._is_among(word, near) for word in entry.absent
        )

    def _is_among(self, word: str, forms: Forms) -> bool:
        if word.endswith("*"):
            return any(form.startswith(word[:-1]) for form in forms)
        return not _key_forms(word).isdisjoint(forms)


@lru_cache(maxsize=64)  # for all readers of the same words; nobody changes it
def _entries(groups: tuple[tuple[str, tuple[str, ...]], ...]) -> tuple[Entries, Entries]:
    """What is written for each topic, as `by_form` and `open_ended` of a WordTable."""
    by_form, open_ended = dict[str, list[WordEntry]](), dict[str, list[WordEntry]]()
    for topic, entries in groups:
        for text in entries:
            words = tuple(w for w in folded(text).split() if not w.startswith("-"))
            absent = tuple(w[1:] for w in folded(text).split() if w.startswith("-"))
            if not words:
                continue
            entry = WordEntry(topic, words, absent)
            if words[0].endswith("*"):
                open_ended.setdefault(words[0][:-1], []).append(entry)
                continue
            for form in _key_forms(words[0]):
                by_form.setdefault(form, []).append(entry)
    return by_form, open_ended


@lru_cache(REMEMBERED)
def _key_forms(word: str) -> Forms:
    """The forms that stand for an entry's word: itself where it is a dictionary form, else all."""
    forms = parsed(word)[0]
    return frozenset({word}) if word in forms else forms


@lru_cache(maxsize=8)  # two readers over one region have the same words, and this takes a fifth of a second
def _inflections(words: frozenset[str]) -> Mapping[str, Forms]:
    """Every form of these words, with the dictionary forms that it stands for. Nobody changes it."""
    found: dict[str, set[str]] = {}
    for word in sorted(w for w in words if CYRILLIC.fullmatch(w)):
        for parse in analyzer().parse(word):
            for form in parse.lexeme:
                found.setdefault(folded(form.word), set()).add(folded(parse.normal_form))
    return {form: frozenset(normal) for form, normal in found.items()}
