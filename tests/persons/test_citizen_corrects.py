"""Who corrects the place, takes his report back or wants an ambulance is understood in his own words."""

from __future__ import annotations

import pytest

from tests.persons.people import Citizen, Operator, citizen
from tests.persons.reporting import HOUR_S, TIKHORECHENSK, pauses, reports, separates
from tests.persons.stage import Stage

LAMP = "В Сосновинке на улице Лесной, 5 не горит фонарь"


@pytest.mark.parametrize(
    ("said", "place"),
    [
        (["не 5, а 9"], "Сосновинка, Лесная, 9"),
        (["точнее, дом 9"], "Сосновинка, Лесная, 9"),
        (["ой, Садовая 12"], "Сосновинка, Садовая, 12"),
        (["не Лесная, а Садовая 12"], "Сосновинка, Садовая, 12"),
        (["дом 9, не 5"], "Сосновинка, Лесная, 9"),
        (["квартира 12", "это квартира 14, не 12"], "Сосновинка, Лесная, 5, кв. 14"),
        (["у меня кв. 7"], "Сосновинка, Лесная, 5, кв. 7"),
        (["в квартире 14 тоже темно"], "Сосновинка, Лесная, 5"),
        (["ошиблась, Белосветск", "дом 7"], "Белосветск, Лесная, 7"),
        (["не 6, а 9", "9", "а не горит он с прошлой недели"], "Сосновинка, Лесная, 5"),
    ],
)  # fmt: skip
async def test_the_place_of_a_draft_is_corrected_in_words(anna: Citizen, said: list[str], place: str) -> None:
    await anna.says(LAMP)
    await pauses(anna)
    for words in said:
        await anna.says(words)
        await pauses(anna)
    shown = await anna.sees("Проверьте, всё ли верно")
    assert f"📍 {place}\n" in shown.text


async def test_a_correction_reaches_the_card_and_no_other_words_are_lost(anna: Citizen, maria: Operator) -> None:
    await anna.says(LAMP)
    await pauses(anna)
    await anna.says("не 5, а 9")
    await pauses(anna)
    await anna.says("темно уже неделю")
    await pauses(anna)
    await anna.presses("Отправить")
    await anna.presses("согласие")
    number = await anna.number()
    card = await maria.card(number)
    assert "Лесная, 9" in card.text
    assert "темно уже неделю" in card.text


async def test_place_and_topic_are_said_to_be_wrong(anna: Citizen) -> None:
    await anna.says("В Кедрачах на Речной, 15 не вывозят мусор")
    await pauses(anna)
    await anna.says("не мусор, а снег не чистят")
    await pauses(anna)
    await anna.sees("Проверьте, всё ли верно", "Тема: ❄")
    await anna.says("ой, адрес неверный")
    await pauses(anna)
    assert "Где это?" in anna.screen().text
    await anna.says("Садовая")
    await pauses(anna)
    await anna.says("и дом не 15, а 9")
    await pauses(anna)
    await anna.sees("Проверьте, всё ли верно", "📍 Кедрачи, Садовая, 9")
    await anna.says("это не об этом")
    await pauses(anna)
    await anna.sees("О чём сообщение?")
    await anna.says("освещение улиц")
    await pauses(anna)
    await anna.sees("Проверьте, всё ли верно", "Тема: 💡")


@pytest.mark.parametrize("words", ["Отмените заявку", "уже не актуально"])
async def test_a_report_is_taken_back_in_words(anna: Citizen, maria: Operator, words: str) -> None:
    number = await reports(anna, LAMP)
    await anna.says(words)
    await pauses(anna)
    await anna.sees(f"Отозвать № {number}?")
    await anna.presses("Да, отозвать")
    await anna.sees(f"Вы отозвали № {number}")
    await maria.sees(f"№ {number}", "отозвано")


async def test_while_words_are_added_to_it_too(anna: Citizen) -> None:
    number = await reports(anna, LAMP)
    await anna.says("забыла сказать: столб у пекарни")
    await pauses(anna)
    await anna.says("отзовите заявку, уже починили")
    await pauses(anna)
    await anna.sees(f"Отозвать № {number}?")


