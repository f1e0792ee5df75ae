"""What is added after an answer without a complaint is asked about, and is heard whatever becomes of the question."""

from __future__ import annotations

import pytest

from tests.persons.people import Citizen, Operator, photo
from tests.persons.reporting import DAY_S, HOUR_S, pauses, reports
from tests.persons.stage import Stage

SWING = "В Сосновинке на улице Школьной, 3 сломаны качели на площадке"
IDLE_S = 11 * 60


@pytest.fixture
async def number(stage: Stage, anna: Citizen, maria: Operator) -> str:
    """A report that was answered two hours ago."""
    number = await reports(anna, SWING)
    await maria.answers(await maria.card(number), "Качели заменили")
    await stage.passes(2 * HOUR_S)
    return number


async def adds(anna: Citizen, number: str, text: str) -> None:
    """By the button of the report's screen."""
    await anna.says(f"/status {number}")
    await anna.presses("Дополнить")
    await anna.says(text)
    await pauses(anna)


async def test_thanks_by_the_button_ask_and_do_not_reopen(anna: Citizen, maria: Operator, number: str) -> None:
    await adds(anna, number, "спасибо большое, рабочие очень старались")
    await anna.sees("рабочие очень старались", number, "Проблема решена?")
    assert "Состояние: ответ дан" in (await maria.card(number)).text
    await anna.presses("Решено")
    await anna.sees("Рады, что помогло", number)
    await maria.sees("Состояние: закрыто", "рабочие очень старались")


async def test_what_only_adds_stays_an_addition(stage: Stage, anna: Citizen, maria: Operator, number: str) -> None:
    await adds(anna, number, "забыла сказать: инвентарный номер 408")
    await anna.presses("Просто дополнить")
    await anna.sees(f"Добавили к № {number}")
    await maria.sees("Состояние: ответ дан", "инвентарный номер 408")
    maria.does_not_see("снова в работе")
    for _ in range(2):
        await stage.passes(8 * DAY_S)
    anna.does_not_see("Вы не ответили")


async def test_a_complaint_by_the_button_goes_back_to_work_at_once(anna: Citizen, maria: Operator, number: str) -> None:
    await adds(anna, number, "качели опять сломаны, ничего не сделано")
    await anna.sees("снова в работе")
    await maria.sees("снова в работе", "качели опять сломаны")


async def test_a_question_left_alone_hands_the_words_over(
    stage: Stage, anna: Citizen, maria: Operator, number: str
) -> None:
    await adds(anna, number, "там ещё рядом горка и лавочка стоят")
    await anna.sees("Проблема решена?", "горка и лавочка")
    await stage.passes(IDLE_S)
    await maria.sees(f"№ {number}", "горка и лавочка")
    assert "снова в работе" in (await maria.card(number)).text
    await anna.presses("Готово")
    await adds(anna, number, "спасибо вам, всё замечательно")
    await stage.passes(IDLE_S)
    await maria.sees(f"№ {number}", "всё замечательно")


async def test_a_photo_with_thanks_is_asked_about_and_kept(
    stage: Stage, anna: Citizen, maria: Operator, number: str
) -> None:
    await anna.says("Спасибо, качели теперь целые!", photo())
    await pauses(anna)
    await anna.sees("Проблема решена?", "1 фотография")
    files = sum(len(message.files) for message in maria.messages())
    await anna.presses("Решено")
    await maria.sees("Состояние: закрыто", "качели теперь целые")
    assert sum(len(message.files) for message in maria.messages()) == files + 1


async def test_what_is_said_beside_thanks_reaches_the_staff(
    stage: Stage, anna: Citizen, maria: Operator, number: str
) -> None:
    await anna.says("Спасибо, одна качель так и висит")
    await anna.sees("Проблема решена?", "так и висит")
    await anna.presses("Не решено")
    await maria.sees(f"№ {number}", "не решено", "так и висит")


async def test_a_draft_that_waits_goes_on_when_the_question_is_answered(
    stage: Stage, anna: Citizen, maria: Operator, number: str
) -> None:
    await anna.says("В Тихореченске на улице Мира, 7 не вывозят мусор")
    await pauses(anna)
    await anna.says(f"/status {number}")
    await anna.presses("Дополнить")
    await anna.sees("Сначала закончим начатое", "мусор")
    await anna.presses(f"Дополнить № {number}")
    await anna.presses("Это о другом")
    await anna.sees("мусор", "Мира, 7")
    await anna.presses("Отправить")
    await maria.sees("не вывозят мусор", "Тихореченск")
    assert "Состояние: ответ дан" in (await maria.card(number)).text


async def test_who_are_you_is_answered_whatever_stands_open(
    stage: Stage, anna: Citizen, maria: Operator, number: str
) -> None:
    await anna.says("а вы кто?")
    assert "бот Центра управления" in anna.screen().text
    await anna.says("не чистят снег у гаражей")
    await pauses(anna)
    await anna.says("извините, кто это пишет")
    await anna.sees("бот Центра управления")
    assert "не чистят снег у гаражей" in anna.screen().text
    await anna.presses("Отмена")
    await maria.says("/queue")
    maria.does_not_see("кто это пишет", "вы кто")
