"""Whoever answers a screen in a sentence, politely or in slang, is understood as if he had pressed its button."""

from __future__ import annotations

import pytest

from tests.persons.people import Citizen, Operator
from tests.persons.reporting import DAY_S, pauses, reports
from tests.persons.stage import Stage

LAMP = "Здравствуйте, дорогие мои. Живу я в Сосновинке на улице Лесной, 5, и во дворе не горит ни один фонарь"


async def say(anna: Citizen, *words: str) -> None:
    for each in words:
        await anna.says(each)
        await pauses(anna)


@pytest.mark.parametrize(
    ("send", "agree"),
    [
        ("Всё правильно, отправляйте, пожалуйста", "Да, я согласна"),
        ("ну го", "лан, давай"),
        ("👍", "Согласие на обработку персональных данных предоставляю"),
    ],
)
async def test_a_report_is_sent_in_sentences(anna: Citizen, maria: Operator, send: str, agree: str) -> None:
    await say(anna, LAMP, send)
    await anna.sees("Согласие на обработку")
    await say(anna, "а зачем вам мои данные?")
    await anna.sees("Без согласия мы не вправе")
    await say(anna, agree)
    card = await maria.card(await anna.number())
    assert LAMP in card.text
    for words in (send, agree, "зачем вам"):
        assert words not in card.text


async def test_he_changes_his_mind_in_words_at_every_screen(anna: Citizen, maria: Operator) -> None:
    await say(anna, "нет воды", "отправьте, пожалуйста")
    await anna.sees("Чтобы отправить, осталось ответить")
    await say(anna, "передумала")
    await anna.sees("Отменили")
    await say(anna, "верните, пожалуйста", "Сосновинка, Лесная 5", "нет, неверно")
    await anna.sees("Что исправить?", "нет воды")
    await say(anna, "не надо ничего")
    await anna.sees("Отменили")
    await say(anna, "всё-таки отправьте")
    await anna.sees("Проверьте, всё ли верно")
    await say(anna, "изменить тему, пожалуйста", "назад", "давайте сначала")
    await anna.sees("Отменили")
    await say(anna, "вернуть", "отправить", "не хочу соглашаться")
    await anna.sees("Ничего из написанного мы не сохранили")
    maria.does_not_see("№ 1")


async def test_whoever_cannot_say_yet_is_not_taken_to_be_content(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, LAMP)
    await maria.answers(await maria.card(number), "Бригада заменила лампы.")
    for words in ("ок, ждём", "завтра посмотрю", "я не дома"):
        await say(anna, words)
        await anna.sees("Когда увидите сами", f"№ {number}")
    for words in ("да ладно", "ну конечно)))", "да пошли вы нахрен"):
        await say(anna, words)
        await anna.sees("Проблема решена?", words)
        await anna.presses("Отмена")
    anna.does_not_see("закрыто")
    await stage.passes(DAY_S)
    await say(anna, "💯")
    await anna.sees("Пожалуйста!", "решена?")
    await say(anna, "на пять баллов, решено")
    await say(anna, "решено", "пять")
    await anna.sees("5")
