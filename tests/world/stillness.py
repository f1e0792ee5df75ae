"""When a program that runs in this event loop has nothing more to do by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

TURNS = 3
"""Turns of the loop in which nothing happened: what one side of a connection sent, the other finds in the next."""
SOON_S = 0.003
"""What is to happen so soon is waited for."""
OTHERS_S = 0.009
"""Other threads and processes are waited for no longer."""
LOOK_S = 0.001


class Stillness:
    """Of the loop that runs now. What it gives to threads and processes from now on is known."""

    def __init__(self) -> None:
        # asyncio has no other way to ask what is left to do.
        self._loop: Any = asyncio.get_running_loop()
        self._elsewhere = set[asyncio.Future[Any]]()
        self._given: Callable[..., asyncio.Future[Any]] = self._loop.run_in_executor
        self._loop.run_in_executor = self._give

    def _give(self, *call: Any) -> asyncio.Future[Any]:
        work = self._given(*call)
        self._elsewhere.add(work)
        work.add_done_callback(self._elsewhere.discard)
        return work

    async def comes(self, others_s: float = OTHERS_S) -> bool:
        """Wait until there is nothing to do; False if there was nothing at once. `others_s`: so long for others."""
        stirred, still = False, 0
        patience_until = self._loop.time() + others_s
        while still < TURNS:
            await asyncio.sleep(0)
            if self._loop._ready:
                stirred, still = True, 0
            elif self._waits_for_others(patience_until):
                await asyncio.sleep(LOOK_S)
                stirred, still = True, 0
            else:
                still += 1
        return stirred

    async def is_broken(self, longest_s: float) -> None:
        """Wait until something has happened and is over, at most about so long."""
        until = self._loop.time() + longest_s
        while not await self.comes() and self._loop.time() < until:  # noqa: ASYNC110 - the loop tells nobody
            await asyncio.sleep(LOOK_S)

    def _waits_for_others(self, until: float) -> bool:
        now = self._loop.time()
        due = self._loop._scheduled
        return now < until and (bool(self._elsewhere) or bool(due and due[0].when() < now + SOON_S))
