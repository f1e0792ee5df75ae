"""The limits that the emulated VK holds a bot to.

No more than 20 calls of API methods within any one second; `execute` is one call, long-poll requests,
uploads and downloads are none. What exceeds is answered with error 6, has no effect and is not counted.

Source: dev.vk.com/ru/api/api-requests.
"""

from __future__ import annotations

from bot.clock import Clock
from bot.sandbox.limits import RateWindow, level

CALLS_PER_SECOND = 20


class VkLimits:
    def __init__(self, clock: Clock, on: bool = True) -> None:
        self.on = on
        self._clock = clock
        self._all = RateWindow(CALLS_PER_SECOND, 1.0)

    def admit(self) -> bool:
        """True and counted, or False: too many calls within this second."""
        now = self._clock.monotonic()
        if self.on and self._all.wait(now) > 0:
            return False
        if self.on:
            self._all.add(now)
        return True

    def usage(self) -> dict[str, dict[str, float]]:
        """How full the limit is now: "all" -> used, limit, seconds."""
        return {"all": level(self._all.used(self._clock.monotonic()), CALLS_PER_SECOND, 1)}
