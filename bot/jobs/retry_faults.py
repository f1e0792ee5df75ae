"""`faults retry`: updates that were kept aside go through their handlers once more.

Numbers are counted by whoever holds the database. So if a service runs, it is asked to do it; if none
runs, this process holds the database for the moment.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import replace

import structlog

from bot.channels.port import Channel
from handlers.base.event import CLOCK, Update
from handlers.base.faults import read_tick
from handlers.intake import Intake
from storage.changes import Changes, Query
from storage.records import Fault, Setting
from storage.store import Store

log = structlog.get_logger()

WANTED = "faults:retry"
"""A setting of this name asks the running service to retry; it takes it away when it has."""
PATIENCE_S = 60


async def retry_all(store: Store, intake: Intake, channels: Mapping[str, Channel], now: int) -> tuple[int, int]:
    """Try every open fault again: (tried, solved). One that fails again stays, with one try more."""
    faults: list[Fault] = (await store.read(Query("faults_open")))[0]
    solved = 0
    for fault in faults:
        try:
            update = read_again(fault, channels)
        except (LookupError, TypeError, ValueError) as why:  # the raw text itself is not as we write it
            log.warning("faults.unreadable", fault=fault.id, error=type(why).__name__)
            continue
        if update is None:
            continue
        before = await _open(store)
        await intake.take([update])
        again = await _open(store) - before  # a handler that failed anew has left another fault
        changes = Changes()
        changes.put(replace(fault, tries=fault.tries + 1, solved_at=now))
        async with store.unit() as unit:
            await unit.commit(changes)
        solved += 0 if again else 1
    return len(faults), solved


def read_again(fault: Fault, channels: Mapping[str, Channel]) -> Update | None:
    """The update of a fault, under a key of its own: the first one was seen already, and its writer told."""
    if fault.channel == CLOCK:
        return read_tick(fault.raw)
    channel = channels.get(fault.channel)
    if channel is None:
        return None
    return replace(channel.translate(fault.raw), key=f"retry:{fault.id}:{fault.tries}", writer=None)


async def ask_service(store: Store) -> tuple[int, int]:
    """Ask the running service and wait for it: (tried, solved)."""
    tried = await _open(store)
    changes = Changes()
    changes.put(Setting(WANTED, "1"))
    async with store.unit() as unit:
        await unit.commit(changes)
    for _ in range(PATIENCE_S):
        if not (await store.read(Query("setting", (WANTED,))))[0]:
            break
        await asyncio.sleep(1)
    return tried, tried - await _open(store)


async def _open(store: Store) -> int:
    return len((await store.read(Query("faults_open")))[0])
