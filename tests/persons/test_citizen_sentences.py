"""Strangers who answer screens in their own sentences, say things twice, correct them, or say two things at once."""

from __future__ import annotations

import pytest

from tests.persons.people import Citizen, Operator
from tests.persons.reporting import DAY_S, HOUR_S, pauses, reports, rows
from tests.persons.stage import Stage

PUMP = "в Липовичах на Школьной пять колонка не качает, воды ни капли с воскресенья"
RUBBISH = "В Сосновинке на улице Лесной, 5 не вывозят мусор"
SNOW = "В Зарницыно на улице Садовой, 6 не чистят снег"


async def say(anna: Citizen, *words: str) -> None:
    for each in words:
        await anna.says(each)
        await pauses(anna)
        await anna.stage.passes(6)


async def test_a_grandmother_agrees_in_whole_sentences(stage: Stage, anna: Citizen) -> None:
    await say(anna, PUMP, "Ну и на том спасибо, милые", "Вроде всё так написали, верно")
    await anna.sees("Согласие на обработку")
    for words in ("подумаю", "Я не против, раз так положено", "а если я не соглашусь?"):
        await say(anna, words)
        assert "Даю согласие" in anna.labels(), words
    await say(anna, "согласна")
    await anna.number()
    assert rows(stage, "SELECT text FROM report") == [(PUMP,)]


async def test_what_is_told_below_the_summary_is_kept(stage: Stage, anna: Citizen) -> None:
    await say(anna, PUMP, "код домофона 45", "там ещё собака бегает, будьте осторожны", "всё", "отправить точка")
    await say(anna, "согласна точка")
    ((text,),) = rows(stage, "SELECT text FROM report")
    assert "домофона 45" in text
    assert "собака" in text
    assert "точка" not in text


