"""The reader of places of a region, with the words of `locales/` and the dictionary: one for the whole program."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import lru_cache

from handlers.base.message import parse_marks
from handlers.base.texts import LOCALES, read_bundles
from handlers.places.reading import PlaceReader
from handlers.places.vocabulary import PlaceVocabulary
from handlers.reading.grammar import DictionaryGrammar
from handlers.reading.remembered import Remembered
from storage.region.region import Region, Settlement

MADE = "place-reader"
FIRST = "ru"
"""The language whose words come first: what the program writes itself is written in them."""


def place_reader(region: Region) -> PlaceReader:
    """Made at the first text and kept with the region."""
    made = region.made.get(MADE)
    if not isinstance(made, PlaceReader):
        made = region.made[MADE] = PlaceReader(region, *_of_the_language(), Remembered)
    return made


def settlements_in(region: Region, text: str, *, as_written: bool = False) -> list[Settlement]:
    """All that a text names or may name, in its order; `as_written`: not what it may name with another letter."""
    return list(dict.fromkeys(s for said in place_reader(region).all(text, as_written=as_written) for s in said))


def left_out_of(text: str) -> str:
    """The words from the one on that says that something is left out: "кроме Тихореченска"; "" where none does. What
    they name is named by `place_reader` and `settlements_in` all the same: whoever warns people looks here first.
    """
    found = _excepting().search(text)
    return found[1] if found else ""


@lru_cache(maxsize=1)
def _excepting() -> re.Pattern[str]:
    words = "|".join(map(re.escape, sorted(_of_the_language()[0].excepting, key=len, reverse=True)))
    return re.compile(rf"(?:^|[\s,(])((?:{words})[\s:]+.+)", re.IGNORECASE)


@lru_cache(maxsize=1)
def _of_the_language() -> tuple[PlaceVocabulary, DictionaryGrammar]:
    """What no region changes."""
    return PlaceVocabulary(_lists()), DictionaryGrammar()


def _lists() -> Callable[[str], Sequence[str]]:
    bundles = read_bundles(LOCALES)
    order = sorted(bundles, key=lambda language: (language != FIRST, language))

    def listed(name: str) -> list[str]:
        found = list[str]()
        for language in order:
            message = bundles[language].get_message(name)
            assert message.value is not None
            text, _ = bundles[language].format_pattern(message.value)
            found += [" ".join(word.split()) for word in parse_marks(str(text))[0].split(",")]
        return [word for word in dict.fromkeys(found) if word]

    return listed
