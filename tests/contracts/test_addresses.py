"""An outage of streets: whose address in the settlement is another gets nothing, whatever area he named."""

from __future__ import annotations

from pathlib import Path

import pytest

from handlers.notices.content import Area, Street
from storage.notice_records import Place
from storage.store import Store
from tests.unit.notices.town import SOSNOVINKA, Town

FOREST = Area(streets=(Street("sosnovinka", "Лесная", "1–15"),))


@pytest.fixture
def town(store: Store, database_url: str, tmp_path: Path) -> Town:
    return Town(store, database_url, tmp_path)


async def lives(town: Town, street: str, house: str, *areas: str) -> int:
    """A subscriber with an address in Sosnovinka."""
    person = await town.person(*areas)
    lat, lon = SOSNOVINKA
    await town.save(Place(500 + person, person, "дом", lat, lon, 300, "sosnovinka", "99601000", street, house))
    return person


async def test_the_address_decides_and_an_unknown_one_is_warned(town: Town) -> None:
    meant = await lives(town, "Лесная", "7", "s:sosnovinka")
    unknown = await lives(town, "", "", "s:sosnovinka")
    nowhere = await town.person("s:sosnovinka")
    everywhere = await town.person("*")
    for areas in (("s:sosnovinka",), ("m:99601000",), ("*",), ()):
        await lives(town, "Озёрная", "7", *areas)
        await lives(town, "Лесная", "17", *areas)
    notice = await town.notice(FOREST, kind="water", severity=2, count_wanted=1)
    assert (await town.counts(notice))["telegram"] == 4
    await town.writes_out(notice)
    assert {person for person, _ in await town.got(notice)} == {meant, unknown, nowhere, everywhere}


async def test_what_is_dangerous_in_a_street_is_told_to_the_settlement(town: Town) -> None:
    meant = await lives(town, "Лесная", "7", "s:sosnovinka")
    other = await lives(town, "Озёрная", "7", "s:sosnovinka")
    await lives(town, "Озёрная", "7", "s:kamyshegrad")
    notice = await town.notice(FOREST, kind="gas", severity=3, count_wanted=1)
    assert (await town.counts(notice))["telegram"] == 2
    await town.writes_out(notice)
    assert {person for person, _ in await town.got(notice)} == {meant, other}


async def test_a_correction_to_other_streets_tells_the_address_that_it_is_not_concerned(town: Town) -> None:
    wrong = await lives(town, "Лесная", "7", "s:sosnovinka")
    right = await lives(town, "Садовая", "2", "s:sosnovinka")
    unknown = await town.person("s:sosnovinka")
    first = await town.notice(FOREST, kind="water", severity=2)
    await town.writes_out(first)
    await town.delivered(first)
    garden = Area(streets=(Street("sosnovinka", "Садовая"),))
    correction = await town.notice(garden, kind="water", severity=2, link="corrects", linked_id=first.id)
    await town.writes_out(correction)
    told = {r.person_id: r.variant for r in await town.recipients(correction)}
    assert told == {wrong: "ru:not_you", unknown: "ru:corrected", right: "ru:alert"}
