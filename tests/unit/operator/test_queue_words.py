"""The queue by a place in words: the street, the house, the words that the citizens used."""

from __future__ import annotations

import pytest

from handlers.operator.queue_view import QueueView, read_view
from handlers.operator.queue_words import MOST_BYTES, read_wanted
from handlers.operator.words import OperatorButton
from tests.unit.operator.office import TUESDAY, Office, region_with

REGION = region_with()


async def found(office: Office, words: str) -> list[str]:
    await office.says("Анна", f"/queue {words}")
    return [d.removeprefix("o_open:") for d in office.last().data if d.startswith("o_open:")]


@pytest.fixture
async def filed(office: Office) -> Office:
    for number, (town, address, text) in enumerate(
        (
            ("sosnovinka", "Полевая, 5", "Темно"),
            ("tikhorechensk", "Полевая, 51", "Сухое дерево"),
            ("tikhorechensk", "Большая Полевая, 7, кв. 2", "Течёт крыша"),
            ("", "за гаражами у реки", "Свалка"),
            ("", "", "Автобус не пришёл, стою у старой мельницы 100% забыли"),
        ),
        start=1,
    ):
        await office.files_report(number, settlement=town, address=address, text=text, created_at=TUESDAY + number)
    return office


async def test_a_street_is_found_in_any_case_and_a_house_is_not_another(filed: Office) -> None:
    assert await found(filed, "на Полевой") == ["1", "2", "3"]
    assert await found(filed, "Полевая 5") == ["1"]
    assert await found(filed, "на улице Полевой в Тихореченске") == ["2", "3"]
    assert await found(filed, "Polevaya street 51") == ["2"]
    assert await found(filed, "Садовая") == []


async def test_words_of_a_place_are_found_as_they_were_given(filed: Office) -> None:
    assert await found(filed, "за гаражами") == ["4"]
    assert await found(filed, "Старой мельницы") == ["5"]
    assert await found(filed, "100%") == ["5"]
    assert await found(filed, "1__%") == []


async def test_the_words_stay_through_pages_and_topics_and_are_shown(office: Office) -> None:
    for number in range(1, 8):
        await office.files_report(number, address="у водокачки", topic="potholes" if number < 3 else "snow")
    assert await found(office, "водокачки") == ["1", "2", "3", "4", "5"]
    shown = office.last()
    assert "водокачки" in shown.text
    await office.presses("Анна", next(d for d in shown.data if ":1:" in d and d.startswith("o_queue")), shown)
    assert [d for d in shown.data if d.startswith("o_open")] == ["o_open:6", "o_open:7"]
    await office.presses("Анна", next(d for d in shown.data if d.startswith("o_qtopics")), shown)
    await office.presses("Анна", next(d for d in shown.data if d.startswith("o_queue") and d.split(":")[3]), shown)
    assert "водокачки" in shown.text
    assert len([d for d in shown.data if d.startswith("o_open")]) in (2, 5)
    await office.presses("Анна", next(d for d in shown.data if d.count(":") == 4 and d.endswith("::")), shown)
    assert "водокачки" not in shown.text.split("№", 1)[0]


async def test_a_word_of_a_topic_s_name_is_the_topic_and_other_words_are_shown_as_words(office: Office) -> None:
    await office.files_report(1, settlement="sosnovinka", topic="snow", text="Сугробы")
    await office.files_report(2, settlement="tikhorechensk", topic="snow", text="Снег во дворе")
    await office.files_report(3, settlement="sosnovinka", topic="rubbish", text="Мусор под снегом, собаки")
    assert await found(office, "снег") == ["1", "2"]
    assert "Тема: ❄ Снег и наледь" in office.last().text
    assert "Место" not in office.last().text
    assert await found(office, "снег в Сосновинке") == ["1"]
    assert await found(office, "собаки") == ["3"]
    assert "Слова: «собаки»" in office.last().text
    assert await found(office, "собаки в Тихореченске") == []
    assert "Место: Тихореченск" in office.last().text
    assert "Слова: «собаки»" in office.last().text


def test_a_button_holds_the_words_of_the_longest_place(office: Office) -> None:
    wanted = read_wanted(office.world.shared, "за старыми: гаражами, у реки, возле заброшенной лесопилки и пристани")
    assert 0 < len(wanted.words.encode()) <= MOST_BYTES
    view = QueueView(10**9, 999, REGION.topics[-1].code, REGION.settlements[-1].code, wanted.words)
    data = view.data(OperatorButton.QUEUE_TOPICS, REGION)
    assert read_view(data.partition(":")[2], REGION) == view
    assert len(data.encode()) <= 64
