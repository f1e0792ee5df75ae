"""Waiting for what is counted, not signalled."""

from __future__ import annotations

import asyncio
from collections.abc import Callable


async def until(done: Callable[[], bool], every_s: float = 0.02) -> None:
    while not done():  # noqa: ASYNC110 - counters have no event to wait for, and a look costs nothing
        await asyncio.sleep(every_s)
