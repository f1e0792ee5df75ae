"""A word that is not the last leaves a report in one state, whoever says it: one operator, or an answer to all."""

from __future__ import annotations

import pytest

from handlers.reports.status import AWAITS_STAFF
from storage.changes import Query
from storage.records import Timer
from storage.storm_records import StormAnswer
from tests.unit.operator.office import ADMIN, TUESDAY, Office
from tests.unit.operator.test_ten_seconds import GRACE, button, stopping

BEFORE = sorted(status.value for status in AWAITS_STAFF)


async def says(office: Office, way: str) -> None:
    if way == "one":
        await office.says("Анна", "Ждём деталь", reply_to=office.card().id)
        await office.presses("Анна", button(stopping(office), "o_interim"), stopping(office))
        await office.passes(GRACE)
        return
    storm = StormAnswer(900, "running", str(ADMIN), 1, "[]", "potholes", "", text="Ждём деталь")
    await office.keep(storm)
    await office.ticks("storm", 900)
    await office.passes(GRACE)


async def files_late_report(office: Office, status: str) -> None:
    await office.files_report(status=status, reminded_at=TUESDAY - 1, asked=1)
    await office.keep(Timer("silence", "1", office.at + 100 * GRACE, ""))


@pytest.mark.parametrize("way", ["one", "all"])
@pytest.mark.parametrize("status", BEFORE)
async def test_the_first_deadline_is_met_and_it_stays_at_work(office: Office, way: str, status: str) -> None:
    await files_late_report(office, status)
    await says(office, way)
    report = await office.report()
    assert (report.status, report.reminded_at, report.asked) == ("accepted", 0, 0)
    assert TUESDAY <= report.answered_at <= office.at
    assert (await office.store.read(Query("timers_among", ('[["silence", "1"]]',))))[0] == []
    assert "Ждём деталь" in office.to_citizen()[0].text
    assert office.to_citizen()[0].data == [], "nothing is asked"


async def test_a_question_to_the_author_stays_open(office: Office) -> None:
    await office.files_report(status="needs_info")
    await says(office, "one")
    assert (await office.report()).status == "needs_info"