async def test_whoever_has_no_report_and_speaks_of_withdrawing_begins_one(anna: Citizen) -> None:
    await anna.says("В Сосновинке на Лесной, 5 отозвать управляющую компанию хотим, не чистят снег")
    await pauses(anna)
    anna.does_not_see("Отозвать №")
    await anna.sees("Проверьте, всё ли верно")


@pytest.mark.parametrize("words", ["103", "вызовите скорую срочно"])
async def test_who_writes_112_hears_that_help_comes_by_a_call(
    stage: Stage, anna: Citizen, maria: Operator, words: str
) -> None:
    await anna.says(words)
    await pauses(anna)
    shown = await anna.sees("Мы сами никуда не выезжаем", "112", "103")
    assert shown is not None
    await stage.passes(HOUR_S)
    maria.does_not_see("№ 1")


async def test_an_address_in_pieces_is_the_place_and_what_happened_is_asked_for(anna: Citizen, maria: Operator) -> None:
    for words in ("Здравствуйте", "Сосновинка", "Лесная", "5"):
        await anna.says(words)
        await pauses(anna)
    assert "Что случилось?" in anna.screen().text
    await anna.says("нет воды")
    await pauses(anna)
    shown = await anna.sees("Проверьте, всё ли верно", "Сосновинка, Лесная, 5")
    assert "\nнет воды\n" in shown.text
    await anna.presses("Отправить")
    await anna.presses("согласие")
    assert "Лесная, 5" in (await maria.card(await anna.number())).text


async def test_a_missing_child_is_not_told_to_stay_where_it_is(anna: Citizen) -> None:
    await anna.says("пропал ребёнок 8 лет, Камышеград, ушёл из школы и не вернулся")
    await anna.sees("112")
    anna.does_not_see("Не выбирайтесь")


@pytest.mark.parametrize("words", ["ок", "понятно, спасибо"])
async def test_having_read_an_answer_does_not_say_that_it_is_solved(anna: Citizen, maria: Operator, words: str) -> None:
    number = await reports(anna, LAMP)
    await maria.answers(await maria.card(number), "Бригада выехала, починим до 18:00.")
    await anna.sees("починим до 18:00")
    await anna.says(words)
    await pauses(anna)
    anna.does_not_see("закрыто")
    await anna.sees(f"По № {number}", "проблема решена?")
    await anna.says("решено")
    await pauses(anna)
    await anna.sees(f"Сообщение № {number} закрыто")
    await anna.says("👎")
    await pauses(anna)
    await anna.sees(f"№ {number} снова в работе")


async def test_a_short_question_names_one_of_several_reports(anna: Citizen) -> None:
    lamp = await reports(anna, LAMP)
    pit = await reports(anna, "В Тихореченске на Мира, 3 яма на дороге")
    await anna.says("а что с фонарём?")
    await pauses(anna)
    await anna.sees(f"№ {lamp} · ", "Сейчас:")
    await anna.says("а яма?")
    await pauses(anna)
    await anna.sees(f"№ {pit} · ", "Сейчас:")


async def test_it_is_solved_before_anybody_answered(anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, "Сосновинка, Речная, 3, нет света")
    await anna.says("уже дали, спасибо")
    await pauses(anna)
    await anna.sees(f"Добавили к № {number}")
    await maria.sees(f"№ {number}", "уже дали, спасибо")


async def test_an_address_that_pours_in_by_pieces_is_asked_for_once(anna: Citizen) -> None:
    for words in ("тут такое дело", "на Садовой", "в Белосветске", "второй подъезд", "лифт опять стоит"):
        await anna.says(words)
    await pauses(anna)
    await anna.sees("Проверьте, всё ли верно", "📍 Белосветск, Садовая", "Какой подъезд? 2")


