"""Scripts of "closed means solved", each in both messengers."""

from __future__ import annotations

import pytest

from tests.persons.people import Citizen, Operator, photo
from tests.persons.reporting import DAY_S, pauses, reports, rows
from tests.persons.stage import Stage


async def test_solved_gets_a_star_and_staff_see_it(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await maria.answers(await maria.card(number), "Трактор прошёл, двор чистый")
    await anna.says("👍")
    await anna.sees("Оцените, как вам помогли")
    await anna.says("4")
    await anna.sees("ваша оценка: 4 из 5")
    assert "оценка автора: 4 из 5" in (await maria.card(number)).text
    assert rows(stage, "SELECT status, stars FROM report") == [("closed", 4)]


async def test_no_is_asked_why_and_goes_back_to_work(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await maria.answers(await maria.card(number), "Трактор прошёл, двор чистый")
    await anna.presses("👎 Нет")
    await anna.sees("Что осталось не так?")
    await anna.presses("Сделали плохо")
    await anna.says("Кучи у подъезда", photo())
    await pauses(anna)
    await maria.sees("Сделали плохо")
    await maria.sees("Кучи у подъезда")
    assert rows(stage, "SELECT status FROM report") == [("reopened",)]


async def test_partly_in_a_word_goes_back_to_work(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await maria.answers(await maria.card(number), "Трактор прошёл, двор чистый")
    await anna.says("частично")
    await anna.sees("Что ещё нужно сделать?")
    await maria.sees(f"№ {number}", "решено частично")
    assert rows(stage, "SELECT status FROM report") == [("reopened",)]


async def test_closed_by_silence_is_called_so_and_opens_by_one_tap(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    await maria.answers(await maria.card(number), "Трактор прошёл, двор чистый")
    await stage.passes(7 * DAY_S + 60)
    await stage.passes(3 * DAY_S + 60)
    await maria.sees(f"№ {number}", "закрыто: автор не ответил")
    await anna.says("мои сообщения")
    await anna.presses(f"№ {number}")
    await anna.sees("закрыто без ответа автора")
    await stage.passes(20 * DAY_S)
    await anna.presses("Не решено")
    await anna.sees("снова в работе")
    assert rows(stage, "SELECT status FROM report") == [("reopened",)]


async def test_thanks_are_passed_on_and_nobody_is_asked_whether_they_are_solved(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, "Сосновинка, Лесная 5. Передайте благодарность бригаде водоканала, починили за час")
    await maria.answers(await maria.card(number), "Передали бригаде, им приятно")
    told = await anna.sees("Передали бригаде")
    assert "решена" not in told.text
    assert not anna.labels(told)
    for words in ("нет", "не решено"):
        await anna.says(words)
        await stage.passes(5)
        anna.does_not_see("снова в работе", "Что осталось не так")
    await stage.passes(3 * DAY_S + 60)
    assert rows(stage, "SELECT topic, status FROM report") == [("thanks", "closed")]
    await maria.sees(f"№ {number}", "закрыто")
    maria.does_not_see("не решено")
    anna.does_not_see("решена", "без ответа автора")


async def test_an_excuse_is_named_mended_and_then_goes(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, "Когда починят фонарь в Сосновинке на улице Лесной, 5?")
    card = await maria.card(number)
    await maria.replies_to(card, "Данный вопрос взят на контроль, необходимые меры принимаются. Спасибо за обращение!")
    await maria.sees("Похоже на отписку: нет срока")
    await maria.presses("Поправить")
    asked = await maria.sees("Ждём, пока поправите")
    await stage.passes(60)
    anna.does_not_see("на контроль")
    await maria.answers(asked, "Лампу поменяем завтра до 15:00")
    await anna.sees("Лампу поменяем завтра")
    anna.does_not_see("на контроль")


async def test_a_promised_day_is_asked_about(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await maria.replies_to(await maria.card(number), "Трактор сломан, почистим в течение трёх дней")
    await maria.presses("Обещать: 21 ноября")
    await stage.passes(11)
    await anna.sees("21 ноября")
    await stage.passes(3 * DAY_S + 8 * 3600)
    await maria.sees(f"№ {number}: обещанный срок вышел")
    await anna.sees("Вам обещали", "Проблема решена?")
    await anna.says("нет, снег лежит")
    await maria.sees(f"№ {number}: автор говорит, что не решено")
    assert rows(stage, "SELECT state FROM promise") == [("broken",)]


async def test_more_time_is_told_with_its_reason(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await maria.presses("Ещё", on=await maria.card(number))
    await maria.presses("Продлить срок")
    await maria.answers(await maria.sees("до какого дня продлить"), "Трактор в ремонте, почистим до 30 ноября")
    await anna.sees(f"Срок по № {number} перенесли", "Трактор в ремонте", "30 ноября")


async def test_a_ready_answer_is_filled_and_sent(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await maria.presses("Ещё", on=await maria.card(number))
    await maria.presses("Готовые ответы")
    await maria.presses("Бригада приедет")
    await maria.answers(await maria.sees("Напишите, что вставить: срок"), "завтра после обеда")
    await anna.sees("Бригада приедет завтра после обеда")
    await maria.says("/templates")
    await maria.sees("Готовые ответы", "Бригада приедет {срок}")


async def test_staff_find_a_report_by_words_in_the_chat_and_in_private(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    await maria.says("/find снега лесной")
    await maria.sees("Нашлось по «снега лесной»", f"№ {number}")
    alone = Operator(stage, maria.messenger, maria.user, maria.messenger.private_chat(maria.user))
    await alone.says("/find снега")
    await alone.sees("Нашлось", f"№ {number}")


async def is_silenced(anna: Citizen, maria: Operator) -> str:
    """For a week, with the reason, after a report of hers: its number."""
    number = await reports(anna)
    await maria.presses("Ещё", on=await maria.card(number))
    await maria.presses("Не принимать от автора")
    await maria.presses("на 7 дней")
    await maria.answers(await maria.sees("почему не принимать"), "Оскорбляли сотрудников")
    return number


async def test_who_is_silenced_reads_why_and_danger_still_gets_through(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await is_silenced(anna, maria)
    await anna.sees("мы не принимаем ваши сообщения", "Оскорбляли сотрудников", "112")
    await anna.says("В Сосновинке на улице Лесной, 7 не горит фонарь")
    await pauses(anna)
    if "Отправить" in " ".join(anna.labels()):
        await anna.presses("Отправить")
    await anna.sees("Это не отправлено")
    await anna.says("отмена")
    await anna.says("В Сосновинке на улице Лесной, 7 пожар, горит дом")
    await pauses(anna)
    await anna.presses("Отправить")
    assert rows(stage, "SELECT COUNT(*) FROM report") == [(2,)]


async def test_whoever_is_not_heard_may_say_that_it_is_not_solved_but_his_words_stay(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await is_silenced(anna, maria)
    await maria.answers(await maria.card(number), "Трактор прошёл, двор чистый")
    await anna.says("нет, снег лежит, бездельники")
    await maria.sees(f"№ {number}: автор говорит, что не решено")
    maria.does_not_see("бездельники")
    assert "мы не принимаем ваши сообщения" in anna.screen().text
    assert rows(stage, "SELECT status FROM report") == [("reopened",)]


async def _is_promised_a_day(anna: Citizen, maria: Operator) -> str:
    number = await reports(anna)
    await maria.answers(await maria.card(number), "Трактор сломан, почистим двор до 25 ноября")
    await anna.sees("Спросим вас, решено ли")
    return number


async def test_other_words_of_the_author_do_not_move_the_day_that_an_answer_named(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    await maria.answers(await maria.card(number), "Трактор сломан, почистим двор до 22 ноября")
    await anna.sees("Спросим вас, решено ли")
    await anna.says("И ещё у соседей в Сосновинке на Лесной, 9 не горит фонарь")
    await pauses(anna)
    await anna.presses("Отправить")
    await stage.passes(4 * DAY_S + 8 * 3600)
    await anna.sees(f"№ {number}", "Проблема решена?")


async def test_an_answer_without_a_day_leaves_the_question_to_the_day_that_was_promised(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    await maria.replies_to(await maria.card(number), "Трактор сломан, почистим двор до 25 ноября")
    await maria.presses("Обещать: 25 ноября")
    await stage.passes(11)
    await anna.sees("25 ноября")
    await maria.answers(await maria.card(number), "Ждём трактор из другого района, он уже едет к вам")
    told = await anna.sees("он уже едет")
    assert "Проблема решена?" not in told.text
    assert "Спросим вас, решено ли" in told.text
    await stage.passes(7 * DAY_S + 8 * 3600)
    await anna.sees(f"№ {number}", "Проблема решена?")


@pytest.mark.parametrize(
    "words", ["Запчасть заказали, ждём", "Трактор ещё не пришёл", "Ждём трактор. Будут вопросы, обращайтесь"]
)
async def test_what_is_still_awaited_keeps_the_day_that_was_promised(
    anna: Citizen, maria: Operator, words: str
) -> None:
    number = await _is_promised_a_day(anna, maria)
    await maria.answers(await maria.card(number), words)
    assert "Спросим вас, решено ли" in (await anna.sees(words)).text


async def test_an_answer_that_tells_what_was_done_asks_at_once_whatever_was_promised(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await _is_promised_a_day(anna, maria)
    await maria.answers(await maria.card(number), "Двор почистили раньше срока")
    told = await anna.sees("раньше срока")
    assert "Проблема решена?" in told.text
    await maria.answers(await maria.card(number), "Если что, пишите нам ещё")
    told = await anna.sees("пишите нам ещё")
    assert "Проблема решена?" in told.text


async def test_other_words_at_night_do_not_move_the_question_of_the_morning(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    await stage.passes(13 * 3600)
    await maria.answers(await maria.card(number), "Трактор прошёл, двор чистый")
    await anna.sees("двор чистый")
    await anna.says("И ещё у соседей в Сосновинке на Лесной, 9 не горит фонарь")
    await pauses(anna)
    await anna.presses("Отправить")
    await stage.passes(9 * 3600)
    await anna.sees("Ночью вам ответили", f"№ {number}", "Проблема решена?")


@pytest.mark.parametrize(
    "words",
    [
        "Это частная территория, обращайтесь к собственнику",
        "Двор не в нашей компетенции, обратитесь в управляющую компанию",
        "Акт подписан, замечаний нет",
        "Трактор прошёл, двор чистый",
    ],
)
async def test_a_refusal_or_what_was_done_takes_over_no_day_that_was_promised(
    anna: Citizen, maria: Operator, words: str
) -> None:
    number = await _is_promised_a_day(anna, maria)
    await maria.answers(await maria.card(number), words)
    told = await anna.sees(words)
    assert "Спросим вас, решено ли" not in told.text
    assert "Проблема решена?" in told.text
