"""Paid alerts: as many a second as were paid for, on one core."""

from __future__ import annotations

from typing import Any

from benchmarks.meter import Meter
from benchmarks.servers.lean_telegram import FIRST_CHAT
from benchmarks.sides.ours import Control, running
from storage.records import Lane

TEXT = "alert Heavy snow tonight. Please stay at home and keep the roads free."
CHUNK = 1000
WARM_UP = 1000


async def measure(arguments: dict[str, Any]) -> dict[str, Any]:
    """`count` rows of an alert at `paid_rate` a second."""
    count = int(arguments["count"])
    async with Control(arguments["telegram"]) as control, running(arguments, ()) as app:
        chats = [str(FIRST_CHAT + n) for n in range(count + WARM_UP)]
        await control.load(count=0, chats=1)
        await app.commit([app.row("telegram", chat, Lane.ALERT, TEXT, 1) for chat in chats[count:]])
        await control.wait(WARM_UP)
        await app.until_final("telegram", WARM_UP)
        await control.load(count=0, chats=1)
        before = await control.stats()
        with Meter(arguments.get("profile")) as meter:
            for start in range(0, count, CHUNK):
                rows = [
                    app.row("telegram", chat, Lane.ALERT, TEXT, 2) for chat in chats[start : min(start + CHUNK, count)]
                ]
                await app.commit(rows)
            found = await control.wait(count)
            await app.until_final("telegram", WARM_UP + count)
    return {
        "per_s": (count - 1) / (found["last_at"] - found["first_at"]),
        "most_in_a_second": found["most_in_a_second"],
        "paid": found["paid"],
        "cpu_ms": 1000 * meter.cpu / count,
        "cpu_share": meter.cpu / meter.seconds,
        "server_busy": (found["server_cpu_s"] - before["server_cpu_s"]) / meter.seconds,
    }
