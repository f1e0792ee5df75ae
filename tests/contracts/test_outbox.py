"""The outbox's rules that the database itself holds: one waiting row a slot, one claim a row."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import Any

import pytest

from handlers.notices.states import IN_FORCE, SAYABLE
from storage.changes import Changes, Query, words
from storage.notice_records import LATE, Notice
from storage.open import make_store
from storage.records import Dialogue, OutboxRow, OutboxState, SeenUpdate, SentMessage, Share
from storage.store import StorageError, Store
from tests.contracts.raw import run_raw
from tests.contracts.test_store import save

FIRST = OutboxRow(
    1, "telegram", "-100", 3, "put", '{"text": "one"}', slot="card:7", share=1, careful=1, created_at=100, due_at=100,
    expires_at=900, random_id=11, report_id=7, event_id=70, purpose="card", then="outcome:1",
)  # fmt: skip
SECOND = replace(
    FIRST, id=2, body='{"text": "two"}', share=3, careful=0, created_at=200, due_at=200, expires_at=0, random_id=22,
    report_id=8, event_id=80, purpose="state", then="outcome:2",
)  # fmt: skip


async def rows_of(url: str) -> list[OutboxRow]:
    names = ", ".join(f'"{name}"' for name in OutboxRow.__slots__)
    return [OutboxRow(*row) for row in await run_raw(url, f"SELECT {names} FROM outbox ORDER BY id")]


async def do(store: Store, name: str, *params: Any) -> None:
    changes = Changes()
    changes.command(name, *params)
    async with store.unit() as unit:
        await unit.commit(changes)


async def claim(store: Store, *ids: int, now: int = 500) -> list[OutboxRow]:
    async with store.unit() as unit:
        [rows] = await unit.exchange(
            None, [Query("outbox_claim_many", (json.dumps(ids), now, words(SAYABLE), words(IN_FORCE)))]
        )
        await unit.commit()
    return sorted(rows, key=lambda row: row.id)


async def ask(store: Store, name: str, *params: Any) -> list[Any]:
    return (await store.read(Query(name, params)))[0]


# -- slots ------------------------------------------------------------------------------------
@pytest.mark.parametrize("together", [True, False])
async def test_newer_put_goes_into_the_row_that_still_waits(store: Store, database_url: str, together: bool) -> None:
    if together:
        await save(store, FIRST, SECOND)
    else:
        await save(store, FIRST)
        await save(store, SECOND)
    merged = replace(SECOND, id=1, created_at=100, due_at=100, random_id=11, share=FIRST.share)
    assert await rows_of(database_url) == [merged]


async def test_row_that_waits_takes_over_the_share_of_a_press_but_not_of_an_edit(
    store: Store, database_url: str
) -> None:
    await save(store, FIRST)
    for share, kept in ((Share.EDITS, Share.REPORTS), (Share.ASKED, Share.ASKED), (Share.EDITS, Share.ASKED)):
        await save(store, replace(SECOND, share=int(share)))
        assert [row.share for row in await rows_of(database_url)] == [kept]


async def test_newer_put_may_make_the_row_due_earlier_but_never_later(store: Store, database_url: str) -> None:
    await save(store, replace(FIRST, due_at=5000))
    await save(store, replace(SECOND, due_at=300))
    await save(store, replace(SECOND, id=3, due_at=4000))
    assert [(row.id, row.due_at) for row in await rows_of(database_url)] == [(1, 300)]


@pytest.mark.parametrize(
    "touched",
    [{"state": state.value} for state in OutboxState if state]
    + [{"attempts": 1}, {"parts_done": 1}, {"op": "delete"}, {"op": "send"}, {"op": "ack"}],
)
async def test_put_is_a_row_of_its_own_when_the_other_was_touched(
    store: Store, database_url: str, touched: dict[str, Any]
) -> None:
    other = replace(FIRST, **touched)
    await save(store, other)
    await save(store, SECOND)
    assert await rows_of(database_url) == [other, SECOND]


@pytest.mark.parametrize("elsewhere", [{"channel": "vk"}, {"chat": "5"}, {"slot": "card:8"}])
async def test_slots_of_other_chats_and_other_names_are_apart(
    store: Store, database_url: str, elsewhere: dict[str, Any]
) -> None:
    await save(store, FIRST)
    await save(store, replace(SECOND, **elsewhere))
    assert [row.body for row in await rows_of(database_url)] == [FIRST.body, SECOND.body]


async def test_messages_without_a_slot_never_replace_each_other(store: Store, database_url: str) -> None:
    for op in ("send", "put", "delete", "ack"):
        first = max([row.id for row in await rows_of(database_url)], default=0) + 1
        await save(store, replace(FIRST, id=first, op=op, slot=""), replace(FIRST, id=first + 1, op=op, slot=""))
    assert len(await rows_of(database_url)) == 8


async def test_deletes_of_one_slot_do_not_replace_each_other(store: Store, database_url: str) -> None:
    await save(store, replace(FIRST, op="delete"), replace(SECOND, op="delete"), replace(SECOND, id=3))
    assert [row.op for row in await rows_of(database_url)] == ["delete", "delete", "put"]


async def test_row_that_was_given_back_is_joined_by_a_newer_put(store: Store, database_url: str) -> None:
    """A claimed row, a newer put, and then the first one waits again: both are there, in their order."""
    await save(store, FIRST)
    await claim(store, 1)
    await save(store, SECOND)
    await do(store, "outbox_release", "[1]")
    await save(store, replace(SECOND, id=3, body="three"))
    assert [(r.id, r.body, r.state, r.attempts) for r in await rows_of(database_url)] == [
        (1, FIRST.body, 0, 1),
        (2, "three", 0, 0),
    ]


async def test_existing_id_is_refused_instead_of_overwritten(store: Store, database_url: str) -> None:
    await save(store, FIRST)
    with pytest.raises(StorageError):
        await save(store, replace(FIRST, slot="", op="send", body="other"))
    assert await rows_of(database_url) == [FIRST]


# -- claims -----------------------------------------------------------------------------------
async def test_row_is_claimed_once(store: Store, database_url: str) -> None:
    await save(store, FIRST, replace(SECOND, slot="other"))
    claimed = replace(FIRST, state=1, attempts=1, claimed_at=500)
    assert await claim(store, 1) == [claimed]
    assert [row.id for row in await claim(store, 1, 2, 99)] == [2]
    assert await claim(store, 1, 2) == []
    second = replace(SECOND, slot="other", state=1, attempts=1, claimed_at=500)
    assert await ask(store, "outbox_claimed", "telegram") == [claimed, second]
    assert await ask(store, "outbox_claimed", "vk") == []


async def test_two_programs_that_claim_at_once_get_each_row_once(store: Store, database_url: str) -> None:
    await save(store, *(replace(FIRST, id=n, slot=f"card:{n}") for n in range(1, 41)))
    other = make_store(database_url)
    await other.open()
    taken = await asyncio.gather(
        *(claim(store if turn % 2 else other, *range(turn, turn + 6)) for turn in range(1, 37, 2))
    )
    ids = [row.id for rows in taken for row in rows]
    assert sorted(ids) == list(range(1, 41))
    await other.close()


async def test_claim_that_was_not_committed_is_nobodys(store: Store) -> None:
    await save(store, FIRST)
    async with store.unit() as unit:
        await unit.exchange(None, [Query("outbox_claim_many", ("[1]", 500, words(SAYABLE), words(IN_FORCE)))])
    assert [row.id for row in await claim(store, 1)] == [1]


async def test_outcome_is_written_and_a_final_row_is_not_claimed_again(store: Store, database_url: str) -> None:
    await save(store, FIRST)
    await claim(store, 1)
    await do(store, "outbox_conclude", 1, 2, 100, 1, 0, 3, 777, "", "-200")
    [row] = await rows_of(database_url)
    assert row == replace(FIRST, state=2, attempts=1, parts_done=3, finished_at=777, chat="-200")
    assert await claim(store, 1) == []


async def test_what_is_said_late_of_a_notice_that_is_over_is_not_claimed(store: Store) -> None:
    notice = Notice(80, "sent", "flood", 4, 0, "{}")
    late = replace(SECOND, notice_id=0, event_id=80, purpose=LATE)
    await save(store, notice, replace(late, id=1, slot="a"), replace(late, id=2, slot="b"), replace(FIRST, id=3))
    assert [row.id for row in await claim(store, 1)] == [1]
    notice.ended_at = 400
    await save(store, notice)
    assert [row.id for row in await claim(store, 2, 3)] == [3]


# -- looking ----------------------------------------------------------------------------------
async def test_depths_count_by_lane_what_is_not_final(store: Store) -> None:
    await save(
        store,
        replace(FIRST, id=1, slot="a", due_at=50),
        replace(FIRST, id=2, slot="b", due_at=40, state=1),
        replace(FIRST, id=3, slot="c", lane=0),
        replace(FIRST, id=4, slot="d", state=2),
    )
    assert sorted(await ask(store, "outbox_depths")) == [("telegram", 0, 1, 100), ("telegram", 3, 2, 40)]


async def test_later_rows_in_a_chat_are_counted_only_if_sent(store: Store) -> None:
    sent = replace(FIRST, slot="", op="send", state=2, finished_at=1000)
    await save(
        store,
        sent,
        replace(sent, id=2, finished_at=999),
        replace(sent, id=3, state=6),
        replace(sent, id=4, chat="5"),
        replace(sent, id=5, channel="vk"),
        replace(sent, id=6, finished_at=2000),
    )
    assert await ask(store, "outbox_later_in_chat", "telegram", "-100", 1000) == [(2,)]
    assert await ask(store, "outbox_later_in_chat", "telegram", "none", 0) == [(0,)]


async def test_sent_messages_are_found_by_slot_and_by_message(store: Store) -> None:
    card = SentMessage("vk", "1", "10", slot="card:1", report_id=1)
    plain = SentMessage("vk", "1", "11")
    await save(store, card, plain, SentMessage("vk", "2", "10", slot="card:1"))
    asked = json.dumps([["1", "card:1"], ["1", ""], ["1", "card:9"], ["2", "none"]])
    assert await ask(store, "sent_by_slot", "vk", asked) == [card]
    assert await ask(store, "sent_by_message", "vk", "1", "11") == [plain]
    assert await ask(store, "sent_by_message", "telegram", "1", "11") == []


async def test_slot_can_be_left_for_a_new_message(store: Store) -> None:
    await save(store, SentMessage("vk", "1", "10", slot="card:1"))
    changes = Changes()
    changes.command("sent_slot_leave", "vk", "1", "card:1")
    changes.put(SentMessage("vk", "1", "11", slot="card:1"))
    async with store.unit() as unit:
        await unit.commit(changes)
    assert [row.message_id for row in await ask(store, "sent_by_slot", "vk", '[["1", "card:1"]]')] == ["11"]
    assert await ask(store, "sent_by_message", "vk", "1", "10") == [SentMessage("vk", "1", "10")]


async def test_one_slot_of_a_chat_is_never_on_two_messages(store: Store) -> None:
    await save(store, SentMessage("vk", "1", "10", slot="card:1"))
    with pytest.raises(StorageError):
        await save(store, SentMessage("vk", "1", "11", slot="card:1"))


# -- pruning and moving -----------------------------------------------------------------------
async def test_pruning_takes_final_rows_only_and_so_many_at_most(store: Store, database_url: str) -> None:
    final = replace(FIRST, slot="", op="send", state=2)
    await save(store, *(replace(final, id=n, finished_at=n * 10) for n in range(1, 7)), replace(FIRST, id=9))
    await do(store, "prune_outbox_bodies", 50, 3)
    assert [bool(row.body) for row in await rows_of(database_url)] == [False] * 3 + [True] * 4
    assert await ask(store, "prune_outbox_bodies_left", 50) == [(1,)]
    await do(store, "prune_outbox_bodies", 50, 3)
    assert [bool(row.body) for row in await rows_of(database_url)] == [False] * 4 + [True] * 3
    assert await ask(store, "prune_outbox_bodies_left", 50) == []
    await do(store, "prune_outbox", 50, 3)
    assert [row.id for row in await rows_of(database_url)] == [4, 5, 6, 9]
    await do(store, "prune_outbox", 50, 3)
    assert [row.id for row in await rows_of(database_url)] == [5, 6, 9]


async def test_how_many_pruned_rows_came_to_which_end_is_kept_by_day(store: Store, database_url: str) -> None:
    day = 86_400_000
    gone = replace(FIRST, slot="", op="send", state=2, lane=2, finished_at=day + 5)
    await save(
        store,
        gone,
        replace(gone, id=2),
        replace(gone, id=3, state=3),
        replace(gone, id=4, channel="vk", lane=4),
        replace(gone, id=5, finished_at=2 * day - 1),
        replace(gone, id=6, finished_at=2 * day),
        replace(gone, id=7, lane=0),
        replace(gone, id=8, finished_at=9 * day),
    )
    for _ in range(4):
        await do(store, "prune_outbox", 3 * day, 2)
    assert [row.id for row in await rows_of(database_url)] == [8]
    counted = "SELECT day_at, channel, lane, state, count FROM outbox_count ORDER BY day_at, channel, lane, state"
    assert [tuple(row) for row in await run_raw(database_url, counted)] == [
        (day, "telegram", 0, 2, 1),
        (day, "telegram", 2, 2, 3),
        (day, "telegram", 2, 3, 1),
        (day, "vk", 4, 2, 1),
        (2 * day, "telegram", 2, 2, 1),
    ]
    assert await ask(store, "outbox_gone") == [("telegram", 2, 2, 4), ("telegram", 2, 3, 1), ("vk", 4, 2, 1)]


async def test_old_seen_updates_are_forgotten_a_number_at_a_time(store: Store) -> None:
    await save(store, *(SeenUpdate("vk", "1", str(n), n) for n in range(1, 7)))
    await do(store, "prune_seen", 5, 3)
    keys = json.dumps([str(n) for n in range(1, 7)])
    assert sorted(await ask(store, "seen_among", "vk", "1", keys)) == [("4",), ("5",), ("6",)]
    assert await ask(store, "seen_among", "vk", "2", keys) == []


async def test_group_with_a_new_id_takes_along_what_waits_but_not_the_messages_ids(
    store: Store, database_url: str
) -> None:
    await save(
        store,
        FIRST,
        replace(FIRST, id=2, chat="-200", body="there already"),
        replace(FIRST, id=3, slot="", op="send", state=1),
        replace(FIRST, id=4, slot="", op="send", state=2, finished_at=7),
        replace(FIRST, id=5, chat="-300"),
        SentMessage("telegram", "-100", "10", slot="card:7"),
        Dialogue("telegram", "-100", "1", step="old"),
        Dialogue("telegram", "-100", "2", step="kept"),
        Dialogue("telegram", "-200", "1", step="new"),
    )
    await do(store, "migrate_chat", "telegram", "-100", "-200")
    moved = [(row.id, row.chat, row.state) for row in await rows_of(database_url)]
    assert moved == [(1, "-100", 7), (2, "-200", 0), (3, "-200", 1), (4, "-100", 2), (5, "-300", 0)]
    assert await ask(store, "sent_by_slot", "telegram", '[["-200", "card:7"]]') == []
    talks = json.dumps([["telegram", chat, user] for chat in ("-100", "-200") for user in ("1", "2")])
    found = {(row.chat, row.user_id): row.step for row in await ask(store, "dialogues_among", talks)}
    assert found == {("-100", "1"): "old", ("-200", "1"): "new", ("-200", "2"): "kept"}
