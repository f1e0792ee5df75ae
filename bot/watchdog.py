"""Whether the process itself still turns. What does not is ended, so that systemd or Docker start it anew.

Two hands: the loop looks at what is to move (bot.health.status.HealthStatus.standstill), and a timer outside of the
interpreter (faulthandler) ends the process when the loop itself has not turned for STUCK_S, whatever holds it.
"""

from __future__ import annotations

import faulthandler
import sys
from collections.abc import Callable
from typing import Protocol

from bot.clock import Clock
from bot.notify import Notifier

BEAT_S = 5.0
STUCK_S = 120.0
"""Exit code 1 after so long without a turn of the loop. The unit's WatchdogSec is longer: it is the last resort."""
LOOKS = 3
"""So often in a row something has to stand still: a clock that jumps ends nothing."""


class Guard(Protocol):
    """A timer that ends the process unless it is wound up again in time."""

    def wind(self) -> None: ...

    def let_go(self) -> None: ...


class HardGuard:
    """Ends the process with exit code 1 and every thread's stack (places only) on standard error."""

    def wind(self) -> None:
        faulthandler.dump_traceback_later(STUCK_S, exit=True, file=sys.stderr)

    def let_go(self) -> None:
        faulthandler.cancel_dump_traceback_later()


class Watchdog:
    """`standstill` says what has stopped for good, "" if nothing; `end` is called with it once that is certain."""

    def __init__(
        self, standstill: Callable[[], str], end: Callable[[str], None], clock: Clock, notifier: Notifier, guard: Guard
    ) -> None:
        self._standstill, self._end, self._clock = standstill, end, clock
        self._notifier, self._guard = notifier, guard
        self._looks = 0

    async def run(self) -> None:
        """Until cancelled. After `end` nothing is fed any more: an end that does not come is forced."""
        self._guard.wind()
        while self._looks < LOOKS:
            self.look()
            await self._clock.sleep(BEAT_S)

    def look(self) -> None:
        """One beat."""
        why = self._standstill()
        self._looks = self._looks + 1 if why else 0
        if self._looks >= LOOKS:
            self._end(f"stuck: {why}")
            return
        self._guard.wind()
        if not why:
            self._notifier.alive()