async def test_a_yes_is_no_answer_to_which_entrance_it_is(anna: Citizen) -> None:
    await anna.says("в подъезде темно, Белосветск, Садовая 7")
    await pauses(anna)
    await anna.says("ага")
    await pauses(anna)
    await anna.sees("Какой подъезд?")
    anna.does_not_see("подъезд? ага")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("дом 50, а не 5", "Сосновинка, Лесная, 50"),
        ("не 5, а 9", "Сосновинка, Лесная, 9"),
        ("не Лесная, а Садовая 12", "Сосновинка, Садовая, 12"),
    ],
)
async def test_a_report_that_nobody_has_taken_is_moved_by_a_correction(
    anna: Citizen, maria: Operator, words: str, place: str
) -> None:
    number = await reports(anna, LAMP)
    await anna.says(words)
    await pauses(anna)
    await anna.sees("Исправили место", f"№ {number}", place)
    card = await maria.card(number)
    assert f"📍 {place}\n" in card.text
    await maria.sees(f"№ {number}", "автор добавил", words)


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Ошибся, это Лесная, 15", "Сосновинка, Лесная, 15"),
        ("адрес другой: Садовая 7", "Сосновинка, Садовая, 7"),
        ("адрес не тот, надо Лесная 15", "Сосновинка, Лесная, 15"),
        ("ошиблась посёлком, это Кедрачи", "Кедрачи, Лесная, 5"),
        ("простите, дом не тот указала, 7а", "Сосновинка, Лесная, 7а"),
        ("Дом 15 вместо 5", "Сосновинка, Лесная, 15"),
        ("*Лесная 15", "Сосновинка, Лесная, 15"),
    ],
)
async def test_who_says_that_the_place_was_wrong_moves_the_report_hours_later_too(
    stage: Stage, anna: Citizen, maria: Operator, words: str, place: str
) -> None:
    number = await reports(anna, LAMP)
    await stage.passes(3 * HOUR_S)
    await anna.says(words)
    await pauses(anna)
    await anna.sees("Исправили место", f"№ {number}", place)
    card = await maria.card(number)
    assert f"📍 {place}\n" in card.text
    assert "место было: Сосновинка, Лесная, 5" in card.text
    await maria.sees(f"№ {number}", "Место исправлено, было: Сосновинка, Лесная, 5", words)


async def _reports_at_a_point(anna: Citizen) -> str:
    await anna.says("не горит фонарь")
    await anna.says(lat=TIKHORECHENSK[0], lon=TIKHORECHENSK[1])
    await pauses(anna)
    await anna.presses("Отправить")
    await anna.presses("согласие")
    return await anna.number()


async def test_what_staff_have_taken_is_moved_too_and_they_read_from_where(anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, LAMP)
    await maria.presses("Взять", on=await maria.card(number))
    await anna.says("дом 50, а не 5")
    await pauses(anna)
    await anna.sees("Исправили место", "Сосновинка, Лесная, 50")
    await maria.sees(f"№ {number}", "Место исправлено, было: Сосновинка, Лесная, 5", "дом 50, а не 5")
    assert "📍 Сосновинка, Лесная, 50\n" in (await maria.card(number)).text
    await anna.presses("Это о другом")
    assert "📍 Сосновинка, Лесная, 5\n" in (await maria.card(number)).text


async def test_a_point_of_the_map_is_put_right_in_words(anna: Citizen, maria: Operator) -> None:
    number = await _reports_at_a_point(anna)
    await anna.says("ошиблась, это Сосновинка, Лесная, 15")
    await pauses(anna)
    await anna.sees("Исправили место", "Сосновинка, Лесная, 15")
    assert "📍 Сосновинка, Лесная, 15\n" in (await maria.card(number)).text


async def test_another_place_alone_may_be_the_right_one_and_a_button_says_so(anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, LAMP)
    await anna.says("Лесная 15")
    await pauses(anna)
    await anna.sees(f"Добавили к № {number}")
    assert "📍 Сосновинка, Лесная, 5\n" in (await maria.card(number)).text
    await anna.presses("Исправить место: Сосновинка, Лесная, 15")
    await anna.sees("Исправили место", "Сосновинка, Лесная, 15")
    await maria.sees(f"№ {number}", "автор исправил место", "было: Сосновинка, Лесная, 5")
    assert "📍 Сосновинка, Лесная, 15\n" in (await maria.card(number)).text


