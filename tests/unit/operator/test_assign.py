"""To whom a report can be given, for how long, and what a button that was made up does."""

from __future__ import annotations

from tests.unit.operator.office import MINUTE, ROADS, Office, region_with

HOUR = 60 * MINUTE


def offered(office: Office, number: int = 1) -> list[str]:
    return [data for data in office.card(number).data if data.startswith("o_assignto")]


async def test_nobody_but_whoever_is_listed_can_be_given_anything(office: Office) -> None:
    await office.files_report()
    assert "Поручить некому" in await office.presses("Анна", "o_assign:1:0", office.card())
    for data in ("o_assignto:1:31", "o_assignto:1:999", "o_assignto:1:x", "o_assignto:1"):
        assert "больше нет" in await office.presses("Анна", data, office.card())
    assert (await office.report()).taken_by == 0


async def test_what_is_dangerous_is_free_again_as_soon_as_if_it_had_been_taken(office: Office) -> None:
    await office.files_report(danger=1)
    await office.files_report(2)
    await office.says("Борис", "№ 2 // смотрел")
    await office.presses("Анна", "o_assign:1:0", office.card())
    (boris,) = offered(office)
    await office.presses("Анна", boris, office.card())
    await office.presses("Анна", boris.replace(":1:", ":2:"), office.card(2))
    await office.passes(31 * MINUTE)
    assert [(await office.report(n)).taken_name for n in (1, 2)] == ["", "Борис"]
    await office.passes(24 * HOUR)
    assert (await office.report(2)).taken_name == ""
    assert "поручение не начали" in office.card(2).text


async def test_whoever_works_in_another_organisations_chat_alone_is_not_offered(office: Office) -> None:
    office.moves_to(region_with(water=str(ROADS)))
    await office.files_report(topic="cold_water", organisation="water")
    await office.files_report(2)
    await office.says("Водник", "№ 1 // смотрел", chat=ROADS)
    await office.says("Борис", "№ 2 // смотрел")
    await office.presses("Анна", "o_assign:2:0", office.card(2))
    assert len(offered(office, 2)) == 1
    await office.presses("Анна", offered(office, 2)[0], office.card(2))
    assert (await office.report(2)).taken_name == "Борис"
    await office.presses("Анна", "o_assign:1:0", office.card(1))
    assert len(offered(office, 1)) == 3  # Anna has acted, too
