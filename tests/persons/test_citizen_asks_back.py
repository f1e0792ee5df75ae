"""A question agrees to nothing and is no part of a report; a correction can be taken back, in words and by an edit."""

from __future__ import annotations

from tests.persons.people import Citizen, Operator
from tests.persons.reporting import pauses, reports, rows
from tests.persons.stage import Stage


async def test_a_question_gives_no_consent_and_sends_nothing(anna: Citizen, stage: Stage) -> None:
    await anna.says("В Сосновинке на улице Лесной, 5 третий день не чистят снег")
    await pauses(anna)
    await anna.says("отправить?")
    await anna.sees("«Отправить»", "«Отмена»")
    await anna.presses("Отправить")
    for asked in ("точно?", "хорошо?", "да?", "даю согласие?"):
        await anna.says(asked)
        assert "«Даю согласие»" in anna.text(), asked
        assert rows(stage, "SELECT consent_version FROM person WHERE consent_version <> ''") == [], asked
    assert rows(stage, "SELECT id FROM report") == []
    await anna.says("да")
    await anna.number()


async def test_a_question_closes_withdraws_and_deletes_nothing(anna: Citizen, maria: Operator, stage: Stage) -> None:
    number = await reports(anna)
    await anna.says("отзовите заявку")
    await anna.says("да?")
    await anna.sees("«Да, отозвать»")
    await maria.answers(await maria.card(number), "Снег убрали.")
    await anna.says("решено?")
    await anna.sees("«Решено», «Частично» или «Нет»")
    await anna.says("удалите все мои данные")
    await anna.says("да?")
    await anna.sees("«Да, удалить всё» или «Нет, оставить»")
    assert rows(stage, "SELECT status FROM report") == [("answered",)]


async def test_what_asks_how_it_stands_is_no_part_of_what_was_not_sent(anna: Citizen) -> None:
    await anna.says("В Сосновинке на Мира, 11 не работает лифт")
    await pauses(anna)
    for asked in ("а когда починят", "вы про меня не забыли?", "кто занимается моей заявкой"):
        await anna.says(asked)
        await pauses(anna)
        screen = await anna.sees("ещё не отправлено", "Какой подъезд?")
        assert asked not in screen.text
    for said in ("второй", "ой, третий"):
        await anna.says(said)
        await pauses(anna)
    await anna.presses("Стоит")
    assert "Какой подъезд? 3\n" in (await anna.sees("Проверьте, всё ли верно", "Стоит")).text
    await anna.says("подъезд 4")
    await pauses(anna)
    await anna.sees("Какой подъезд? 4\n")


async def test_a_correction_is_taken_back(anna: Citizen) -> None:
    await anna.says("Кедрачи, Лесная, 3, нет воды")
    await pauses(anna)
    for said, place in (
        ("ой, Сосновинка", "Сосновинка, Лесная, 3"),
        ("нет, всё-таки Кедрачи", "Кедрачи, Лесная, 3"),
        ("тьфу, 5", "Кедрачи, Лесная, 5"),
        ("не Лесная, а Речная", "Кедрачи, Речная, 5"),
        ("нет, всё-таки Лесная", "Кедрачи, Лесная, 5"),
    ):
        await anna.says(said)
        await pauses(anna)
        assert f"📍 {place}\n" in anna.screen().text, said


async def test_an_edit_after_sending_moves_the_report_and_staff_read_from_where(anna: Citizen, maria: Operator) -> None:
    sent = await anna.says("Сосновинка, Мира, 21, лужа во дворе")
    await pauses(anna)
    await anna.presses("Отправить")
    await anna.presses("Даю согласие")
    number = await anna.number()
    await anna.says("ой, не 21, а 23")
    await pauses(anna)
    await anna.says("тьфу, всё-таки 21")
    await pauses(anna)
    await anna.sees("Исправили место", "Мира, 21")
    await anna.edits(sent[0], "Сосновинка, Мира, 12, лужа во дворе")
    await anna.sees("теперь: Сосновинка, Мира, 12")
    assert "📍 Сосновинка, Мира, 12\n" in (await maria.card(number)).text
    await maria.presses("Взять", on=await maria.card(number))
    await anna.edits(sent[0], "Сосновинка, Мира, 14, лужа во дворе")
    await anna.sees("теперь: Сосновинка, Мира, 14")
    assert "📍 Сосновинка, Мира, 14\n" in (await maria.card(number)).text
    await maria.sees(f"№ {number}", "автор исправил текст", "было: Сосновинка, Мира, 12")


async def test_a_remark_before_any_answer_is_handed_on_and_a_mistake_is_withdrawn(anna: Citizen) -> None:
    number = await reports(anna)
    for said in ("только имя моё не говорите", "не забудьте про нас"):
        await anna.says(said)
        await pauses(anna)
        await anna.sees(f"Добавили к № {number}")
        anna.does_not_see("Проблема решена?", "Отписаться")
    await anna.says("я удалила сообщение, это было не то")
    await anna.sees(f"Отозвать № {number}?")


async def test_who_sees_it_and_what_it_costs_is_answered_and_is_no_part_of_it(anna: Citizen) -> None:
    await anna.says("можно анонимно?")
    await anna.sees("Другие жители не увидят")
    await anna.says("В Сосновинке на Лесной, 5 третий день не чистят снег")
    await pauses(anna)
    await anna.presses("Отправить")
    await anna.says("это бесплатно?")
    await anna.sees("Это бесплатно")
    await anna.says("а сосед узнает, что это я?")
    assert "Даю согласие" in anna.labels()
    await anna.says("согласна")
    number = await anna.number()
    await anna.says("мои сообщения")
    await anna.presses(f"№ {number}")
    anna.does_not_see("сосед узнает")


async def test_stop_below_the_question_what_to_stop_asks_it_again(anna: Citizen) -> None:
    await anna.says("хватит слать")
    await anna.says("стоп")
    assert "Отписаться" in anna.labels()
    anna.does_not_see("Отменять нечего")


async def test_here_says_nothing_of_what_happened(anna: Citizen) -> None:
    await anna.is_at(60.42, 63.31)
    await pauses(anna)
    await anna.says("вот тут")
    await pauses(anna)
    await anna.sees("Точка на карте", "Что случилось?")
    anna.does_not_see("Проверьте")


async def test_an_old_consent_agrees_to_nothing_when_what_waited_for_it_is_gone(anna: Citizen, stage: Stage) -> None:
    await anna.says("В Сосновинке на Лесной, 5 третий день не чистят снег")
    await pauses(anna)
    await anna.presses("Отправить")
    question = anna.screen()
    data = next(b.data for row in question.buttons for b in row if "Даю согласие" in b.label)
    await anna.says("отмена")
    await anna.presses_data(question, data)
    assert rows(stage, "SELECT consent_version FROM person WHERE consent_version <> ''") == []
