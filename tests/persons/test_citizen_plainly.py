"""What is plainly said counts for what it is about: a notice of a place, a withdrawal, work that goes on."""

from __future__ import annotations

from handlers.notices.content import Area
from tests.persons.notices import is_said
from tests.persons.people import Citizen, Operator, photo
from tests.persons.reporting import HOUR_S, pauses, reports
from tests.persons.stage import Stage

LAMP = "В Сосновинке на улице Лесной, 5 не горит фонарь"
RUBBISH = "В Тихореченске на улице Мира, 7 не вывозят мусор"


async def say(anna: Citizen, *words: str) -> None:
    for each in words:
        await anna.says(each)
        await pauses(anna)


async def test_a_rumour_of_a_place_with_a_notice_names_the_notice(stage: Stage, anna: Citizen) -> None:
    await say(anna, "подпишите меня на Кедрачи")
    await is_said(stage, 31, "Вода в реке прибывает.", area=Area(settlements=("kuvshinki",)))
    await say(anna, "правда что в Кувшинках отменили автобусы?")
    told = await anna.sees("сейчас там действует", "Кувшинки", "№ 31")
    assert "Слово в слово" in told.text
    anna.does_not_see("Мы такого не сообщали")
    await say(anna, "правда что в Пчеляках отменили автобусы?")
    await anna.sees("Мы такого не сообщали")


async def test_he_asks_for_the_delete_question_and_answers_it(anna: Citizen) -> None:
    await anna.starts()
    await say(anna, "сотрите мою переписку", "нет, оставьте")
    await anna.sees("всё осталось как было")
    await say(anna, "вы мчс?")
    await anna.sees("Это бот Центра управления")
    await anna.forwards("В Сосновинке на улице Лесной, 5 завтра закроют мост")
    await pauses(anna)
    await say(anna, "это правда?")
    await anna.sees("Мы такого не сообщали")
    await say(anna, "отмена", LAMP, "кому это пойдёт")
    await anna.sees("Мы передадим тем, кто за это отвечает", "бот Центра управления")
    await anna.sees("Проверьте, всё ли верно", "не горит фонарь")
    await say(anna, "отмена", "сотрите мою переписку", "да")
    await anna.sees("удал")


async def test_a_photo_that_is_more_joins_the_report(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, LAMP)
    await stage.passes(HOUR_S)
    await anna.says("вот ещё фото", photo())
    await pauses(anna)
    await anna.sees(f"Добавили к № {number}")


async def test_after_a_first_word_of_the_staff_the_work_is_spoken_of(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, LAMP)
    await maria.replies_to(await maria.card(number), "Заказали новую лампу")
    await maria.presses("Ещё не решено", on=await maria.sees(f"Ответ на № {number} ("))
    await maria.presses("Через 3 дня", on=await maria.sees("Когда ждать следующего ответа"))
    await stage.passes(HOUR_S)
    for words in ("никого нет", "приехали, чинят"):
        await say(anna, words)
        await maria.sees(f"№ {number}: автор добавил", words)
        await anna.presses("Готово")
    await say(anna, "уже едут?")
    await anna.sees(f"№ {number} · ", "Сейчас:")
    await stage.passes(HOUR_S)
    await say(anna, "сделали!")
    await anna.sees(f"№ {number}", "Проблема решена?")
    await anna.presses("Решено")
    await anna.sees("Рады, что помогло")


async def test_whoever_waits_for_help_asks_whether_it_came(stage: Stage, anna: Citizen) -> None:
    number = await reports(anna, "В Сосновинке на улице Лесной, 5 сильно пахнет газом")
    await stage.passes(HOUR_S)
    await say(anna, "приехали?")
    await anna.sees(f"№ {number} · ", "Сейчас:")


async def test_a_withdrawal_is_confirmed_in_words(anna: Citizen) -> None:
    first, second = await reports(anna, LAMP), await reports(anna, RUBBISH)
    for number, words in ((first, "Подтверждаю отзыв"), (second, "да, отзываю")):
        await say(anna, f"статус {number}")
        await anna.presses("Отозвать")
        await say(anna, words)
        await anna.sees(f"отозвали № {number}")


async def test_what_other_offices_do_is_not_asked_where(anna: Citizen) -> None:
    await anna.starts()
    for words in ("как получить пенсию", "хочу официальное обращение", "передайте мэру, что он молодец"):
        await say(anna, words)
        assert "не официальное обращение" in (await anna.sees("Здесь принимают сообщения")).text
    for words in ("🆘", "SOS"):
        await say(anna, words)
        assert "112" in anna.messages()[-1].text, words
    anna.does_not_see("Где это?")
    await say(anna, "передайте губернатору, что дороги разбиты")
    await anna.sees("Где это?", "дороги разбиты")
