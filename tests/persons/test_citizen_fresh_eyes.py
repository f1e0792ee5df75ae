"""Citizens who do what nobody expected: another trouble after an answer, odd messages, what is sent once more."""

from __future__ import annotations

import pytest

from tests.persons.notices import is_said
from tests.persons.people import Citizen, Operator, citizen
from tests.persons.reporting import DAY_S, MINUTE_S, pauses, reports, rows
from tests.persons.stage import Stage
from tests.persons.test_cases import follows


@pytest.mark.parametrize("words", ["нет воды", "Нет света на Мира, 7 в Сосновинке"])
async def test_what_is_missing_elsewhere_is_no_answer_to_whether_it_is_solved(
    stage: Stage, anna: Citizen, maria: Operator, words: str
) -> None:
    """ "No" begins them, and they answer nothing: the report about snow stays as it is."""
    number = await reports(anna)
    await maria.answers(await maria.card(number), "Убрали, снег вывезли.")
    await anna.says(words)
    await pauses(anna)
    assert words in anna.screen().text
    assert f"Дополнить № {number}" in anna.labels()
    assert rows(stage, "SELECT status FROM report") == [("answered",)]
    await anna.presses("Отмена")
    await anna.says("нет, снег так и лежит")
    await anna.sees("снова в работе")


@pytest.mark.parametrize("words", ["нет не приехали", "нет никто не приезжал", "нет так и лежит всё"])
async def test_a_no_without_a_comma_is_an_answer_too(stage: Stage, anna: Citizen, maria: Operator, words: str) -> None:
    """Whatever topic is guessed of who did not come: rubbish, an ambulance."""
    number = await reports(anna)
    await maria.answers(await maria.card(number), "Убрали, снег вывезли.")
    await anna.says(words)
    await anna.sees("снова в работе")
    assert rows(stage, "SELECT COUNT(*) FROM report") == [(1,)]


