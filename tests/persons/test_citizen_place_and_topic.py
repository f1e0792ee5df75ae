"""Where it is and what it is about: guessed, told, corrected, unknown."""

from __future__ import annotations

import pytest

from tests.persons.people import Citizen, Operator
from tests.persons.reporting import MOSCOW, SNOW, TIKHORECHENSK, agrees, pauses, rows, shows
from tests.persons.stage import Stage


async def test_a_settlement_named_in_words_is_recognised(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await anna.starts()
    await anna.says("В Сосновинке на улице Речной, 7 прорвало трубу")
    await pauses(anna)
    await anna.sees("Проверьте", "Сосновинка", "Речной, 7")
    await anna.presses("Отправить")
    await agrees(anna)
    card = await maria.card(await anna.number())
    assert "Сосновинка" in card.text
    assert rows(stage, "SELECT settlement FROM report") == [("sosnovinka",)]


async def test_the_address_is_told_in_words_when_asked(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    await anna.says("Автобус не пришёл")
    await stage.passes(30)
    await anna.sees("Где это?")
    await anna.says("остановка Рынок, Сосновинка")
    await pauses(anna)
    await anna.presses("Пропустить")  # the bus's number
    await anna.sees("Проверьте", "Автобус не пришёл", "📍 Сосновинка", "остановка Рынок")


@pytest.mark.parametrize("words", ["не знаю", "Не знаю место", "адрес не знаю."])
async def test_whoever_does_not_know_the_place_goes_on_without_it(
    stage: Stage, anna: Citizen, maria: Operator, words: str
) -> None:
    await anna.starts()
    await anna.says("Автобус не пришёл")
    await pauses(anna)
    await anna.says(words)
    await pauses(anna)
    await anna.presses("Пропустить")  # the bus's number
    await anna.sees("Проверьте", "Место не указано")
    await anna.presses("Отправить")
    await agrees(anna)
    assert "не знаю" not in (await maria.card(await anna.number())).text.lower()


async def test_a_wrongly_guessed_place_can_be_taken_out(stage: Stage, anna: Citizen) -> None:
    await anna.says(SNOW)
    await pauses(anna)
    await anna.sees("Лесной, 5", "📍")
    await anna.presses("Изменить место")
    await anna.presses("Не знаю точно")
    await anna.sees("Проверьте", "Место не указано")
    await anna.presses("Указать место")
    await anna.is_at(*TIKHORECHENSK)
    await pauses(anna)
    await anna.sees("Проверьте", "Точка на карте: Тихореченск")


async def test_the_way_back_from_the_place_leaves_it_as_it_was(stage: Stage, anna: Citizen) -> None:
    await anna.says(SNOW)
    await pauses(anna)
    await anna.presses("Изменить место")
    await anna.presses("Назад")
    await anna.sees("Проверьте", "📍 Сосновинка, Лесная, 5")


async def test_a_place_outside_the_region_is_said_and_still_accepted(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await anna.says("Не вывозят мусор")
    await pauses(anna)
    await anna.is_at(*MOSCOW)
    await pauses(anna)
    await anna.sees("Проверьте", "не в Заречном крае")
    await anna.presses("Отправить")
    await agrees(anna)
    await maria.card(await anna.number())


async def test_the_topic_is_guessed_and_corrected_by_a_tap(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await anna.says(SNOW)
    await pauses(anna)
    await anna.sees("Тема: ❄ Снег и наледь")
    await anna.presses("Изменить тему")
    await anna.sees("О чём сообщение?")
    await anna.presses("Дороги и улицы")
    await anna.presses("Ямы на дорогах")
    await anna.sees("Проверьте", "Тема: 🕳 Ямы на дорогах")
    await anna.presses("Отправить")
    await agrees(anna)
    assert "Ямы на дорогах" in (await maria.card(await anna.number())).text


async def test_topics_are_paged_around_and_every_one_is_reached(stage: Stage, anna: Citizen) -> None:
    await anna.says(SNOW)
    await pauses(anna)
    await anna.presses("Изменить тему")
    first, seen = anna.labels(), set[str]()
    for _ in range(5):
        for group in [label for label in anna.labels() if label.endswith("…")]:
            await anna.presses(group)
            assert len(anna.labels()) <= 10
            seen |= set(anna.labels())
            await anna.presses("Назад")
            assert group in anna.labels()
        await anna.presses("Ещё →")
        if anna.labels() == first:
            break
    assert anna.labels() == first
    topics = stage.app.shared.region.topics
    assert all(any(topic.names["ru"] in label for label in seen) for topic in topics)


async def test_what_else_the_words_may_be_about_is_offered_first(stage: Stage, anna: Citizen) -> None:
    """What is written fits two topics: the other one is one tap away."""
    await anna.says("В Тихореченске на Садовой, 5 не горит фонарь, а на тротуаре яма, спотыкаемся в темноте")
    await pauses(anna)
    guessed = (await anna.sees("Проверьте", "Тема:")).text.split("Тема: ")[1].splitlines()[0]
    await anna.presses("Изменить тему")
    first = anna.labels()[:2]
    assert not any(label.endswith("…") for label in first)
    assert guessed not in first
    assert {"💡 Освещение улиц", "🚶 Тротуары", "🕳 Ямы на дорогах"} & {*first}
    await anna.presses(first[0])
    await anna.sees("Проверьте", f"Тема: {first[0]}")


async def test_the_way_back_from_the_topics_and_other(stage: Stage, anna: Citizen) -> None:
    await anna.says(SNOW)
    await pauses(anna)
    await anna.presses("Изменить тему")
    await anna.presses("Назад")
    await anna.sees("Проверьте", "Снег и наледь")
    await anna.presses("Изменить тему")
    await anna.presses("Другое")
    await anna.sees("Проверьте", "Тема: Другое")
    assert len(shows(anna, "Проверьте")) == 1


async def test_a_chosen_topic_stays_when_more_is_written(stage: Stage, anna: Citizen) -> None:
    await anna.says(SNOW)
    await pauses(anna)
    await anna.presses("Изменить тему")
    await anna.presses("Дороги и улицы")
    await anna.presses("Ямы на дорогах")
    await stage.passes(30)
    await anna.says("Снега по колено")
    await pauses(anna)
    await anna.sees("Проверьте", "по колено", "Ямы на дорогах")
