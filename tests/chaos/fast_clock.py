"""Time that runs faster than the real one, equally in every process of a test."""

from __future__ import annotations

import asyncio
import time

from bot.clock import RealClock

PACE = 20.0


class FastClock(RealClock):
    """`pace` seconds pass in each real one, counted from `base` (UTC seconds)."""

    def __init__(self, base: float, pace: float = PACE) -> None:
        self.base, self.pace = base, pace

    def now(self) -> int:
        return int((self.base + (time.time() - self.base) * self.pace) * 1000)

    def monotonic(self) -> float:
        return time.monotonic() * self.pace

    async def sleep(self, seconds: float) -> None:
        await asyncio.sleep(seconds / self.pace)
