"""Time, passed in: wall time for what is remembered, monotonic time for waits."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from typing import Protocol

import structlog

from bot.waiting import happens

log = structlog.get_logger()


class Clock(Protocol):
    def now(self) -> int:
        """UTC, milliseconds; never earlier than it said before."""

    def monotonic(self) -> float:
        """Seconds that only go forward."""

    async def sleep(self, seconds: float) -> None: ...


ADJUST_MS = 2_000
"""The machine's clock is followed while it is off by no more than this (NTP keeps it so)."""
BELIEVE_AFTER_S = 60.0
"""A jump is believed when it has lasted so long."""


class RealClock:
    """Wall time that a jump of the machine's clock does not shake.

    Everything that waits has a moment in UTC. If somebody sets the clock back by an hour, rows and timers of
    this minute must not wait for that hour; so time goes on as the monotonic clock says. But a machine that begins
    with a wrong clock and is told the right time later must not end every notice hours early until it is restarted:
    after a minute time goes at half its pace until the machine's clock has come up, and never back. A jump forward
    is believed after a minute, at once: nothing waits longer because of it.
    """

    def __init__(self, wall: Callable[[], int] = time.time_ns, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._wall, self._monotonic = wall, monotonic
        self._base = wall() // 1_000_000 - int(monotonic() * 1000)
        self._last = 0
        self._off_since: float | None = None
        self._is_ahead = False  # the machine's clock, of ours
        self._slowed_at: float | None = None  # while time goes at half its pace: up to when that is reckoned

    def now(self) -> int:
        elapsed = self._monotonic()
        ours = self._base + int(elapsed * 1000)
        off = self._wall() // 1_000_000 - ours
        if abs(off) <= ADJUST_MS:
            self._off_since = self._slowed_at = None
            self._base += off
            ours += off
        elif self._has_lasted(elapsed, ahead=off > 0):
            if off > 0:
                log.warning("clock.set_forward", by_s=off // 1000)
                self._base += off
                ours += off
            else:
                ours -= self._slowed(elapsed, -off)
        self._last = max(self._last, ours)
        return self._last

    def _has_lasted(self, elapsed: float, *, ahead: bool) -> bool:
        if self._off_since is None or ahead is not self._is_ahead:
            self._off_since, self._is_ahead, self._slowed_at = elapsed, ahead, None
        return elapsed - self._off_since >= BELIEVE_AFTER_S

    def _slowed(self, elapsed: float, off: int) -> int:
        """Take half of what has passed since the last look off our time: how much, in ms."""
        if self._slowed_at is None:
            log.warning("clock.set_back", by_s=off // 1000)
            self._slowed_at = elapsed
        taken = min(int((elapsed - self._slowed_at) * 500), off)
        self._slowed_at += taken / 500
        self._base -= taken
        return taken

    def monotonic(self) -> float:
        return self._monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class MovableClock(RealClock):
    """The real time plus leaps: tests and the sandbox's page wind it forward, and sleepers wake."""

    def __init__(self) -> None:
        super().__init__()
        self._ahead_s = 0.0
        self._moved = asyncio.Event()

    def now(self) -> int:
        return super().now() + int(self._ahead_s * 1000)

    def monotonic(self) -> float:
        return super().monotonic() + self._ahead_s

    def leap(self, seconds: float) -> None:
        """Time jumps ahead by so many seconds."""
        self._ahead_s += seconds
        self._moved.set()
        self._moved = asyncio.Event()

    async def sleep(self, seconds: float) -> None:
        until = self.monotonic() + seconds
        while (left := until - self.monotonic()) > 0:
            await happens(self._moved, left)
