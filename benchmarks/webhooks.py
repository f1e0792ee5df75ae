"""What a million events that wait cost: the courier alone, against an endpoint that is away and comes back."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.meter import Meter
from benchmarks.results import Row
from benchmarks.soaking.program import resident_mb
from bot.clock import RealClock
from bot.webhooks.call import HookCaller
from bot.webhooks.courier import Courier
from storage.changes import Query
from storage.open import make_store
from storage.store import Store
from tests.unit.webhooks.endpoint import KEY, Endpoint, endpoint

WAITING, FEW, REPORTS = 1_000_000, 1_000, 100_000
FLAT_MB = 5.0
CALLS = 2_000
LOOKS = 300


def measure(quick: bool, profile: str = "") -> list[Row]:
    """SQLite. Quick: 100,000 waiting events."""
    return asyncio.run(_waiting(WAITING // 10 if quick else WAITING))


# -- what waits -------------------------------------------------------------------------------
async def _waiting(most: int) -> list[Row]:
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="otklik-webhooks-") as folder:
        for count in (FEW, most):
            path = Path(folder) / f"{count}.db"
            store = make_store(f"sqlite:///{path}")
            await store.open()
            await store.migrate()
            _fill(path, count)
            rows.append(await _costs(store, count))
            await store.close()
    few, many = rows
    for name in ("look_cpu_ms", "event_cpu_ms"):
        many[f"{name}_times"] = round(many[name] / few[name], 2)
    flat = many["grew_mb"] <= FLAT_MB and many["look_cpu_ms_times"] <= 2 and many["event_cpu_ms_times"] <= 2
    many |= {"goal": f"under {FLAT_MB:g} MB more, at most twice the CPU of {FEW:,}", "met": flat}
    return rows


def _fill(path: Path, count: int) -> None:
    """So many events of so many reports, all of them due."""
    seen = json.dumps({"v": 1, "seen": {"report": "1", "status": "open"}, "words": {}, "theirs": {}, "line": 0})
    now = RealClock().now() - 3_600_000
    numbers = f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {count})"
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        connection.execute("BEGIN")
        connection.execute(
            "INSERT INTO hook_event (id, at, kind, report_id, notice_id, organisation, was_organisation, drill, data)"
            f" {numbers} SELECT i, {now}, 'report.status', 1 + i % {REPORTS}, 0, 'roads', '', 0, ? FROM n", (seen,),
        )  # fmt: skip
        connection.execute(
            "INSERT INTO outbox (id, channel, chat, lane, op, body, state, created_at, due_at, event_id, report_id)"
            f" {numbers} SELECT i, 'hook:incident', 'report:' || (1 + i % {REPORTS}), 5, 'call', 'report.status', 0,"
            f" {now}, {now}, i, 1 + i % {REPORTS} FROM n"
        )
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


async def _costs(store: Store, count: int) -> Row:
    """CPU of a look for what is due and of an event that is taken, and the memory, while it is away and afterwards."""
    async with endpoint(lambda: 500) as called:
        one = _courier(store, called)
        for _ in range(10):  # until it counts as failing
            await one.turn()
            one.state.held_until = 0.0
        before, took = resident_mb(os.getpid()), time.perf_counter()
        with Meter() as looks:
            for _ in range(LOOKS):
                await store.read(Query("hook_due", (one.hook.channel, one.clock.now(), 1)))
        counted = time.perf_counter() - took
        with Meter() as counting:
            await store.read(Query("hook_waiting", (one.hook.channel,)))
        called.answer = lambda: 200
        one.state.held_until = 0.0
        most = min(CALLS, count // 2)
        with Meter() as calls:
            while len(called.taken) < most:
                await one.turn()
                one.state.held_until = 0.0
        await one.caller.close()
        return {
            "what": f"{count:,} events wait for an endpoint", "look_cpu_ms": round(1000 * looks.cpu / LOOKS, 3),
            "look_ms": round(1000 * counted / LOOKS, 3), "counting_cpu_ms": round(1000 * counting.cpu, 1),
            "event_cpu_ms": round(1000 * calls.cpu / len(called.taken), 3),
            "events_a_second": round(len(called.taken) / calls.seconds),
            "grew_mb": round(resident_mb(os.getpid()) - before, 1),
        }  # fmt: skip


def _courier(store: Store, called: Endpoint) -> Courier:
    clock: Any = RealClock()
    return Courier(HookCaller(called.hook(rate=100_000.0), (KEY,), clock), store, clock, "bench")
