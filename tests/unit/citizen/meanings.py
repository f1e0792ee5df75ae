"""The real reading of what citizens mean, for tests of the dialogue."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo

from handlers.base.texts import Library
from handlers.reading.features import FeatureReader
from handlers.reading.intent import IntentReader
from handlers.reading.model import Model
from handlers.reading.region_words import TopicGuesser
from handlers.reading.said import SaidReader
from storage.region.load import FICTIONAL, load_region

LIBRARY = Library(ZoneInfo("UTC"))


@cache
def reader() -> SaidReader:
    features = FeatureReader(TopicGuesser(load_region(FICTIONAL)))
    return SaidReader(IntentReader(LIBRARY, Model("intents", features)), LIBRARY)
