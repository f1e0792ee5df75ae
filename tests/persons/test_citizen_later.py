"""After the number: what became of it, what is added, what is asked, whether it is solved."""

from __future__ import annotations

from tests.persons.people import Citizen, Operator, citizen, photo
from tests.persons.reporting import DAY_S, pauses, reports, rows, shows
from tests.persons.stage import Stage


async def answered(anna: Citizen, maria: Operator, text: str = "Трактор выйдет сегодня") -> str:
    number = await reports(anna)
    await maria.answers(await maria.card(number), text)
    await anna.sees(text, "Проблема решена?")
    return number


async def test_status_tells_its_author_everything(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await answered(anna, maria)
    await stage.passes(60)
    await anna.says(f"статус {number}")
    await anna.sees(f"№ {number}", "ответ дан", "Вы отправили: сегодня в", "Трактор выйдет сегодня")


async def test_somebody_elses_report_shows_its_state_only(stage: Stage, where: str, anna: Citizen) -> None:
    number = await reports(anna)
    other = citizen(stage, where, "Сосед")
    await other.says(f"/status {number}")
    await stage.passes(3)
    await other.sees(f"№ {number}", "Подробности видит только тот, кто его отправил")
    other.does_not_see("Снег и наледь", "Лесной", "не чистят", "Вы отправили")


async def test_no_such_number_and_no_number(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    await anna.says("/status 777")
    await stage.passes(3)
    await anna.sees("Сообщения с таким номером нет")
    for bad in ("/status abc", "/status 0", "/status -1", "/status 99999999999999999999"):
        await anna.says(bad)
        await stage.passes(3)
    await anna.sees("Напишите номер цифрами")


async def test_numbers_cannot_be_walked_through(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    for n in range(900, 910):
        await anna.says(f"/status {n}")
    await stage.passes(3)
    assert len(shows(anna, "Сообщения с таким номером нет")) == 5
    await anna.sees("Попробуйте минут через десять")
    await stage.passes(11 * 60)
    await anna.says("/status 950")
    await stage.passes(3)
    assert len(shows(anna, "Сообщения с таким номером нет")) == 6


async def test_the_list_has_pages_and_each_report_opens(stage: Stage, anna: Citizen) -> None:
    for n in range(7):
        await reports(anna, f"снег {n}, Сосновинка, улица Лесная, {n + 1}")
        await stage.passes(200)
    await anna.says("/reports")
    await anna.sees("Ваши сообщения")
    assert [label.split()[2] for label in anna.labels()[:5]] == ["7", "6", "5", "4", "3"]
    await anna.presses("Раньше →")
    assert [label.split()[2] for label in anna.labels()[:2]] == ["2", "1"]
    await anna.presses("№ 1 ")
    await anna.sees("№ 1", "снег 0", "Вы отправили")
    await anna.presses("Все мои сообщения")
    await anna.presses("Раньше →")
    await anna.presses("← Позже")
    assert "№ 7" in anna.labels()[0]


async def test_something_is_added_by_the_button(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await stage.passes(10)
    await anna.presses("Дополнить")
    await anna.sees(f"Напишите, что добавить к № {number}")
    await anna.says("Ещё и скользко", photo())
    await pauses(anna)
    await anna.sees(f"Добавили к № {number}")
    added = await maria.sees("автор добавил", "Ещё и скользко")
    assert added.reply_to == (await maria.card(number)).id
    assert [f.kind for m in maria.messages() for f in m.files] == ["photo"]


async def test_adding_is_cancelled_without_a_trace(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await reports(anna)
    await stage.passes(10)
    await anna.presses("Дополнить")
    await anna.presses("Отмена")
    await anna.sees("Отменили")
    maria.does_not_see("автор добавил")


async def test_a_report_is_withdrawn_after_a_question(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await stage.passes(60)
    await anna.says("/status")
    await anna.presses("Отозвать")
    await anna.sees(f"Отозвать № {number}?")
    await anna.presses("Назад")
    assert rows(stage, "SELECT status FROM report") == [("new",)]
    await anna.presses("Отозвать")
    await anna.presses("Да, отозвать")
    await anna.sees(f"Вы отозвали № {number}")
    await maria.sees(f"№ {number}", "Состояние: отозвано автором")


async def test_the_next_message_answers_the_operators_question(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await maria.presses("Спросить", on=await maria.card(number))
    prompt = maria.screen()
    await maria.answers(prompt, "Какой подъезд?")
    await anna.sees(f"Вопрос по № {number}", "Какой подъезд?", "Дорожное управление края")
    await anna.says("Второй", photo())
    await pauses(anna)
    await anna.sees("Передали ваш ответ", f"№ {number}")
    await maria.sees("автор ответил на вопрос", "Второй")
    assert rows(stage, "SELECT status FROM report") == [("accepted",)]
    anna.does_not_see("Где это?")


async def test_the_answer_to_a_question_may_turn_out_to_be_something_else(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    await maria.presses("Спросить", on=await maria.card(number))
    await maria.answers(maria.screen(), "Какой подъезд?")
    await anna.says("Снег в Сосновинке на улице Речной, 7")
    await pauses(anna)
    await anna.presses("Это о другом")
    await anna.sees("Проверьте", "Снег в Сосновинке на улице Речной, 7")
    await maria.sees("последнее дополнение было о другом")
    await anna.presses("Отправить")
    await anna.sees("Готово", "№ 2")


async def test_solved_closes_the_report_once(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await answered(anna, maria)
    answer = await anna.sees("Проблема решена?")
    for _ in range(2):
        await anna.presses("Решено", on=answer)
    await anna.sees(f"№ {number} закрыто")
    assert len(shows(anna, "Рады, что помогло")) == 1
    assert rows(stage, "SELECT status FROM report") == [("closed",)]


async def test_unsolved_opens_it_again_and_asks_what_is_wrong(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await answered(anna, maria)
    await anna.presses("👎 Нет")
    await anna.sees(f"№ {number} снова в работе", "Что осталось не так?")
    await anna.says("Трактор не приехал")
    await pauses(anna)
    await maria.sees("Трактор не приехал")
    card = await maria.card(number)
    assert "не решено" in card.text
    assert "только файлы" not in card.text
    assert rows(stage, "SELECT status FROM report") == [("reopened",)]


async def test_silence_after_an_answer_is_asked_about_and_closes(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await answered(anna, maria)
    await stage.passes(7 * DAY_S + 60)
    await anna.sees("Неделю назад вам ответили", f"№ {number}")
    await stage.passes(3 * DAY_S + 60)
    await anna.sees(f"№ {number}", "мы закрыли")
    assert rows(stage, "SELECT status FROM report") == [("silent",)]
    await anna.presses("Не решено")
    await anna.sees("снова в работе")
    assert rows(stage, "SELECT status FROM report") == [("reopened",)]


async def test_an_edit_after_filing_reaches_the_operators_as_a_correction(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await anna.starts()
    (message,) = await anna.says("Не чистят снег, Сосновинка, улица Лесная, 55")
    await pauses(anna)
    await anna.presses("Отправить")
    await anna.presses("Даю согласие")
    number = await anna.number()
    await anna.edits(message, "Не чистят снег, Сосновинка, улица Лесная, 5")
    await anna.sees(f"Передали исправление по № {number}")
    await maria.sees("автор исправил текст", "улица Лесная, 5")
    await anna.edits(message, "Не чистят снег, Сосновинка, улица Лесная, 5")
    assert len([m for m in maria.messages() if "автор исправил текст" in m.text]) == 1


async def test_a_reply_to_the_answer_belongs_to_its_report(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await answered(anna, maria)
    await stage.passes(DAY_S)
    await anna.says("Спасибо, но трактор уехал, а снег лежит", reply_to=await anna.sees("Трактор выйдет"))
    await pauses(anna)
    await anna.sees(f"№ {number}", "снова в работе")
    await maria.sees("трактор уехал")


async def test_pressed_buttons_of_a_closed_report_say_what_is_true(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await answered(anna, maria)
    confirmation = await anna.sees("Готово", f"№ {number}")
    await anna.presses("Решено")
    await anna.presses("Дополнить", on=confirmation)
    assert f"№ {number} уже закрыто" in anna.toasts()
