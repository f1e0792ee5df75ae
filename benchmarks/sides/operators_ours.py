"""The whole program under a flood of reports, and what its operators' chat showed when."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

from benchmarks.meter import Meter
from benchmarks.servers.lean_telegram import most_within
from benchmarks.sides.ours import Control, running

LATE_S = 240.0
"""How long after the last text a citizen may still be in the middle of his report."""
SETTLED_S = 65.0
LISTENING_S = 2.0


async def measure(arguments: dict[str, Any]) -> dict[str, Any]:
    """`people` report within `seconds`; a minute later all of it has to be in sight."""
    people, seconds = int(arguments["people"]), float(arguments["seconds"])
    async with Control(arguments["telegram"]) as control:
        async with running(arguments):
            await asyncio.sleep(LISTENING_S)
            with Meter(arguments.get("profile")) as meter:
                await control.load(seconds=seconds)
                try:
                    async with asyncio.timeout(seconds + LATE_S):
                        await control.wait(people)
                except TimeoutError:
                    pass  # the table says how many were filed
                await asyncio.sleep(SETTLED_S)
        stats, log = await control.stats(), await control.log()
    shown: dict[str, int] = {}
    for at, message, _ in log:
        shown.setdefault(message, at)
    return {
        **_sights(Path(arguments["folder"]) / "otklik.db", arguments["group"], shown),
        "most_in_a_minute": most_within([at / 1000 for at, _, _ in log], 60.0),
        "refused": stats["refused"],
        "notes": stats["notes"],
        "cpu_share": meter.cpu / meter.seconds,
    }


def _sights(path: Path, group: str, shown: dict[str, int]) -> dict[str, Any]:
    """From the database which message stands for which report, from the chat when it appeared there."""
    with closing(sqlite3.connect(path)) as connection:
        filed = dict(connection.execute("SELECT id, created_at FROM report"))
        cards = connection.execute(
            "SELECT report_id, message_id FROM sent_message WHERE chat = ? AND purpose = 'card' AND report_id <> 0",
            (group,),
        ).fetchall()
        gathered = connection.execute(
            "SELECT s.value, m.message_id FROM setting s JOIN sent_message m ON m.slot = s.name"
            " WHERE m.chat = ? AND s.name LIKE 'gathered:%'",
            (group,),
        ).fetchall()
    seen: dict[int, int] = {}
    pairs = cards + [(report, message) for value, message in gathered for report in json.loads(value)["ids"]]
    for report, message in pairs:
        if message in shown:
            seen[report] = min(shown[message], seen.get(report, shown[message]))
    began = min(filed.values())
    seconds = range(0, int((max(shown.values()) - began) / 1000) + 2, 2)
    return {
        "filed": len(filed),
        "own_cards": len({report for report, _ in cards}),
        "gathered_cards": len(gathered),
        "sight_s": [(seen[report] - at) / 1000 for report, at in filed.items() if report in seen],
        "seconds_on": list(seconds),
        "filed_by_then": [sum(at - began <= s * 1000 for at in filed.values()) for s in seconds],
        "seen_by_then": [sum(at - began <= s * 1000 for at in seen.values()) for s in seconds],
    }
