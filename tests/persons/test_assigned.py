"""A report is given to a colleague by name: he is told, his shift offers it first, he gives it back, it moves on."""

from __future__ import annotations

import pytest

from tests.persons.people import Citizen, Operator, operator
from tests.persons.reporting import reports
from tests.persons.stage import Stage
from tests.persons.test_desk_files import in_private
from tests.persons.test_shift import LAMP, PIT, on_shift, writes


async def gives(maria: Operator, number: str, name: str) -> None:
    card = await maria.card(number)
    await maria.presses("Ещё", on=card)
    await maria.presses("Поручить", on=card)
    await maria.presses(name, on=card)


async def test_a_colleague_is_told_in_private_and_his_shift_offers_it_first(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    oleg = in_private(stage, 1)
    first = await reports(anna, LAMP)
    await writes(stage, where, PIT, "Пётр Ильич")
    second = "2"
    await operator(stage, 1).says(f"№ {first} // смотрел")
    await oleg.starts()
    await gives(maria, second, "Олег")
    card = await maria.card(second)
    assert "занимается Олег" in card.text
    assert "Мария" in card.text.split("поручает")[0].splitlines()[-1]
    await oleg.sees("Вам поручили № 2", "Мария")
    await oleg.says("моя смена")
    await oleg.says("начать смену")
    await oleg.sees("глубокая яма")
    oleg.does_not_see("не горит фонарь")
    await oleg.says("Засыплем до вечера")
    await stage.passes(11)
    assert "доставлено" in (await maria.card(second)).text


async def test_it_stays_his_when_he_puts_it_off_until_he_gives_it_back(
    stage: Stage, where: str, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, LAMP)
    await writes(stage, where, PIT, "Пётр Ильич")
    oleg = await on_shift(stage, 1)
    await oleg.sees("не горит фонарь")
    await gives(maria, "2", "Олег")
    await oleg.sees("Вам поручили № 2")
    await oleg.presses("Дальше")
    await oleg.sees("глубокая яма")
    await oleg.presses("Дальше")
    assert "занимается Олег" in (await maria.card("2")).text
    assert "занимается" not in (await maria.card(number)).text
    assert await oleg.sees("ольше ничего не ждёт")
    await oleg.presses("Отпустить", on=await oleg.sees("Вам поручили № 2"))
    card = await maria.card("2")
    assert "занимается" not in card.text
    assert "возвращает поручение" in card.text
    await oleg.presses("Дальше")
    await oleg.sees("ольше ничего не ждёт")


async def test_whoever_never_wrote_to_the_bot_is_named_in_the_group_and_a_second_time_moves_it(
    stage: Stage, anna: Citizen, maria: Operator, oleg: Operator
) -> None:
    number = await reports(anna, LAMP)
    await oleg.says(f"№ {number} // смотрел")
    await maria.says(f"№ {number} // тоже")
    await gives(maria, number, "Олег")
    await maria.sees("Олег", f"вам поручили № {number}")
    assert "занимается Олег" in (await maria.card(number)).text
    await gives(oleg, number, "Мария")
    card = await maria.card(number)
    assert "занимается Мария" in card.text
    assert card.text.count("поручает") == 2
    await stage.passes(25 * 3600)
    card = await maria.sees("снова свободно")
    assert "занимается" not in card.text
    anna.does_not_see("Мария", "Олег")


@pytest.mark.parametrize("where", ["vk"])
async def test_whoever_cannot_be_reached_after_all_is_named_in_the_group(
    stage: Stage, anna: Citizen, maria: Operator, oleg: Operator
) -> None:
    number = await reports(anna, LAMP)
    await in_private(stage, 1).starts()
    await oleg.says(f"№ {number} // смотрел")
    stage.telegram.deactivate(oleg.user)
    await gives(maria, number, "Олег")
    await maria.sees("Олег", f"вам поручили № {number}")
