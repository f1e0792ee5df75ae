"""Which words of a list a text has: for rules of the region's files. They are matched as the words of topics are."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.reading.region_words import TopicGuesser, WordTable
from storage.region.region import Region

MADE = "rule-words"


class RuleWords(TopicGuesser):
    """Tables of lists of words; each is made at its first text."""

    def __init__(self, region: Region) -> None:
        super().__init__(region)
        self._tables: dict[tuple[str, ...], WordTable] = {}

    def said(self, text: str, words: tuple[str, ...]) -> int:
        """How many entries of the list the text has."""
        table = self._tables.get(words)
        if table is None:
            table = self._tables[words] = self._build([("", words)])
        return len(set(self._matches(text, table)))


def words_said(region: Region, text: str, words: Sequence[str]) -> int:
    """How many of these words a text has, in any form; 0 without one."""
    made = region.made.get(MADE)
    if not isinstance(made, RuleWords):
        made = region.made[MADE] = RuleWords(region)
    return made.said(text, tuple(words))
