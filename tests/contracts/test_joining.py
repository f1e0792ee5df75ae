"""One human's persons, one a messenger, become one and apart again, on both engines: his rows and nobody else's."""

from __future__ import annotations

import json
from typing import Any

from bot.channels.names import messengers
from bot.jobs.forgotten import erase_again
from handlers.reports.status import ALIVE
from storage.changes import Changes, words
from storage.notice_records import (
    JoinCode,
    Notice,
    NoticeResponse,
    Place,
    Recipient,
    Subscription,
    SubscriptionArea,
)
from storage.records import Account, Dialogue, Person, Report, ReportEvent, Setting, StoredFile
from storage.store import Store
from tests.contracts.test_outbox import ask
from tests.contracts.test_store import save

HUMAN = dict(enumerate(messengers(), 1))
"""His persons, and the messenger of each."""
NEIGHBOUR = len(HUMAN) + 1


def report(number: int, person: int, channel: str, **more: Any) -> Report:
    return Report(number, person, channel, "1", "ru", "new", "other", "", "text", **more)


async def run(store: Store, name: str, *params: Any) -> None:
    changes = Changes()
    changes.command(name, *params)
    async with store.unit() as unit:
        await unit.commit(changes)


async def he_and_a_neighbour(store: Store) -> None:
    for person, channel in {**HUMAN, NEIGHBOUR: HUMAN[2]}.items():
        await save(
            store,
            Person(person, 1),
            Account(channel, f"u{person}", person, 1),
            Dialogue(channel, f"u{person}", f"u{person}", person),
            report(person, person, channel),
            ReportEvent(person, person, 1, "filed", person),
            StoredFile(person, person, 0, person, channel, "h", "photo"),
            Subscription(person, 1),
            SubscriptionArea(person, "s:a"),
            Place(person, person, "home", 1.0, 2.0, 300),
            JoinCode(f"CODE{person}", person, channel, f"u{person}", 5),
            Recipient(1, person, channel, f"u{person}", 1),
        )
    await save(
        store,
        report(9, NEIGHBOUR, HUMAN[2], taken_by=2),
        Notice(1, "pending", "flood", 3, 0, "{}", hands='["vk:u2", "p:2", "p:22"]', author=2),
        NoticeResponse(1, 1, "safe", 10),
        NoticeResponse(1, 2, "help", 9),
        NoticeResponse(2, 2, "safe", 9),
        NoticeResponse(1, NEIGHBOUR, "away", 9),
    )


async def joins(store: Store) -> None:
    for person in list(HUMAN)[1:]:
        await run(store, "join_persons", person, 1, words(ALIVE))


async def test_everything_of_one_becomes_the_others(store: Store) -> None:
    await he_and_a_neighbour(store)
    await joins(store)
    assert [r.id for r in await ask(store, "citizen_all_reports", 1)] == [*HUMAN]
    assert [e.actor for e in await ask(store, "citizen_history", 1)] == [1] * len(HUMAN)
    assert [f.id for f in await ask(store, "citizen_files", 1)] == [*HUMAN]
    assert sorted(d.channel for d in await ask(store, "citizen_dialogues", 1)) == sorted(HUMAN.values())
    assert [p.id for p in await ask(store, "places_of", 1)] == [*HUMAN]
    reached = {r.channel: r.chat for r in await ask(store, "recipients_of", 1)}
    assert reached == {channel: f"u{person}" for person, channel in HUMAN.items()}
    assert [(r.notice_id, r.answer) for r in await ask(store, "responses_of", 1)] == [(1, "safe"), (2, "safe")]
    assert [r.taken_by for r in await ask(store, "report_by_id", 9)] == [1]
    (notice,) = await ask(store, "notice_by_id", 1)
    assert (notice.hands, notice.author) == ('["vk:u2", "p:1", "p:22"]', 1)
    for name in (
        "subscription_of",
        "subscription_areas_of",
        "places_of",
        "recipients_of",
        "responses_of",
        "join_codes_of",
    ):
        assert [await ask(store, name, person) for person in list(HUMAN)[1:]] == [[]] * (len(HUMAN) - 1)
        assert await ask(store, name, NEIGHBOUR) != []
    assert await ask(store, "join_codes_of", 1) == []


async def test_apart_again_by_messenger_and_all_stay_hands(store: Store) -> None:
    await he_and_a_neighbour(store)
    await joins(store)
    for person, channel in list(HUMAN.items())[:0:-1]:
        await run(store, "part_persons", 1, person, channel)
        await run(store, "part_hands", 1, person)
    for person in HUMAN:
        assert [r.id for r in await ask(store, "citizen_all_reports", person)] == [person]
        assert [e.actor for e in await ask(store, "citizen_history", person)] == [person]
        assert [r.chat for r in await ask(store, "recipients_of", person)] == [f"u{person}"]
    (notice,) = await ask(store, "notice_by_id", 1)
    assert notice.hands == json.dumps(["vk:u2", *(f"p:{person}" for person in HUMAN), "p:22"])


async def test_joined_twice_no_notice_stands_twice(store: Store) -> None:
    await he_and_a_neighbour(store)
    await save(store, Recipient(1, 1, "vk", "u2", 1), NoticeResponse(2, 1, "help", 9))
    await joins(store)
    assert sorted(r.channel for r in await ask(store, "recipients_of", 1)) == sorted(HUMAN.values())
    assert [r.answer for r in await ask(store, "responses_of", 1)] == ["safe", "help"]


async def test_forgetting_leaves_nothing_of_warnings(store: Store) -> None:
    await he_and_a_neighbour(store)
    await save(store, Setting("joined:1", "{}"), Setting("joined:11", "{}"))
    await erase_again(store, 1, 77)
    for name in (
        "subscription_of",
        "subscription_areas_of",
        "places_of",
        "recipients_of",
        "responses_of",
        "join_codes_of",
    ):
        assert await ask(store, name, 1) == []
        assert await ask(store, name, NEIGHBOUR) != []
    assert [s.name for s in await ask(store, "settings_like", "joined:")] == ["joined:11"]


async def test_old_codes_and_ones_own_are_dropped(store: Store) -> None:
    await save(store, JoinCode("A", 1, "vk", "1", 10), JoinCode("B", 2, "vk", "2", 20), JoinCode("C", 3, "vk", "3", 20))
    await run(store, "drop_join_codes", 10, 2)
    assert [await ask(store, "join_code", code) != [] for code in "ABC"] == [False, False, True]
