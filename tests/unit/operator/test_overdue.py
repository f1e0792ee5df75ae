"""Overdue reports go up the region's ladder, and more time has a reason and a day that its author reads."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from handlers.base.message import Address
from storage.region.faults import RegionError
from storage.region.load import FICTIONAL, load_region
from storage.region.region import Ladder
from tests.unit.operator.office import ADMIN, MINUTE, ROADS, Office, region_with
from tests.unit.operator.test_ten_seconds import DAY, GRACE, button, stopping

HEAD = Address("telegram", "-100999")
HOUR = 60 * MINUTE
LADDER = Ladder(operator=0, organisation=1, centre=2, head=4, head_chat="telegram:-100999")


def climbs(office: Office, ladder: Ladder) -> None:
    office.moves_to(replace(region_with(roads=str(ROADS)), overdue=ladder, _by_code={}))


def reminded(office: Office, chat: Address) -> int:
    return sum("№ 1" in s.text and s.row.slot.startswith("remind:") for s in office.chats.get(chat, []))


async def ticks_every_minute(office: Office, minutes: int) -> None:
    for _ in range(minutes // 5):
        office.at += 5 * MINUTE
        await office.ticks("remind")


async def test_each_step_hears_of_it_at_its_time_and_not_before(office: Office) -> None:
    climbs(office, LADDER)
    await office.files_report(first_due_at=office.at + HOUR)
    heard: dict[str, int] = {}
    start = office.at
    for _ in range(12 * 6):
        await ticks_every_minute(office, 5)
        for name, chat in (("organisation", ROADS), ("centre", ADMIN), ("head", HEAD)):
            if reminded(office, chat) and name not in heard:
                heard[name] = (office.at - start) // MINUTE
    assert heard == {"organisation": 30, "centre": 180, "head": 300}
    assert reminded(office, HEAD) == 1, "the head is told once a deadline"
    assert office.last(HEAD).data == []


async def test_whoever_took_it_is_named_before_the_organisation_is_told(office: Office) -> None:
    climbs(office, replace(LADDER, organisation=3, centre=5, head=9))
    await office.files_report(
        first_due_at=office.at - MINUTE, taken_by=5, taken_name="Борис", taken_until=office.at + DAY
    )
    await office.files_report(2, first_due_at=office.at - MINUTE)
    await office.ticks("remind")
    (said,) = [s for s in office.chats[ROADS] if s.row.slot.startswith("remind:")]
    assert "№ 1" in said.text
    assert "занимается Борис" in said.text
    assert "№ 2" not in said.text, "nobody has it: the organisation's time comes later"


async def test_danger_waits_on_no_step(office: Office) -> None:
    climbs(office, LADDER)
    await office.files_report(danger=1, created_at=office.at - 6 * MINUTE)
    await office.ticks("remind")
    assert reminded(office, ADMIN) == reminded(office, ROADS) == 1


async def test_without_a_ladder_organisation_and_centre_hear_at_once(office: Office) -> None:
    climbs(office, Ladder())
    await office.files_report(first_due_at=office.at - MINUTE)
    await office.ticks("remind")
    assert reminded(office, ADMIN) == reminded(office, ROADS) == 1
    assert HEAD not in office.chats


async def test_more_time_has_a_reason_and_a_day_and_its_author_reads_both(office: Office) -> None:
    await office.files_report()
    await office.presses("Анна", "o_more:1", office.card())
    await office.presses("Анна", "o_prolong:1", office.card())
    prompt = office.last()
    assert "до какого дня" in prompt.text
    for words in ("ждём деталь с завода уже давно", "до 5 декабря"):
        await office.says("Анна", words, reply_to=prompt.id)
        await office.passes(MINUTE)
        assert office.to_citizen() == [], words
    await office.says("Анна", "Ждём деталь с завода, заменим до 5 декабря", reply_to=prompt.id)
    assert "o_undo" in button(stopping(office), "o_undo")
    await office.passes(GRACE)
    told = office.to_citizen()[0].text
    assert "перенесли" in told
    assert "Ждём деталь" in told
    assert "5 декабря" in told
    assert (await office.report()).due_at > office.at + 16 * DAY


def test_the_ladder_is_read_from_the_region_s_file_and_steps_come_in_their_order(tmp_path: Path) -> None:
    folder = tmp_path / "region"
    shutil.copytree(FICTIONAL, folder)
    text = (folder / "region.toml").read_text(encoding="utf-8")
    ladder = '\n[overdue]\nafter_organisation = 1\nafter_centre = 4\nhead_chat = "telegram:-5"\n'
    (folder / "region.toml").write_text(text + ladder, encoding="utf-8")
    assert load_region(folder).overdue == Ladder(0, 1, 4, 4, "telegram:-5")
    (folder / "region.toml").write_text(text + ladder + "after_head = 2\n", encoding="utf-8")
    with pytest.raises(RegionError) as caught:
        load_region(folder)
    assert [(fault.key, fault.code) for fault in caught.value.faults] == [("overdue.after_head", "region-ladder-order")]


async def test_a_ladder_with_holes_climbs_over_holidays_in_a_row_and_a_change_of_the_clock(office: Office) -> None:
    """No head, no chat of the organisation: the centre hears once its step is reached, and nobody by night or on a day
    off.
    """
    zone = ZoneInfo("Europe/Berlin")
    region = replace(
        region_with(), zone=zone, overdue=replace(LADDER, head_chat=""), _by_code={},
        holidays=frozenset({date(2025, 10, 27), date(2025, 10, 28)}),
    )  # fmt: skip
    office.moves_to(region)
    office.at = int(datetime(2025, 10, 24, 17, 0, tzinfo=zone).timestamp() * 1000)
    closing = int(datetime.combine(date(2025, 10, 24), region.closes, zone).timestamp() * 1000)
    await office.files_report(first_due_at=closing - 30 * MINUTE, created_at=office.at - DAY)
    heard = []
    for _ in range(6 * 24 * 2):
        before = reminded(office, ADMIN)
        await ticks_every_minute(office, 30)
        if reminded(office, ADMIN) > before:
            heard.append(datetime.fromtimestamp(office.at / 1000, zone))
    late = [at for at in heard if at.date() > date(2025, 10, 24)]
    half_past = datetime.combine(date(2025, 10, 29), region.opens, zone) + timedelta(minutes=30)
    assert timedelta(0) <= late[0] - half_past < timedelta(minutes=30), late
    assert all(region.opens <= at.time() and at.date() >= date(2025, 10, 29) for at in late), late
    assert HEAD not in office.chats
    words = {"сделаем в четверг": "на какое вы отвечаете", "по № 1 бригада выехала": "Ответ на № 1"}
    last = [s for s in office.chats[ADMIN] if s.row.slot.startswith("remind:")][-1]
    for said, answered in words.items():
        await office.says("Анна", said, reply_to=last.id)
        assert answered in office.last().text
