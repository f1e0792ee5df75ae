"""How long people wait for a first answer while a text to thousands is on its way."""

from __future__ import annotations

import asyncio
from typing import Any

from benchmarks.meter import Meter, percentile
from benchmarks.sides.ours import Control, Program, running
from storage.records import Lane

TEXT = "Heavy snow tonight. Please stay at home and keep the roads free."
TAIL_S = 8.0


async def measure(arguments: dict[str, Any]) -> dict[str, Any]:
    """`lane` to most of `chats` for `seconds`, beside `per_s` answers a second, each in a chat of its own; in
    `messenger` (Telegram if not given).

    `waits`: seconds from commit to request. `shares`: for each second, messages of the lane and answers.
    """
    messenger = str(arguments.get("messenger", "telegram"))
    seconds, per_s = float(arguments["seconds"]), float(arguments["per_s"])
    lane, chats = Lane[arguments["lane"]], list(arguments["chats"])
    answers = int(seconds * per_s)
    async with Control(arguments[messenger]) as control, running(arguments, ()) as app:
        await control.reset()
        with Meter(arguments.get("profile")) as meter:
            bulk = [app.row(messenger, chat, lane, f"bulk {TEXT}", 1) for chat in chats[answers:]]
            await app.commit(bulk)
            committed = await _answer(app, messenger, chats[:answers], 1 / per_s)
            await asyncio.sleep(TAIL_S)
        stats, log = await control.stats(), await control.log()
    arrived = {chat: at for at, chat, word in log if word == "answer"}
    waits = [arrived[chat] - at for chat, at in committed.items() if chat in arrived]
    first, last = log[0][0], max(committed.values())
    shares = [[0, 0] for _ in range(int(last - first) + 1)]
    for at, _, word in log:
        if at <= last:
            shares[int(at - first)][word == "answer"] += 1
    return {
        "p50_s": percentile(waits, 0.5),
        "p95_s": percentile(waits, 0.95),
        "max_s": max(waits),
        "unanswered": answers - len(waits),
        "per_s": stats["per_s"],
        "refused": stats["refused"],
        "cpu_share": meter.cpu / meter.seconds,
        "waits": waits,
        "shares": shares,
    }


async def _answer(app: Program, messenger: str, chats: list[str], pause: float) -> dict[str, float]:
    """One answer after another, evenly; when each was committed, by the machine's monotonic clock."""
    committed, began = {}, app.clock.monotonic()
    for number, chat in enumerate(chats):
        await asyncio.sleep(began + number * pause - app.clock.monotonic())
        await app.commit([app.row(messenger, chat, Lane.PERSON, f"answer {number}")])
        committed[chat] = app.clock.monotonic()
    return committed
