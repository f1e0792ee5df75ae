"""Updates and status queries of people whom the database knows, and the storage's part of them alone."""

from __future__ import annotations

import asyncio
import json
import random
import time
from typing import Any

from benchmarks.fill import NOW
from benchmarks.meter import Meter, percentile
from benchmarks.sides.ours import Control, Program, running
from storage.changes import Changes, Query
from storage.ids import Ids
from storage.open import make_store
from storage.outbox_records import OutboxOp
from storage.records import Dialogue, Lane, OutboxRow, SeenUpdate, Timer
from storage.store import Store

COUNT, WARM_UP = 400, 100
A_ROUND = COUNT + WARM_UP
"""Each round has its own people, and so has each thing measured: a screen that stands is edited, not sent."""
ROUNDS = 3
STATUS, TEXT = "/status", "A deep hole in the road before the school"
NOBODYS = "benchmark"
"""A channel that nobody sends for: what the storage alone writes must not be sent."""
PROBE_S = 0.004
PATIENCE_S = 60.0


async def measure(arguments: dict[str, Any]) -> dict[str, Any]:
    """`people`: so many are in the database; those who write are spread over all of them. `round`: from 0."""
    people = int(arguments["people"])
    stride = max(1, people // (2 * ROUNDS * A_ROUND))
    asked = {"chats": people, "stride": stride, "bare": True}
    begins = {text: (2 * int(arguments["round"]) + n) * A_ROUND * stride for n, text in enumerate((STATUS, TEXT))}
    async with Control(arguments["telegram"]) as control, running(arguments, limits=False) as app:
        for text, first in begins.items():
            await _run(control, app, WARM_UP, {**asked, "text": text, "from": first})
        waits: list[float] = []
        probing = asyncio.create_task(_probe(app, waits))
        with Meter() as status:
            await _run(control, app, COUNT, {**asked, "text": STATUS, "from": begins[STATUS] + WARM_UP * stride})
        with Meter(arguments.get("profile")) as update:
            await _run(control, app, COUNT, {**asked, "text": TEXT, "from": begins[TEXT] + WARM_UP * stride})
        probing.cancel()
    return {
        "status_cpu_ms": 1000 * status.cpu / COUNT,
        "update_cpu_ms": 1000 * update.cpu / COUNT,
        "writer_wait_p999_ms": 1000 * percentile(waits, 0.999),
        "writer_wait_max_ms": 1000 * max(waits),
        **await _storage_alone(arguments["database"], people),
    }


async def _run(control: Control, app: Program, count: int, what: dict[str, Any]) -> None:
    """Until each of `count` messages was answered with one."""
    async with asyncio.timeout(PATIENCE_S):
        await control.load(count=count, **what)
        await control.wait(count)
        await app.until_idle("telegram")


async def _probe(app: Program, waits: list[float]) -> None:
    """Somebody else who wants to write, some hundred times a second."""
    while True:
        began = time.perf_counter()
        async with app.store.unit() as unit:
            waits.append(time.perf_counter() - began)
            await unit.commit()
        await asyncio.sleep(PROBE_S)


async def _storage_alone(database: str, people: int) -> dict[str, float]:
    """CPU of what the intake asks and writes for one update, and of what /status reads; the program has stopped."""
    store = make_store(database)
    await store.open()
    ids = Ids(dict((await store.read(Query("last_ids")))[0]))
    chosen = random.Random(5)
    users = [str(7_000_000 + chosen.randrange(people)) for _ in range(COUNT)]
    for user in users[:200]:
        await _update(store, ids, user)
        await _status(store, user)
    with Meter() as update:
        for user in users:
            await _update(store, ids, user)
    with Meter() as status:
        for user in users:
            await _status(store, user)
    await store.close()
    return {"storage_update_ms": 1000 * update.cpu / COUNT, "storage_status_ms": 1000 * status.cpu / COUNT}


async def _update(store: Store, ids: Ids, user: str) -> None:
    """One update by itself: what the intake reads, and what one that answers writes."""
    number, listed = ids.next("outbox"), json.dumps([user])
    key = f"growth {number}"
    async with store.unit() as unit:
        await unit.exchange(
            None,
            [
                Query("seen_among", ("telegram", "1000001", json.dumps([key]))),
                Query("dialogues_among", (json.dumps([["telegram", user, user]]),)),
                Query("accounts_among", ("telegram", listed)),
                Query("persons_of_accounts", ("telegram", listed)),
            ],
        )
        changes = Changes()
        changes.put(SeenUpdate("telegram", "1000001", key, NOW))
        changes.put(Dialogue(NOBODYS, user, user, 1, "draft", "{}"))
        changes.put(Timer("growth", user, 1 << 52))
        changes.put(OutboxRow(number, NOBODYS, user, int(Lane.PERSON), OutboxOp.SEND, TEXT, created_at=NOW, due_at=NOW))
        await unit.commit(changes)


async def _status(store: Store, user: str) -> None:
    person = int(user) - 7_000_000 + 1
    reports = (await store.read(Query("citizen_reports", (person, 1, 0))))[0]
    await store.read(Query("report_by_id", (reports[0].id,)), Query("report_events", (reports[0].id,)))
