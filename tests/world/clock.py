"""Clocks of tests. Every test begins on the same Tuesday in the middle of a working day, in the region's zone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from bot.clock import MovableClock

TUESDAY = int(datetime.fromisoformat("2025-11-18T11:00:00+05:00").timestamp() * 1000)
"""UTC milliseconds, like every moment here."""
SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 24 * 3_600_000


@dataclass
class StillClock:
    """Time stands until somebody sets `at`. Nothing may wait by it: what would sleep has met a broken database."""

    at: int = TUESDAY
    mono: float = 0.0

    def now(self) -> int:
        return self.at

    def monotonic(self) -> float:
        return self.mono

    async def sleep(self, seconds: float) -> None:
        raise AssertionError("the database failed")


@dataclass
class SleepyClock(StillClock):
    """Sleeps take no time and are remembered."""

    slept: list[float] = field(default_factory=list)

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)


class DayClock(MovableClock):
    """Time that goes on by itself and can leap, for programs that really run; it shows `start` when it is made."""

    def __init__(self, start: int = TUESDAY) -> None:
        self._shift_ms = 0
        super().__init__()
        self._shift_ms = start - super().now()

    def now(self) -> int:
        return super().now() + self._shift_ms
