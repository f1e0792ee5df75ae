"""Gives reports that were written by an earlier program the keys of their places, the newest first.

A step of a few hundred is one transaction together with how far it has come: a kill loses a step and nothing else, and
nobody waits long for the writer.
"""

from __future__ import annotations

import structlog

from bot.clock import Clock
from handlers.reports.place_keys import place_keys
from storage.changes import Changes, Query
from storage.ids import CONSOLE_BASE
from storage.records import Setting
from storage.region.region import Region
from storage.store import Store

log = structlog.get_logger()

CURSOR = "place_keys"
"""The setting that holds the id of the last report that was looked at; "0" when all were."""
STEP = 200
BREATH_S = 0.02


async def fill_place_keys(store: Store, region: Region, clock: Clock, *, most: int = 1_000_000) -> int:
    """Go on until all have theirs, or `most` were looked at; how many were."""
    rows = (await store.read(Query("setting", (CURSOR,))))[0]
    at, looked = int(rows[0].value) if rows else CONSOLE_BASE, 0
    while at > 0 and looked < most:
        found = (await store.read(Query("reports_to_key", (at, min(STEP, most - looked)))))[0]
        at, looked = found[-1][0] if found else 0, looked + len(found)
        changes = Changes()
        for number, address in found:
            keys = place_keys(region, address)
            if keys.street:
                changes.command("report_keyed", number, keys.street, keys.house, address)
        changes.put(Setting(CURSOR, str(at)))
        async with store.unit() as unit:
            await unit.commit(changes)
        await clock.sleep(BREATH_S)
    if looked:
        log.info("place_keys.filled", count=looked)
    return looked
