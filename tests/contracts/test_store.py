"""What every store promises, on both engines: whole or not at all, in order, and exactly what was written."""

from __future__ import annotations

import asyncio
import dataclasses
import json
from dataclasses import replace
from typing import Any, get_type_hints

import pytest

from storage.changes import Changes, Query, key_of
from storage.open import make_store
from storage.record import copied
from storage.records import RECORDS, Account, Audit, OutboxRow, Person, Record, SentMessage, Setting, Timer
from storage.store import StorageError, Store
from tests.contracts.raw import run_raw

BIG = 2**63 - 1


def changes_of(*records: Record) -> Changes:
    changes = Changes()
    for record in records:
        changes.put(record)
    return changes


async def save(store: Store, *records: Record) -> None:
    async with store.unit() as unit:
        await unit.commit(changes_of(*records))


async def persons(store: Store, *ids: int) -> list[int]:
    found = await store.read(*(Query("person_by_id", (i,)) for i in ids))
    return [row.id for rows in found for row in rows]


def filled(kind: type[Record], seed: int) -> Record:
    """A record whose fields all differ."""
    values: list[Any] = []
    hints = get_type_hints(kind)
    for number, field in enumerate(dataclasses.fields(kind), seed):  # type: ignore[arg-type]
        made = {int: number, str: f"слово {number}", float: number / 7}
        hint = hints[field.name]
        values.append(made[float if hint == float | None else hint])
    return kind(*values)


async def test_every_record_comes_back_as_it_was_written_and_then_as_it_was_changed(
    store: Store, database_url: str
) -> None:
    for kind in RECORDS:
        names = [f.name for f in dataclasses.fields(kind)]  # type: ignore[arg-type]
        columns = ", ".join(f'"{name}"' for name in names)
        for seed in (1, 500):
            record = filled(kind, seed)
            if kind is not OutboxRow:  # only ever inserted
                for name in kind.KEY:
                    setattr(record, name, getattr(filled(kind, 1), name))
            await save(store, record)
            rows = await run_raw(database_url, f"SELECT {columns} FROM {kind.TABLE}")
            assert tuple(getattr(record, name) for name in names) in rows
        assert len(rows) == (2 if kind is OutboxRow else 1), kind.TABLE


async def test_last_state_of_a_row_wins_and_a_deleted_one_is_gone(store: Store) -> None:
    changes = changes_of(Setting("a", "1"), Setting("b", "1"), Setting("a", "2"))
    changes.delete(Setting, "b")
    async with store.unit() as unit:
        await unit.exchange(changes_of(Setting("b", "0")))
        await unit.commit(changes)
    assert await store.read(Query("setting", ("a",)), Query("setting", ("b",))) == [[Setting("a", "2")], []]


async def test_deletes_come_before_upserts_so_that_a_slot_can_move_to_another_message(store: Store) -> None:
    await save(store, SentMessage("vk", "1", "10", slot="card:1"))
    changes = changes_of(SentMessage("vk", "1", "11", slot="card:1"))
    changes.delete(SentMessage, "vk", "1", "10")
    async with store.unit() as unit:
        await unit.commit(changes)
    [found] = await store.read(Query("sent_by_slot", ("vk", '[["1", "card:1"]]')))
    assert [row.message_id for row in found] == ["11"]


async def test_commands_come_first_then_rows_then_queries(store: Store) -> None:
    await save(store, Account("vk", "1", 1, 0))
    changes = Changes()
    changes.put(Account("vk", "2", 2, 0))
    changes.command("account_unreachable", "vk", "1", 5, "blocked")
    changes.command("account_unreachable", "vk", "2", 5, "blocked")
    async with store.unit() as unit:
        [rows] = await unit.exchange(changes, [Query("accounts_among", ("vk", '["1", "2"]'))])
        await unit.commit()
    assert sorted((row.user_id, row.unreachable_at) for row in rows) == [("1", 5), ("2", 0)]


async def test_exchange_sees_its_own_changes_and_read_only_what_is_committed(store: Store) -> None:
    async with store.unit() as unit:
        asked = [Query("person_by_id", (1,)), Query("person_by_id", (2,))]
        assert await unit.exchange(changes_of(Person(1, 7)), asked) == [[Person(1, 7)], []]
        assert await persons(store, 1) == []
        assert await unit.exchange(None, asked[:1]) == [[Person(1, 7)]]
        await unit.commit(changes_of(Person(2, 7)))
    assert await persons(store, 1, 2) == [1, 2]


async def test_leaving_without_commit_keeps_nothing(store: Store) -> None:
    async with store.unit() as unit:
        await unit.exchange(changes_of(Person(1, 7)))

    async def fail() -> None:
        async with store.unit() as unit:
            await unit.exchange(changes_of(Person(2, 7)))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail()
    async with store.unit():
        pass
    assert await persons(store, 1, 2) == []
    await save(store, Person(3, 7))
    assert await persons(store, 3) == [3]


