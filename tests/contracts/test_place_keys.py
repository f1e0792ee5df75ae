"""Reports of an earlier program get the keys of their places, on both engines, also after a kill in the midst."""

from __future__ import annotations

import pytest

from bot.jobs.place_keys import STEP, fill_place_keys
from storage.changes import Changes, Query
from storage.migrate import CREATE_VERSIONS, load_migrations
from storage.open import make_store
from storage.records import Report
from storage.store import Store
from tests.contracts.raw import run_raw
from tests.contracts.test_store import save
from tests.world.clock import SleepyClock
from tests.world.world import fictional

BEFORE = 12
"""The last migration of a program without these keys."""
COLUMNS = "id, person_id, channel, chat, language, status, topic, organisation, text, address, settlement"
FIRST, SECOND, NOWHERE = "Лесная, 5А, кв. 3", "Садовый переулок, 12к2", "за гаражами"


async def keys(store: Store, number: int) -> tuple[str, str]:
    (report,) = (await store.read(Query("report_by_id", (number,))))[0]
    return report.street_key, report.house_key


async def test_what_an_earlier_program_wrote_gets_its_keys(empty_url: str) -> None:
    old = [m for m in load_migrations(empty_url.partition(":")[0].removesuffix("ql")) if m.version <= BEFORE]
    versions = [
        f"INSERT INTO schema_version (version, name, applied_at) VALUES ({m.version}, '{m.name}', 1)" for m in old
    ]
    for statement in (*(s for m in old for s in m.statements), CREATE_VERSIONS, *versions):
        await run_raw(empty_url, statement)
    for number, address in enumerate((FIRST, "", NOWHERE, SECOND), 1):
        row = f"{number}, 1, 'vk', '31', 'ru', 'new', 'snow', '', 'слова', '{address}', 'sosnovinka'"
        await run_raw(empty_url, f"INSERT INTO report ({COLUMNS}) VALUES ({row})")
    store = make_store(empty_url)
    await store.open()
    await store.migrate()
    assert await keys(store, 1) == ("", "")
    assert await fill_place_keys(store, fictional(), SleepyClock()) == 4
    assert [await keys(store, n) for n in (1, 2, 3, 4)] == [("лесн", "5а"), ("", ""), ("", ""), ("lane садов", "12к2")]
    assert await fill_place_keys(store, fictional(), SleepyClock()) == 0
    await store.close()


class Killed(Exception):
    """The program is gone."""


class Mortal(SleepyClock):
    """Its program dies in the breath after so many steps."""

    steps = 0

    async def sleep(self, seconds: float) -> None:
        self.steps -= 1
        if not self.steps:
            raise Killed


async def test_a_kill_between_two_steps_loses_nothing_and_does_nothing_twice(store: Store) -> None:
    count = 2 * STEP + 50
    reports = [
        Report(n, 1, "vk", "31", "ru", "new", "snow", "", "слова", f"Лесная, {n}", "sosnovinka")
        for n in range(1, count + 1)
    ]
    await save(store, *reports)
    clock, region = Mortal(), fictional()
    clock.steps = 1
    with pytest.raises(Killed):
        await fill_place_keys(store, region, clock)
    assert (await keys(store, count), await keys(store, 1)) == (("лесн", str(count)), ("", ""))
    assert await fill_place_keys(store, region, SleepyClock()) == count - STEP
    assert [await keys(store, n) for n in (1, STEP, count)] == [("лесн", str(n)) for n in (1, STEP, count)]


async def test_an_address_that_changed_meanwhile_keeps_its_own_keys(store: Store) -> None:
    report = Report(1, 1, "vk", "31", "ru", "new", "snow", "", "слова", "Лесная, 5", "sosnovinka")
    report.street_key, report.house_key = "лесн", "5"
    await save(store, report)
    changes = Changes()
    changes.command("report_keyed", 1, "садов", "9", "Садовая, 9")
    async with store.unit() as unit:
        await unit.commit(changes)
    assert await keys(store, 1) == ("лесн", "5")
