"""A topic's own questions: asked once, by buttons or in words, left out, changed, read out of what was written."""

from __future__ import annotations

import json

from tests.persons.people import Citizen, Operator, photo
from tests.persons.reporting import agrees, pauses, rows, whole_database
from tests.persons.stage import Stage

LIFT = "В Сосновинке на улице Лесной, 5 не работает лифт"
BUS = "В Сосновинке на улице Лесной, 5 автобус сегодня не пришёл"


async def begins(anna: Citizen, text: str) -> None:
    await anna.starts()
    await anna.says(text)
    await pauses(anna)


async def files(anna: Citizen) -> str:
    await anna.presses("Отправить")
    await agrees(anna)
    return await anna.number()


async def test_known_answers_are_pressed_changed_and_stand_on_the_card(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await begins(anna, LIFT)
    asked = await anna.sees("Какой подъезд?", "не работает лифт")
    assert anna.labels(asked) == ["1", "2", "3", "4", "5", "6", "Пропустить", "Отмена"]
    await anna.presses("3")
    await anna.sees("Что с лифтом?")
    await anna.presses("Стоит")
    await anna.sees("Проверьте", "Какой подъезд? 3", "Что с лифтом? Стоит")
    await anna.presses("Изменить ответы")
    await anna.sees("Какой подъезд? 3")
    await anna.presses("4")
    await anna.presses("Назад")
    await anna.sees("Проверьте", "Какой подъезд? 4", "Что с лифтом? Стоит")
    number = await files(anna)
    card = await maria.card(number)
    assert "Какой подъезд? 4" in card.text
    assert "Что с лифтом? Стоит" in card.text
    await anna.says(f"статус {number}")
    await anna.sees("Сейчас: передано", "Какой подъезд? 4")
    await anna.says("/forget")
    await anna.presses("Да, удалить")
    assert "подъезд" not in whole_database(stage)
    assert rows(stage, "SELECT details FROM report") == [("{}",)]


async def test_own_words_are_the_answer_and_a_story_is_no_answer_but_is_kept(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await begins(anna, BUS)
    await anna.sees("Какой номер автобуса")
    await stage.passes(30)
    await anna.says("Мы прождали целый час и опоздали на работу, и так каждое утро")
    await pauses(anna)
    await anna.sees("прождали целый час", "Какой номер автобуса")
    await stage.passes(30)
    await anna.says("", photo())
    await pauses(anna)
    await anna.sees("1 фотография", "Какой номер автобуса")
    await stage.passes(30)
    (message,) = await anna.says("12к")
    await anna.sees("Проверьте", "Какой номер автобуса или маршрута? 12к", "целый час")
    await anna.edits(message, "21к")
    await anna.sees("Проверьте", "маршрута? 21к")
    card = await maria.card(await files(anna))
    assert "маршрута? 21к" in card.text
    assert "целый час" in card.text
    ((details,),) = rows(stage, "SELECT details FROM report")
    assert json.loads(details)["told"][0][1] == {"": "21к"}


async def test_what_was_written_already_is_not_asked_and_all_may_be_left_out(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await begins(anna, "В Сосновинке на улице Лесной, 5 автобус № 12 сегодня не пришёл")
    await anna.sees("Проверьте", "маршрута? 12")
    await anna.presses("Отмена")
    await stage.passes(30)
    await begins(anna, "В Сосновинке на улице Лесной, 5 в третьем подъезде не работает лифт")
    await anna.sees("Что с лифтом?")
    await stage.passes(30)
    await anna.says("не знаю")
    shown = await anna.sees("Проверьте", "Какой подъезд? 3")
    assert "Что с лифтом?" not in shown.text
    number = await files(anna)
    assert "Какой подъезд? 3" in (await maria.card(number)).text


async def test_own_words_outlive_a_corrected_topic_and_danger_is_never_held_up(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await begins(anna, BUS)
    await stage.passes(30)
    await anna.says("маленький синий")
    await anna.presses("Изменить тему")
    await anna.presses("Другое")
    await anna.sees("Проверьте", "Тема: Другое", "маленький синий")
    assert "маленький синий" in (await maria.card(await files(anna))).text
    await stage.passes(30)
    await anna.says("В Сосновинке на улице Лесной, 7 в лифте застрял человек, пахнет газом")
    await pauses(anna)
    await anna.sees("Проверьте", "Лесной, 7")
