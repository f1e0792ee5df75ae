"""A report is that organisation's which answers for its topic at its place, also when the place changes."""

from __future__ import annotations

from handlers.base.message import Address
from handlers.base.turn import Turn
from handlers.reports.status import LineKind, record
from storage.changes import Changes
from storage.connection_records import Connection
from storage.records import Report
from tests.unit.citizen.phone import Phone
from tests.world.world import ADMIN, region_with_town_office

KAMYSHEGRAD = (60.24, 64.50)


async def test_a_report_is_the_towns_own_where_the_town_answers(phone: Phone) -> None:
    phone.world.settle(region_with_town_office(), ADMIN)
    ours = await phone.files_report("Снег в Камышеграде на улице Мира, 5")
    assert (ours.topic, ours.organisation) == ("snow", "kamyshegrad")
    assert "Городское хозяйство" in phone.admin
    theirs = await phone.files_report("Снег в Сосновинке на улице Мира, 5")
    assert (theirs.topic, theirs.organisation) == ("snow", "roads")
    other = await phone.files_report("Яма в Камышеграде на улице Мира, 5")
    assert (other.topic, other.organisation) == ("potholes", "roads")


async def test_a_new_place_brings_its_organisation_and_the_old_place_the_old_one(phone: Phone) -> None:
    phone.world.settle(region_with_town_office(), ADMIN)
    await phone.files_report("Снег в Сосновинке на улице Мира, 5")
    await phone.presses("Дополнить")
    await phone.sends_place(*KAMYSHEGRAD)
    (report,) = await phone.reports()
    assert (report.settlement, report.organisation) == ("kamyshegrad", "kamyshegrad")
    await phone.presses("Это о другом")
    assert (await phone.reports())[0].organisation == "roads"


async def test_what_was_handed_over_by_hand_stays_there_when_the_place_changes(phone: Phone) -> None:
    def hands_over(turn: Turn, report: Report) -> None:
        report.organisation = "rescue"
        record(turn, report, LineKind.TRANSFERRED, to="rescue").delivery = "delivered"

    phone.world.settle(region_with_town_office(), ADMIN)
    await phone.files_report("Снег в Сосновинке на улице Мира, 5")
    await phone.staff(hands_over, 1)
    await phone.presses("Дополнить")
    await phone.sends_place(*KAMYSHEGRAD)
    (report,) = await phone.reports()
    assert (report.settlement, report.organisation) == ("kamyshegrad", "rescue")


async def test_with_its_place_a_report_goes_to_the_other_chat_of_its_organisation(phone: Phone) -> None:
    north, south = Address("telegram", "-100901"), Address("telegram", "-100902")
    changes, home = Changes(), phone.region.settlement("kamyshegrad")
    assert home is not None
    changes.put(Connection(north.channel, north.chat, "roads"))
    changes.put(Connection(south.channel, south.chat, "roads", f'["{home.municipality}"]'))
    await phone.world.writes(changes)
    await phone.files_report("Снег в Сосновинке на улице Мира, 5")
    await phone.passes(60_000)
    assert any("Сосновинк" in said.text for said in phone.world.chats[north])
    await phone.presses("Дополнить")
    await phone.sends_place(*KAMYSHEGRAD)
    await phone.passes(60_000)
    assert any("Камышеград" in said.text for said in phone.world.chats[south])
    assert not any("Сосновинк" in said.text or "Камышеград" in said.text for said in phone.world.chats[north])
