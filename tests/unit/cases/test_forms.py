"""Words' forms that are remembered: what is read once is not read again, and what is mistyped is mended."""

from __future__ import annotations

import pytest

from handlers.cases import forms as module
from handlers.cases.forms import WordForms


class Reading:
    """A reader that counts what it is asked for."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, text: str) -> list[str]:
        self.asked.append(text)
        return text.lower().split()


def test_a_word_is_read_once_whatever_text_it_stands_in() -> None:
    read = Reading()
    words = WordForms(read)
    assert words.of("Яма на дороге") == ["яма", "на", "дороге"]
    assert words.of("на ДОРОГЕ яма, яма 5а") == ["на", "дороге", "яма", "5а"]
    assert read.asked.count("яма") == 1
    assert sorted(read.asked) == ["5а", "дороге", "на", "яма"]


def test_latin_letters_and_many_new_words_are_read_as_a_whole() -> None:
    read = Reading()
    words = WordForms(read)
    many = " ".join(f"слово{chr(1072 + n)}" for n in range(module.MOST_NEW + 1))
    assert words.of("net vody") == ["net", "vody"]
    assert words.of(many) == many.split()
    assert read.asked == ["net vody", many]


def test_a_full_memory_is_emptied_and_answers_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "REMEMBERED", 3)
    words = WordForms(Reading())
    for text in ("яма на дороге", "лужа во дворе", "яма во дворе", "снег"):
        assert words.of(text) == text.split()


def test_a_slip_becomes_a_wanted_word_and_a_word_of_the_dictionary_stays() -> None:
    words = WordForms(Reading(), ("фонарь", "гореть", "яма"))
    assert "фонарь" in words.word("фанарь")
    assert words.word("негорит")[-2:] == ("не", "горит")
    assert "фонарь" not in words.word("фонтан")


def test_of_one_text_only_a_few_words_are_mended() -> None:
    words = WordForms(Reading(), ("фонарь",))
    text = "фанарь фонрь фонаръ фонарр фоннарь фонаррь"
    assert words.of(text).count("фонарь") == 1
    assert sum("фонарь" in words.word(word) for word in text.split()) == module.MOST_MENDED


def test_a_number_is_its_own_form_and_what_is_longer_than_a_number_is_read() -> None:
    read = Reading()
    words = WordForms(read)
    assert words.of("дом 12, звоните 89001234567") == ["дом", "12", "звоните", "89001234567"]
    assert sorted(read.asked) == ["дом", "звоните"]
    assert words.of("5" * 40) == read.asked[-1:] == ["5" * 40]
