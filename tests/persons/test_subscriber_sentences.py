"""Subscribers who say in their own words, below the screen of their warnings, what they want of them."""

from __future__ import annotations

import pytest

from tests.persons.people import Citizen
from tests.persons.reporting import pauses, rows
from tests.persons.stage import Stage


async def say(anna: Citizen, *words: str) -> None:
    for each in words:
        await anna.says(each)
        await pauses(anna)


async def subscribed(anna: Citizen, words: str) -> None:
    await say(anna, words, "подписаться", "даю согласие")
    await anna.sees("О чём мы вас предупреждаем")


@pytest.mark.parametrize(
    "words", ["врубите уведы на Кедрачи", "хочу получать уведомления по Кедрачам", "скиньте оповещения, я в Кедрачах"]
)
async def test_whoever_wants_warnings_is_understood_in_slang(stage: Stage, anna: Citizen, words: str) -> None:
    await subscribed(anna, words)
    assert rows(stage, "SELECT area FROM subscription_area") == [("s:kedrachi",)]


async def test_wishes_below_the_screen_of_warnings_begin_no_report(stage: Stage, anna: Citizen) -> None:
    await subscribed(anna, "подпишите меня на Кедрачи и Пчеляки")
    for words, seen in (
        ("А ночью пусть не приходит, я сплю плохо", "тихие часы"),
        ("только если что страшное", "С какой важности"),
        ("утром не раньше девяти", "Выберите часы"),
        ("про воду не надо", "О чём предупреждаем"),
        ("и Пчеляки тоже не надо", "Пчеляки"),
    ):
        await say(anna, "оповещения", words)
        assert seen.casefold() in anna.screen().text.casefold(), (words, anna.screen().text)
        anna.does_not_see("Где это?", "Что случилось?", "Проверьте, всё ли верно")
    assert rows(stage, "SELECT area FROM subscription_area") == [("s:kedrachi",)]
    await say(anna, "мы переехали из Кедрачей в Медуницу")
    assert rows(stage, "SELECT area FROM subscription_area") == [("s:medunitsa",)]
    await say(anna, "оповещения", "нет воды в Медунице на Мира, 3")
    await anna.sees("Проверьте, всё ли верно", "Медуница, Мира, 3")
    for words in ("ночью опять шумят соседи в Медунице на Мира, 3", "свет тоже не горит, Медуница, Мира, 3"):
        await say(anna, "отмена", "оповещения", words)
        await anna.sees("Проверьте, всё ли верно", words)
    await say(anna, "отмена", "отпишись от всего")
    await anna.sees("Что сделать?")


async def test_three_places_at_once_are_all_taken(stage: Stage, anna: Citizen) -> None:
    await say(anna, "хочу получать уведомления по Сосновинке, Кедрачам и Пчелякам")
    await anna.sees("будем предупреждать", "Сосновинка", "Кедрачи", "Пчеляки")
    await say(anna, "подписаться", "даю согласие")
    found = rows(stage, "SELECT area FROM subscription_area ORDER BY area")
    assert found == [("s:kedrachi",), ("s:pchelyaki",), ("s:sosnovinka",)]


async def test_places_that_do_not_fit_are_named(anna: Citizen) -> None:
    await say(anna, "хочу уведомления: Сосновинка, Кедрачи, Пчеляки, Яблоневогорск и Тихореченск")
    await anna.sees("Эти названия напишите ещё раз", "Тихореченск")


async def test_whoever_leaves_his_last_place_is_not_said_to_have_added_it(stage: Stage, anna: Citizen) -> None:
    await subscribed(anna, "подпишите меня на Стеклянку")
    await say(anna, "я уже не живу в Стеклянке")
    anna.does_not_see("Добавили: Стеклянка")
    assert any("Отписаться" in label for label in anna.labels())
    await say(anna, "тихие часы", "отпишите меня от Стеклянки")
    anna.does_not_see("Не поняли, с какого")


async def test_a_place_is_called_as_people_call_it(stage: Stage, anna: Citizen) -> None:
    await say(anna, "мои места", "добавить место", "даю согласие", "Медуница, Садовая", "у мамы")
    await anna.sees("у мамы", "На каком расстоянии")
    await say(anna, "1 км")
    assert rows(stage, "SELECT name FROM place") == [("у мамы",)]
