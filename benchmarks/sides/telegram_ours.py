"""A text to many people, one by one, through the program's sender, under the messenger's limits."""

from __future__ import annotations

import asyncio
from typing import Any

from benchmarks.meter import Meter
from benchmarks.sides.ours import Control, running
from storage.records import Lane

TEXT = "alert Heavy snow tonight. Please stay at home and keep the roads free."


async def measure(arguments: dict[str, Any]) -> dict[str, Any]:
    """Rows of one lane for `seconds`, as many as the limit lets through; `lane` is its name, `messenger` whose
    (Telegram's if not given).
    """
    messenger = str(arguments.get("messenger", "telegram"))
    seconds, lane = float(arguments["seconds"]), Lane[arguments.get("lane", "NOTICE")]
    chats: list[str] = arguments["chats"]
    async with Control(arguments[messenger]) as control, running(arguments, ()) as app:
        await control.reset()
        with Meter(arguments.get("profile")) as meter:
            await app.commit([app.row(messenger, chat, lane, TEXT, 1) for chat in chats])
            await asyncio.sleep(seconds)
        return {**await control.stats(), "cpu_share": meter.cpu / meter.seconds}
