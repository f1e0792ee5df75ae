"""A database of the program before reports were gathered into cases, full of data: what all the upgrades make of it.

It is made by the migrations of that time and by what that program wrote, as SQL, so that nothing of today fills it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.jobs.place_keys import fill_place_keys
from handlers.reports.place_keys import place_keys
from storage.changes import Query
from storage.migrate import load_migrations
from storage.open import make_store
from storage.records import Report
from storage.store import Store
from tests.contracts.raw import older_database, run_raw
from tests.unit.citizen.phone import Phone
from tests.unit.operator.office import ADMIN, Office
from tests.world.clock import DAY, MINUTE, TUESDAY, SleepyClock
from tests.world.world import World

BEFORE = 10
"""The last migration of that program: shifts (11), cases (13), storms (14), closings (15), ready answers (16) and what
came after them followed."""
HOUR = 60 * MINUTE
FILED = TUESDAY - 2 * DAY
AUTHOR, OTHER = 1, 2
STATUSES = {
    1: ("new", "new"), 2: ("accepted", "accepted"), 3: ("needs_info", "needs_info"), 4: ("answered", "answered"),
    5: ("transferred", "transferred"), 6: ("rejected", "rejected"), 7: ("merged", "merged"),
    8: ("withdrawn", "withdrawn"), 9: ("closed", "closed"), 10: ("closed", "silent"), 11: ("reopened", "reopened"),
}  # fmt: skip
"""By number the status then and now. 7 was joined to 1; silence closed 10."""
CLOSED = (6, 7, 8, 9, 10)
EVENTS = (
    (2, "taken", 9, "Мария", "", "{}", ""),
    (3, "question", 9, "Мария", "Какой подъезд?", "{}", "delivered"),
    (4, "answer", 9, "Мария", "Засыпали вчера", "{}", "delivered"),
    (5, "transferred", 9, "Мария", "", '{"to": "roads"}', "delivered"),
    (6, "rejected", 9, "Мария", "Не наша дорога", '{"reason": "other"}', "delivered"),
    (7, "merged", 9, "Мария", "", '{"into": 1, "was": "new"}', "delivered"),
    (8, "withdrawn", AUTHOR, "", "", "{}", ""),
    (9, "answer", 9, "Мария", "Сделано", "{}", "delivered"),
    (9, "closed", AUTHOR, "", "", '{"by": "author"}', ""),
    (10, "answer", 9, "Мария", "Готово", "{}", "delivered"),
    (10, "closed", 0, "", "", '{"by": "silence"}', ""),
    (11, "answer", 9, "Мария", "Починили", "{}", "delivered"),
    (11, "not_solved", AUTHOR, "", "", "{}", ""),
)


async def old_program(url: str) -> None:
    await older_database(url, BEFORE)
    for person, channel, user in ((AUTHOR, "telegram", "77"), (OTHER, "vk", "88"), (9, "telegram", "9")):
        await run_raw(
            url,
            "INSERT INTO person (id, created_at, language, consent_version, consent_at) "
            f"VALUES ({person}, 1, 'ru', '1', 1)",
        )
        await run_raw(
            url,
            "INSERT INTO account (channel, user_id, person_id, created_at, name) "
            f"VALUES ('{channel}', '{user}', {person}, 1, '')",
        )
    names = (
        "id, person_id, channel, chat, language, status, topic, organisation, text, address, settlement, "
        "municipality, created_at, updated_at, first_due_at, due_at, answered_at, closed_at, merged_into, carded, "
        "taken_by, taken_name"
    )
    for number, (status, _) in STATUSES.items():
        who = (OTHER, "vk", "88") if number == 7 else (AUTHOR, "telegram", "77")
        closed = FILED + HOUR if number in CLOSED else 0
        await run_raw(
            url,
            f"INSERT INTO report ({names}) VALUES ({number}, {who[0]}, '{who[1]}', '{who[2]}', 'ru', '{status}', "
            f"'potholes', 'roads', 'Яма номер {number}', 'Лесная, {number}', 'sosnovinka', '99601000', {FILED}, "
            f"{FILED}, {FILED + 3 * HOUR}, {FILED + 30 * DAY}, {FILED if status == 'answered' else 0}, {closed}, "
            f"{1 if number == 7 else 0}, 1, {9 if number == 2 else 0}, '{'Мария' if number == 2 else ''}')",
        )
        await run_raw(
            url,
            "INSERT INTO sent_message (channel, chat, message_id, slot, report_id, purpose, sent_at) "
            f"VALUES ('telegram', '{ADMIN.chat}', '{900 + number}', 'card:{number}', {number}, 'card', {FILED})",
        )
        await run_raw(
            url,
            "INSERT INTO report_event (id, report_id, at, kind, actor) "
            f"VALUES ({number}, {number}, {FILED}, 'filed', {who[0]})",
        )
    for number, (report, kind, actor, name, text, data, delivery) in enumerate(EVENTS, 100):
        await run_raw(
            url,
            "INSERT INTO report_event (id, report_id, at, kind, actor, actor_name, text, data, delivery, delivery_at) "
            f"VALUES ({number}, {report}, {FILED + number}, '{kind}', {actor}, '{name}', '{text}', '{data}', "
            f"'{delivery}', {FILED + number if delivery else 0})",
        )
    await run_raw(
        url,
        "INSERT INTO attachment (id, report_id, event_id, person_id, channel, handle, kind, created_at) "
        f"VALUES (1, 4, 0, {AUTHOR}, 'telegram', 'photo-1', 'photo', {FILED})",
    )
    for kind, key in (("silence", "4"), ("silence", "11")):
        await run_raw(url, f"INSERT INTO timer (kind, key, due_at) VALUES ('{kind}', '{key}', {TUESDAY + 5 * DAY})")


@pytest.fixture
async def upgraded(empty_url: str) -> AsyncIterator[Store]:
    await old_program(empty_url)
    store = make_store(empty_url)
    await store.open(exclusive=True)
    assert await store.migrate() == [m.name for m in load_migrations("sqlite") if m.version > BEFORE]
    yield store
    await store.close()


async def report(store: Store, number: int) -> Report:
    found: Report = (await store.read(Query("report_by_id", (number,))))[0][0]
    return found


async def test_every_report_is_read_stands_as_it_did_and_gets_the_keys_of_its_place(upgraded: Store) -> None:
    world = World(upgraded)
    assert await fill_place_keys(upgraded, world.region, SleepyClock()) == len(STATUSES)
    for number, (_, now) in STATUSES.items():
        found = await report(upgraded, number)
        keys = place_keys(world.region, f"Лесная, {number}")
        assert (found.status, found.text) == (now, f"Яма номер {number}")
        assert (found.street_key, found.house_key) == (keys.street, keys.house) == ("лесн", str(number))
        assert (found.stars, found.closed_at) == (0, FILED + HOUR if number in CLOSED else 0)
        assert found.asked == (1 if number in (4,) else 0)
    files = (await upgraded.read(Query("report_files", (4,))))[0]
    assert [file.handle for file in files] == ["photo-1"]


async def test_every_card_opens_with_its_history_and_work_goes_on(upgraded: Store) -> None:
    world = World(upgraded)
    office = Office(world)
    for number in STATUSES:
        await office.says("Анна", f"№ {number}")
        text = office.last().text
        assert f"№ {number} " in text, number
        assert f"Яма номер {number}" in text, number
        for of, _, _, _, said, _, _ in EVENTS:
            assert of != number or said in text, (number, said)
    await office.says("Анна", "/queue")
    assert await world.faults() == []
    await office.says("Анна", "№ 2 Выехали")
    await office.passes(15_000)
    phone = Phone(world)
    assert phone.sees("Выехали")
    assert (await report(upgraded, 2)).status == "answered"


async def test_whoever_was_joined_then_follows_now_and_gets_the_answer(upgraded: Store) -> None:
    world = World(upgraded)
    office, author, other = Office(world), Phone(world), Phone(world, "vk", "88")
    await office.says("Анна", "№ 1 Засыпали яму")
    asking = next(s for s in reversed(office.chats[ADMIN]) if any(d.startswith("o_toall:") for d in s.data))
    assert "Всем (2)" in asking.buttons
    await office.presses("Анна", next(d for d in asking.data if d.startswith("o_toall:")), asking)
    await office.passes(MINUTE)
    assert [phone.sees("Засыпали яму") for phone in (author, other)] == [True, True]
    assert not any("№ 1 " in shown.text for shown in other.chat)
    assert await world.faults() == []


async def test_its_people_see_their_reports_and_what_silence_closed_opens_again(upgraded: Store) -> None:
    world = World(upgraded)
    phone = Phone(world)
    await phone.says("/reports")
    for number in (4, 10, 11):
        await phone.says(f"/status {number}")
        assert any(f"№ {number}" in shown.text for shown in phone.chat), number
    await phone.says("/status 10")
    await phone.presses("Не решено")
    assert (await report(upgraded, 10)).status == "reopened"
    await phone.passes(6 * DAY)
    assert await world.faults() == []
