"""What stands in databases of earlier versions: a dialogue goes on where it was left."""

from __future__ import annotations

import json
from typing import Any

from storage.records import Dialogue
from tests.unit.citizen.phone import MINUTE, Phone

YARD = {"draft_version": 1, "id": 7, "texts": [["m1", "Яма во дворе"]], "address": "улица Лесная, 5",
        "settlement": "sosnovinka", "lat": None, "lon": None}  # fmt: skip


async def left_at(phone: Phone, step: str, data: dict[str, Any]) -> None:
    await phone.keep(Dialogue("telegram", "77", "77", 0, step, json.dumps(data)))


async def test_a_draft_is_sent(phone: Phone) -> None:
    await left_at(phone, "draft", {"v": 1, "draft": YARD, "filed": [6, 1]})
    await phone.press_data("c_send:7")
    await phone.presses("Даю согласие")
    assert [report.text for report in await phone.reports()] == ["Яма во дворе"]


async def test_a_cancelled_draft_is_brought_back(phone: Phone) -> None:
    await left_at(phone, "", {"undo": YARD})
    await phone.press_data("c_undo:7")
    assert "Яма во дворе" in phone.last.text


async def test_a_second_tap_on_what_was_filed_says_its_number(phone: Phone) -> None:
    await left_at(phone, "", {"filed": [7, 1]})
    await phone.press_data("c_send:7")
    assert "номер 1" in phone.toasts[-1]


async def test_what_follows_an_addition_belongs_to_it(phone: Phone) -> None:
    report = await phone.files_report()
    await left_at(phone, "added", {"v": 1, "report": report.id, "until": phone.at + 2 * MINUTE})
    await phone.says("И ещё у дома 7")
    assert [line.kind for line in await phone.history(report.id)] == ["filed", "added"]


async def test_buttons_that_were_shown_can_be_typed(phone: Phone) -> None:
    shown = {"at": phone.at, "buttons": [["Так и быть", "c_send:7", "good"]]}
    await left_at(phone, "draft", {"v": 1, "draft": YARD, "shown": shown, "no_buttons": True})
    await phone.says("так и быть")
    assert "согласие" in phone.last.text.lower()
