"""Second thoughts: marks in words, what is closed and wanted back, a place or a house said anew, a number with odd signs."""

from __future__ import annotations

from tests.persons.people import Citizen, Operator, photo
from tests.persons.reporting import HOUR_S, agrees, pauses, reports, rows
from tests.persons.stage import Stage

LAMP = "В Сосновинке на улице Лесной, 5 не горит фонарь"


async def says(anna: Citizen, *words: str) -> str:
    """Each by itself; what the bot said to the last one."""
    for each in words:
        before = {m.id: m.text for m in anna.messages()}
        await anna.says(each)
        await pauses(anna)
        await anna.stage.passes(6)
    return "\n".join(m.text for m in anna.messages() if before.get(m.id) != m.text)


async def answered(anna: Citizen, maria: Operator, text: str = "Фонарь починили") -> str:
    number = await reports(anna, LAMP)
    await maria.answers(await maria.card(number), text)
    return number


async def test_a_mark_is_given_in_ones_own_words_and_changed_by_another(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    for first, second, stars in (
        ("да", "твёрдая четверка", 4), ("решено", "ну пять с минусом", 5), ("решено, но на троечку", "", 3),
        ("все сделали, пять звезд", "", 5), ("Спасибо, починили! Пять баллов", "а нет, четыре", 4),
    ):  # fmt: skip
        number = await answered(anna, maria)
        await says(anna, *filter(None, (first, second)))
        assert rows(stage, f"SELECT status, stars FROM report WHERE id = {number}") == [("closed", stars)], first
        assert f"оценка автора: {stars} из 5" in (await maria.card(number)).text
    number = await answered(anna, maria)
    await says(anna, "сделали, но плохо")
    assert rows(stage, f"SELECT status FROM report WHERE id = {number}") == [("reopened",)]


async def test_what_was_closed_with_a_photo_is_wanted_back_and_has_it_still(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, LAMP, photo())
    await maria.answers(await maria.card(number), "Фонарь починили")
    await says(anna, "решено", "4")
    told = await says(anna, "верните")
    assert "Вернуть его в работу?" in told
    await anna.presses(f"Вернуть № {number} в работу")
    card = await maria.card(number)
    assert "снова в работе" in card.text
    assert "📎 1 файл" in card.text
    anna.does_not_see("Где это?")


async def test_a_number_with_any_sign_asks_of_that_report_or_says_which_one_is_meant(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    first = await reports(anna, LAMP)
    second = await reports(anna, "Кедрачи, Мира 2, яма на дороге")
    await stage.passes(HOUR_S)
    for words in (f"№ {first}?", f"N{first}", f"#{first}", f"№{first}", f"заявка {first}", f"№ {first} ну что там?"):
        assert f"№ {first} · " in await says(anna, words), words
    assert rows(stage, "SELECT COUNT(*) FROM report_event WHERE kind = 'added'") == [(0,)]
    for number in (first, second):
        await maria.answers(await maria.card(number), "Сделали")
    await says(anna, f"№{first}: решено", f"№ {second} не решено")
    assert rows(stage, "SELECT status FROM report ORDER BY id") == [("closed",), ("reopened",)]