async def test_commit_ends_the_unit_and_an_empty_one_is_fine(store: Store) -> None:
    async with store.unit() as unit:
        await unit.commit()
        with pytest.raises(StorageError, match="over"):
            await unit.exchange(changes_of(Person(1, 7)))
        with pytest.raises(StorageError, match="over"):
            await unit.commit(changes_of(Person(1, 7)))
    with pytest.raises(StorageError, match="over"):
        await unit.commit(changes_of(Person(1, 7)))
    assert await persons(store, 1) == []


WRONG_ROW = OutboxRow(1, "vk", "1", 2, "send", "secret")


@pytest.mark.parametrize(
    ("changes", "queries"),
    [
        (changes_of(Person(2, 7), WRONG_ROW), ()),
        (changes_of(Person(2, 7), Person(BIG + 1, 7)), ()),
        (changes_of(Person(2, 7)), (Query("accounts_among", ("vk", "secret: no JSON \\\\u0000")),)),
        (changes_of(Person(2, 7)), (Query("no_such_statement"),)),
        (changes_of(Person(2, 7)), (Query("person_by_id", (1, 2)),)),
    ],
    ids=["id that is there", "too large", "no list", "no statement", "too many parameters"],
)
async def test_fault_keeps_nothing_of_the_transaction_and_the_next_one_works(
    store: Store, changes: Changes, queries: tuple[Query, ...]
) -> None:
    await save(store, replace(WRONG_ROW, body="old"))
    async with store.unit() as unit:
        await unit.exchange(changes_of(Person(1, 7)))
        with pytest.raises(StorageError) as caught:
            await unit.exchange(changes, queries)
        assert not caught.value.retry
        assert "secret" not in str(caught.value)
        with pytest.raises(StorageError, match="over"):
            await unit.commit()
    assert await persons(store, 1, 2) == []
    await save(store, Person(3, 7))
    assert await persons(store, 3) == [3]


@pytest.mark.parametrize("turns", range(6))
async def test_cancelled_unit_keeps_nothing_and_hands_the_writer_on(store: Store, turns: int) -> None:
    async def work() -> None:
        async with store.unit() as unit:
            for number in range(1, 1000):
                await unit.exchange(changes_of(Person(number, 7)), [Query("person_by_id", (number,))])

    task = asyncio.create_task(work())
    for _ in range(turns):
        await asyncio.sleep(0.001)
    task.cancel()
    waiting = asyncio.create_task(save(store, Person(5000, 7)))
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await asyncio.wait_for(waiting, 20)
    assert await persons(store, 1, 2, 3, 5000) == [5000]


async def test_waiter_that_is_cancelled_does_not_hold_up_the_others(store: Store) -> None:
    async with store.unit() as unit:
        first, second = (asyncio.create_task(save(store, Person(n, 7))) for n in (1, 2))
        await asyncio.sleep(0)
        first.cancel()
        await unit.commit(changes_of(Person(3, 7)))
    await asyncio.wait_for(second, 20)
    assert await persons(store, 1, 2, 3) == [2, 3]


async def test_units_are_served_in_the_order_in_which_they_came(store: Store) -> None:
    order: list[int] = []

    async def work(number: int) -> None:
        async with store.unit() as unit:
            order.append(number)
            await unit.exchange(changes_of(Person(number, 7)))
            await unit.commit()

    await asyncio.gather(*(work(n) for n in range(1, 21)))
    assert order == list(range(1, 21))
    assert len(await persons(store, *order)) == 20


async def test_queries_of_one_read_see_one_moment(store: Store) -> None:
    """Each commit moves both rows together: no read may see one of them moved and the other not."""
    await save(store, Setting("a", "0"), Setting("b", "0"))
    torn: list[Any] = []

    async def look() -> None:
        for _ in range(40):
            [[a], [b]] = await store.read(Query("setting", ("a",)), Query("setting", ("b",)))
            if a.value != b.value:
                torn.append((a, b))

    async def move() -> None:
        for number in range(40):
            await save(store, Setting("a", str(number)), Setting("b", str(number)))

    await asyncio.gather(look(), move(), look())
    assert torn == []


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("Ёжик 👩‍👩‍👧 \u202e ' \" \\ $1 ?1 {Report} %s", None),
        ("Ж" * 1_000_000, None),
        ("line\r\n\ttab", None),
        ("NUL\x00 inside\x00", "NUL inside"),
        ("half \ud83d of a pair", "half \ufffd of a pair"),
        ("split \ud83d\ude00 pair", "split 😀 pair"),
    ],
)
async def test_text_comes_back_as_it_was_but_for_what_a_database_cannot_hold(
    store: Store, written: str, kept: str | None
) -> None:
    await save(store, Setting("name", written))
    assert await store.read(Query("setting", ("name",))) == [[Setting("name", kept or written)]]


