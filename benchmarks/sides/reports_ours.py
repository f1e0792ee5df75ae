"""Whole reports through the real handlers: text with a guessed topic, place, consent, button; the card, too."""

from __future__ import annotations

import asyncio
from typing import Any

from benchmarks.meter import Meter
from benchmarks.sides.ours import Control, running


async def measure(arguments: dict[str, Any]) -> dict[str, Any]:
    """`people` citizens of the server report as fast as they are answered."""
    people = int(arguments["people"])
    async with Control(arguments["telegram"]) as control, running(arguments, limits=False):
        before = await control.stats()
        with Meter(arguments.get("profile")) as meter:
            await control.load(seconds=0)
            async with asyncio.timeout(300):
                await control.wait(people)
        found = await control.stats()
    return {
        "reports_per_s": people / meter.seconds,
        "cpu_ms": 1000 * meter.cpu / people,
        "said_a_report": (found["said"] - before["said"]) / people,
        "server_busy": (found["server_cpu_s"] - before["server_cpu_s"]) / meter.seconds,
    }
