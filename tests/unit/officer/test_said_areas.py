"""Areas in words: what is left out of a place, and houses of an outage. Nothing is taken that was not meant."""

from __future__ import annotations

import pytest

from handlers.notices.content import Area, Street
from tests.unit.officer.study import Study


@pytest.mark.parametrize(
    "said",
    [
        "Тихореченский округ кроме Тихореченска",
        "весь край, но не Камышеград",
        "Сосновинка, кроме улицы Лесной",
        "кроме: Камышеград",
        "весь край за вычетом Камышеграда",
        "everything except Kamyshegrad",
    ],
)
async def test_a_place_without_a_part_of_it_is_not_taken_and_no_button_would_add_that_part(
    study: Study, said: str
) -> None:
    await study.begins()
    await study.says(said)
    assert "Ничего не добавлено" in study.screen.text
    assert "вычесть место из области нельзя" in study.screen.text
    assert not any("Камышеград" in label or "Тихореченск" in label for label in study.labels)
    assert (await study.content()).area == Area()


async def test_a_distance_is_no_answer_either_where_a_place_is_left_out(study: Study) -> None:
    await study.begins()
    await study.says("60.31, 63.52")
    await study.says("3 км, кроме Сосновинки")
    assert "вычесть место из области нельзя" in study.screen.text
    assert (await study.content()).area == Area()


async def test_what_is_taken_away_must_not_lie_inside_of_the_rest(study: Study) -> None:
    await study.completes()
    await study.presses("Где")
    await study.says("Тихореченский округ и Камышеград")
    before = (await study.content()).area
    for said in ("без Сосновинки", "кроме Журавлихи"):  # the one is named, the other is not
        await study.says(said)
        assert "это внутри области" in study.screen.text
        assert (await study.content()).area == before
    await study.presses("Где")
    await study.says("без Камышеграда")
    assert "Поменяли место" in study.screen.text
    assert (await study.content()).area.settlements == ("sosnovinka",)


@pytest.mark.parametrize(
    ("said", "streets"),
    [
        ("Сосновинка: Лесная 1, 3, 5-9; Школьная", {"Лесная": "5–9, 1, 3", "Школьная": ""}),
        ("Лесная 5 и Школьная 3 в Сосновинке", {"Лесная": "5", "Школьная": "3"}),
        ("Сосновинка, Лесная нечётные с 1 по 15, 8 Марта 2а", {"Лесная": "нечётные 1–15", "8 Марта": "2а"}),
    ],
)
async def test_houses_of_an_outage_are_written_with_their_streets(
    study: Study, said: str, streets: dict[str, str]
) -> None:
    await study.begins("Нет воды")
    await study.says(said)
    found = (await study.content()).area.streets
    assert found == tuple(Street("sosnovinka", name, houses) for name, houses in streets.items())


async def test_streets_that_are_not_understood_do_not_make_it_the_whole_town(study: Study) -> None:
    await study.begins("Нет воды")
    await study.says("Сосновинка, Лесная за прудом и дальше")
    assert "Ничего не добавлено" in study.screen.text
    assert (await study.content()).area == Area()