async def test_lists_in_parameters_are_cleaned_like_every_text(store: Store) -> None:
    await save(store, Account("vk", "a\ufffdb", 1, 0), Account("vk", "cd", 1, 0))
    asked = Query("accounts_among", ("vk", '["a\\ud83db", "c\\u0000d", "\\\\u0000", "e\\u0301", "it\'s"]'))
    [rows] = await store.read(asked)
    assert sorted(row.user_id for row in rows) == ["a\ufffdb", "cd"]


async def test_integers_keep_all_of_64_bits(store: Store) -> None:
    await save(store, Person(BIG, -BIG - 1), Timer("a", "b", BIG))
    assert await store.read(Query("person_by_id", (BIG,))) == [[Person(BIG, -BIG - 1)]]
    assert await store.read(Query("timers_due", (BIG, 10))) == [[Timer("a", "b", BIG)]]


async def test_place_that_is_no_number_is_no_place(store: Store) -> None:
    report = filled(RECORDS[3], 1)
    for name, value in (("lat", float("nan")), ("lon", None)):
        setattr(report, name, value)
    await save(store, report)
    [[found]] = await store.read(Query("report_by_id", key_of(report)))
    assert (found.lat, found.lon) == (None, None)


async def test_large_batch_is_written_whole(store: Store) -> None:
    await save(store, *(Audit(n, 1, "vk", "5", "refused") for n in range(1, 5001)))
    assert dict((await store.read(Query("last_ids")))[0])["audit"] == 5000


async def test_reading_cannot_write(store: Store) -> None:
    await save(store, OutboxRow(1, "vk", "1", 2, "send", "b"))
    with pytest.raises(StorageError):
        await store.read(Query("outbox_claim_many", ("[1]", 5, "[]", "[]")))
    assert await store.read(Query("outbox_claimed", ("vk",))) == [[]]


async def test_command_of_several_statements_cannot_be_a_query(store: Store) -> None:
    with pytest.raises(StorageError, match="command"):
        await store.read(Query("migrate_chat", ("vk", "1", "2")))


async def test_store_that_is_not_open_says_so(database_url: str) -> None:
    store = make_store(database_url)
    await store.close()
    for _ in range(2):
        with pytest.raises(StorageError, match="not open"):
            await store.read(Query("last_ids"))
        with pytest.raises(StorageError, match="not open"):
            async with store.unit():
                pass
        with pytest.raises(StorageError, match="not open"):
            await store.migrate()
        await store.open()
        await store.close()


async def test_close_waits_for_the_unit_that_is_open(store: Store, database_url: str) -> None:
    async with store.unit() as unit:
        closing = asyncio.create_task(store.close())
        await asyncio.sleep(0)
        await unit.exchange(changes_of(Person(1, 7)))
        await unit.commit()
    await closing
    assert await run_raw(database_url, "SELECT id FROM person") == [(1,)]


async def test_a_commit_answers_from_its_own_changes_and_keeps_nothing_if_its_question_fails(store: Store) -> None:
    async with store.unit() as unit:
        asked = (Query("person_by_id", (1,)), Query("person_by_id", (2,)))
        assert await unit.commit(changes_of(Person(1, 7)), asked) == [[Person(1, 7)], []]
        with pytest.raises(StorageError):
            await unit.commit(changes_of(Person(3, 7)))
    assert await persons(store, 1, 2, 3) == [1]
    async with store.unit() as unit:
        with pytest.raises(StorageError):
            await unit.commit(changes_of(Person(2, 7)), [Query("accounts_among", ("vk", "no JSON"))])
        with pytest.raises(StorageError, match="over"):
            await unit.commit()
    assert await persons(store, 1, 2) == [1]


async def test_commands_of_one_name_are_carried_out_each_and_the_first_of_one_account_counts(store: Store) -> None:
    await save(store, *(Account("vk", str(n), n, 1) for n in range(1, 5)))
    changes = Changes()
    for user, at, why in (("1", 5, "blocked"), ("2", 6, "blocked"), ("1", 7, "forbidden")):
        changes.command("account_unreachable", "vk", user, at, why)
    changes.command("sent_slot_leave", "vk", "1", "card:1")
    changes.command("account_unreachable", "vk", "3", 8, "deactivated")
    changes.command("account_unreachable", "vk", "2", 9, "forbidden")
    async with store.unit() as unit:
        await unit.commit(changes)
    listed = json.dumps(["1", "2", "3", "4"])
    [found] = await store.read(Query("accounts_among", ("vk", listed)))
    state = {a.user_id: (a.unreachable_at, a.unreachable_why) for a in found}
    assert state == {"1": (5, "blocked"), "2": (6, "blocked"), "3": (8, "deactivated"), "4": (0, "")}


def test_a_copy_of_a_record_has_all_its_values_and_is_another() -> None:
    for seed, kind in enumerate(RECORDS):
        record = filled(kind, seed)
        copy = copied(record)
        assert copy == record
        assert copy is not record
        assert key_of(copy) == tuple(getattr(record, name) for name in kind.KEY)
