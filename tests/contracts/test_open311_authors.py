"""What authors say of their reports through the program that filed them, as FixMyStreet sends it, on both engines."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import FormData

from handlers.reading.intent import Intent
from storage.store import Store
from tests.contracts.raw import run_raw
from tests.contracts.test_open311_filing import JPEG, POTHOLE, Desk, open_desk
from tests.world.clock import DAY
from tests.world.world import ADMIN

UPDATES = "servicerequestupdates.json"
GRACE = 10_000


@pytest.fixture
async def desk(store: Store, tmp_path: Path) -> AsyncIterator[Desk]:
    async with open_desk(store, tmp_path) as opened:
        await opened.number({**POTHOLE, "account_id": "a-17"})
        yield opened


async def said(desk: Desk, text: str = "", status: str = "OPEN", key: str = "KEY_INCIDENT", **more: str) -> Any:
    """An update as FixMyStreet sends it: (status, the first row)."""
    form = {
        "update_id": f"u-{text}-{status}", "service_request_id": "1", "status": status, "description": text,
        "updated_datetime": "2025-11-18T10:00:00+05:00", "email": "anna@mail.example", "first_name": "Анна",
        "last_name": "Тайная", **more,
    }  # fmt: skip
    answer = await desk.post(form, key, path=UPDATES)
    found = await answer.json()
    await desk.office.passes(0)
    return answer.status, found[0]


async def stands(desk: Desk) -> str:
    return (await desk.office.report()).status


async def answers(desk: Desk, text: str = "Яму засыпали сегодня") -> None:
    await desk.office.says("op", f"№ 1 {text}")
    await desk.office.passes(GRACE)


async def lines(desk: Desk) -> list[tuple[str, str]]:
    return [(line.kind, line.text) for line in await desk.office.history()]


async def test_more_to_a_report_stands_in_its_history_and_on_its_card_and_is_known_by_its_own_number(
    desk: Desk, database_url: str
) -> None:
    status, row = await said(desk, "И у дома 7 такая же")
    assert status == 200
    line = (await desk.office.history())[-1]
    assert (line.kind, line.text, row["update_id"]) == ("added", "И у дома 7 такая же", str(line.id))
    assert "автор добавил" in desk.office.of_chat(ADMIN)
    assert await stands(desk) == "new"
    kept = str(await run_raw(database_url, "SELECT * FROM report_event")) + str(
        await run_raw(database_url, "SELECT * FROM audit")
    )
    assert "Тайная" not in kept
    assert "anna@mail" not in kept


async def test_the_same_update_is_heard_once_also_at_once_and_another_under_its_name_is_refused(desk: Desk) -> None:
    found = await asyncio.gather(*(said(desk, "И у дома 7") for _ in range(3)))
    found.append(await said(desk, "И у дома 7", status="CLOSED", update_id="u-И у дома 7-OPEN"))
    assert len({row["update_id"] for _, row in found}) == 1
    assert [kind for kind, _ in await lines(desk)] == ["filed", "added"]
    status, row = await said(desk, "Другое", update_id="u-И у дома 7-OPEN")
    assert (status, row["code"]) == (400, "409")


async def test_closed_after_an_answer_is_solved_and_open_brings_it_back(desk: Desk) -> None:
    await answers(desk)
    assert (await said(desk, "Спасибо, сделали", "CLOSED"))[0] == 200
    assert await stands(desk) == "closed"
    assert (await lines(desk))[-1] == ("closed", "Спасибо, сделали")
    assert (await said(desk, "", "CLOSED"))[0] == 200
    assert (await said(desk, "Хорошо, что быстро", "FIXED"))[0] == 200
    assert await stands(desk) == "closed"
    assert (await said(desk, "Снова яма на том же месте", "OPEN"))[0] == 200
    assert await stands(desk) == "reopened"
    assert "Снова яма" in desk.office.of_chat(ADMIN)


async def test_closed_before_anybody_looked_takes_it_back_and_then_nothing_more_is_heard(desk: Desk) -> None:
    assert (await said(desk, "Уже не нужно", "CLOSED"))[0] == 200
    assert await stands(desk) == "withdrawn"
    assert (await lines(desk))[-1] == ("withdrawn", "Уже не нужно")
    assert (await said(desk, "", "CLOSED"))[0] == 200
    status, row = await said(desk, "Нет, нужно")
    assert status == 400
    assert "отозвал" in row["description"]


def knows_thanks(desk: Desk) -> None:
    """The reader of what people mean knows thanks and nothing else."""
    desk.office.shared.intent = lambda words, asked: (
        Intent.THANKS if words.startswith("Спасибо") else Intent.REPORT, 0.9
    )  # fmt: skip


@pytest.mark.both_engines
async def test_of_a_silenced_author_nothing_is_taken_but_what_he_was_asked_for(desk: Desk, database_url: str) -> None:
    await run_raw(database_url, f"UPDATE person SET silenced_until = {desk.office.at + DAY}")
    status, row = await said(desk, "И у дома 7 такая же")
    assert (status, "не принимает" in row["description"]) == (400, True)
    assert (await desk.post({**POTHOLE, "account_id": "a-17", "description": "Ещё яма"})).status == 400
    await desk.office.says("op", "№ 1 ? С какой стороны дома?")
    await desk.office.passes(GRACE)
    assert await stands(desk) == "needs_info"
    assert (await said(desk, "Со двора"))[0] == 200
    assert [text for kind, text in await lines(desk) if kind == "reply"] == ["Со двора"]


async def test_a_question_is_answered_and_thanks_after_an_answer_leave_it_answered(desk: Desk) -> None:
    knows_thanks(desk)
    await desk.office.presses("op", "o_ask:1", desk.office.card())
    await desk.office.says("op", "Какой дом?", reply_to=desk.office.last().id)
    await desk.office.passes(GRACE)
    assert await stands(desk) == "needs_info"
    assert (await said(desk, "Дом 7"))[0] == 200
    assert (await lines(desk))[-1] == ("reply", "Дом 7")
    await answers(desk)
    await said(desk, "Спасибо большое!")
    assert await stands(desk) == "answered"
    await said(desk, "Ничего не сделали, яма на месте")
    assert await stands(desk) == "reopened"


async def test_thanks_keep_nobody_from_closing_it_after_ten_days(desk: Desk) -> None:
    knows_thanks(desk)
    await answers(desk)
    await said(desk, "Спасибо большое!")
    await desk.office.passes(10 * DAY)
    assert await stands(desk) == "silent"


async def test_pictures_come_by_address_and_in_the_body(desk: Desk) -> None:
    form = FormData()
    for name, value in (
        ("update_id", "7"),
        ("service_request_id", "1"),
        ("status", "OPEN"),
        ("media_url", "https://fms.example/1.jpg"),
    ):
        form.add_field(name, value)
    form.add_field("media", JPEG, filename="a.jpg", content_type="image/jpeg")
    answer = await desk.post(form, path=UPDATES)
    assert answer.status == 200, await answer.text()
    files = [(file.channel, file.kind) for file in await desk.office.files()]
    assert files == [("open311", "photo"), ("open311", "photo")]


async def test_others_reports_are_as_none_and_all_that_is_wrong_is_said(desk: Desk) -> None:
    assert (await said(desk, "Чужое", key="KEY_CITY"))[0] == 404
    assert (await said(desk, "Никакое", service_request_id="99"))[0] == 404
    assert (await said(desk, "Без права", key="KEY_READS"))[0] == 403
    answer = await desk.post({"service_request_id": "x", "update_id": "#1"}, path=UPDATES)
    assert answer.status == 400
    assert {row["description"].partition(":")[0] for row in await answer.json()} == {
        "service_request_id", "update_id", "status",
    }  # fmt: skip
    assert [kind for kind, _ in await lines(desk)] == ["filed"]


@pytest.mark.both_engines
async def test_who_was_forgotten_is_not_heard(desk: Desk, database_url: str) -> None:
    await run_raw(database_url, "UPDATE report SET person_id = 0, chat = '' WHERE id = 1")
    assert (await said(desk, "Ещё"))[0] == 404
