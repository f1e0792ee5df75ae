"""The dictionary forms of words, remembered word by word: two hundred reports of one trouble share most of theirs."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz, process

from handlers.reading.spelling import slips
from handlers.reading.words import is_listed

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
RUSSIAN_ALONE = re.compile(r"[\u0430-\u044f\u0451\d-]+")
NUMBER = re.compile(r"[0-9]{1,16}")
"""Its only form is itself, and hardly any is remembered: most reports name one that no other does."""
REMEMBERED = 20_000
"""Words whose forms are kept."""
MOST_NEW = 25
"""A text with more unknown words is read as a whole, which is bounded (handlers.reading.words.Budget)."""

MOST_MENDED, LIKELY = 4, 2
"""Words of a text that are mended, and of the forms that one may have those that are compared: each costs time."""
MENDED_FROM, MOST_LETTERS = 5, 18
"""Letters of a word that is mended."""
SLIP = 82.0
"""From 0 to 100: so like a word of the list of troubles is what no dictionary has, and it is taken for that word."""


class WordForms:
    """`read` gives the forms of a text, in its order; it is only asked for what is not remembered. `wanted`: words to
    which what is mistyped is mended.
    """

    def __init__(self, read: Callable[[str], list[str]], wanted: Sequence[str] = ()) -> None:
        self._read, self._joined = read, tuple(slips()["joined"])
        self._wanted: dict[str, list[str]] = {}
        for word in wanted:
            self._wanted.setdefault(word[0], []).append(word)
        self._known: dict[str, tuple[str, ...]] = {}

    def of(self, text: str) -> list[str]:
        """The forms of all its words, each once, as `read` gives them."""
        words = WORD.findall(text.lower())
        new = {word for word in words if word not in self._known}
        if new:
            plain = sum(RUSSIAN_ALONE.fullmatch(word) is not None for word in {*words})
            if len(new) > MOST_NEW or plain < len({*words}):
                return self._read(text)  # what is written in Latin letters depends on the words around it
            if len(self._known) + len(new) > REMEMBERED:
                self._known.clear()
                new = {*words}
            room = MOST_MENDED
            for word in dict.fromkeys(word for word in words if word in new):
                room -= self._remember(word, mend=room > 0)
        known = self._known
        return list(dict.fromkeys(form for word in words for form in known[word]))

    def word(self, word: str) -> tuple[str, ...]:
        """The same of one word."""
        word = word.lower()
        if len(self._known) >= REMEMBERED:
            self._known.clear()
        if word not in self._known:
            self._remember(word)
        return self._known[word]

    def _remember(self, word: str, *, mend: bool = True) -> bool:
        """Whether it was looked for among the wanted words."""
        forms = (word,) if NUMBER.fullmatch(word) else tuple(self._read(word))
        mend = mend and MENDED_FROM <= len(word) <= MOST_LETTERS and not is_listed(word)
        if mend and RUSSIAN_ALONE.fullmatch(word):
            forms += self._mended(word, forms)
        self._known[word] = forms
        return mend

    def _mended(self, word: str, forms: tuple[str, ...]) -> tuple[str, ...]:
        for joined in self._joined:
            if word.startswith(joined) and is_listed(word[len(joined) :]):
                return (joined, *self._read(word[len(joined) :]))
        for form in (word, *forms[:LIKELY]):
            if found := process.extractOne(form, self._wanted.get(form[0], ()), scorer=fuzz.ratio, score_cutoff=SLIP):
                return (found[0],)
        return ()