async def test_what_others_follow_stays_where_they_were_told_it_is(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, LAMP)
    other = citizen(stage, anna.messenger.name, "Борис")
    await other.says("не горит фонарь, Сосновинка, Лесная, 5")
    await pauses(other)
    await other.presses("Это то же самое")
    await other.presses("согласие")
    await anna.says("ошиблась, это Лесная, 15")
    await pauses(anna)
    await anna.sees(f"Добавили к № {number}")
    assert "📍 Сосновинка, Лесная, 5\n" in (await maria.card(number)).text


@pytest.mark.parametrize("words", ["у дома 9 тоже не горит", "и у дома 7", "второй подъезд, а не первый"])
async def test_more_of_it_moves_no_report(anna: Citizen, maria: Operator, words: str) -> None:
    number = await reports(anna, LAMP)
    await anna.says(words)
    await pauses(anna)
    anna.does_not_see("Исправили")
    assert "📍 Сосновинка, Лесная, 5\n" in (await maria.card(number)).text


async def _asks(anna: Citizen, maria: Operator, number: str, question: str) -> None:
    await maria.presses("Спросить", on=await maria.card(number))
    await maria.answers(maria.screen(), question)
    await anna.sees(question)


@pytest.mark.parametrize("question", ["Сколько дней?", "Какой этаж?", "На каком этаже дома?"])
@pytest.mark.parametrize("words", ["3", "ой, 3"])
async def test_a_number_that_answers_staff_is_no_house(
    anna: Citizen, maria: Operator, question: str, words: str
) -> None:
    number = await reports(anna, "В Сосновинке на Садовой не горит фонарь")
    await _asks(anna, maria, number, question)
    await anna.says(words)
    await pauses(anna)
    anna.does_not_see("Исправили")
    assert "📍 Сосновинка, Садовая\n" in (await maria.card(number)).text


@pytest.mark.parametrize(
    ("question", "words"),
    [("Какой номер дома?", "3"), ("Уточните адрес, пожалуйста", "3"), ("Сколько дней?", "дом 3")],
)
async def test_a_number_is_a_house_where_staff_asked_for_it_or_it_is_named_one(
    anna: Citizen, maria: Operator, question: str, words: str
) -> None:
    number = await reports(anna, "В Сосновинке на Садовой не горит фонарь")
    await _asks(anna, maria, number, question)
    await anna.says(words)
    await pauses(anna)
    await anna.sees("Исправили место", "Сосновинка, Садовая, 3")
    assert "📍 Сосновинка, Садовая, 3\n" in (await maria.card(number)).text


async def test_a_flat_alone_is_no_house(anna: Citizen, maria: Operator) -> None:
    await anna.says("В Сосновинке на Садовой не горит фонарь")
    await pauses(anna)
    await anna.says("квартира 4")
    await pauses(anna)
    assert "📍 Сосновинка, Садовая\n" in anna.screen().text
    await anna.presses("Отправить")
    await anna.presses("согласие")
    number = await anna.number()
    await anna.says("квартира 4")
    await pauses(anna)
    anna.does_not_see("Исправили")
    assert "📍 Сосновинка, Садовая\n" in (await maria.card(number)).text


async def test_an_exact_point_is_not_lost_to_a_whole_town(anna: Citizen, maria: Operator) -> None:
    number = await _reports_at_a_point(anna)
    await anna.says("ошиблась, это Сосновинка")
    await pauses(anna)
    anna.does_not_see("Исправили место")
    assert "на карте (60.310000, 63.520000)" in (await maria.card(number)).text
    await anna.says("ошиблась, это Сосновинка, Лесная, 15")
    await pauses(anna)
    await anna.sees("Исправили место", "Сосновинка, Лесная, 15")
    card = await maria.card(number)
    assert "📍 Сосновинка, Лесная, 15\n" in card.text
    assert "место было: Тихореченск (60.310000, 63.520000)" in card.text
    await maria.sees(f"№ {number}", "Место исправлено, было: Тихореченск (60.310000, 63.520000)")


