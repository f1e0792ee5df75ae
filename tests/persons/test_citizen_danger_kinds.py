"""Each kind of danger has its own advice; nobody in danger is told to wait for tomorrow."""

from __future__ import annotations

import re

from storage.region.region import EmergencyAdvice
from tests.persons.people import Citizen, Operator, photo
from tests.persons.reporting import MINUTE_S, SNOW, pauses, reports, shows
from tests.persons.stage import Stage

GAS_LINE = "Не зажигайте огня"
AT_HOME = "Сосновинка, улица Лесная, 5"
SMELL = f"Второй час тянет газом по лестнице, {AT_HOME}"
PHONE = re.compile(r": (\d{3})$", re.MULTILINE)
LATER = ("Первый ответ должен прийти", "завтра")


async def test_the_advice_for_the_kind_comes_first_and_its_phone_before_the_others(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    for text, line, phone in (
        (f"На лестнице дым и огонь, горит квартира соседей, {AT_HOME}", "Лифтом не пользуйтесь", "101"),
        (f"Оборвало провод, лежит на дорожке и искрит, {AT_HOME}", "ближе десяти шагов", "112"),
        (f"Мужчина лежит и не дышит, {AT_HOME}", "Не оставляйте человека одного", "103"),
        (f"Дети гуляют по тонкому льду на реке, {AT_HOME}", "Не выходите на лёд", "112"),
        (SMELL, GAS_LINE, "104"),
    ):
        await stage.passes(20)
        await anna.says(text)
        await pauses(anna)
        call = await anna.sees(line, "Сначала позвоните 112")
        assert call.text.index(line) < call.text.index("Сначала позвоните"), text
        assert PHONE.findall(call.text)[0] == phone, text
        assert sorted(PHONE.findall(call.text)) == ["101", "103", "104", "112"], text
        await anna.presses("Отмена")


async def test_a_region_without_advice_of_its_own_has_the_programs_words(stage: Stage, anna: Citizen) -> None:
    stage.app.shared.region.emergency.clear()
    await anna.says(SMELL)
    await pauses(anna)
    call = await anna.sees(GAS_LINE, "Сначала позвоните 112.")
    assert PHONE.findall(call.text)[0] == "112"


async def test_a_phone_that_is_no_contact_is_named_all_the_same(stage: Stage, anna: Citizen) -> None:
    stage.app.shared.region.emergency["gas"] = EmergencyAdvice({"ru": "Закройте <кран> & уходите"}, ("04",))
    await anna.says(SMELL)
    await pauses(anna)
    await anna.sees("Закройте <кран> & уходите", "Сначала позвоните 112 или 04.", "\n04\n")


async def test_without_consent_the_screen_says_that_nobody_has_it(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await anna.says(SMELL)
    await pauses(anna)
    await anna.presses("Отправить")
    asked = await anna.sees("ещё никто не получил", GAS_LINE, "помощь приезжает по звонку 112")
    assert asked.text.index("никто не получил") < asked.text.index("Согласие на обработку")
    assert maria.messages() == []
    await anna.presses("Не сейчас")
    left = await anna.sees("Ничего из написанного мы не сохранили", GAS_LINE)
    assert PHONE.findall(left.text)[0] == "104"


async def test_the_reminder_of_danger_without_consent_says_that_nobody_has_it(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await anna.says(SMELL)
    await stage.passes(11 * MINUTE_S)
    await anna.sees("Этого ещё никто не получил", "дадите согласие", "по звонку 112", GAS_LINE)
    assert "✅ Отправить" in anna.labels()
    assert maria.messages() == []


async def test_with_consent_and_without_a_place_the_reminder_asks_for_the_place(stage: Stage, anna: Citizen) -> None:
    await reports(anna)
    await stage.passes(5 * MINUTE_S)
    await anna.says("Сильно пахнет газом")
    await stage.passes(11 * MINUTE_S)
    asked = await anna.sees("Этого ещё никто не получил", "Скажите, где это", GAS_LINE)
    assert "согласие" not in asked.text


async def test_what_is_not_dangerous_is_reminded_of_and_agreed_to_as_before(stage: Stage, anna: Citizen) -> None:
    await anna.says(SNOW, photo())
    await stage.passes(11 * MINUTE_S)
    await anna.sees("Вы начали писать и не отправили")
    await anna.presses("Отправить")
    await anna.sees("Согласие на обработку")
    anna.does_not_see("никто не получил", GAS_LINE)


async def test_the_number_and_the_status_of_danger_promise_no_answer_of_tomorrow(stage: Stage, anna: Citizen) -> None:
    await stage.passes(12 * 3_600)
    number = await reports(anna, SMELL)
    sent = await anna.sees(f"№ {number}", "Дежурным передали", "помощь приезжает по звонку 112", GAS_LINE)
    assert PHONE.findall(sent.text)[0] == "104"
    await anna.says("статус")
    await anna.sees("Дежурным передали", "по звонку 112")
    anna.does_not_see(*LATER)


async def test_what_is_passed_on_unsent_promises_no_answer_of_tomorrow(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await reports(anna)
    await stage.passes(12 * 3_600)
    await anna.says(SMELL)
    await stage.passes(11 * MINUTE_S)
    sent = await anna.sees("мы не стали ждать", GAS_LINE)
    assert not any(word in sent.text for word in LATER)
    assert "🚨 Газ" in (await maria.card("2")).text


async def test_the_card_names_the_kind_also_of_what_was_added_later(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, SMELL)
    assert "🚨 Газ. ОПАСНО ДЛЯ ЛЮДЕЙ" in (await maria.card(number)).text
    await maria.presses("Взять")
    assert "🚨 Газ. ОПАСНО ДЛЯ ЛЮДЕЙ" in (await maria.card(number)).text
    await stage.passes(MINUTE_S)
    plain = await reports(anna, f"Не чистят снег у подъезда, {AT_HOME}")
    assert "🚨" not in (await maria.card(plain)).text
    await anna.presses("Дополнить")
    await anna.says("Ещё и провод оборвался, искрит")
    await pauses(anna)
    await stage.passes(30)
    assert "🚨 Электричество" in (await maria.card(plain)).text


async def test_a_command_with_danger_behind_it_gets_the_same_advice(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    await anna.says("/help в подвале сильно пахнет газом")
    assert shows(anna, GAS_LINE, "Сначала позвоните 112")


async def test_a_correction_that_tells_of_danger_is_answered_with_the_advice(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    (message, *_) = await anna.says(f"Не чистят снег у подъезда, {AT_HOME}")
    await pauses(anna)
    await anna.presses("Отправить")
    await anna.presses("Даю согласие")
    number = await anna.number()
    assert "🚨" not in (await maria.card(number)).text
    await anna.edits(message, SMELL)
    await anna.sees(GAS_LINE, "Сначала позвоните 112")
    assert "🚨 Газ" in (await maria.card(number)).text
    await anna.edits(message, f"{SMELL}, уже во всём подъезде")
    assert len(shows(anna, GAS_LINE, "Сначала позвоните 112")) == 1


async def test_who_speaks_english_gets_the_advice_in_english(stage: Stage, anna: Citizen) -> None:
    await anna.says("/language")
    await anna.presses("English")
    await anna.says("There is a strong smell of gas on the stairs, Sosnovinka, Lesnaya street 5")
    await pauses(anna)
    call = await anna.sees("Light no fire", "Call 112 or 104 first.")
    assert "Gas emergencies: 104" in call.text


async def test_who_is_in_despair_or_being_hurt_hears_whom_to_call(anna: Citizen) -> None:
    await anna.says("Не хочу больше жить")
    await pauses(anna)
    await anna.sees("помочь надо сейчас", "112", "выслушают")
    anna.does_not_see("предупреждения", "Где это?")
    await anna.says("меня бьёт муж")
    await pauses(anna)
    await anna.sees("Звоните 112 или 102")
    await anna.says("Жить в этом доме не хочу: вторую зиму нет отопления, Сосновинка, Лесная 5")
    await pauses(anna)
    await anna.sees("Проверьте, всё ли верно", "отопления")
