"""Webhooks: whether people notice other programs, and what a million events that wait cost.

The first over the whole program as a process and the sandbox's emulated messengers with their limits on: alone, with
three webhooks that misbehave, and with a program that asks by Open311 as often as it may, in turn. The second over the
courier alone, against an endpoint that is away and comes back.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import sqlite3
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import aiohttp

from benchmarks.meter import Meter, percentile
from benchmarks.results import Row
from benchmarks.soaking import town as town_module
from benchmarks.soaking.hearers import Hearers, end_all, region_with
from benchmarks.soaking.program import Program, resident_mb
from benchmarks.soaking.town import Town, Witness
from bot.clock import RealClock
from bot.sandbox.emulators import Emulated, open_all
from bot.webhooks.call import HookCaller
from bot.webhooks.courier import Courier
from storage.changes import Query
from storage.open import make_store
from storage.store import Store
from tests.chaos.life import told
from tests.unit.webhooks.endpoint import KEY, Endpoint, endpoint

ROUNDS, SECONDS, WARM_S = 3, 45.0, 10.0
CITIZENS, WITNESSES, ASK_S = 40, 4, 1.0
ALONE, HOOKED, ASKED = "nobody", "three webhooks that misbehave", "a program that asks"
CLIENT_RATE, CLIENT_KEY = 10.0, "k" * 40
CLIENT = """
[[clients]]
code = "bench"
name = { ru = "bench" }
key_env = "KEY_A"
may = ["read"]
texts = true
"""
MOVED = 0.05
"""The share by which people's p95 may move."""
WAITING, FEW, REPORTS = 1_000_000, 1_000, 100_000
FLAT_MB = 5.0
CALLS = 2_000
LOOKS = 300


def measure(quick: bool, profile: str = "") -> list[Row]:
    """SQLite. Quick: shorter rounds, fewer of them, 100,000 waiting events."""
    rounds, seconds = (1, 15.0) if quick else (ROUNDS, SECONDS)
    waits: dict[str, list[float]] = {ALONE: [], HOOKED: [], ASKED: []}
    figures: list[Row] = []
    for number in range(rounds):
        for beside in list(waits)[:: 1 if number % 2 else -1]:
            with tempfile.TemporaryDirectory(prefix="otklik-webhooks-") as folder:
                found, rows = asyncio.run(_people(Path(folder), seconds, beside, seed=number))
            waits[beside] += found
            figures += rows
    most = WAITING // 10 if quick else WAITING
    people = [_moved(waits, beside) for beside in (HOOKED, ASKED)]
    return [*people, *_summed(figures), *asyncio.run(_waiting(most))]


# -- people -----------------------------------------------------------------------------------
async def _people(folder: Path, seconds: float, beside: str, *, seed: int) -> tuple[list[float], list[Row]]:
    """How long those waited who asked for help, in seconds; and what the webhooks got."""
    emulators, clock, dice = open_all(RealClock()), RealClock(), random.Random(seed)
    setattr(emulators["telegram"], "token", f"1000001:{'A' * 35}")  # noqa: B010 - settings know the shape of a real one
    for emulator in emulators.values():
        await emulator.serve()
    url, program, hearers = f"sqlite:///{folder / 'otklik.db'}", Program(folder, {}), Hearers(dice)
    town = Town(dice, emulators, program, url, clock)  # type: ignore[arg-type]  # real time, own process
    town.settle_in(CITIZENS)
    for world in [emulator for emulator in emulators.values() for _ in range(WITNESSES - 1)]:
        user = world.add_person("Свидетель").id
        world.start(user)
        town.witnesses.append(Witness(world, user))
    town_module.WITNESS_S = ASK_S
    program.values |= _variables(emulators)
    if beside == HOOKED:
        program.values |= await hearers.open(folder)
    elif beside == ASKED:
        program.values |= {"REGION": region_with(CLIENT, folder), "OPEN311": "true", "KEY_A": CLIENT_KEY}
    program.values |= {"ADMIN_CHAT": town.scene.admin_chat, "DATABASE_URL": url, "DATA_DIR": str(folder)}
    try:
        await program.start()
        await town.is_listened_to()
        tasks = [asyncio.create_task(town.lives())]
        answered: list[int] = []
        if beside == HOOKED:
            tasks.append(asyncio.create_task(hearers.misbehave()))
        elif beside == ASKED:
            tasks.append(asyncio.create_task(_asks(program.port, answered)))
        await asyncio.sleep(WARM_S)
        for witness in town.witnesses:
            witness.waits.clear()
        await asyncio.sleep(seconds)
        found = list(town.waits())
        for task in tasks:
            task.cancel()
        asked: Row = {"what": ASKED, "calls": len(answered), "taken": answered.count(200)}
        return found, [asked] if beside == ASKED else _told(hearers)
    finally:
        await end_all(program, hearers, emulators)


def _variables(emulators: dict[str, Emulated]) -> dict[str, str]:
    return {
        f"{name}_{field}".upper(): str(value)
        for name, emulator in emulators.items()
        for field, value in told(emulator.variables()).items()
    }


def _told(hearers: Hearers) -> list[Row]:
    return [
        {"what": f"webhook that {code}", "calls": sum(one.calls.values()), "taken": len(one.taken)}
        for code, one in hearers.all.items()
    ]  # fmt: skip


def _summed(rows: list[Row]) -> list[Row]:
    found: dict[str, Row] = {}
    for row in rows:
        known = found.setdefault(row["what"], {"what": row["what"], "calls": 0, "taken": 0})
        known["calls"] += row["calls"]
        known["taken"] += row["taken"]
    return list(found.values())


async def _asks(port: int, answered: list[int]) -> None:
    """As often as it may."""
    headers = {"Authorization": f"Bearer {CLIENT_KEY}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        while True:
            url = f"http://127.0.0.1:{port}/open311/v2/requests.json"
            async with session.get(url, params={"page_size": "100"}) as answer:
                await answer.read()
                answered.append(answer.status)
            await asyncio.sleep(1 / CLIENT_RATE)


def _moved(waits: dict[str, list[float]], beside: str) -> Row:
    without, found = percentile(waits[ALONE], 0.95), percentile(waits[beside], 0.95)
    moved = found / without - 1 if without else 0.0
    return {
        "what": f"a person's wait for /help beside {beside}", "p95_s": round(found, 3),
        "p95_alone_s": round(without, 3), "median_s": round(percentile(waits[beside], 0.5), 3),
        "median_alone_s": round(percentile(waits[ALONE], 0.5), 3), "of": len(waits[beside]) + len(waits[ALONE]),
        "moved_percent": round(100 * moved, 1), "goal": f"p95 at most {100 * MOVED:.0f} % more",
        "met": moved <= MOVED,
    }  # fmt: skip


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
