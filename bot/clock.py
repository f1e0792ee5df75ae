"""Time, passed in: wall time for what is remembered, monotonic time for waits (promise: the wall may jump)."""

from __future__ import annotations

import asyncio
import time
from typing import Protocol


class Clock(Protocol):
    def now(self) -> int:
        """UTC, milliseconds."""

    def monotonic(self) -> float:
        """Seconds that only go forward."""

    async def sleep(self, seconds: float) -> None: ...


class RealClock:
    def now(self) -> int:
        return time.time_ns() // 1_000_000

    def monotonic(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds)


class MovableClock(RealClock):
    """The real time plus leaps: tests and the sandbox's page wind it forward, and sleepers wake."""

    def __init__(self) -> None:
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
            moved = self._moved
            try:
                await asyncio.wait_for(moved.wait(), left)
            except TimeoutError:
                return