async def test_slang_that_nobody_knows_closes_and_opens_nothing(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await say(anna, "хз че писать")
    await anna.sees("Напишите, что случилось")
    await say(anna, "фонарь сдох", "хз")
    await anna.sees("Проверьте, всё ли верно", "Место не указано")
    await say(anna, "пон", "го", "ок")
    number = await anna.number()
    assert rows(stage, "SELECT text FROM report") == [("фонарь сдох",)]
    await maria.answers(await maria.card(number), "Заменим до пятницы")
    await say(anna, "пон")
    assert "Состояние: ответ дан" in (await maria.card(number)).text
    await say(anna, "кринж дичайший")
    await anna.sees("Проблема решена?", "кринж дичайший")


async def test_what_is_sent_twice_is_told_once(stage: Stage, anna: Citizen) -> None:
    await say(anna, RUBBISH, RUBBISH)
    await anna.presses("Отправить")
    await anna.presses("Даю согласие")
    number = await anna.number()
    assert rows(stage, "SELECT text FROM report") == [(RUBBISH,)]
    await stage.passes(HOUR_S)
    await say(anna, RUBBISH)
    await anna.sees(f"№ {number} · ", "Сейчас: передано")
    await stage.passes(HOUR_S)
    await say(anna, "нет горячей воды, " + "в Сосновинке на улице Лесной, 5")
    await anna.presses("Отправить")
    await say(anna, "когда дадут воду?")
    await anna.sees("Горячая вода", "Сейчас: передано")


async def test_the_summary_is_corrected_by_orders(stage: Stage, anna: Citizen) -> None:
    await say(anna, RUBBISH, "исправь адрес: Кедрачи, Луговая 7")
    await anna.sees("📍 Кедрачи, Луговая, 7")
    await say(anna, "поменяй тему на тротуары")
    await anna.sees("Тема: 🚶 Тротуары")
    await say(anna, "измени место, пожалуйста")
    await anna.sees("Где это?")
    await say(anna, "Пчеляки, Луговая 9", "отправить", "согласна")
    await anna.number()
    assert rows(stage, "SELECT text, settlement, topic FROM report") == [(RUBBISH, "pchelyaki", "pavements")]


@pytest.mark.parametrize("asked", [True, False])
async def test_solved_with_a_new_trouble_begins_a_report_of_it(
    stage: Stage, anna: Citizen, maria: Operator, asked: bool
) -> None:
    number = await reports(anna, SNOW)
    await maria.answers(await maria.card(number), "Двор расчистили.")
    await stage.passes(DAY_S)
    said = "да, снег убрали, спасибо, но теперь мусор не вывозят третий день"
    await say(anna, said if asked else "Решено! А теперь мусор не вывозят третий день")
    if "Решено" in " ".join(anna.labels()):
        await anna.presses("Решено")
    await anna.sees("Вы пишете и о другом", "мусор не вывозят третий день", "Зарницыно")
    assert "Состояние: закрыто" in (await maria.card(number)).text
    await anna.presses("Отправить")
    assert rows(stage, "SELECT topic FROM report ORDER BY id") == [("snow",), ("rubbish",)]


async def test_a_report_is_asked_for_by_a_part_of_it(stage: Stage, anna: Citizen) -> None:
    numbers = [
        await reports(anna, words)
        for words in (
            "Кедрачи, Лесная 1, не горит фонарь",
            "Медуница, Мира 2, яма на дороге",
            "Пчеляки, Речная 3, не вывозят мусор",
        )
    ]
    await stage.passes(HOUR_S)
    for words, at in (
        ("что с ямой", 1),
        ("как там по медунице?", 1),
        ("что по Речной 3?", 2),
        ("а фонарь когда?", 0),
        ("статус по мусору", 2),
        ("где моя заявка про фонарь?", 0),
    ):
        await say(anna, words)
        assert f"№ {numbers[at]} · " in anna.screen().text, (words, anna.screen().text)
        await stage.passes(HOUR_S)
    await say(anna, "когда уберут мусор на Садовой 9 в Кедрачах?")
    await anna.sees("Проверьте, всё ли верно", "Кедрачи, Садовая, 9")


async def test_a_way_on_and_a_no_are_no_part_of_a_report(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, RUBBISH)
    await say(anna, "что с мусором?", "назад")
    await anna.sees(f"№ {number} · ", "Сейчас: передано")
    assert "назад" not in (await maria.card(number)).text
    await say(anna, "отмена")
    await stage.passes(HOUR_S)
    await say(anna, "Кедрачи, Лесная 4, лифт стоит", "изменить тему")
    await anna.sees("О чём сообщение?")
    await say(anna, "назад", "не сейчас")
    await anna.sees("Проверьте, всё ли верно", "Лифты")
    assert "Какой подъезд?" not in anna.screen().text
    await say(anna, "ой, ошибся")
    await anna.sees("Что исправить?")
    assert "ошибся" not in anna.screen().text


async def test_whoever_is_in_danger_says_where_and_is_not_asked_what_it_is(anna: Citizen) -> None:
    await say(anna, "помогите, нас затопило", "Кувшинки, Речная 5, на крыше")
    await anna.sees("Проверьте, всё ли верно", "Кувшинки, Речная, 5")
    anna.does_not_see("Это новое сообщение?")


async def test_a_district_narrows_the_towns_that_are_offered(anna: Citizen) -> None:
    await say(anna, "на Садовой 4 не горит фонарь", "Камышеградский район")
    assert "Морошкино" in anna.labels() or "Стеклянка" in anna.labels()
    assert "Тихореченск" not in anna.labels()
    await say(anna, "Стеклянка")
    await anna.sees("Проверьте, всё ли верно", "Стеклянка, Садовая, 4")


async def test_what_mended_itself_is_withdrawn(anna: Citizen) -> None:
    number = await reports(anna, RUBBISH)
    await say(anna, "всё, не надо, сами убрали")
    await anna.sees(f"Отозвать № {number}?")
    await say(anna, "да")
    await anna.sees(f"отозвали № {number}")


async def test_of_two_answers_in_one_sentence_he_is_asked_which(stage: Stage, anna: Citizen, maria: Operator) -> None:
    for words in ("Пчеляки, Мира 8, крыша течёт", "Пчеляки, Мира 8, не горит фонарь"):
        number = await reports(anna, words)
        await maria.answers(await maria.card(number), "Починили.")
    await say(anna, "крышу да, а фонарь нет")
    await anna.sees("О каком это сообщении?", "крышу да")
    anna.does_not_see("Где это?")


async def test_whoever_cannot_tell_yet_is_asked_and_reopens_nothing(anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, "Пчеляки, Мира 6, крыша течёт")
    await maria.answers(await maria.card(number), "Крышу починили.")
    await say(anna, "не знаю, дождя ещё не было")
    await anna.sees("Проблема решена?", "дождя ещё не было")
    assert "Состояние: ответ дан" in (await maria.card(number)).text


async def test_what_is_over_can_be_asked_for(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, "Пчеляки, Мира 10, яма")
    await maria.answers(await maria.card(number), "Яму засыпали.")
    await say(anna, "решено")
    await stage.passes(HOUR_S)
    for words in ("а что с ямой?", "какой результат?"):
        await say(anna, words)
        await anna.sees(f"№ {number} · ", "Сейчас: закрыто")
    anna.does_not_see("Где это?")


async def test_done_is_added_to_nothing(anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, RUBBISH)
    await maria.answers(await maria.card(number), "Вывезли.")
    await say(anna, "ничего не сделали", "готово")
    await anna.sees("Как только будет ответ")
    assert "готово" not in (await maria.card(number)).text
