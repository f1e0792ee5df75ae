"""What people answer and ask in their own words is understood, in both messengers."""

from __future__ import annotations

from tests.persons.people import Citizen, Operator, photo
from tests.persons.reporting import DAY_S, HOUR_S, pauses, reports, shows, thing
from tests.persons.stage import Stage

LAMP = "В Сосновинке на улице Лесной, 5 не горит фонарь"


async def answered(anna: Citizen, maria: Operator) -> str:
    number = await reports(anna, LAMP)
    await maria.answers(await maria.card(number), "Фонарь починили")
    await anna.stage.passes(2 * HOUR_S)
    return number


async def test_words_after_an_answer_count(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await answered(anna, maria)
    await anna.says("темно как было, столб не горит", reply_to=await anna.sees("Фонарь починили"))
    await pauses(anna)
    await anna.sees("снова в работе")
    await maria.sees(f"№ {number}", "темно как было, столб не горит")
    await stage.passes(12 * DAY_S)
    anna.does_not_see("Вы не ответили")
    await maria.says("/queue")
    await maria.answers(await maria.card(number), "Теперь точно починили")
    await stage.passes(2 * HOUR_S)
    await anna.says("да, спасибо")
    await anna.sees("Рады, что помогло", number)


async def test_a_photo_after_an_answer_puts_it_back_to_work(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await answered(anna, maria)
    await anna.says("", photo())
    await pauses(anna)
    await anna.sees(f"№ {number}", "снова в работе")
    await stage.passes(12 * DAY_S)
    anna.does_not_see("Вы не ответили")


async def test_whoever_asks_what_became_of_it_sees_it(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, LAMP)
    await stage.passes(HOUR_S)
    await anna.says("ну что там с фонарём?")
    await anna.sees(f"№ {number}", "передано, ждёт ответа")
    await anna.says("я же писала: столб у пекарни")
    await pauses(anna)
    await maria.sees(f"№ {number}", "столб у пекарни")
    await anna.presses("Готово")
    await anna.says("а когда ждать мастера?")
    await anna.sees("передано, ждёт ответа")
    maria.does_not_see("а когда ждать мастера")


async def test_who_asks_who_answers_here_is_told_and_not_how_his_report_is(stage: Stage, anna: Citizen) -> None:
    await reports(anna, LAMP)
    await stage.passes(HOUR_S)
    before = len(anna.messages())
    await anna.says("а вы вообще кто такие?")
    await pauses(anna)
    told = "\n".join(m.text for m in anna.messages()[before:])
    assert "Это бот" in told, told
    assert "передано, ждёт ответа" not in told


async def test_a_place_that_was_told_goes_along_into_an_addition(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, LAMP)
    await stage.passes(HOUR_S)
    await anna.says("Снегом завалило двор, никто не чистит, сугробы по пояс")
    await pauses(anna)
    await anna.says("улица Полевая, 2, за складом")
    await pauses(anna)
    await anna.presses(f"Дополнить № {number}")
    await maria.sees("сугробы по пояс", "Полевая", "за складом")


async def test_two_reports_at_once_are_told_apart(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await anna.starts()
    await anna.says("не чистят снег у школы")
    await stage.passes(5 * 60)
    await anna.says("В Сосновинке на улице Полевой, 2 автобус не пришёл")
    await pauses(anna)
    await anna.presses("Это новое сообщение")
    await anna.presses("Пропустить")  # the bus's number
    await anna.presses("Отправить")
    await anna.presses("Даю согласие")
    await anna.sees("начали раньше", "снег у школы")
    await anna.says("Тихореченск, улица Лесная, 5")
    await pauses(anna)
    await anna.presses("Отправить")
    first, second = await maria.card("1"), await maria.card("2")
    assert "автобус" in first.text
    assert "снег" not in first.text
    assert "снег у школы" in second.text
    assert "Лесная" in second.text


async def test_requests_in_words_lead_where_they_want_to(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    for words, seen in (
        ("хочу получать предупреждения о паводке", "О чём мы вас предупреждаем"),
        ("что происходит в городе, почему сирена?", "нет ни одного действующего оповещения"),
        ("правда ли что завтра закроют мост?", "Мы такого не сообщали"),
        ("дайте поговорить с живым человеком", "Отвечают здесь люди"),
        ("не присылайте мне больше ничего", "Что сделать?"),
    ):
        await anna.says(words)
        await anna.sees(seen)


async def test_words_that_were_taken_for_a_question_become_a_report_by_one_tap(stage: Stage, anna: Citizen) -> None:
    await anna.starts()
    for words in ("что случилось с автобусами?", "вы мне не ответили, что с фонарём", "позвоните мне, пожалуйста"):
        await anna.says(words)
        await anna.presses("Это сообщение о проблеме")
        await anna.sees("Где это?", words)
        await anna.presses("Отмена")


async def test_a_question_is_one_without_its_mark_and_an_answer_may_be_a_sticker(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, "ОПЯТЬ НЕТ ВОДЫ!!! БЕЛОСВЕТСК, РЕЧНАЯ 8")
    for words in ("КОГДА ДАДИТЕ ВОДУ", "Прошу сообщить входящий номер", "жду ответа"):
        await anna.says(words)
        await pauses(anna)
        await anna.sees(f"№ {number} · ", "Сейчас: передано")
    assert not shows(maria, "автор добавил")
    await maria.answers(await maria.card(number), "Насос заменили, вода подана.")
    await anna.says("", thing("sticker", "sticker.webp"))
    await pauses(anna)
    await anna.sees(f"По № {number}", "проблема решена?")
    await anna.says("КАКАЯ ВОДА??? НЕТ НИКАКОЙ ВОДЫ")
    await pauses(anna)
    await maria.sees(f"№ {number}", "снова в работе", "НЕТ НИКАКОЙ ВОДЫ")


async def test_danger_that_follows_an_addition_reaches_the_staff_with_it(anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, "Белосветск, Речная 16, шумят соседи")
    for words in ("соседка говорит, из той квартиры дымом тянет", "дым идёт из под двери!!"):
        await anna.says(words)
        await pauses(anna)
        await maria.sees(f"№ {number}: автор добавил", words)
    await anna.sees("112")


async def test_a_place_alone_begins_with_what_happened_though_a_report_is_open(anna: Citizen) -> None:
    number = await reports(anna, "Белосветск, Речная 16, шумят соседи")
    await anna.says("Белосветск, Мира 3")
    await pauses(anna)
    assert "Что случилось?" in anna.screen().text
    assert f"Дополнить № {number}" in anna.labels()