async def test_the_number_of_a_report_that_is_long_over_shows_that_one_and_goes_to_nobody(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    """Another one is open, and what is said might add to it."""
    old = await reports(anna)
    await maria.answers(await maria.card(old), "Убрали, снег вывезли.")
    await anna.says("решено")
    await stage.passes(70 * DAY_S)
    await reports(anna, "Яма на дороге, Сосновинка, Мира, 7")
    await stage.passes(MINUTE_S * 5)
    for words in (f"номер {old}", f"сообщение {old}", f"N {old}", f"что с номером {old}?"):
        await anna.says(words)
        await pauses(anna)
        assert f"№ {old} · " in anna.screen().text, words
    assert rows(stage, "SELECT COUNT(*) FROM report_event WHERE kind = 'added'") == [(0,)]


@pytest.mark.parametrize("words", ["вызовите скорую", "меня избивает муж", "позовите оператора"])
async def test_whom_to_call_stays_to_be_read_when_more_is_written(anna: Citizen, words: str) -> None:
    """Also when that comes within seconds."""
    await anna.says(words)
    await anna.sees("112")
    await anna.says("мы на Лесной, 5 в Сосновинке")
    await pauses(anna)
    await anna.says("Не чистят снег")
    await pauses(anna)
    await anna.sees("112")
    await anna.sees("Проверьте, всё ли верно", "Лесная, 5")


async def test_thanks_beside_a_trouble_are_not_what_the_report_is_about(anna: Citizen) -> None:
    for words, topic in (
        ("в Сосновинке на Лесной 5 яма, заранее спасибо", "Ямы на дорогах"),
        ("Спасибо за снег! А ещё в Сосновинке яма на Мира 7", "Ямы на дорогах"),
        ("Спасибо коммунальщикам: яму на Лесной 5 в Сосновинке заделали", "Спасибо"),
    ):
        await anna.says(words)
        await pauses(anna)
        assert anna.screen().text.endswith(topic), (words, anna.screen().text)
        await anna.presses("Отмена")


@pytest.mark.parametrize("over", ["отпишите меня", "мои сообщения", "сменить язык"])
async def test_a_yes_to_another_screen_does_not_send_what_is_being_written(
    stage: Stage, anna: Citizen, over: str
) -> None:
    await reports(anna)
    await anna.says("Яма на дороге, Сосновинка, Мира, 7")
    await pauses(anna)
    await anna.sees("Проверьте, всё ли верно")
    await anna.says(over)
    await anna.says("да, хорошо")
    await pauses(anna)
    assert rows(stage, "SELECT COUNT(*) FROM report") == [(1,)]
    await anna.sees("Проверьте, всё ли верно")
    await anna.says("да, хорошо")
    await anna.sees("№ 2")


async def test_a_yes_to_a_notice_does_not_send_what_is_being_written(stage: Stage, anna: Citizen) -> None:
    """The draft stands above the notice; it is shown anew below it, and the next "yes" is said to it."""
    await reports(anna, "Яма на дороге, Тихореченск, Мира, 7")
    for words in ("подпишите меня на Тихореченск", "подписаться"):
        await anna.says(words)
    for number, words in enumerate(("да", "да, хорошо", "ок"), 31):
        await anna.says("Не чистят снег, Тихореченск, Мира, 9")
        await pauses(anna)
        await anna.sees("Проверьте, всё ли верно")
        await is_said(stage, number, "Вода поднимается.")
        await anna.sees("Вода поднимается.")
        await stage.passes(2)
        await anna.says(words)
        await pauses(anna)
        assert rows(stage, "SELECT COUNT(*) FROM report") == [(1,)], words
        await anna.sees("Проверьте, всё ли верно")
        await anna.presses("Отмена")


async def test_whoever_wants_no_quiet_hours_or_one_more_place_begins_no_report(stage: Stage, anna: Citizen) -> None:
    for words in ("подпишите меня на Сосновинку", "подписаться", "даю согласие"):
        await anna.says(words)
    for words in ("без тихих часов", "отключи тихие часы"):
        await anna.says("тихие часы с 23 до 7")
        await anna.sees("Тихие часы: с 23:00 до 7:00")
        await anna.says(words)
        await pauses(anna)
        await anna.sees("Тихих часов нет")
        assert rows(stage, "SELECT quiet_from FROM subscription") == [(-1,)], words
    await anna.says("добавить место")
    await anna.sees("Мои места")
    anna.does_not_see("Где это?")


async def test_whoever_follows_and_replies_while_writing_is_heard_and_his_report_is_called_open(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    """His words about the answer to all go with it, and into nothing that he is writing."""
    first, boris = await reports(anna), citizen(stage, where, "Борис")
    second = await follows(boris)
    await boris.says("тут ещё и забор сломали")
    await pauses(boris)
    assert f"Дополнить № {second}" in boris.labels()
    assert f"Вернуть № {second} в работу" not in boris.labels()
    await maria.replies_to(await maria.card(first), "Убрали снег")
    await maria.presses("Всем (2)")
    await stage.passes(11)
    await boris.says("нет, не убрали", reply_to=await boris.sees("Ответ по №", "Убрали снег"))
    await pauses(boris)
    kinds = dict(rows(stage, "SELECT text, kind FROM report_event WHERE text <> ''"))
    assert kinds["нет, не убрали"] == "not_solved"
    assert "забор" in boris.screen().text
    assert "не убрали" not in boris.screen().text


async def test_a_roof_in_a_flood_is_no_fire(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await reports(anna, "Яма на дороге, Тихореченск, Мира, 7")
    for words in ("подпишите меня на Тихореченск", "подписаться"):
        await anna.says(words)
    await is_said(stage, 31, "Вода поднимается.")
    await stage.quiet()
    await anna.presses("Нужна помощь")
    await anna.says("мы на крыше, Мира 9")
    await maria.sees("ОПАСНО ДЛЯ ЛЮДЕЙ", "Просит помощи", "Паводок", "мы на крыше")
    maria.does_not_see("Пожар")


async def test_a_greeting_that_is_edited_into_a_report_is_one(anna: Citizen) -> None:
    (greeting,) = await anna.says("Здравствуйте")
    await anna.edits(greeting, "Здравствуйте, на Лесной, 5 в Сосновинке пахнет газом")
    await pauses(anna)
    await anna.sees("Не зажигайте огня")
    await anna.sees("Проверьте, всё ли верно", "пахнет газом")
    (thanks,) = await anna.says("спасибо")
    await anna.edits(thanks, "спасибо, и ещё открытый люк рядом")
    await pauses(anna)
    await anna.sees("Проверьте, всё ли верно", "пахнет газом", "открытый люк рядом")


async def test_an_answer_that_is_late_is_called_so(anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await anna.says(f"статус {number}")
    await anna.sees("Первый ответ должен прийти сегодня в 13:00")
    await anna.stage.passes(DAY_S)
    await anna.says("ну что там?")
    await anna.sees(f"№ {number}", "Ответ запаздывает: его ждали вчера в 13:00")
    await maria.answers(await maria.card(number), "Какой подъезд?")
    await anna.says(f"статус {number}")
    assert "запаздывает" not in anna.screen().text
