"""With another topic a report becomes the organisation's that answers for it there, unless somebody handed it over."""

from __future__ import annotations

from handlers.base.message import Address
from tests.unit.operator.office import ADMIN, CITIZEN, ROADS, Office, region_with
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


async def test_a_pressed_reason_is_read_by_the_new_office_and_not_by_the_author(office: Office) -> None:
    office.moves_to(region_with(roads=str(ROADS)))
    await office.files_report(organisation="water")
    await office.presses("Анна", "o_handto:1:roads", office.card())
    (event,) = [e for e in await office.history() if e.kind == "transferred"]
    confirmation = next(s for s in reversed(office.chats[ADMIN]) if f"o_why:{event.id}:topic" in s.data)
    await office.passes(9_000)
    await office.presses("Анна", f"o_why:{event.id}:topic", confirmation)
    await office.passes(9_000)
    assert (await office.report()).organisation == "water", "ten seconds begin anew with the reason"
    await office.passes(1_000)
    handed = next(s.text for s in office.chats[ROADS] if "Вам передали" in s.text)
    assert "Не та тема" in handed
    assert "Ответить до" in handed
    assert "Не та тема" in office.card().text
    assert not any("Не та тема" in said.text for said in office.chats[CITIZEN])


async def test_it_goes_back_to_the_centre_with_a_reason_in_words(office: Office) -> None:
    office.moves_to(region_with(roads=str(ROADS)))
    await office.files_report(organisation="water")
    await office.presses("Анна", "o_handto:1:roads", office.card())
    await office.passes(10_000)
    await office.presses("Дорожник", "o_hand:1", office.card(chat=ROADS), chat=ROADS)
    assert office.card(chat=ROADS).data[0] == "o_handto:1:centre"
    await office.presses("Дорожник", "o_handto:1:centre", office.card(chat=ROADS), chat=ROADS)
    confirmation = next(s for s in reversed(office.chats[ROADS]) if any("o_why" in d for d in s.data))
    await office.says("Дорожник", "Это двор управляющей компании", ROADS, reply_to=confirmation.id)
    await office.passes(10_000)
    assert (await office.report()).organisation == "centre"
    back = next(s.text for s in office.chats[ADMIN] if "отвечает центр" in s.text)
    assert "Это двор управляющей компании" in back
    assert not any("управляющей" in said.text for said in office.chats[CITIZEN])
    assert "Лесная" not in office.card(chat=ROADS).text


async def test_garbage_for_a_reason_and_one_that_comes_too_late_change_nothing(office: Office) -> None:
    await office.files_report()
    await office.presses("Анна", "o_handto:1:rescue", office.card())
    event = (await office.history())[-1]
    for data in (f"o_why:{event.id}:none", f"o_why:{event.id}", "o_why:", "o_why:999:topic"):
        await office.presses("Анна", data, office.last(ADMIN))
    await office.passes(10_000)
    await office.presses("Анна", f"o_why:{event.id}:topic", office.last(ADMIN))
    assert "because" not in (await office.history())[-1].data
