"""Slots of rows that are made ready together are looked up in one question, each with its own answer or fault."""

from __future__ import annotations

import asyncio
import json
from typing import Any, cast

import pytest

from bot.delivery.slots import Slots
from storage.changes import Query
from storage.records import SentMessage
from storage.store import StorageError, Store


class Asked:
    """A store that answers what is asked of slots; `fault` in its place, `held` until it is let go."""

    def __init__(self, *known: tuple[str, str, str]) -> None:
        self.known, self.questions = known, list[list[list[str]]]()
        self.fault: StorageError | None = None
        self.held: asyncio.Event | None = None

    async def read(self, query: Query) -> list[list[Any]]:
        channel, listed = query.params
        wanted = json.loads(listed)
        self.questions.append(wanted)
        if self.held is not None:
            await self.held.wait()
        if self.fault is not None:
            raise self.fault
        return [
            [SentMessage(channel, chat, message, slot) for chat, slot, message in self.known if [chat, slot] in wanted]
        ]


def slots_of(store: Asked) -> Slots:
    return Slots("telegram", cast("Store", store))


async def turns(count: int = 5) -> None:
    """Let others go on."""
    for _ in range(count):
        await asyncio.sleep(0)


async def test_all_that_are_made_ready_at_once_ask_once_and_a_later_one_asks_anew() -> None:
    store = Asked(("1", "screen:5", "71"), ("2", "screen:5", "72"), ("2", "card:1", "73"))
    slots = slots_of(store)
    one, two, three, none = await asyncio.gather(
        slots.of({("1", "screen:5")}),
        slots.of({("2", "screen:5"), ("2", "card:1")}),
        slots.of({("3", "x")}),
        slots.of(set()),
    )
    assert one["1", "screen:5"] == "71"
    assert (two["2", "screen:5"], two["2", "card:1"]) == ("72", "73")
    assert three["3", "x"] == ""
    assert none == {}
    assert len(store.questions) == 1
    store.known = (("1", "screen:5", "81"),)
    assert (await slots.of({("1", "screen:5")}))["1", "screen:5"] == "81"
    assert len(store.questions) == 2


async def test_what_is_asked_while_an_answer_is_awaited_is_a_question_of_its_own() -> None:
    store = Asked(("1", "a", "71"), ("2", "b", "72"))
    store.held = asyncio.Event()
    slots = slots_of(store)
    async with asyncio.TaskGroup() as group:
        first = group.create_task(slots.of({("1", "a")}))
        await turns()
        second = group.create_task(slots.of({("2", "b")}))
        await turns()
        assert len(store.questions) == 2
        store.held.set()
    assert first.result() == {("1", "a"): "71"}
    assert second.result() == {("2", "b"): "72"}


async def test_a_fault_of_the_database_reaches_everybody_and_the_next_question_is_answered() -> None:
    store = Asked(("1", "a", "71"))
    store.fault = StorageError("locked", retry=True)
    slots = slots_of(store)
    results = await asyncio.gather(slots.of({("1", "a")}), slots.of({("2", "b")}), return_exceptions=True)
    assert [type(r) for r in results] == [StorageError, StorageError]
    store.fault = None
    assert await slots.of({("1", "a")}) == {("1", "a"): "71"}


async def test_whoever_waits_for_one_that_was_cancelled_hears_that_it_may_be_tried_again() -> None:
    for held in (None, asyncio.Event()):  # before the question was put, and while its answer is awaited
        store = Asked(("1", "a", "71"))
        store.held = held
        slots = slots_of(store)
        leader, other = asyncio.ensure_future(slots.of({("1", "a")})), asyncio.ensure_future(slots.of({("2", "b")}))
        await turns(1 if held is None else 5)
        assert bool(store.questions) == (held is not None)
        leader.cancel()
        with pytest.raises(StorageError) as told:
            await other
        assert told.value.retry
        store.held = None
        assert await slots.of({("1", "a")}) == {("1", "a"): "71"}
