"""What people say to a question is understood in the ways that they say it."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from handlers.base.texts import Library
from handlers.reading.features import FeatureReader
from handlers.reading.intent import IntentReader
from handlers.reading.model import Model
from handlers.reading.region_words import TopicGuesser
from handlers.reading.said import KNOWN, SaidReader
from storage.region.load import FICTIONAL, load_region

LIBRARY = Library(ZoneInfo("UTC"))


@pytest.fixture(scope="module")
def reader() -> SaidReader:
    features = FeatureReader(TopicGuesser(load_region(FICTIONAL)))
    return SaidReader(IntentReader(LIBRARY, Model("intents", features)), LIBRARY)


def test_answers_to_is_it_solved(reader: SaidReader) -> None:
    for text, meaning in {
        "да, спасибо": "solved",
        "Спасибо, да!": "solved",
        "да, починили": "solved",
        "Здравствуйте, решено": "solved",
        "👍": "solved",
        "👍🏽 спасибо": "solved",
        "yes, thank you": "solved",
        "нет, спасибо": "not_solved",
        "нет, не работает": "not_solved",
        "Нет, свет так и не дали": "not_solved",
        "нет воды": "not_solved",
        "НЕТ!!! опять темно": "not_solved",
        "no, still cold": "not_solved",
        "спасибо": "thanks",
    }.items():
        intent, sure = reader.read(text, "solved")
        assert (intent, sure >= 0.6) == (meaning, True), (text, intent, sure)


def test_what_says_both_is_unclear(reader: SaidReader) -> None:
    for text in ("нет, заработало", "Решено, нет", "нет, всё хорошо, спасибо большое, всё включили"):
        intent, sure = reader.read(text, "solved")
        assert sure < 0.6, (text, intent, sure)


def test_words_of_the_discontent_never_close_a_report(reader: SaidReader) -> None:
    for text in ("да вы издеваетесь", "сделали, но криво", "Спасибо за ответ, но лучше не стало", "fixed it badly"):
        intent, sure = reader.read(text, "solved")
        assert intent == "not_solved" or sure < 0.6, (text, intent, sure)


def test_only_known_words_are_known(reader: SaidReader) -> None:
    assert reader.read("решено", "solved")[1] == KNOWN
    assert reader.read("во дворе на улице Мира яма на дороге", "solved")[1] < KNOWN


def test_a_model_that_cannot_be_read_leaves_the_known_words(tmp_path: Path) -> None:
    (tmp_path / "intents.npz").write_bytes(b"no model")
    features = FeatureReader(TopicGuesser(load_region(FICTIONAL)))
    reader = SaidReader(IntentReader(LIBRARY, Model("intents", features, tmp_path)), LIBRARY)
    assert reader.read("да, спасибо", "solved") == ("solved", KNOWN)
    intent, sure = reader.read("яма на дороге", "nothing")
    assert intent == "report"
    assert sure < 0.6