async def test_a_place_that_is_told_for_the_first_time_was_nowhere_before(anna: Citizen, maria: Operator) -> None:
    await anna.says("не горит фонарь")
    await pauses(anna)
    await anna.presses("Не знаю")
    await anna.presses("Отправить")
    await anna.presses("согласие")
    number = await anna.number()
    await _asks(anna, maria, number, "Где это?")
    await anna.says(lat=TIKHORECHENSK[0], lon=TIKHORECHENSK[1])
    await pauses(anna)
    card = await maria.card(number)
    assert "на карте (60.310000, 63.520000)" in card.text
    assert "место было" not in card.text


async def test_what_is_taken_back_gives_back_the_place_and_staff_read_which_one(anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, LAMP)
    await anna.says("ошибся, Лесная 7")
    await pauses(anna)
    await anna.presses("Это о другом")
    await maria.sees("последнее дополнение было о другом", "Место снова: Сосновинка, Лесная, 5")
    assert "📍 Сосновинка, Лесная, 5\n" in (await maria.card(number)).text


async def test_what_is_taken_back_loses_no_place_that_was_said_later(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, LAMP)
    await anna.says("ошибся, Лесная 7")
    await pauses(anna)
    first, separate = anna.screen(), separates(anna)
    await stage.passes(60)
    await anna.says("ошибся, Лесная 9")
    await pauses(anna)
    await anna.sees("Исправили место", "Сосновинка, Лесная, 9")
    await anna.presses_data(first, separate)
    card = await maria.card(number)
    assert "📍 Сосновинка, Лесная, 9\n" in card.text
    assert "место было: Сосновинка, Лесная, 5" in card.text
    maria.does_not_see("Место снова")


async def test_what_a_button_moved_last_is_given_back_though_it_was_written_first(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, LAMP)
    await anna.says("Лесная 7")
    await pauses(anna)
    first = anna.screen()
    move, separate = (
        next(b.data for row in first.buttons for b in row if said in b.label)
        for said in ("Исправить место", "о другом")
    )
    await anna.says("ошибся, Лесная 9")
    await pauses(anna)
    await stage.passes(60)
    await anna.presses_data(first, move)
    assert "📍 Сосновинка, Лесная, 7\n" in (await maria.card(number)).text
    await anna.presses_data(first, separate)
    await maria.sees("последнее дополнение было о другом", "Место снова: Сосновинка, Лесная, 9")
    assert "📍 Сосновинка, Лесная, 9\n" in (await maria.card(number)).text


@pytest.mark.parametrize("words", ["ой, ещё Лесная 15", "ой, тоже Лесная 15", "ой, и 7", "ой, и дом 7"])
async def test_one_house_more_is_an_addition_after_an_oh_too(anna: Citizen, maria: Operator, words: str) -> None:
    number = await reports(anna, LAMP)
    await anna.says(words)
    await pauses(anna)
    await anna.sees(f"Добавили к № {number}")
    anna.does_not_see("Исправили")
    assert "📍 Сосновинка, Лесная, 5\n" in (await maria.card(number)).text


@pytest.mark.parametrize("words", ["ой, и Лесная 15", "и Лесная 15"])
async def test_one_house_more_moves_no_report_and_may_be_what_was_meant(
    anna: Citizen, maria: Operator, words: str
) -> None:
    number = await reports(anna, LAMP)
    await anna.says(words)
    await pauses(anna)
    await anna.sees(f"Добавили к № {number}")
    anna.does_not_see("Исправили")
    assert "📍 Сосновинка, Лесная, 5\n" in (await maria.card(number)).text
    await anna.presses("Исправить место: Сосновинка, Лесная, 15")
    assert "📍 Сосновинка, Лесная, 15\n" in (await maria.card(number)).text
