"""Russian typed on the other layout of the keyboard: «cytu yt e,hfyj» is «снег не убрано»."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import islice

LATIN_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,."
SIGNS = {"/": ".", "`": "\u0451", "~": "\u0401", "?": ",", "&": "?", "^": ":", "#": "\u2116"}
"""Letters and signs of the same keys, row by row."""
LETTER = re.compile("[a-z]", re.IGNORECASE)
CYRILLIC = re.compile("[\u0400-\u04ff]")
WORD = re.compile("[\u0400-\u04ff]+")
VOWELS = re.compile("[aeiou]", re.IGNORECASE)
LONGER = re.compile("[a-z]{4,}", re.IGNORECASE)
"""English words so long have a vowel."""
LONGEST, JUDGED = 1_000, 40
"""Characters of a text that is read, and its words that are looked at."""
SHORTEST = 3
"""Letters of a word that tells the layout."""
ENDS = ".,!?:;)"
"""Signs that may well be meant at the end of a word."""


class LayoutReader:
    """Safe to share. `keys`: the rows of the Russian keyboard as one; `is_known`: whether the dictionary has a word."""

    def __init__(self, keys: str, is_known: Callable[[str], bool]) -> None:
        pairs = dict(zip(LATIN_KEYS, keys, strict=True))
        capitals = {latin.upper(): key.upper() for latin, key in pairs.items() if latin.isalpha()}
        capitals |= {sign: pairs[latin].upper() for latin, sign in zip("[];',.", '{}:"<>', strict=True)}
        self._table = str.maketrans(pairs | capitals | SIGNS)
        self._is_known = is_known

    def meant(self, text: str) -> str:
        """The text on the Russian layout where it says something there and nothing as it stands; else as it is."""
        if len(text) > LONGEST or CYRILLIC.search(text) or len(LETTER.findall(text)) < SHORTEST:
            return text
        if text[:1] == "/" or "://" in text or "@" in text:
            return text
        meant = re.sub(r"\S+", lambda found: self._word(found[0]), text)
        words = [word for word in islice(WORD.findall(meant.lower()), JUDGED) if len(word) >= SHORTEST]
        known = sum(self._is_known(word.replace("\u0451", "\u0435")) for word in words)
        odd = not any(VOWELS.search(word) for word in LONGER.findall(text))
        if not known or known * 2 < len(words) or (known * 3 < len(words) * 2 and not odd):
            return text
        return meant

    def _word(self, word: str) -> str:
        """A word with the signs at its end as they are, if only that makes it a word."""
        whole, bare = word.translate(self._table), word.rstrip(ENDS)
        if bare == word or self._is_known(whole.lower()):
            return whole
        return bare.translate(self._table) + word[len(bare) :]
