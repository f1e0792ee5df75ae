"""Consent is a message of its own; danger comes before it and before everything else."""

from __future__ import annotations

import pytest

from tests.persons.people import Citizen, Operator, photo
from tests.persons.reporting import (
    MINUTE_S,
    SNOW,
    TIKHORECHENSK,
    agrees,
    pauses,
    reports,
    rows,
    shows,
    whole_database,
)
from tests.persons.stage import Stage

GAS = "В подъезде пахнет газом, Сосновинка, улица Лесная, 5"


async def test_consent_is_a_message_of_its_own_and_stays_with_its_date(stage: Stage, anna: Citizen) -> None:
    await anna.says(SNOW)
    await pauses(anna)
    await anna.presses("Отправить")
    asked = await anna.sees(
        "Согласие на обработку персональных данных", "Кто:", "Зачем:", "Сколько храним:", "отозвать"
    )
    assert "не чистят" not in asked.text
    assert anna.labels(asked) == ["Даю согласие", "Не сейчас", "← Назад"]
    await agrees(anna)
    await anna.sees("Согласие на обработку", "Вы дали согласие сегодня в")
    assert rows(stage, "SELECT consent_version FROM person WHERE consent_at > 0") == [("2026-1",)]


async def test_not_now_keeps_nothing_and_leaves_the_phones(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await anna.says(SNOW, photo())
    await pauses(anna)
    await anna.presses("Отправить")
    await anna.presses("Не сейчас")
    await anna.sees("Ничего из написанного мы не сохранили", "112")
    assert "Согласие на обработку" not in anna.text()
    assert maria.messages() == []
    assert rows(stage, "SELECT data FROM dialogue WHERE data LIKE '%снег%'") == []
    assert rows(stage, "SELECT * FROM attachment") == []
    await stage.passes(25 * 3600)
    await stage.app.chores.prune()
    assert "чистят снег" not in whole_database(stage)


async def test_back_from_the_consent_leads_to_the_draft(stage: Stage, anna: Citizen) -> None:
    await anna.says(SNOW)
    await pauses(anna)
    await anna.presses("Отправить")
    await anna.presses("Назад")
    await anna.sees("Проверьте", "не чистят снег")
    await anna.presses("Отправить")
    await agrees(anna)
    await anna.sees("№ 1")


async def test_a_new_text_of_the_consent_is_asked_for_again(stage: Stage, anna: Citizen) -> None:
    await reports(anna)
    stage.app.shared.region.consent_version = "2027-1"
    await anna.says("Яма, Сосновинка, улица Речная, 7")
    await pauses(anna)
    await anna.presses("Отправить")
    await anna.sees("Согласие на обработку", "Как отозвать")
    await agrees(anna)
    await anna.sees("№ 2")
    assert rows(stage, "SELECT consent_version FROM person WHERE consent_at > 0") == [("2027-1",)]


async def test_what_is_written_while_consent_is_asked_belongs_to_the_draft(stage: Stage, anna: Citizen) -> None:
    await anna.says(SNOW)
    await pauses(anna)
    await anna.presses("Отправить")
    await stage.passes(20)
    await anna.says("И фонарь не горит")
    await pauses(anna)
    await anna.sees("Проверьте", "И фонарь не горит", "не чистят снег")
    await anna.presses("Отправить")
    await agrees(anna)
    assert rows(stage, "SELECT text FROM report") == [(f"{SNOW}\nИ фонарь не горит",)]


@pytest.mark.parametrize(
    "text", [GAS, "Горит дом в Сосновинке на улице Лесной", "Открытый люк, провалился ребёнок", "провод искрит"]
)
async def test_danger_shows_112_first(stage: Stage, anna: Citizen, text: str) -> None:
    await anna.starts()
    await anna.says(text)
    await pauses(anna)
    call = await anna.sees("Сначала позвоните 112", "104")
    others = [m for m in anna.messages() if "Проверьте" in m.text or "Где это?" in m.text]
    assert anna.messages().index(call) < anna.messages().index(others[0])
    assert len(shows(anna, "Сначала позвоните 112")) == 1


async def test_danger_at_the_very_first_contact_comes_before_the_greeting(
    stage: Stage, anna: Citizen, where: str
) -> None:
    await anna.says(GAS)
    await pauses(anna)
    first = anna.messages()[int(where == "max")]  # in MAX nobody can write before he pressed Start, and that is greeted
    assert "Сначала позвоните 112" in first.text


async def test_the_card_of_danger_says_so_and_the_number_repeats_the_phones(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await reports(anna, GAS)
    await anna.sees(f"№ {number}", "Если опасность ещё есть, звоните", "112")
    assert "ПАСНО" in (await maria.card(number)).text.upper()


async def test_danger_that_is_not_sent_reaches_the_operators_marked_after_ten_minutes(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await reports(anna)
    await stage.passes(5 * MINUTE_S)
    await anna.says("Пахнет газом")
    await pauses(anna)
    await anna.is_at(*TIKHORECHENSK)
    await pauses(anna)
    await stage.passes(9 * MINUTE_S)
    maria.does_not_see("газом")
    await stage.passes(2 * MINUTE_S)
    card = await maria.card("2")
    assert "Пахнет газом" in card.text
    assert "не отправ" in card.text.lower()
    await anna.sees("мы не стали ждать", "№ 2")
    assert rows(stage, "SELECT id, unsent, danger FROM report ORDER BY id") == [(1, 0, 0), (2, 1, 1)]
    anna.does_not_see("Проверьте")


async def test_danger_without_a_place_is_asked_about_and_not_passed_on(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await reports(anna)
    await stage.passes(5 * MINUTE_S)
    await anna.says("Пахнет газом")
    await stage.passes(30 * MINUTE_S)
    maria.does_not_see("газом")
    await anna.sees("не отправили", "Где это?")


async def test_danger_without_consent_is_passed_to_nobody(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await anna.says(GAS)
    await stage.passes(30 * MINUTE_S)
    assert maria.messages() == []


async def test_sent_danger_is_not_passed_on_a_second_time(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await reports(anna, GAS)
    await stage.passes(30 * MINUTE_S)
    assert rows(stage, "SELECT COUNT(*) FROM report") == [(1,)]
