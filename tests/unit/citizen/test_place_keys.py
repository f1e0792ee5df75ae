"""A report's place has keys from the first moment, and others when the place changes."""

from __future__ import annotations

from handlers.base.event import Point
from tests.unit.citizen.phone import Phone


async def test_a_report_has_its_keys_from_the_beginning_and_new_ones_with_another_place(phone: Phone) -> None:
    report = await phone.files_report("В Сосновинке на улице Лесной, дом 7А яма")
    assert (report.street_key, report.house_key) == ("лесн", "7а")
    await phone.presses("Дополнить")
    await phone.says("вот где", place=Point(60.42, 63.31))
    moved = (await phone.reports())[0]
    assert (moved.lat, moved.street_key, moved.house_key) == (60.42, "лесн", "7а")
    await phone.presses("о другом")
    back = (await phone.reports())[0]
    assert (back.lat, back.street_key, back.house_key) == (None, "лесн", "7а")
