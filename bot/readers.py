"""What reads the texts of people in the running program: one dictionary and one memory of words for all of it."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.base.texts import Library
from handlers.reading.danger import DangerReader
from handlers.reading.features import FeatureReader
from handlers.reading.intent import IntentReader
from handlers.reading.model import Model
from handlers.reading.region_words import TopicGuesser
from handlers.reading.said import SaidReader
from handlers.reading.topics import TopicReader
from storage.region.region import Region


@dataclass(frozen=True, slots=True)
class Readers:
    """Over one region and one library of sentences."""

    library: Library
    words: TopicGuesser
    topics: TopicReader
    danger: DangerReader
    said: SaidReader


def make_readers(region: Region, library: Library) -> Readers:
    """The trained models are read from their files at the first text."""
    words = TopicGuesser(region)
    features = FeatureReader(words)
    return Readers(
        library,
        words,
        TopicReader(region, words, Model("topics", features)),
        DangerReader(words, Model("danger", features), library.words("reading-lost")),
        SaidReader(IntentReader(library, Model("intents", features)), library),
    )
