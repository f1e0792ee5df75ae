"""With another topic a report becomes the organisation's that answers for it there, unless somebody handed it over."""

from __future__ import annotations

from handlers.base.message import Address
from tests.unit.operator.office import ADMIN, Office
from tests.world.world import region_with_town_office

TOWN = Address("telegram", "-100888")


async def files_report_there(office: Office) -> None:
    office.moves_to(region_with_town_office("telegram:-100888"))
    await office.files_report(settlement="kamyshegrad", municipality="99602000", lat=60.24, lon=64.5)


async def test_a_new_topic_goes_to_the_office_of_the_town_with_its_card(office: Office) -> None:
    await files_report_there(office)
    await office.presses("Анна", "o_settopic:1:snow", office.card())
    assert (await office.report()).organisation == "kamyshegrad"
    assert "№ 1" in office.card(chat=TOWN).text
    await office.presses("Анна", "o_settopic:1:potholes", office.card())
    assert (await office.report()).organisation == "roads"
    assert "Лесная" not in office.card(chat=TOWN).text


async def test_what_was_handed_over_keeps_its_office_with_a_new_topic(office: Office) -> None:
    await files_report_there(office)
    await office.presses("Анна", "o_handto:1:rescue", office.card())
    await office.passes(10_000)
    await office.presses("Анна", "o_settopic:1:snow", office.card())
    report = await office.report()
    assert (report.topic, report.organisation) == ("snow", "rescue")


async def test_a_hand_over_that_was_called_off_binds_nobody(office: Office) -> None:
    await files_report_there(office)
    await office.presses("Анна", "o_handto:1:rescue", office.card())
    event = (await office.history())[-1]
    await office.presses("Анна", f"o_undo:{event.id}", office.last(ADMIN))
    await office.passes(10_000)
    await office.presses("Анна", "o_settopic:1:snow", office.card())
    assert (await office.report()).organisation == "kamyshegrad"
