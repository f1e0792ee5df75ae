"""Two things at once: danger beside another trouble, another trouble instead of an answer, a wish at the consent."""

from __future__ import annotations

from tests.persons.people import Citizen, Operator
from tests.persons.reporting import agrees, pauses, reports, voice
from tests.persons.stage import Stage


async def test_danger_said_later_goes_to_those_who_answer_for_it(anna: Citizen, maria: Operator) -> None:
    await anna.says("Сосновинка, Лесная, 27, не вывозят мусор")
    await pauses(anna)
    await anna.says("ой газом потянуло из подвала")
    await pauses(anna)
    await anna.presses("Отправить")
    await agrees(anna)
    card = await maria.card(await anna.number())
    for wanted in ("· 🔥 Газ", "газовая служба", "не вывозят мусор"):
        assert wanted in card.text


async def test_another_trouble_is_no_answer_to_what_staff_ask(anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, "Сосновинка, Мира, 13, яма на дороге")
    await maria.answers(await maria.card(number), "Уточните номер дома?")
    await anna.says("а ещё у нас в Кедрачах на Лесной, 2, воды нет")
    await pauses(anna)
    await anna.sees("📍 Кедрачи, Лесная, 2", "Холодная вода")
    await anna.presses("Отправить")
    await anna.says("дом 13")
    await pauses(anna)
    await anna.sees(f"Передали ваш ответ по № {number}")
    assert "автор ответил: дом 13" in (await maria.card(number)).text


async def test_one_of_several_troubles_is_offered_apart(anna: Citizen) -> None:
    await anna.says("Сосновинка, Мира, 61. 1) лифт стоит 2) мусор не вывозят 3) яма у дома")
    await pauses(anna)
    assert any("отдельно" in label for label in anna.labels())


async def test_a_nudge_and_a_dictated_question_show_how_it_stands(anna: Citizen) -> None:
    number = await reports(anna, "Сосновинка, Мира, 9, яма на дороге")
    for said in ("и?", "ну"):
        await anna.says(said)
        await anna.sees(f"№ {number} · ", "Сейчас:")
        anna.does_not_see("Проблема решена?", "Мы на связи")
    if anna.messenger.name == "vk":  # it writes down what is said
        await anna.says("", voice("ну что там с ямой"))
        anna.does_not_see("Где это?")


async def test_whoever_subscribes_by_an_address_is_no_reporter_and_wishes_wait_for_the_consent(
    anna: Citizen, stage: Stage
) -> None:
    await anna.says("подписаться на Сосновинку, Лесная, 3")
    await anna.presses("Подписаться")
    await anna.says("с 11 вечера до 7 утра не тревожить")
    await anna.sees("Сначала ответьте", "Согласие на обработку")
    await agrees(anna)
    await anna.sees("Подписали", "📍 Где: Сосновинка")
    await anna.says("с 11 вечера до 7 утра не тревожить")
    await anna.sees("с 23:00 до 7:00")
    await anna.says("про погоду не надо")
    await anna.says("дороги тоже уберите")
    anna.does_not_see("Где это?")
    await anna.presses("Назад")
    await anna.says("с десяти вечера до шести утра")
    await anna.sees("с 22:00 до 6:00")
    await anna.presses("Отписаться")
    await anna.says("верните подписку")
    await anna.sees("с 22:00 до 6:00")


async def test_thanks_for_an_answer_below_an_offer_of_warnings_subscribe_nobody(
    anna: Citizen, maria: Operator, stage: Stage
) -> None:
    number = await reports(anna)
    await maria.answers(await maria.card(number), "Снег убрали.")
    await stage.passes(60)
    assert "Подписаться" in "".join(anna.labels())
    await anna.says("спасибо, теперь всё хорошо")
    await anna.sees(f"№ {number} закрыто")
    anna.does_not_see("Подписали")


async def test_whoever_is_angry_gets_no_good_bye_and_one_place_is_left_out_while_writing(anna: Citizen) -> None:
    await anna.says("не починили")
    await anna.sees("ещё ничего не отправили")
    number = await reports(anna)
    await anna.says("👎")
    await anna.sees(f"№ {number} · ", "Сейчас:")
    anna.does_not_see("👌")
    await anna.says("предупреждайте про Журавлиху и Кедрачи")
    await anna.presses("Подписаться")
    await anna.says("Кедрачи, Мира, 3, яма на дороге")
    await pauses(anna)
    await anna.says("не присылайте про Журавлиху")
    await anna.sees("Больше не предупреждаем: Журавлиха")
    await anna.presses("Вернуться к черновику")
    assert "Журавлих" not in (await anna.sees("Проверьте", "📍 Кедрачи, Мира, 3")).text
