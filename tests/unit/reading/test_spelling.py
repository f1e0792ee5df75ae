"""One slip in a word that no dictionary has."""

from __future__ import annotations

import pytest

from handlers.reading.words import WordReader
from tests.unit.reading import readers

WANTED = {"асфальт", "мусор", "колодец", "остановке", "лестница", "работает", "светофор", "тротуары"}


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("асвальт", "асфальт"),
        ("муссор", "мусор"),
        ("колодиц", "колодец"),
        ("астоновке", "остановке"),
        ("лесница", "лестница"),
        ("неработает", "работает"),
        ("светофро", "светофор"),
        ("тратуары", "тротуары"),
        ("мисор", ""),
        ("сосновинка", ""),
        ("мус", ""),
        ("ффффффффффффффффффффффф", ""),
    ],
)
def test_a_slip_is_mended_where_the_word_is_wanted(typed: str, meant: str) -> None:
    assert WordReader().mended(typed, WANTED.__contains__) == meant


def test_a_mistyped_word_counts_like_the_right_one() -> None:
    one, other = (set(readers.features().read(text)[0].tolist()) for text in ("канализоция", "канализация"))
    assert one == other


def test_only_so_many_words_of_a_text_are_mended() -> None:
    some = ["асвальт", "муссор", "колодиц", "лесница", "тратуар", "светафор", "остоновка", "машына", "фанарь"]
    alone = set(readers.features().read("подьезт")[0].tolist())
    assert alone - set(readers.features().read(" ".join([*some, "подьезт"]))[0].tolist())


def test_a_mistyped_word_of_the_region_is_found() -> None:
    for typed, right in (
        ("нет горячй воды", "нет горячей воды"),
        ("светафор на углу", "светофор на углу"),
        ("сабаки бегают", "собаки бегают"),
    ):
        assert readers.words().guess(typed) == readers.words().guess(right) != [], typed
    assert readers.words().is_danger("в подвале утечька газа")
