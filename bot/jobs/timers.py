"""Timers: what is due is handled at once, and nothing is polled in between."""

from __future__ import annotations

import asyncio

import structlog

from bot.clock import Clock
from bot.jobs.repeats import Repeats
from handlers.intake import Intake
from storage.changes import Changes, Query
from storage.records import Timer
from storage.store import StorageError, Store

log = structlog.get_logger()

LONGEST_S = 60.0
"""Sleeps no longer than this: a timer that another process wrote is found within a minute."""


class Timers:
    """Hands timers that are due to the intake, and sleeps until the next one."""

    def __init__(self, intake: Intake, store: Store, clock: Clock) -> None:
        self.intake, self.store, self.clock = intake, store, clock
        self._wake = asyncio.Event()
        self._next_at: int | None = None
        self._failed = Repeats()

    def note(self, changes: Changes) -> None:
        """What was committed: an earlier timer than the one slept for wakes the loop."""
        for timer in changes.rows.get(Timer, {}).values():
            if isinstance(timer, Timer) and (self._next_at is None or timer.due_at < self._next_at):
                self._wake.set()
                return

    def lag_s(self) -> float:
        """How late the earliest timer is."""
        return 0.0 if self._next_at is None else max(0.0, (self.clock.now() - self._next_at) / 1000)

    async def run(self) -> None:
        """Ring what is due, for ever."""
        while True:
            self._wake.clear()
            try:
                if await self.intake.ring():
                    continue
                rows = (await self.store.read(Query("next_timer")))[0]
            except StorageError as fault:
                if times := self._failed.again(type(fault).__name__):
                    log.warning("timers.read_failed", error=type(fault).__name__, times=times)
                await self.clock.sleep(1)
                continue
            self._failed.over()
            self._next_at = rows[0][0] if rows else None
            await self._sleep()

    async def _sleep(self) -> None:
        wait = LONGEST_S if self._next_at is None else (self._next_at - self.clock.now()) / 1000
        sleeper = asyncio.ensure_future(self.clock.sleep(min(max(wait, 0.001), LONGEST_S)))
        waker = asyncio.ensure_future(self._wake.wait())
        try:
            await asyncio.wait((sleeper, waker), return_when=asyncio.FIRST_COMPLETED)
        finally:
            sleeper.cancel()
            waker.cancel()
