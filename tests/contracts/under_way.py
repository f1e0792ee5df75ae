"""Requests that a test's server has not finished with: it notes what was read only after its answer is out."""

from __future__ import annotations

import asyncio

from aiohttp import web
from aiohttp.typedefs import Handler

PATIENCE_S = 20.0


class UnderWay:
    """Counts them, by its `middleware`."""

    def __init__(self) -> None:
        self._count, self._none = 0, asyncio.Event()
        self._none.set()

        @web.middleware
        async def counted(request: web.Request, handler: Handler) -> web.StreamResponse:
            self._count += 1
            self._none.clear()
            try:
                return await handler(request)
            finally:
                self._count -= 1
                if not self._count:
                    self._none.set()

        self.middleware = counted

    async def is_over(self) -> None:
        """Until none is left."""
        async with asyncio.timeout(PATIENCE_S):
            await self._none.wait()
