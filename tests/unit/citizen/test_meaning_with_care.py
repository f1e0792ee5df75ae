"""What a message means gives way to danger, and nothing is kept of what somebody writes who agrees to nothing."""

from __future__ import annotations

import pytest

from handlers.reports.danger import kind_of_report
from handlers.reports.status import Status
from tests.unit.citizen.meanings import reader
from tests.unit.citizen.phone import Phone, answers

YARD = "Снег во дворе, Сосновинка, улица Лесная, 5, не чистят"


@pytest.fixture(autouse=True)
def reads(phone: Phone) -> None:
    phone.shared.intent = reader().read


async def test_a_question_about_his_report_that_tells_of_danger_is_first_of_all_danger(phone: Phone) -> None:
    for words in ("Что с моим сообщением? Пахнет газом", "Когда приедут по моей заявке, пахнет газом"):
        phone.user = f"5{len(words)}"
        await phone.files_report(YARD)
        await phone.says(words)
        assert "112" in "\n".join(shown.text for shown in phone.chat[-3:]), words
        assert words in phone.last.text, "it is being written, not looked up"


async def test_words_that_undo_a_solution_are_kept_of_nobody_who_took_his_consent_back(phone: Phone) -> None:
    report = await phone.files_report(YARD)
    await phone.staff(answers, report.id)
    await phone.says("/privacy")
    await phone.presses("Отозвать согласие")
    before = [event.kind for event in await phone.history(report.id)]
    await phone.says("Нет, так и не почистили")
    assert [event.kind for event in await phone.history(report.id)] == before
    assert (await phone.reports())[0].status == Status.ANSWERED


async def test_the_kind_of_danger_is_found_in_the_one_line_of_many_that_tells_of_it(phone: Phone) -> None:
    """As it was when that message came by itself."""
    phone.shared.danger_kind = lambda text: "gas" if text == "и газом пахнет" else ""
    report = await phone.files_report(YARD)
    report.danger, report.text = 1, f"{YARD}\n\nи газом пахнет\nа дворник не приходит"
    assert kind_of_report(phone.shared, report) == "gas"
    report.danger = 0
    assert kind_of_report(phone.shared, report) == ""
