"""A topic's questions: what plainly stands in a text is not asked again, and nothing else is taken for an answer."""

from __future__ import annotations

import pytest

from handlers.reading.region_words import TopicGuesser
from tests.unit.citizen.phone import Phone
from tests.world.world import fictional

READER = TopicGuesser(fictional())
AT = "Сосновинка, улица Лесная, 5"


@pytest.fixture(autouse=True)
def _reading(phone: Phone) -> None:
    """Topics and dictionary forms as the program reads them."""
    phone.world.shared.guess, phone.world.shared.lemmas = READER.guess, READER.lemmas


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("Автобус № 12 сегодня не пришёл", "12"),
        ("Автобус номер 7к проехал мимо остановки", "7к"),
        ("12 автобус третий день не ходит", "12"),
        ("Ждали на остановке, маршрутка 34 не остановилась", "34"),
        ("Автобус 40 минут не идёт", ""),
        ("Автобусы 12 и 15 не ходят", ""),
        ("Автобус № 12 не ходит, и автобус № 15 тоже", ""),
        ("Автобус, 5 раз за неделю, не приходит", ""),
        ("Автобус не пришёл", ""),
        ("Bus no. 12 did not come", "12"),
        ("The bus 20 minutes late again", ""),
    ],
)
async def test_the_number_of_a_bus_is_read_where_it_is_plain(phone: Phone, text: str, answer: str) -> None:
    await phone.says(f"{text}. {AT}")
    assert ("маршрута? " + answer in phone.last.text) if answer else ("Пропустить" in phone.last.buttons)
    assert ("Отправить" in " ".join(phone.last.buttons)) == bool(answer)


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        (f"{AT}, в третьем подъезде не работает лифт", "3"),
        (f"{AT}, в 3-м подъезде не работает лифт", "3"),
        (f"{AT}, подъезд 2, не работает лифт", "2"),
        ("Не работает лифт, подъезд не убирают, Сосновинка, Лесная 5", ""),
        ("На Лесной 5 подъезд грязный и не работает лифт, Сосновинка", ""),
    ],
)
async def test_an_entrance_is_not_the_number_of_the_house(phone: Phone, text: str, answer: str) -> None:
    await phone.says(text)
    if "Какой подъезд" in phone.last.text and "Что с лифтом" not in phone.last.text:
        await phone.presses("6")
        assert answer == ""
        answer = "6"
    await phone.presses("Пропустить")
    assert f"Какой подъезд? {answer}" in phone.last.text.replace("<b>", "").replace("</b>", "")


async def test_what_is_written_at_once_after_the_question_belongs_to_what_was_written_before(phone: Phone) -> None:
    await phone.happens(phone.event(text=f"Автобус не пришёл. {AT}"), phone.event(text="уже второй раз"))
    await phone.waits(5_000)
    assert "уже второй раз" in phone.last.text
    assert "Пропустить" in phone.last.buttons


async def test_a_button_of_a_question_that_stands_open_no_more_changes_nothing(phone: Phone) -> None:
    await phone.says(f"Не работает лифт. {AT}")
    first = phone.last.buttons["3"]
    await phone.presses("2")
    await phone.press_data(first)
    await phone.press_data(first.replace("lifts.0:2", "lifts.9:2"))
    await phone.press_data(first.replace("lifts.0:2", "lifts.0:99"))
    await phone.presses("Пропустить")
    assert "Какой подъезд? 2" in phone.last.text.replace("<b>", "").replace("</b>", "")
