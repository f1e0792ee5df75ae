"""What operators see on a card and do with its buttons."""

from __future__ import annotations

import re

import pytest

from tests.persons.people import NAMES, Citizen, Operator, photo
from tests.persons.reporting import TIKHORECHENSK, agrees, pauses, reports, rows
from tests.persons.stage import Stage

GAS = "В Сосновинке на улице Лесной, 5 в подъезде пахнет газом"


async def test_card_holds_everything_an_operator_needs(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    await anna.starts()
    await anna.says(GAS, photo())
    await pauses(anna)
    await anna.is_at(*TIKHORECHENSK)
    await pauses(anna)
    await anna.presses("Отправить")
    await agrees(anna)
    card = await maria.card(await anna.number())
    assert "ОПАСНО ДЛЯ ЛЮДЕЙ" in card.text
    assert re.search(r"№\s1 ·", card.text)
    for wanted in ("🏢", "Тихореченск", "Лесной, 5", "на карте", "пахнет газом", "1 файл", "Первый ответ", "новое"):
        assert wanted in card.text
    assert f"из {NAMES[where]}" in card.text
    assert any("yandex.ru/maps" in span.url for span in card.spans)
    wanted_buttons = {"Взять", "Спросить", "Отклонить", "Закрыть", "Тема", "Передать"}
    assert wanted_buttons <= {label.split(" ")[-1] for label in maria.labels(card)}
    photos = [m for m in maria.messages() if m.files]
    assert [m.reply_to for m in photos] == [card.id]
    assert photos[0].files[0].content == photo().content


async def test_an_ordinary_report_bears_no_danger_mark(stage: Stage, anna: Citizen, maria: Operator) -> None:
    card = await maria.card(await reports(anna))
    assert "ОПАСНО" not in card.text
    assert "Снег и наледь" in card.text


async def test_taken_by_one_seen_by_the_other_released_and_free(
    stage: Stage, anna: Citizen, maria: Operator, oleg: Operator
) -> None:
    number = await reports(anna)
    await maria.presses("Взять")
    assert "занимается Мария" in (await oleg.card(number)).text
    await oleg.presses("Отпустить")
    assert "Занимается Мария" in oleg.toasts()[-1]
    assert "занимается Мария" in (await oleg.card(number)).text
    await maria.presses("Отпустить")
    assert "занимается" not in (await oleg.card(number)).text
    await oleg.presses("Взять")
    assert "занимается Олег" in (await maria.card(number)).text


async def test_what_was_taken_and_left_is_free_after_half_an_hour(
    stage: Stage, anna: Citizen, maria: Operator, oleg: Operator
) -> None:
    number = await reports(anna)
    await maria.presses("Взять")
    await stage.passes(29 * 60)
    assert "занимается Мария" in (await oleg.card(number)).text
    await stage.passes(61)
    assert "занимается" not in (await oleg.card(number)).text
    await oleg.presses("Взять")
    assert "занимается Олег" in (await maria.card(number)).text


async def test_question_goes_and_its_answer_stands_on_the_card(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await maria.presses("Спросить")
    prompt = await maria.sees("напишите вопрос")
    await maria.replies_to(prompt, "С какой стороны дома?")
    await stage.passes(11)
    await anna.sees("Вопрос", "С какой стороны дома?")
    maria.does_not_see("напишите вопрос")
    assert "ждём ответа автора" in (await maria.card(number)).text
    await anna.says("Со двора")
    await pauses(anna)
    await stage.passes(11)
    card = await maria.card(number)
    assert "автор ответил: Со двора" in card.text
    assert "в работе" in card.text


async def test_prompt_is_dropped_by_cancel(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await reports(anna)
    await maria.presses("Спросить")
    await maria.replies_to(await maria.sees("напишите вопрос"), "/cancel")
    maria.does_not_see("напишите вопрос")
    await stage.passes(60)
    anna.does_not_see("Вопрос")


@pytest.mark.parametrize(
    ("button", "told"),
    [
        ("Не наша территория", "не на нашей территории"),
        ("Мало сведений", "не хватило сведений"),
        ("Спам", "рекламу или рассылку"),
    ],
)
async def test_rejection_tells_its_reason(stage: Stage, anna: Citizen, maria: Operator, button: str, told: str) -> None:
    number = await reports(anna)
    await maria.presses("Отклонить")
    await maria.presses(button)
    anna.does_not_see(told)
    await stage.passes(11)
    await anna.sees(f"№ {number}", told)
    card = await maria.card(number) if any(m.buttons for m in maria.messages()) else await maria.sees("отклонено")
    assert "отклоняет" in card.text
    assert "доставлено" in card.text
    assert "Взять" not in " ".join(maria.labels(card))


async def test_rejection_in_own_words_waits_ten_seconds(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await reports(anna)
    await maria.presses("Отклонить")
    await maria.presses("Другая причина")
    await maria.replies_to(await maria.sees("напишите причину"), "Это двор частного дома")
    anna.does_not_see("частного дома")
    await stage.passes(11)
    await anna.sees("не приняли", "Это двор частного дома")
    await maria.sees("отклонено", "Это двор частного дома", "доставлено")


async def test_menu_has_a_way_back(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await maria.presses("Отклонить")
    await maria.presses("Назад")
    assert any("Взять" in label for label in maria.labels(await maria.card(number)))


async def test_closing_asks_the_citizen_and_his_yes_closes(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await maria.presses("Закрыть")
    await maria.replies_to(await maria.sees("Что ему сказать"), "Двор почистили")
    await stage.passes(11)
    await anna.sees(f"№ {number}", "всё сделали", "Двор почистили")
    await maria.presses("Закрыть")
    assert "уже спросили" in maria.toasts()[-1]
    assert anna.text().count("всё сделали") == 1
    await anna.presses("👍 Решено")
    assert "закрыто" in (await maria.sees(f"№ {number}", "Состояние")).text


async def test_not_solved_opens_it_again(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await maria.answers(await maria.card(number), "Двор почистили")
    await maria.presses("Закрыть")
    await stage.passes(11)
    await anna.presses("👎 Нет")
    said = await maria.sees(f"№ {number}: автор говорит, что не решено")
    assert not said.edited
    assert "не решено, снова в работе" in (await maria.card(number)).text


async def test_corrected_topic_changes_the_organisation(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    assert "Дорожное управление" in (await maria.card(number)).text
    await maria.presses("Тема")
    await maria.presses("Вода, тепло, газ, свет")
    await maria.presses("Отопление")
    card = await maria.card(number)
    assert "Отопление" in card.text
    assert "Заречные тепловые сети" in card.text
    anna.does_not_see("тепловые сети")


async def test_handed_over_and_the_author_hears_to_whom(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await maria.presses("Взять")
    await maria.presses("Передать")
    await maria.presses("Заречный водоканал")
    await stage.passes(11)
    await anna.sees(f"№ {number}", "передали", "Заречный водоканал")
    card = await maria.card(number)
    assert "Состояние: передано" in card.text
    assert "занимается" not in card.text


async def test_old_button_on_a_closed_report_says_how_it_stands(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    card = await maria.card(number)
    data = next(b.data for row in card.buttons for b in row if "Взять" in b.label)
    await maria.presses("Отклонить")
    await maria.presses("Спам")
    await stage.passes(11)
    await maria.presses_data(card, data)
    assert "отклонено" in maria.toasts()[-1]


async def test_longest_text_and_twenty_lines_stay_one_message(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, "В Сосновинке на улице Лесной, 5 не чистят снег. " + "Очень скользко! " * 246)
    for i in range(20):
        await maria.says(f"№ {number} Ответ {i} " + "подробно " * 30)
        await stage.passes(11)
    cards = [m for m in maria.messages() if f"№\u00a0{number}" in m.text.split("\n")[0] or "Снег" in m.text]
    assert len(cards) == 1
    assert len(cards[0].text) < 4096
    assert "Ответ 19" in cards[0].text
    assert "Раньше: ещё" in cards[0].text
    await maria.presses("Полностью")
    await maria.sees("полностью")


async def test_reminder_comes_in_working_hours_only_and_once(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await reports(anna)
    for _ in range(7 * 24 * 4):
        stage.clock.leap(900)
        await stage.app.intake.tick("remind")
        if rows(stage, "SELECT 1 FROM report WHERE reminded_at > 0"):
            break  # it is on its way; further leaps would bring the next one
    said = await maria.sees("Ждут ответа")
    local = stage.app.shared.library.texts("ru").local(said.at)
    assert local.weekday() < 5
    assert 9 <= local.hour < 18
    assert maria.text().count("Ждут ответа") == 1
    await stage.app.intake.tick("remind")
    await stage.quiet()
    assert maria.text().count("Ждут ответа") == 1


async def test_danger_that_nobody_takes_is_reminded_of_at_any_hour(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, GAS)
    await stage.passes(6 * 60)
    await stage.app.intake.tick("remind")
    await stage.quiet()
    await maria.sees("Ждут ответа", "1 опасное", f"№ {number}")
