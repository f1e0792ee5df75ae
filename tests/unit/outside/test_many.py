"""Many answers of another system at once: one message in the chat for all of them, and one button that stops them."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.outside import stop
from tests.unit.operator.office import ADMIN, ROADS, Office, region_with
from tests.unit.outside.test_tables import GRACE, Cabinet, table
from tests.world.clock import MINUTE
from tests.world.messenger import Shown

REPORTS = 30


@pytest.fixture
async def cabinet(office: Office, tmp_path: Path) -> Cabinet:
    for number in range(1, REPORTS + 1):
        await office.files_report(number)
    return Cabinet(office, tmp_path)


def rows(first: str = "A") -> list[str]:
    answers = [f"{first}-{n};{n};Отработано;Засыпали яму {n}.;;;" for n in range(1, REPORTS - 4)]
    others = [f"{first}-{n};{n};Отказ;Это не яма {n}.;;;" for n in range(REPORTS - 4, REPORTS + 1)]
    return [*answers, *others, f"{first}-x;99;Отработано;Нет такого;;;", f"{first}-y;1;Непонятно;x;;;"]


def about(office: Office) -> list[Shown]:
    return [shown for shown in office.chats[ADMIN] if shown.row.slot.startswith("outside:")]


async def test_hundreds_are_told_in_one_line_with_counts_and_what_failed(cabinet: Cabinet) -> None:
    office = cabinet.office
    cabinet.lays("a.csv", table(*rows()))
    await cabinet.looks()
    (said,) = about(office)
    assert "Принято — 30, уже были раньше — 0, не принято — 2" in said.text
    assert "ответ — 25, отклонить — 5" in said.text
    assert "Строка 32: Сообщения № 99 нет" in said.text
    assert "Непонятно" in said.text
    assert not any(row.purpose == "will_go" for row in office.rows), "none of them has a message of its own"
    await office.passes(GRACE + MINUTE)
    assert len(office.to_citizen()) == REPORTS
    assert "Инцидент Менеджмент" in office.card(3).text

    before = len(office.chats[ADMIN])
    cabinet.lays("b.csv", table(*rows()))
    await cabinet.looks()
    (again,) = (shown for shown in office.chats[ADMIN][before:] if "b.csv" in shown.text)
    assert "принято строк — 30, не принято — 2" in again.text, "nothing of it is new"
    assert again.data == []
    await office.passes(GRACE)
    assert len(office.to_citizen()) == REPORTS


async def test_what_has_not_gone_is_stopped_by_one_button(cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also more than are looked for at once."""
    monkeypatch.setattr(stop, "AT_ONCE", 7)
    office = cabinet.office
    cabinet.lays("a.csv", table(*rows()))
    await cabinet.looks()
    (said,) = about(office)
    (button,) = said.data
    await office.passes(GRACE // 2)
    assert "Останавливаю" in await office.presses("Анна", button, said)
    await office.passes(MINUTE)
    assert office.to_citizen() == []
    assert {(await office.report(n)).status for n in range(1, REPORTS + 1)} == {"new"}
    assert "остановлено — 30, ушло раньше — 0" in office.of_chat(ADMIN)

    assert "Останавливаю" in await office.presses("Анна", button, said), "a second press finds nothing"
    await office.passes(MINUTE)
    assert office.to_citizen() == []


async def test_whoever_is_not_of_the_centre_stops_nothing(office: Office, tmp_path: Path) -> None:
    office.moves_to(region_with(roads=str(ROADS)))
    for number in range(1, REPORTS + 1):
        await office.files_report(number)
    cabinet = Cabinet(office, tmp_path)
    cabinet.lays("a.csv", table(*rows()))
    await cabinet.looks()
    (said,) = about(office)
    await office.presses("Олег", said.data[0], chat=ROADS)
    await office.passes(GRACE)
    assert len(office.to_citizen()) == REPORTS
