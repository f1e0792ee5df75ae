"""The whole program while four people work through what citizens send; what waits to be sent, every few seconds."""

from __future__ import annotations

import asyncio
from typing import Any

from benchmarks.meter import Meter
from benchmarks.sides.ours import Control, running

LISTENING_S, EACH_S, LATE_S = 3.0, 5.0, 120.0


async def measure(arguments: dict[str, Any]) -> dict[str, Any]:
    """`minutes` of `per_minute` reports."""
    minutes, waiting = float(arguments["minutes"]), list[int]()
    async with Control(arguments["telegram"]) as control, running(arguments) as program:
        await asyncio.sleep(LISTENING_S)
        with Meter(arguments.get("profile")) as meter:
            await control.load(minutes=minutes, per_minute=arguments["per_minute"])
            async with asyncio.timeout(60 * minutes + LATE_S):
                while not (figures := await control.figures())["over"]:
                    await asyncio.sleep(EACH_S)
                    depths = [runner.sender.dispatch.backlog.depths() for runner in program.runners.values()]
                    waiting.append(sum(depth.rows for found in depths for depth in found.values()))
    return {**figures, "waiting": waiting, "cpu_share": meter.cpu / meter.seconds}
