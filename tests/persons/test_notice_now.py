"""What citizens do with notices that were said: look, ask whether something is true, answer, call for help."""

from __future__ import annotations

from handlers.notices.content import Area, Street
from tests.persons.notices import is_said
from tests.persons.people import Citizen, Operator
from tests.persons.reporting import MINUTE_S, TIKHORECHENSK, agrees, button_data, rows, shows
from tests.persons.stage import Stage

FLOOD = "Вода в реке Серебрянке быстро прибывает. Уходите на возвышенность или в пункт сбора: школа № 3."
DAM = "Пишут, что прорвало дамбу на Серебрянке и город затопит ночью. Это неправда: дамба цела."


async def flood_comes(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    await is_said(stage, 31, FLOOD, todo={"ru": "Возьмите документы."})
    await anna.sees(FLOOD)


# -- what is in force -------------------------------------------------------------------------------
async def test_what_is_in_force_is_shown_whole_with_its_card_and_over_when_it_is_over(
    stage: Stage, anna: Citizen
) -> None:
    await anna.starts()
    await anna.says("Что сейчас")
    await anna.sees("нет ни одного действующего оповещения", "112")
    await is_said(stage, 31, FLOOD, todo={"ru": "Возьмите документы."})
    await anna.says("Что сейчас")
    screen = await anna.sees("Опасно для жизни", FLOOD, "Возьмите документы.", "Действует: до", "112", "«оповещения»")
    assert {"Я в безопасности", "Нужна помощь", "Что делать?", "Я сейчас не там"} <= set(anna.labels(screen))
    await anna.presses("Если пришла вода")
    await anna.sees("Отключите газ и свет")
    await anna.presses("Назад")
    await anna.sees(FLOOD)
    await stage.passes(11 * 3600)
    await anna.says("/now")
    await anna.sees("нет ни одного действующего оповещения")


async def test_several_are_a_list_the_gravest_first_that_opens_and_closes(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    await is_said(stage, 31, "Отключена холодная вода.", kind="water", severity=2)
    await is_said(stage, 32, FLOOD)
    await anna.says("/now")
    screen = await anna.sees("2 оповещения")
    assert screen.text.index("Паводок") < screen.text.index("Осторожно. Вода")
    await anna.presses("Паводок")
    await anna.sees("№ 32. Оно не заменяет", FLOOD)
    await anna.presses("Назад")
    assert len(shows(anna, "2 оповещения")) == 1


async def test_who_names_a_place_is_told_of_that_place(stage: Stage, anna: Citizen) -> None:
    await anna.says("подпишите меня на Кедрачи")
    await anna.presses("Подписаться")
    await agrees(anna)
    there = Area(streets=(Street("zarnitsyno", "Лесная"),))
    await is_said(stage, 31, "На Лесной отключена вода до 20:00.", kind="water", severity=2, area=there)
    await is_said(
        stage, 32, "В Зарницыно не ходят автобусы.", kind="water", severity=2, area=Area(settlements=("zarnitsyno",))
    )
    await anna.says("что происходит в Зарницыно на Лесной?")
    await anna.sees("Сейчас действуют оповещения: Зарницыно, Лесная", "№ 31", "№ 32")
    await anna.presses("№ 31")
    await anna.sees("отключена вода до 20:00")
    await anna.presses("Назад")
    await anna.sees("Для ваших мест сейчас нет ни одного")
    await anna.says("что случилось в Зарницыно на Садовой?")
    await anna.sees("не ходят автобусы")
    await anna.says("что происходит в Пчеляках?")
    await anna.sees("Сейчас действующих оповещений нет: Пчеляки")


async def test_cards_are_found_by_their_group(anna: Citizen) -> None:
    await anna.starts()
    await anna.says("/info")
    await anna.presses("Помощь")
    await anna.presses("Выплаты")
    await anna.sees("Заявление подают")


# -- is it true? ------------------------------------------------------------------------------------
async def test_a_forwarded_notice_is_known_as_ours_by_one_more_button(stage: Stage, anna: Citizen) -> None:
    await flood_comes(stage, anna)
    await anna.forwards(f"{FLOOD}\n\nОповещение № 31. Оно не заменяет сирены и официальную систему оповещения.")
    await stage.passes(2)
    await anna.presses("Проверить, правда ли это")
    await anna.sees("Это наше оповещение № 31 от", "Оно действует до")
    await anna.presses("Вернуться")
    await anna.sees("Где это?")


async def test_a_pasted_rumour_is_refuted_or_goes_to_the_operators_with_a_mark(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await anna.starts()
    await is_said(stage, 31, DAM, kind="rumour", severity=1)
    await anna.says("/now")
    await anna.presses("Правда ли это?")
    await anna.says("Срочно!!! Дамбу прорвало, ночью город затопит, перешлите всем!")
    await anna.sees("Это неправда.", "оповещение № 31", "дамба цела")
    await anna.presses("Проверить ещё")
    await anna.says("Завтра отменят все автобусы и закроют школы")
    await anna.sees("Мы такого не сообщали")
    await anna.presses("Передать дежурным")
    await agrees(anna)
    card = await maria.card(await anna.number())
    assert "Просят проверить, правда ли это" in card.text
    assert "отменят все автобусы" in card.text
    await maria.answers(card, "Это неправда, автобусы ходят.")
    await anna.sees("автобусы ходят")


# -- answers ----------------------------------------------------------------------------------------
async def test_safe_and_away_are_counted_once_and_officers_see_them(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await flood_comes(stage, anna)
    notice = await anna.presses("Я в безопасности")
    await anna.presses("Я в безопасности", on=notice)
    assert anna.toasts()[-2:] == ["Записали: вы в безопасности. Спасибо!", "Мы уже знаем, что вы в безопасности."]
    await anna.presses("Что делать?", on=notice)
    await anna.sees("Возьмите документы.", "Отключите газ и свет")
    assert rows(stage, "SELECT notice_id, answer FROM notice_response") == [(31, "safe")]
    await maria.says("/help")
    data = button_data(maria, "d_answers:31")
    await maria.presses_data(maria.screen(), data)
    await maria.sees("Что отвечают на оповещение № 31", "В безопасности: 1")


async def test_is_it_back_counts_the_house_and_offers_a_report(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await anna.starts()
    await is_said(stage, 31, "Авария, нет отопления.", kind="heat", ask=())
    await anna.sees("нет отопления")
    await is_said(stage, 32, "Тепло дали.", kind="heat", severity=2, link="ends", linked_id=31, until=0)
    await anna.sees("Отбой", "Дали тепло?")
    await anna.presses("Нет, холодно")
    await anna.says("Тихореченск, улица Лесная, 5")
    await anna.sees("Записали", "Лесная, 5")
    await anna.presses("Сообщить о проблеме")
    await anna.sees("Проверьте", "отопления всё ещё нет", "Отопление")
    await anna.presses("Отправить")
    await agrees(anna)
    assert "Лесная, 5" in (await maria.card(await anna.number())).text
    assert rows(stage, "SELECT answer, area FROM notice_response") == [("off", "s:tikhorechensk/лесн 5")]


# -- help -------------------------------------------------------------------------------------------
async def test_help_says_112_takes_the_place_by_one_tap_and_an_operator_takes_it(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await flood_comes(stage, anna)
    await anna.presses("Нужна помощь")
    await anna.sees("Спасателей вызывает 112. Позвоните сейчас.", "8-800-000-00-01")
    await anna.sees("Где вы?")
    await anna.is_at(*TIKHORECHENSK)
    number = await anna.number()
    await anna.sees("Передали дежурным", f"№ {number}")
    anna.does_not_see("Согласие на обработку", "Где вы?")
    card = await maria.card(number)
    for wanted in (
        "ОПАСНО ДЛЯ ЛЮДЕЙ",
        "Просит помощи. Оповещение № 31",
        "Согласия на обработку данных нет",
        "Тихореченск",
    ):
        assert wanted in card.text
    await maria.presses("Взять", on=card)
    await anna.sees("взял дежурный центра")
    await stage.passes(10 * MINUTE_S)
    maria.does_not_see("никто не взял")
    await maria.answers(await maria.card(number), "Лодка выехала, будьте на крыше.")
    await anna.sees("Лодка выехала")
    await anna.says("Спасибо, видим её")


async def test_help_that_nobody_takes_alarms_every_three_minutes_until_somebody_does(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await flood_comes(stage, anna)
    await anna.presses("Нужна помощь")
    await anna.says("Тихореченск, улица Лесная, 5, вода по пояс")
    await anna.sees("Передали дежурным")
    for times in (1, 2):
        await stage.passes(3 * MINUTE_S)
        assert len(shows(maria, "его просьбу никто не взял", "№ 1", "Тихореченск")) == times
        await anna.sees(f"Прошло {3 * times} мину", "позвоните 112")
    await maria.presses("Взять № 1")
    await anna.sees("взял дежурный центра")
    await stage.passes(10 * MINUTE_S)
    assert len(shows(maria, "его просьбу никто не взял")) == 2
    await maria.says("/queue")
    await maria.sees("В очереди 1 сообщение", "№ 1")


async def test_help_without_a_word_goes_after_a_minute_even_over_a_restart(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await flood_comes(stage, anna)
    await anna.presses("Нужна помощь")
    await anna.sees("Где вы?")
    await stage.stop_bot()
    stage.clock.leap(2 * MINUTE_S)
    await stage.start_bot()
    await anna.sees("Передали дежурным без места")
    assert "Места не назвал" in (await maria.card("1")).text
    await anna.is_at(*TIKHORECHENSK)
    await stage.passes(5)
    assert "Тихореченск" in (await maria.card("1")).text


async def test_a_slip_calls_nobody(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await flood_comes(stage, anna)
    await anna.presses("Нужна помощь")
    await anna.presses("Нажал случайно")
    await stage.passes(10 * MINUTE_S)
    anna.does_not_see("Передали дежурным")
    assert rows(stage, "SELECT COUNT(*) FROM report") == [(0,)]
    maria.does_not_see("Просит помощи")
