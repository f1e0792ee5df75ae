"""Who puts a place right, or takes back what he added, loses nothing that was said since."""

from __future__ import annotations

from tests.persons.people import Citizen, Operator, citizen
from tests.persons.reporting import pauses, reports, separates
from tests.persons.stage import Stage

HOLE = "В Сосновинке на улице Лесной, 5 яма на дороге"
MINUTE_S = 60


async def test_what_is_taken_back_loses_no_topic_that_was_said_later(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, HOLE)
    await anna.says("это не дорога, а тротуар")
    await pauses(anna)
    first, separate = anna.screen(), separates(anna)
    await stage.passes(MINUTE_S)
    await anna.says("поменяйте тему на освещение")
    await pauses(anna)
    last, again = anna.screen(), separates(anna)
    await anna.presses_data(first, separate)
    assert "Освещение улиц" in (await maria.card(number)).text
    await stage.passes(MINUTE_S)
    await anna.presses_data(last, again)
    assert "Ямы на дорогах" in (await maria.card(number)).text


async def test_what_is_taken_back_leaves_the_topic_that_staff_gave_since(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, HOLE)
    await anna.says("это не дорога, а тротуар")
    await pauses(anna)
    await maria.presses("Тема", on=await maria.card(number))
    await maria.presses("Отопление", on=await maria.card(number))
    assert "Отопление" in (await maria.card(number)).text
    await anna.presses("Это о другом")
    assert "Отопление" in (await maria.card(number)).text


async def test_a_joined_report_that_is_taken_back_says_where_it_is_again(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    known = await reports(anna, HOLE)
    boris = citizen(stage, where, "Борис")
    number = await reports(boris, "В Сосновинке на улице Мира, 7 яма на дороге")
    await boris.says("ошибся, Мира 9")
    await pauses(boris)
    screen, separate = boris.screen(), separates(boris)
    await maria.presses("Отклонить", on=await maria.card(number))
    await maria.presses("Уже есть такое")
    await maria.replies_to(await maria.sees("с каким сообщением объединить"), known)
    await stage.passes(11)
    await boris.sees("объединили с похожим сообщением")
    await boris.presses_data(screen, separate)
    await stage.passes(11)
    await maria.sees(f"№ {number}", "о другом", "Место снова: Сосновинка, Мира, 7")


async def test_a_road_and_its_kilometre_are_a_place_and_put_one_right(anna: Citizen, maria: Operator) -> None:
    await anna.says("яма на дороге")
    await pauses(anna)
    await anna.says("трасса М-7, 43 км")
    await pauses(anna)
    assert "📍 М-7, 43 км\n" in (await anna.sees("Проверьте, всё ли верно")).text
    await anna.presses("Отмена")
    number = await reports(anna, HOLE)
    await anna.says("ошиблась, это трасса М-7, 12 км")
    await pauses(anna)
    await anna.sees(f"Исправили место в № {number}")
    card = await maria.card(number)
    assert "М-7, 12 км\n" in card.text
    assert "место было: Сосновинка, Лесная, 5" in card.text
