"""Texts to many people in VK through the program's sender, under VK's limit."""

from __future__ import annotations

import asyncio
import time
from typing import Any

from benchmarks.meter import Meter
from benchmarks.sides.ours import Control, Program, running
from storage.records import Lane

TEXT = "notice Heavy snow tonight. Please stay at home and keep the roads free."
CHUNK = 1000
PATIENCE_S = 600


async def measure(arguments: dict[str, Any]) -> dict[str, Any]:
    """One text to all `chats` (`different`: each its own). `people`: ids that get answers meanwhile, five a second."""
    chats: list[str] = arguments["chats"]
    people: list[str] = arguments.get("people") or []
    different = bool(arguments.get("different"))
    lane = Lane.PERSON if different else Lane.NOTICE
    one_text = 0 if different else int(time.time()) % 0x7FFFFFFF  # of this run: VK knows those of earlier ones
    async with Control(arguments["vk"]) as control, running(arguments, ()) as app:
        await asyncio.sleep(1.0)  # the long poll's own calls are over
        await control.reset()
        before = await control.stats()
        with Meter(arguments.get("profile")) as meter:
            answering = asyncio.create_task(_answer(app, people))
            for start in range(0, len(chats), CHUNK):
                rows = [
                    app.row("vk", chat, lane, f"text {chat}" if different else TEXT, one_text)
                    for chat in chats[start : start + CHUNK]
                ]
                await app.commit(rows)
            async with asyncio.timeout(PATIENCE_S):
                await control.wait(len(chats))
            answering.cancel()
        stats = await control.stats()
        log = await control.log()
    bulk = [at for at, _, word in log if word in ("notice", "text")]
    first, last = min(bulk), max(bulk)
    stats["server_busy"] = (stats["server_cpu_s"] - before["server_cpu_s"]) / meter.seconds
    return {**stats, "recipients_per_s": len(bulk) / (last - first), "cpu_ms": 1000 * meter.cpu / len(chats)}


async def _answer(app: Program, people: list[str]) -> None:
    for number, chat in enumerate(people):
        await app.commit([app.row("vk", chat, Lane.PERSON, f"answer {number}")])
        await asyncio.sleep(0.2)
