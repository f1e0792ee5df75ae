"""What may be said again after it was given up, and what may only be dropped."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from handlers.notices.states import IN_FORCE
from storage.changes import words
from storage.records import OutboxRow, OutboxState, SentMessage
from storage.store import Store
from tests.contracts.test_outbox import ask, do, rows_of
from tests.contracts.test_store import save

GIVEN_UP = int(OutboxState.GIVEN_UP)
SEND = OutboxRow(
    10, "telegram", "7", 2, "send", '{"text": "one"}', state=GIVEN_UP, created_at=100, due_at=100, attempts=3,
    unknowns=3, finished_at=400, why="unknown", random_id=5,
)  # fmt: skip
PUT = replace(SEND, op="put", slot="card:7")
NOW = 1_000


async def again(store: Store, why: str = "unknown") -> list[int]:
    return [row.id for row in await ask(store, "delivery_again", "telegram", why, NOW, 100, words(IN_FORCE))]


@pytest.mark.parametrize("row", [SEND, PUT, replace(PUT, parts_done=1), replace(SEND, expires_at=NOW + 1)])
async def test_what_was_given_up_may_be_said_again(store: Store, row: OutboxRow) -> None:
    await save(store, row)
    assert await again(store) == [10]
    assert await again(store, "late") == []


@pytest.mark.parametrize(
    "row",
    [
        replace(SEND, expires_at=NOW),
        replace(SEND, body=""),
        replace(SEND, purpose="screen"),
        replace(SEND, op="delete", slot="card:7"),
        replace(SEND, op="ack", lane=0),
        replace(SEND, state=int(OutboxState.UNREACHABLE)),
        replace(SEND, state=int(OutboxState.SENT)),
    ],
)
async def test_what_is_too_late_or_final_may_not(store: Store, row: OutboxRow) -> None:
    await save(store, row)
    assert await again(store) == []


async def test_an_older_state_of_a_message_is_not_said_over_a_newer_one(store: Store) -> None:
    shown = SentMessage("telegram", "7", "900", "card:7", sent_at=50)
    waiting = replace(PUT, id=12, state=0, attempts=0, unknowns=0, finished_at=0, why="", slot="card:8")
    await save(store, PUT, shown)
    await save(store, replace(PUT, id=11, slot="card:8"), waiting)
    await save(store, replace(PUT, id=20, slot="card:9"), replace(PUT, id=21, slot="card:9"))
    assert await again(store) == [21]


async def test_dropping_reaches_only_what_was_asked_about(store: Store, database_url: str) -> None:
    later = replace(SEND, id=11, finished_at=700)
    other = replace(SEND, id=12, why="late")
    await save(store, SEND, later, other)
    assert await ask(store, "delivery_droppable", "telegram", "unknown", 500) == [(1,)]
    await do(store, "delivery_drop", "telegram", "unknown", 500)
    states = {row.id: row.state for row in await rows_of(database_url)}
    assert states == {10: int(OutboxState.DROPPED), 11: GIVEN_UP, 12: GIVEN_UP}


async def test_what_was_repeated_is_dropped_and_its_text_is_gone(store: Store, database_url: str) -> None:
    sent = replace(SEND, id=11, state=int(OutboxState.SENT))
    await save(store, SEND, sent)
    await do(store, "delivery_repeated", json.dumps([10, 11]))
    found = {row.id: (row.state, row.why, row.body) for row in await rows_of(database_url)}
    assert found == {10: (int(OutboxState.DROPPED), "repeated", ""), 11: (sent.state, sent.why, sent.body)}
    assert await ask(store, "delivery_given_up") == []


async def test_what_waits_for_messengers_that_are_not_run_is_counted_by_messenger(store: Store) -> None:
    def row(number: int, channel: str, **more: Any) -> OutboxRow:
        return OutboxRow(number, channel, "7", 2, "send", "x", **more)

    await save(
        store, row(1, "aaa"), row(2, "telegram"), row(3, "max"), row(4, "max", state=1), row(5, "vk"), row(6, "zzz"),
        row(7, "max", state=2, finished_at=5), row(8, "old", state=3, finished_at=5),
    )  # fmt: skip
    assert await ask(store, "outbox_stranded", '["telegram", "vk"]') == [("aaa", 1), ("max", 2), ("zzz", 1)]
    assert await ask(store, "outbox_stranded", '["aaa", "max", "telegram", "vk", "zzz"]') == []
