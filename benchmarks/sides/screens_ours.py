"""Real screens through the whole program, one kind after another."""

from __future__ import annotations

import asyncio
from typing import Any

from benchmarks.meter import Meter
from benchmarks.sides.ours import Control, running

STRANGERS = 9_000_000
"""Warming up is done by other people than what is measured."""
FIRST = 7_000_000
WARM_UP = 150

Calls = list[list[tuple[str, dict[str, Any]]]]
"""For each step of a walk what it was answered: methods of the Bot API with their parameters."""


def figures(people: int, meter: Meter, before: dict[str, Any], found: dict[str, Any]) -> dict[str, float]:
    """What both sides report of one kind."""
    return {
        "per_s": people / found["seconds"],
        "cpu_ms": 1000 * meter.cpu / people,
        "server_busy": (found["server_cpu_s"] - before["server_cpu_s"]) / meter.seconds,
    }


async def learn(arguments: dict[str, Any]) -> dict[str, Any]:
    """What each of these screens' walks is answered: {name: {"prepare": Calls, "walk": Calls}}."""
    found: dict[str, Any] = {}
    async with Control(arguments["telegram"]) as control, running(arguments, limits=False) as app:
        for number, (name, screen) in enumerate(arguments["screens"].items()):
            learned: dict[str, Calls] = {}
            for part in ("prepare", "walk"):
                await control.walk(screen[part], STRANGERS - 1 - number, 1)
                if screen[part]:
                    await control.wait(1)
                    await asyncio.sleep(0.3)
                await app.until_idle("telegram")
                learned[part] = await control.calls()
            found[name] = learned
        await control.walk([], 0, 0)
    return found


async def measure(arguments: dict[str, Any]) -> dict[str, Any]:
    """Walks each of the `screens`, with its number of people. `calls`: what `learn` found, None to learn it."""
    if arguments.get("calls") is None:
        return await learn(arguments)
    found: dict[str, Any] = {}
    async with Control(arguments["telegram"]) as control, running(arguments, limits=False) as app:

        async def walk(name: str, part: str, first: int, count: int) -> dict[str, Any]:
            script = arguments["screens"][name][part]
            await control.walk(script, first, count)
            stats = await control.wait(count if script else 0)
            await app.until_idle("telegram")
            return stats

        for number, (name, screen) in enumerate(arguments["screens"].items()):
            people = int(screen["people"])
            for first, count in ((STRANGERS + 10_000 * number, WARM_UP), (FIRST + 10_000 * number, people)):
                await walk(name, "prepare", first, count)
                before = await control.stats()
                with Meter(arguments.get("profile") if arguments.get("only", name) == name else "") as meter:
                    stats = await walk(name, "walk", first, count)
            found[name] = figures(people, meter, before, stats)
        await control.walk([], 0, 0)  # else the next side would be handed the last walk
    return found
