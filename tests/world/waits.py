"""Waiting for what others do: nobody says how long a busy machine takes for it; when all goes well nothing is lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

PATIENCE_S = 30.0
"""So long at most; what is not seen then is never seen."""
LOOKS_AGAIN_S = 0.005


async def until(found: Callable[[], object], what: str) -> None:
    """Wait until `found` gives something true, or fail by saying what was not seen."""
    try:
        async with asyncio.timeout(PATIENCE_S):
            while not found():  # noqa: ASYNC110 - what is waited for is not the test's to signal
                await asyncio.sleep(LOOKS_AGAIN_S)
    except TimeoutError:
        raise AssertionError(f"never seen: {what}") from None
