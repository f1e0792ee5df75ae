"""Chosen scripts on PostgreSQL: what persons see does not depend on the database."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.persons.people import Citizen, Operator, citizen, operator, photo
from tests.persons.stage import Stage, open_stage
from tests.persons.test_desk_files import in_private

pytestmark = pytest.mark.postgres


@pytest.fixture
def where() -> str:
    return "telegram"


@pytest.fixture
async def stage(tmp_path: Path, admin: str, ready_postgres: str) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, admin, ready_postgres) as opened:
        yield opened


async def files_report(person: Citizen, text: str = "В Сосновинке на улице Лесной, 5 не чистят снег") -> str:
    """From the first word to the number."""
    await person.starts()
    await person.says(text)
    await person.presses("Отправить")
    await person.presses("Даю согласие")
    return await person.number()


async def test_a_report_with_photo_and_place_reaches_staff_and_the_answer_comes_back(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await anna.starts()
    await anna.says("Не чистят снег", photo())
    await stage.passes(3)
    await anna.is_at(60.31, 63.52)
    await stage.passes(3)
    await anna.presses("Отправить")
    await anna.presses("Даю согласие")
    number = await anna.number()
    card = await maria.card(number)
    assert any(m.files for m in maria.messages())
    await maria.answers(card, "Трактор выйдет сегодня")
    await anna.sees("Трактор выйдет сегодня")
    assert "доставлено" in (await maria.card(number)).text.lower()


async def test_an_answer_taken_back_in_time_never_reaches_the_citizen(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await files_report(anna)
    await maria.replies_to(await maria.card(number), "Ошибочный ответ")
    await maria.presses("Отменить")
    await stage.passes(30)
    anna.does_not_see("Ошибочный ответ")


async def test_somebody_elses_report_shows_its_state_and_nothing_else(stage: Stage, anna: Citizen) -> None:
    number = await files_report(anna)
    curious = citizen(stage, "telegram", "Любопытный")
    await curious.starts()
    await curious.says(f"/status {number}")
    await stage.passes(3)  # what is not one's own is answered slowly
    await curious.sees(f"№ {number}")
    curious.does_not_see("Лесной", "не чистят")


async def test_who_is_forgotten_leaves_nothing(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await files_report(anna)
    await anna.says("/forget")
    await anna.presses("удалить")
    await stage.passes(2)
    assert "Лесной" not in maria.text()
    await anna.says(f"/status {number}")
    anna.does_not_see("не чистят снег\n\nЛесной")


async def test_a_restart_in_the_middle_of_a_form_loses_nothing(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await anna.starts()
    await anna.says("В Сосновинке на улице Лесной, 5 не чистят снег")
    await stage.stop_bot()
    await stage.start_bot()
    await anna.presses("Отправить")
    await stage.stop_bot()
    await stage.start_bot()
    await anna.presses("Даю согласие")
    assert "не чистят снег" in (await maria.card(await anna.number())).text


async def test_an_album_is_one_report(stage: Stage, anna: Citizen, maria: Operator) -> None:
    await anna.starts()
    await anna.says("В Сосновинке на улице Лесной, 5 не чистят снег", photo(), photo(), photo())
    await stage.passes(3)
    await anna.presses("Отправить")
    await anna.presses("Даю согласие")
    assert await anna.number() == "1"
    await maria.presses("📎 3")
    assert sum(len(m.files) for m in maria.messages()) == 1 + 3


async def test_an_answer_to_somebody_who_blocked_the_bot_is_shown_as_not_delivered(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await files_report(anna)
    anna.messenger.block(anna.user)
    await stage.quiet()
    await maria.answers(await maria.card(number), "Трактор выйдет сегодня")
    text = (await maria.card(number)).text.lower()
    assert "не доставлено" in text


async def test_the_queue_lists_what_waits(stage: Stage, anna: Citizen, maria: Operator) -> None:
    number = await files_report(anna)
    await maria.says("/queue")
    assert number in maria.screen().text


async def test_an_answer_written_before_a_restart_is_sent_after_it_once(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await files_report(anna)
    await maria.replies_to(await maria.card(number), "Трактор выйдет сегодня")
    await stage.stop_bot()
    stage.clock.leap(60)
    await stage.start_bot()
    await anna.sees("Трактор выйдет сегодня")
    await stage.passes(60)
    assert anna.text().count("Трактор выйдет сегодня") == 1


async def test_a_question_is_answered_by_whatever_the_citizen_writes_next(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    number = await files_report(anna)
    await maria.presses("Спросить", on=await maria.card(number))
    await maria.replies_to(maria.screen(), "Какой подъезд?")
    await stage.passes(11)
    await anna.sees("Какой подъезд?")
    await anna.says("Второй подъезд")
    await stage.passes(5)
    assert "Второй подъезд" in maria.text()
    assert operator(stage, 1).text() == maria.text()


async def test_a_report_is_given_to_a_colleague_whose_shift_offers_it_first(
    stage: Stage, anna: Citizen, maria: Operator
) -> None:
    await files_report(anna)
    await files_report(
        citizen(stage, "telegram", "Пётр Ильич"), "В Сосновинке на улице Лесной, 7 глубокая яма на дороге"
    )
    oleg = in_private(stage, 1)
    await oleg.starts()
    await operator(stage, 1).says("№ 1 // смотрел")
    card = await maria.card("2")
    await maria.presses("Ещё", on=card)
    await maria.presses("Поручить", on=card)
    await maria.presses("Олег", on=card)
    await oleg.sees("Вам поручили № 2")
    await oleg.presses("Начать смену")
    await oleg.sees("глубокая яма", "занимается Олег")
    oleg.does_not_see("не чистят снег")
