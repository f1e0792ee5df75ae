"""GET /open311/v2/events: each event once in order, what is seen, who is let in, waiting; over both engines."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer

from bot.web.callers import Callers
from bot.web.open311_events import EventsPage
from bot.webhooks.announce import STEP
from handlers.base.shared import Shared
from handlers.base.texts import DAY_MS
from storage.changes import Changes, Query
from storage.hook_records import HookEvent
from storage.ids import Ids
from storage.records import Audit
from storage.store import Store
from tests.contracts.raw import run_raw
from tests.contracts.test_open311 import KEYS, PLAIN, WHOLE
from tests.contracts.test_store import save
from tests.world.clock import TUESDAY, StillClock
from tests.world.world import fictional, library

Client = TestClient[web.Request, web.Application]


def event(number: int, office: str = "roads", **values: Any) -> HookEvent:
    data = {"v": 1, "seen": {"report": str(number)}, "words": {"text": "Яма у моего дома"}}
    made = HookEvent(number, TUESDAY, "report.status", number, organisation=office, data=json.dumps(data))
    return replace(made, **values)


@asynccontextmanager
async def served(store: Store) -> AsyncIterator[tuple[Client, EventsPage]]:
    region = replace(fictional(), clients=(WHOLE, PLAIN))
    shared = Shared(region, library(), Ids({"audit": 100}), None, lambda text: [], lambda text: False)
    callers = Callers(region.clients, KEYS, StillClock(), public=True)
    page = EventsPage(store, shared, StillClock(), callers, "https://bot.example/open311/v2")
    app = web.Application()
    app.add_routes(page.routes())
    async with TestClient(TestServer(app)) as client:
        yield client, page


async def asked(client: Client, key: str = "KEY_WHOLE", **query: str) -> Any:
    headers = {"Authorization": f"Bearer {KEYS[key]}"}
    answer = await client.get("/open311/v2/events", params=query, headers=headers)
    assert answer.status == 200, await answer.text()
    return await answer.json()


async def test_whoever_keeps_next_gets_each_event_once_and_in_order(store: Store, database_url: str) -> None:
    await save(store, *(event(n) for n in (3, 5, 8, 13, 21)))
    async with served(store) as (client, _):
        got, after = [], "0"
        for _ in range(4):
            page = await asked(client, after=after, limit="2")
            got += [each["data"]["sequence"] for each in page["events"]]
            after = str(page["next"])
        assert got == [3, 5, 8, 13, 21]
        assert await asked(client, after="21") == {"events": [], "next": 21}
    assert (await run_raw(database_url, f"SELECT COUNT(*) FROM {Audit.TABLE}"))[0][0] == 3


async def test_an_event_that_cannot_be_written_holds_up_no_other(store: Store) -> None:
    await save(store, event(1), event(2, data="not JSON"), event(3))
    async with served(store) as (client, _):
        page = await asked(client)
    assert ([each["data"]["sequence"] for each in page["events"]], page["next"]) == ([1, 3], 3)


async def test_each_sees_what_he_may(store: Store) -> None:
    await save(store, event(1), event(2, "water"), event(3, "water", was_organisation="roads"),
               HookEvent(4, TUESDAY, "notice.sent", notice_id=7, data='{"v": 1, "seen": {"notice": "7"}}'))  # fmt: skip
    async with served(store) as (client, _):
        whole, few = await asked(client), await asked(client, "KEY_PLAIN")
        assert [each["data"]["sequence"] for each in whole["events"]] == [1, 2, 3, 4]
        assert whole["events"][0]["data"]["text"] == "Яма у моего дома"
        assert whole["events"][0]["data"]["url"] == "https://bot.example/open311/v2/requests/1.json"
        assert [each["data"]["sequence"] for each in few["events"]] == [1, 3, 4]
        assert "Яма" not in json.dumps(few, ensure_ascii=False)


async def test_nobody_without_a_key_and_no_odd_numbers(store: Store) -> None:
    async with served(store) as (client, _):
        assert (await client.get("/open311/v2/events")).status == 403
        headers = {"Authorization": f"Bearer {KEYS['KEY_WHOLE']}"}
        for odd in ("-1", "x", "1e9", "9" * 30, "١"):
            answer = await client.get("/open311/v2/events", params={"after": odd}, headers=headers)
            assert answer.status == 400, odd
            assert "after" in (await answer.json())[0]["description"]


async def test_a_place_that_no_event_here_can_have_is_said_and_one_of_before_a_restore_is_not(store: Store) -> None:
    await save(store, event(1))
    async with served(store) as (client, page):
        headers = {"Authorization": f"Bearer {KEYS['KEY_WHOLE']}"}
        now = page.clock.now() * STEP
        for after, status in (
            (now, 200),
            (now + 3_600_000 * STEP, 200),
            (now + 3 * DAY_MS * STEP, 400),
            (9 * 10**17, 400),
        ):
            answer = await client.get("/open311/v2/events", params={"after": after}, headers=headers)
            assert answer.status == status, after
        await save(store, event(9 * 10**17))  # a clock that was ahead once
        assert (await client.get("/open311/v2/events", params={"after": 9 * 10**17}, headers=headers)).status == 200


async def test_who_asks_after_events_have_been_removed_is_told_so_once(store: Store) -> None:
    old, now = (TUESDAY - 40 * DAY_MS) * STEP, TUESDAY * STEP
    await save(store, event(old, at=TUESDAY - 40 * DAY_MS), event(old + 5, at=TUESDAY - 40 * DAY_MS), event(now))
    async with served(store) as (client, _):
        assert "missed" not in await asked(client, after=str(old))
        async with store.unit() as unit:
            changes = Changes()
            changes.command("prune_hook_events", TUESDAY - 30 * DAY_MS, 500)
            await unit.commit(changes)
        late = await asked(client, after=str(old))
        assert (late["missed"], late["next"]) == (True, now)
        for after in (0, now):
            assert "missed" not in await asked(client, after=str(after))


async def test_whoever_is_told_of_few_comes_on_with_all_that_happens(store: Store) -> None:
    """Else he would be told that he has missed what was never for him, and all of it be looked through each time."""
    await save(store, event(1), event(2, "water"), event(3, "water"))
    async with served(store) as (client, _):
        page = await asked(client, "KEY_PLAIN", limit="1")
        assert (len(page["events"]), page["next"]) == (1, 1)
        assert await asked(client, "KEY_PLAIN", after="1", limit="1") == {"events": [], "next": 3}
        await save(store, event(4))
        assert len((await asked(client, "KEY_PLAIN", after="3"))["events"]) == 1


async def test_a_question_that_waits_is_answered_when_something_happens(store: Store) -> None:
    async with served(store) as (client, page):
        question = asyncio.ensure_future(asked(client, after="0", wait="25"))
        while not page._came._waiters:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        await save(store, event(7))
        page.heard()
        async with asyncio.timeout(20):
            assert (await question)["next"] == 7


@pytest.mark.both_engines
async def test_the_last_event_stays_so_that_numbers_go_on(store: Store) -> None:
    await save(store, event(1), event(2))
    async with store.unit() as unit:
        changes = Changes()
        changes.command("prune_hook_events", TUESDAY * 2, 500)
        await unit.commit(changes)
    assert (await store.read(Query("hook_event_last")))[0] == [(2,)]
    assert (await store.read(Query("prune_hook_events_left", (TUESDAY * 2,))))[0] == []
