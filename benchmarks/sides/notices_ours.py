"""A notice to a million people: what an officer waits for, what leaves when, and what others notice of it."""

from __future__ import annotations

import asyncio
import statistics
import time
from typing import Any

from benchmarks.meter import Meter, percentile
from benchmarks.sides.growth_ours import PROBE_S
from benchmarks.sides.memory_ours import resident_mb
from benchmarks.sides.ours import Control, Program, running
from benchmarks.subscribers import HIGH, SOUTH, WEST, WIDE, large_region
from handlers.notices.content import Area, Circle, Content
from storage.changes import Changes, Query
from storage.notice_records import Notice

TEXTS = {"ru": "Вода поднимается. Уходите на возвышенность.", "en": "The water is rising. Go to higher ground."}
NEAR = Area(circles=(Circle(SOUTH + HIGH, WEST + WIDE, 20_000),))
"""Around a corner where four municipalities meet."""
EVERYWHERE = Area(region=True)
PATIENCE_S = 900.0


async def measure(arguments: dict[str, Any]) -> dict[str, Any]:
    """`database`: as benchmarks.subscribers fills it. `what`: "first" (under the messengers' limits, for `seconds`),
    "count", or "write" (until `most` are written out and sent, as fast as it goes).
    """
    what, limits = arguments["what"], arguments["what"] == "first"
    async with (
        Control(arguments["telegram"]) as telegram,
        Control(arguments["vk"]) as vk,
        running(arguments, limits=limits, region=large_region()) as app,
    ):
        await asyncio.sleep(1.0)  # the long poll's own calls are over
        if what == "count":
            return await _count(app)
        if what == "write":
            return await _write(app, int(arguments["most"]))
        return await _first(app, telegram, vk, float(arguments["seconds"]), arguments.get("profile", ""))


async def _save(app: Program, area: Area, state: str, **more: Any) -> Notice:
    """As the handlers of officers would: in a transaction, and everybody is told."""
    content = Content("flood", 4, area=area, texts=TEXTS)
    notice = Notice(app.shared.ids.next("notice"), state, "flood", 4, 0, content.dump(), **more)
    changes = Changes()
    changes.put(notice)
    async with app.store.unit() as unit:
        await unit.commit(changes)
    app.committed(changes)
    return notice


async def _stored(app: Program, notice: Notice) -> Notice:
    found: Notice = (await app.store.read(Query("notice_by_id", (notice.id,))))[0][0]
    return found


async def _count(app: Program) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, area in (("near", NEAR), ("everywhere", EVERYWHERE)):
        waits: list[float] = []
        probing = asyncio.create_task(_probe(app, waits))
        began = time.perf_counter()
        notice = await _save(app, area, "draft", count_wanted=1)
        async with asyncio.timeout(PATIENCE_S):
            while (stored := await _stored(app, notice)).count_wanted:  # noqa: ASYNC110 - the database has no event
                await asyncio.sleep(0.01)
        probing.cancel()
        found[f"{name}_s"] = time.perf_counter() - began
        found[f"{name}_counted"] = stored.counted
        found["wait_p999_ms"] = 1000 * max(percentile(waits, 0.999), found.get("wait_p999_ms", 0.0) / 1000)
    return found


async def _write(app: Program, most: int) -> dict[str, Any]:
    """Without the messengers' limits: the writing out is held up by nothing but the program's own sending."""
    waits: list[float] = []
    probing = asyncio.create_task(_probe(app, waits))
    samples: list[tuple[int, float]] = []
    began = time.perf_counter()
    await _save(app, EVERYWHERE, "sending")
    async with asyncio.timeout(PATIENCE_S):
        while (sent := app.final("telegram") + app.final("vk")) < most:
            await asyncio.sleep(0.25)
            samples.append((sent, resident_mb()))
    seconds = time.perf_counter() - began
    probing.cancel()
    half = samples[len(samples) // 2 :]
    slope = statistics.linear_regression([n for n, _ in half], [mb for _, mb in half]).slope
    return {
        "per_s": sent / seconds,
        "wait_p999_ms": 1000 * percentile(waits, 0.999),
        "wait_max_ms": 1000 * max(waits),
        "slope_mb": slope * 1_000_000,
        "memory_mb": samples[-1][1],
    }


async def _first(app: Program, telegram: Control, vk: Control, seconds: float, profile: str) -> dict[str, Any]:
    """From the moment of the approval's commit; rates are of what the messengers took afterwards."""
    await vk.reset()
    waits: list[float] = []
    probing = asyncio.create_task(_probe(app, waits))
    approved = time.monotonic()
    with Meter(profile) as meter:
        await _save(app, EVERYWHERE, "sending")
        await asyncio.sleep(seconds)
    probing.cancel()
    taken, log = await telegram.stats(), await vk.log()
    there = [at for at, *_ in log]
    return {
        "telegram_first_s": taken["first_at"] - approved,
        "telegram_per_s": (taken["sent"] - 1) / (taken["last_at"] - taken["first_at"]),
        "vk_first_s": there[0] - approved,
        "vk_per_s": (len(there) - 1) / (there[-1] - there[0]),
        "vk_sent": len(there),
        "core": meter.cpu / meter.seconds,
        "vk_refused": (await vk.stats())["refused"],
        "wait_p999_ms": 1000 * percentile(waits, 0.999),
        "wait_max_ms": 1000 * max(waits),
    }


async def _probe(app: Program, waits: list[float]) -> None:
    """Somebody else who wants to write, some hundred times a second."""
    while True:
        began = time.perf_counter()
        async with app.store.unit() as unit:
            waits.append(time.perf_counter() - began)
            await unit.commit()
        await asyncio.sleep(PROBE_S)
