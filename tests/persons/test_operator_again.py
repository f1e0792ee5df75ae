"""What operators take back, promise, join and send back to work, as both sides see it."""

from __future__ import annotations

from tests.persons.people import Citizen, Operator, citizen
from tests.persons.reporting import reports
from tests.persons.stage import Stage


async def test_a_promise_with_a_day_asks_nothing_and_stays_at_work(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    await maria.replies_to(await maria.card(number), "Заказали новую лампу")
    said = await maria.sees(f"Ответ на № {number} (", "«Заказали новую лампу»")
    await maria.presses("Ещё не решено", on=said)
    await maria.presses("Через 3 дня", on=await maria.sees("Когда ждать следующего ответа"))
    await stage.passes(11)
    told = await anna.sees("Пока сообщаем", "Заказали новую лампу", "Следующий ответ — не позже")
    assert not told.buttons
    anna.does_not_see("Проблема решена")
    card = await maria.card(number)
    assert "пока не решено: Заказали новую лампу" in card.text
    assert "Состояние: в работе" in card.text


async def test_a_rejected_report_is_put_back_to_work(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await reports(anna)
    await maria.presses("Отклонить")
    await maria.presses("Не наша территория")
    await stage.passes(11)
    await maria.presses("Вернуть в работу")
    anna.does_not_see("снова в работе")
    await stage.passes(11)
    await anna.sees(f"№ {number}", "снова в работе")
    assert any("Взять" in label for label in maria.labels(await maria.card(number)))


async def test_two_who_wrote_of_the_same_both_get_the_answer(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    boris = citizen(stage, stage.admin, "Борис")
    first = await reports(anna)
    second = await reports(boris, "В Сосновинке на улице Лесной, 5 снег у подъезда по колено")
    await maria.presses("Отклонить", on=await maria.card(second))
    await maria.presses("Уже есть такое")
    assert "№ 1, Лесная, 5" in maria.labels(await maria.card(second))[0]  # told otherwise, but at the very house
    await maria.replies_to(await maria.sees("с каким сообщением объединить"), first)
    await stage.passes(11)
    told = await boris.sees("объединили с похожим сообщением", f"под номером {second}")
    assert f"№ {first}" not in told.text
    await maria.replies_to(await maria.card(first), "Снег вывезли")
    await maria.presses("Всем (2)")
    await stage.passes(11)
    await anna.sees(f"Ответ по № {first}", "Снег вывезли")
    await boris.sees(f"Ответ по № {second}", "Снег вывезли")
    await boris.presses("👎 Нет")
    await maria.sees(f"№ {first}: не решено, говорит автор № {second}")


async def test_what_the_author_adds_is_on_the_card_and_his_other_reports_are_counted(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await reports(anna)
    number = await reports(anna, "В Сосновинке на улице Школьной, 9 яма у ворот")
    await anna.presses("Дополнить")
    await anna.says("и бордюр разбит")
    await stage.passes(11)
    card = await maria.card(number)
    assert "автор добавил: и бордюр разбит" in card.text
    assert "2-е сообщение автора, ещё открыто: 1" in card.text


async def test_a_refused_report_is_seen_whole_and_taken_up_again_from_its_menu(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna)
    other = await reports(anna, "В Сосновинке на улице Лесной, 9 не горит фонарь")
    await maria.presses("Отклонить", on=await maria.card(number))
    await maria.presses("Не наша территория")
    await stage.passes(11)
    await maria.presses("Ещё", on=await maria.card(number))
    await maria.presses("Другие сообщения автора")
    await maria.sees("не горит фонарь", f"№ {other}")
    await maria.presses("Ещё", on=await maria.card(number))
    await maria.presses("Вся история")
    await maria.presses("Вернуть в работу")
    await stage.passes(11)
    await anna.sees("снова в работе")
