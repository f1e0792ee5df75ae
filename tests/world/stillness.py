"""When a program that runs in this event loop has nothing more to do by itself."""

from __future__ import annotations

import asyncio
import math
from typing import Any

TURNS = 3
"""Turns of the loop in which nothing happened: what one side of a connection sent, the other finds in the next."""
SOON_S = 0.003
"""What is to happen so soon is waited for."""
OTHERS_S = 0.009
"""Other threads and processes are waited for no longer."""


class Stillness:
    """Of the loop that runs now. What it gives to threads and processes from now on is known."""

    def __init__(self) -> None:
        loop: Any = asyncio.get_running_loop()
        self._loop = loop  # what is left to do there cannot be asked otherwise
        self._elsewhere = set[asyncio.Future[Any]]()
        self._given, loop.run_in_executor = loop.run_in_executor, self._give

    def _give(self, *call: Any) -> asyncio.Future[Any]:
        work: asyncio.Future[Any] = self._given(*call)
        self._elsewhere.add(work)
        work.add_done_callback(self._elsewhere.discard)
        return work

    async def comes(self, others_s: float = OTHERS_S) -> bool:
        """Wait until there is nothing to do; False if there was nothing at once. `others_s`: so long for others."""
        stirred, still = False, 0
        until = self._loop.time() + others_s
        while still < TURNS:
            await asyncio.sleep(0)
            now = self._loop.time()
            still += 1
            if self._loop._ready:
                stirred, still = True, 0
            elif now < until and self._elsewhere:
                done, late = await asyncio.wait(
                    self._elsewhere, timeout=until - now, return_when=asyncio.FIRST_COMPLETED
                )
                self._elsewhere -= set() if done else late  # waited for once
                stirred, still = True, 0
            elif now < until and self._due() < now + SOON_S:
                await asyncio.sleep(self._due() - now)
                stirred, still = True, 0
        return stirred

    async def is_broken(self, longest_s: float) -> None:
        """Wait until something has happened and is over, at most about so long."""
        if not await self.comes():
            await asyncio.sleep(min(self._due() - self._loop.time(), longest_s))
            await self.comes()

    def _due(self) -> float:
        """When the next thing that waits for a moment goes on, by the loop's time."""
        waiting = self._loop._scheduled
        return waiting[0].when() if waiting else math.inf
