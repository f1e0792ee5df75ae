"""The readers over the fictional region, made once."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo

from handlers.base.texts import Library
from handlers.reading.danger import DangerReader
from handlers.reading.features import FeatureReader
from handlers.reading.intent import IntentReader
from handlers.reading.model import Model
from handlers.reading.region_words import TopicGuesser
from handlers.reading.topics import TopicReader
from storage.region.load import FICTIONAL, load_region


@cache
def words() -> TopicGuesser:
    return TopicGuesser(load_region(FICTIONAL))


@cache
def features() -> FeatureReader:
    return FeatureReader(words())


@cache
def model(task: str) -> Model:
    return Model(task, features())


@cache
def topics() -> TopicReader:
    return TopicReader(load_region(FICTIONAL), words(), model("topics"))


@cache
def danger() -> DangerReader:
    return DangerReader(words(), model("danger"))


@cache
def intents() -> IntentReader:
    return IntentReader(Library(ZoneInfo("UTC")), model("intents"))
