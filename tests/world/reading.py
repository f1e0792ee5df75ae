"""What programs of one process may read together: sentences, and words whose forms were looked up once."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from zoneinfo import ZoneInfo

import pytest

import bot.app
import bot.readers
from handlers.base.texts import Library
from handlers.reading.features import FeatureReader
from handlers.reading.region_words import TopicGuesser
from storage.region.region import Region, Topic

Words = tuple[int, tuple[str, ...], tuple[tuple[str, tuple[str, ...]], ...]]
_features = cache(FeatureReader)
_known: dict[Words, tuple[tuple[Topic, ...], TopicGuesser]] = {}


@cache
def _library(zone: ZoneInfo, default: str) -> Library:
    return Library(zone, default)


def _guesser(region: Region) -> TopicGuesser:
    """One for all regions with the same topics and words of danger; the topics are kept with it, known by their id."""
    words = (id(region.topics), region.danger_words, tuple(region.dangers.items()))
    return _known.setdefault(words, (region.topics, TopicGuesser(region)))[1]


@contextmanager
def read_together() -> Iterator[None]:
    """Programs that are made meanwhile. What a program learns is its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bot.app, "Library", _library)
        patch.setattr(bot.readers, "TopicGuesser", _guesser)
        patch.setattr(bot.readers, "FeatureReader", _features)
        yield
