"""Waits that a cancellation always ends.

Before Python 3.12 `asyncio.wait_for` swallows a cancellation that comes together with what it waits for
(github.com/python/cpython/issues/86296); a loop around it then never ends, nor does the program that stops. So it is
not used here, and whoever ends tasks tells them again: a library may still use it.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Coroutine, Iterable
from contextlib import asynccontextmanager
from typing import Any

import structlog

log = structlog.get_logger()

AGAIN_S = 0.5
GIVE_UP_S = 10.0


async def happens(event: asyncio.Event, seconds: float) -> bool:
    """Wait for an event, at most so long; whether it came."""
    try:
        async with asyncio.timeout(seconds):
            await event.wait()
    except TimeoutError:
        return False
    return True


async def unless(event: asyncio.Event, work: Coroutine[Any, Any, None]) -> bool:
    """Carry out work, or leave it in its middle when the event comes; whether it was done. Raises what it raises."""
    task, waker = asyncio.ensure_future(work), asyncio.ensure_future(event.wait())
    try:
        await asyncio.wait((task, waker), return_when=asyncio.FIRST_COMPLETED)
        if not task.done():
            return False
        task.result()
        return True
    finally:
        await end_all((task, waker))


@asynccontextmanager
async def alongside(work: Coroutine[Any, Any, None]) -> AsyncIterator[None]:
    """While the block lasts, this work is carried out, too; then it is left wherever it is."""
    task = asyncio.ensure_future(work)
    try:
        yield
    finally:
        await end_all((task,))


async def end_all(tasks: Iterable[asyncio.Task[Any]]) -> None:
    """Cancel these and wait until they are over; what will not end is named in the log and left."""
    left = set(tasks)
    until = asyncio.get_running_loop().time() + GIVE_UP_S
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=AGAIN_S)
        if left and asyncio.get_running_loop().time() >= until:
            log.error("stop.left", tasks=sorted(task.get_name() for task in left))
            return
