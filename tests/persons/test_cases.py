"""Many people, one trouble: what each of them sees and does, in both messengers, and the staff who answer them."""

from __future__ import annotations

from tests.persons.notices import is_said, sees_outage
from tests.persons.people import Citizen, Operator, citizen
from tests.persons.reporting import agrees, pauses, reports
from tests.persons.stage import Stage

HERE = "В Сосновинке на улице Лесной, 5, кв. 8 третий день не чистят снег, звоните Марии"
THERE = "Сосновинка, ул. Лесная д. 5, снег не убран"


def other(stage: Stage, where: str, name: str, *, same: bool = False) -> Citizen:
    """Somebody else, in the other messenger or in the same one."""
    return citizen(stage, where if same else stage.admin, name)


async def follows(who: Citizen, text: str = THERE) -> str:
    """From the first word to a number of his own, by «Это то же самое»."""
    await who.says(text)
    await pauses(who)
    await who.presses("Это то же самое")
    if "Даю согласие" in who.labels():
        await agrees(who)
    return await who.number()


async def test_the_second_sees_what_is_known_and_follows_it_to_the_answer(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    first = await reports(anna, HERE)
    boris = other(stage, where, "Борис")
    await boris.says(THERE)
    await pauses(boris)
    screen = await boris.sees("Об этом уже знают", "Лесная, 5", "ждёт ответа", "Пишет 1 человек")
    for secret in ("Мари", "кв", "третий", f"№ {first}"):
        assert secret not in screen.text.split("Об этом уже знают")[1]
    await boris.presses("Это то же самое")
    await agrees(boris)
    second = await boris.number()
    assert second != first
    await boris.sees(f"Ваше сообщение — № {second}", "ответ придёт и вам")
    await maria.sees(f"О том же, что и № {first}", f"№ {second}", "снег не убран")
    card = await maria.card(first)
    assert "Пишут об этом: 2 человека" in card.text
    await maria.replies_to(card, "Вывезем завтра")
    await maria.presses("Всем (2)")
    await stage.passes(11)
    await anna.sees(f"Ответ по № {first}", "Вывезем завтра")
    await boris.sees(f"Ответ по № {second}", "Вывезем завтра")
    await stage.passes(6)
    await maria.sees("получили 2 из 2")


async def test_an_answer_to_a_case_and_to_one_that_was_joined_to_it_comes_once(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    first = await reports(anna, HERE)
    boris = other(stage, where, "Борис")
    second = await follows(boris)
    await maria.says(f"№ {first} и {second}: вывезем завтра")
    await maria.presses("Всем (2)")
    await stage.passes(11)
    for person, number in ((anna, first), (boris, second)):
        await person.sees(f"Ответ по № {number}", "вывезем завтра")
        assert person.text().count("вывезем завтра") == 1


async def test_whoever_follows_is_asked_after_a_promised_day_under_his_own_number(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    first = await reports(anna, HERE)
    boris = other(stage, where, "Борис")
    second = await follows(boris)
    await maria.replies_to(await maria.card(first), "Трактор сломан, почистим в течение трёх дней")
    await maria.presses("Всем (2)")
    await maria.presses("Обещать: 21 ноября")
    await stage.passes(11)
    await boris.sees(f"№ {second}", "21 ноября")
    await stage.passes(3 * 24 * 3600 + 8 * 3600)
    await anna.sees("Вам обещали", f"№ {first}")
    asked = await boris.sees("Вам обещали", f"№ {second}", "Проблема решена?")
    assert f"№ {first}" not in asked.text
    await boris.presses("Нет", on=asked)
    await maria.sees(f"№ {second}", "не решено")


async def test_it_is_in_his_reports_takes_more_and_lets_him_go(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    first = await reports(anna, HERE)
    boris = other(stage, where, "Борис", same=True)
    second = await follows(boris)
    await boris.says("Мои сообщения")
    await boris.presses(f"№ {second}")
    await boris.sees("присоединено к известному: ждёт ответа")
    await boris.presses("Дополнить")
    await boris.says("теперь и подъезд завалило")
    await pauses(boris)
    await maria.sees(f"К № {first}", "подъезд завалило")
    await boris.says("/reports")
    await boris.presses(f"№ {second}")
    await boris.presses("Не следить")
    await boris.sees("больше не следите")
    await maria.replies_to(await maria.card(first), "Вывезли")
    await stage.passes(11)
    await anna.sees("Вывезли")
    boris.does_not_see("Вывезли")


async def test_the_author_is_forgotten_and_the_next_is_spoken_to(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    first = await reports(anna, HERE)
    second = await follows(other(stage, where, "Борис"))
    vera = other(stage, where, "Вера", same=True)
    await follows(vera, "Сосновинка, Лесная 5, снег не чистят, по колено")
    await anna.says("/forget")
    await anna.presses("Да, удалить")
    await maria.sees(f"Теперь главное — № {second}", f"автор № {first}")
    assert "Марии" not in maria.text()
    await maria.replies_to(await maria.card(second), "Приедем утром")
    await maria.presses("Всем (2)")
    await stage.passes(11)
    await vera.sees("Приедем утром")
    anna.does_not_see("Приедем утром")


async def test_staff_are_asked_twice_whom_and_are_told_that_nobody_got_it_even_over_a_restart(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    first = await reports(anna, HERE)
    boris = other(stage, where, "Борис")
    await follows(boris)
    await maria.replies_to(await maria.card(first), "Скоро будет")
    await maria.sees("Кому отправить?")
    await stage.stop_bot()
    await stage.start_bot()
    await stage.passes(121)
    await maria.sees("ещё не ушёл", "Кому отправить?")
    await stage.passes(13 * 60)
    await maria.sees(f"Ответ по № {first}: не отправлено")
    anna.does_not_see("Скоро будет")
    boris.does_not_see("Скоро будет")


async def test_an_outage_at_the_very_address_is_shown_and_its_end_is_told(
    stage: Stage, where: str, anna: Citizen
) -> None:
    street = await sees_outage(stage, anna)
    await anna.presses("Следить за оповещением")
    await anna.sees("Когда закончится, мы вам напишем", "нет холодной воды")
    boris = other(stage, where, "Борис")
    await boris.says("В Сосновинке на Лесной, 77 нет холодной воды")
    await pauses(boris)
    boris.does_not_see("Следить?")
    await is_said(stage, 32, "Воду дали.", kind="water", severity=2, area=street, ask=(), link="ends", linked_id=31)
    await anna.sees("Воду дали.")
    boris.does_not_see("Воду дали.")
