"""Whoever writes about a report that is over is heard: it goes back to work, or he is asked whether he means it."""

from __future__ import annotations

from tests.persons.people import Citizen, Operator, photo
from tests.persons.reporting import DAY_S, HOUR_S, pauses, reports
from tests.persons.stage import Stage

BENCH = "В Тихореченске на улице Полевой, 12 не горит фонарь у лавочки"


async def closed(anna: Citizen, maria: Operator) -> str:
    number = await reports(anna, BENCH)
    await maria.answers(await maria.card(number), "Лампу заменили")
    await anna.presses("Решено")
    await anna.sees(number, "закрыто")
    return number


async def test_words_that_it_is_no_better_put_a_closed_report_back_to_work(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await closed(anna, maria)
    await stage.passes(5 * HOUR_S)
    await anna.says("снова темно, лампа опять не работает")
    await anna.sees("снова в работе", number)
    await maria.sees(f"№ {number}", "не решено", "лампа опять не работает")
    await maria.says("/queue")
    await maria.sees("В очереди 1 сообщение", "не решено, снова в работе")
    anna.does_not_see("Где это?")


async def test_what_silence_closed_comes_back_by_a_reply_however_it_is_worded(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, BENCH)
    await maria.answers(await maria.card(number), "Бригада приедет и всё сделает")
    for _ in range(2):
        await stage.passes(8 * DAY_S)
    closing = await anna.sees("Вы не ответили", number)
    await anna.says("две недели прошло, бригады нет", reply_to=closing)
    await pauses(anna)
    if "Вернуть" in " ".join(anna.labels()):
        await anna.presses("Вернуть")
    await maria.sees(f"№ {number}", "не решено", "бригады нет")


async def test_a_refusal_that_is_argued_with_is_taken_up_again(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna, BENCH)
    await maria.presses("Отклонить", on=await maria.card(number))
    await maria.presses("Спам")
    await stage.passes(12)
    refused = await anna.sees("не приняли")
    assert anna.labels(refused) == ["Рассмотреть ещё раз"]
    await anna.says("это не спам! у нас и правда темень на всю улицу")
    await pauses(anna)
    await maria.sees(f"№ {number}", "не решено", "темень на всю улицу")


async def test_it_can_be_taken_out_again_and_is_closed_as_before(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await closed(anna, maria)
    await anna.says("всё равно ничего не сделали")
    await anna.sees("снова в работе")
    await anna.presses("Это о другом")
    await anna.sees("Где это?", "всё равно ничего не сделали")
    assert "Состояние: закрыто" in (await maria.card(number)).text


async def test_what_is_added_to_a_closed_report_is_asked_about(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await closed(anna, maria)
    await stage.passes(HOUR_S)
    await anna.says("забыла дописать: номер столба 48")
    await pauses(anna)
    asked = await anna.sees("номер столба 48", number, "уже закрыто")
    assert any("Это новое сообщение" in label for label in anna.labels(asked))
    await anna.presses(f"Вернуть № {number}")
    await maria.sees(f"№ {number}", "номер столба 48")
    assert "снова в работе" in (await maria.card(number)).text


async def test_the_same_trouble_again_offers_the_closed_report(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await closed(anna, maria)
    await stage.passes(2 * DAY_S)
    await anna.says("На Полевой, 12 в Тихореченске второй вечер нет света у лавочки, фонарь мёртвый", photo())
    await pauses(anna)
    await anna.presses(f"Вернуть № {number}")
    await anna.sees("снова в работе", number)
    await maria.sees(f"№ {number}", "Состояние: не решено, снова в работе", "фонарь мёртвый")


async def test_another_trouble_and_thanks_leave_it_closed(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await closed(anna, maria)
    await anna.says("спасибо, теперь светло")
    await anna.sees("Пожалуйста")
    await anna.says("нет")
    await anna.says("В Сосновинке на улице Лесной, 8 опять не вывезли мусор")
    await pauses(anna)
    await anna.sees("Проверьте, всё ли верно", "Лесная, 8")
    assert not any("Вернуть" in label for label in anna.labels())
    assert "Состояние: закрыто" in (await maria.card(number)).text
