"""Resident memory of the whole program: libraries, warm, and while it delivers."""

from __future__ import annotations

import importlib
import resource
import statistics
import sys
from pathlib import Path
from typing import Any

from benchmarks.meter import Meter
from benchmarks.servers.lean_telegram import FIRST_CHAT
from benchmarks.sides.ours import Control, running
from storage.records import Lane

LIBRARIES = ("bot.channels.telegram.translate", "bot.channels.vk.channel", "pymorphy3", "asyncpg", "bot.web.server")
CHUNK = 2000
A_PERSON = 20
"""So many deliveries go to each person in all: what is kept for each chat comes to rest within the run."""
WARM_UP = 2000
TEXT = "notice Heavy snow tonight. Please stay at home and keep the roads free."


def resident_mb() -> float:
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize() / 1e6
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # the most so far, where there is nothing better
    return most / (1e6 if sys.platform == "darwin" else 1e3)


async def measure(arguments: dict[str, Any]) -> dict[str, Any]:
    """`count` deliveries; `slope_mb`: MB a million over the second half of them."""
    count = int(arguments["count"])
    for name in LIBRARIES:
        importlib.import_module(name)
    libraries = resident_mb()
    people = max(1, count // A_PERSON)
    samples: list[tuple[int, float]] = []
    async with Control(arguments["telegram"]) as control, running(arguments, limits=False) as app:
        await control.load(count=WARM_UP, chats=WARM_UP, text="A deep hole in the road", bare=True)
        await control.wait(WARM_UP)
        await app.until_final("telegram", WARM_UP)
        warm, done = resident_mb(), app.final("telegram")
        with Meter(arguments.get("profile")) as meter:
            for start in range(0, count, CHUNK):
                chats = (str(FIRST_CHAT + n % people) for n in range(start, start + CHUNK))
                await app.commit([app.row("telegram", chat, Lane.NOTICE, TEXT, 1) for chat in chats])
                await app.until_final("telegram", done + start + CHUNK)
                samples.append((start + CHUNK, resident_mb()))
    half = samples[len(samples) // 2 :]
    slope = statistics.linear_regression([n for n, _ in half], [mb for _, mb in half]).slope
    return {
        "libraries_mb": libraries,
        "warm_mb": warm,
        "slope_mb": slope * 1_000_000,
        "per_s": count / meter.seconds,
        "samples": samples[:: max(1, len(samples) // 100)],
    }
