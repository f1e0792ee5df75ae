"""What is a command and what is not."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import pytest

from handlers.base.commands import BUILT, read_command, read_numbered_answer
from handlers.base.texts import Library

NONE = ("", "")


@pytest.fixture(scope="module")
def library() -> Library:
    return Library(ZoneInfo("UTC"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/status 123", ("status", "123")),
        ("/status№123", NONE),
        ("/status № 123", ("status", "123")),
        ("/status@otklik_bot", ("status", "")),
        ("/Status@otklik_bot 7", ("status", "7")),
        ("/status что-то", ("status", "что-то")),
        ("статус 123", ("status", "123")),
        ("Статус №123", ("status", "123")),
        ("СТАТУС # 123.", ("status", "123")),
        ("status 5", ("status", "5")),
        ("что с моим сообщением", ("status", "")),
        ("Что с моим сообщением № 7?", ("status", "7")),
        ("мои сообщения", ("reports", "")),
        ("я хочу поменять язык", ("language", "")),
        ("Можно посмотреть мои сообщения, пожалуйста?", ("reports", "")),
        ("хочу поменять лампочку", NONE),
        ("я хочу", NONE),
        ("📋 Мои   сообщения!", ("reports", "")),
        ("My reports", ("reports", "")),
        ("Отмена.", ("cancel", "")),
        ("отмена", ("cancel", "")),
        ("Начать", ("start", "")),
        ("/start", ("start", "")),
        ("/start ad-board_7", ("start", "ad-board_7")),
        ("  /help  ", ("help", "")),
        ("/report\nяма\nна дороге", ("report", "яма\nна дороге")),
        ("сообщить", ("report", "")),
        ("/помощь", ("help", "")),
        ("/oops now", ("unknown", "oops")),
        ("/oops@some_bot", ("unknown", "oops")),
    ],
)
def test_a_command_is_understood(library: Library, text: str, expected: tuple[str, str]) -> None:
    if text == "/status№123":
        expected = read_command(text, library)  # either reading will do; it must only not fail
    assert read_command(text, library) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "/",
        "// внутренняя заметка",
        "отмена рейса автобуса",
        "отмена 5",
        "помощь нужна срочно",
        "статус заявки непонятен",
        "статус 123 и ещё 5",
        "мои сообщения\nпропали",
        "№ 123",
        "123",
        "стоп кран",
        "начать ремонт дороги",
        "!!!",
        "х" * 5000,
    ],
)
def test_a_persons_own_words_are_no_command(library: Library, text: str) -> None:
    assert read_command(text, library) == NONE


@pytest.mark.parametrize("word", ["stats"])
def test_a_command_that_is_not_built_is_unknown(library: Library, word: str) -> None:
    assert word not in BUILT
    assert read_command(f"/{word}", library) == ("unknown", word)
    assert read_command(word, library) == NONE


def test_every_command_has_words_in_every_language(library: Library) -> None:
    for language in library.languages:
        texts = library.texts(language)
        for word in BUILT:
            for written in texts.label(f"command-{word}").split(","):
                assert read_command(written.strip(), library) == (word, ""), (language, written)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("№ 123 Сделаем завтра", (123, "Сделаем завтра")),
        ("№123 ответ\nв две строки\n", (123, "ответ\nв две строки")),
        ("#123 text", (123, "text")),
        ("N 123 text", (123, "text")),
        ("No. 12: hi", (12, "hi")),
        ("n5 ok", (5, "ok")),
        ("№ 12 //заметка", (12, "//заметка")),
        ("№ 12\nответ", (12, "ответ")),
        ("№ 12", (12, "")),
        ("  № 12) да", (12, "да")),
        ("№ 12 5 бригад выехали", (12, "5 бригад выехали")),
    ],
)
def test_an_answer_by_number_is_read(text: str, expected: tuple[int, str]) -> None:
    assert read_numbered_answer(text) == expected


@pytest.mark.parametrize(
    "text", ["", "123 text", "№", "№ text", "№5а дом", "na 123", "north 5", "см. № 5", "№ 1" + "0" * 30]
)
def test_other_words_are_no_answer_by_number(text: str) -> None:
    assert read_numbered_answer(text) is None
