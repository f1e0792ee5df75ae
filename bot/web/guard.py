"""Connections that cost nothing to open must not cost the bot anything either: a cap, and a time for each request.

aiohttp waits for a request's head for ever and takes as many connections as there are descriptors; then the messengers
cannot be asked any more. So every connection goes through a `ConnectionGuard`, which relies on nothing but what
asyncio promises.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import cast

import structlog
from aiohttp import web

log = structlog.get_logger()

MOST = 200
"""Connections at once: scrapers, probes, readers of the feed behind a proxy. A process may have 1,024 descriptors."""
WAIT_S = 15.0
"""A request's head has to be here within this, the next one of the same connection too."""
BACKLOG = 32
"""Connections that the system keeps waiting; asyncio tries so many in a turn when descriptors are out."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ConnectionGuard:
    """Counts and times the connections of one server. `middleware` belongs into the application that answers."""

    def __init__(self, most: int = MOST, wait_s: float = WAIT_S) -> None:
        self._most, self._wait_s = most, wait_s
        self._waiting: dict[asyncio.BaseTransport, asyncio.TimerHandle | None] = {}
        self.turned_away = 0

    def around(self, make: Callable[[], asyncio.BaseProtocol]) -> Callable[[], asyncio.Protocol]:
        """A factory of protocols that stand before those of `make`."""
        return lambda: _Guarded(self, cast(asyncio.Protocol, make()))

    @property
    def open(self) -> int:
        return len(self._waiting)

    def opened(self, transport: asyncio.BaseTransport) -> bool:
        """Whether this connection may stay. Where there is no room, whoever has kept silent the longest goes."""
        if len(self._waiting) >= self._most:
            self.turned_away += 1
            if self.turned_away % self._most == 1:
                log.warning("web.too_many_connections", most=self._most, turned_away=self.turned_away)
            silent = next((other for other, timer in self._waiting.items() if timer is not None), None)
            if silent is None:
                return False
            self.closed(silent)
            cast(asyncio.Transport, silent).abort()
        self._waiting[transport] = None
        self.waits(transport)
        return True

    def closed(self, transport: asyncio.BaseTransport) -> None:
        if (timer := self._waiting.pop(transport, None)) is not None:
            timer.cancel()

    def waits(self, transport: asyncio.BaseTransport) -> None:
        """From now on a request has to come."""
        self.works(transport)
        if transport in self._waiting:
            del self._waiting[transport]  # it goes to the end of those who keep silent
            loop = asyncio.get_running_loop()
            self._waiting[transport] = loop.call_later(self._wait_s, self._silent, transport, 0)

    def _silent(self, transport: asyncio.BaseTransport, unread: int) -> None:
        """Nothing came. A long answer may still be on its way: whoever reads it may take his time, whoever does not
        goes. `unread`: how much of one was left at the last look.
        """
        line = cast(asyncio.Transport, transport)
        left = line.get_write_buffer_size()
        if not left or left == unread:
            line.abort()
            return
        loop = asyncio.get_running_loop()
        self._waiting[transport] = loop.call_later(self._wait_s, self._silent, transport, left)

    def works(self, transport: asyncio.BaseTransport) -> None:
        """A request came and is answered: that may take its time."""
        if (timer := self._waiting.get(transport)) is not None:
            timer.cancel()
            self._waiting[transport] = None

    @web.middleware
    async def middleware(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        transport = request.transport
        if transport is None:
            return await handler(request)
        self.works(transport)
        try:
            return await handler(request)
        finally:
            self.waits(transport)


class _Guarded(asyncio.Protocol):
    """Hands everything on to the protocol that it stands before."""

    def __init__(self, guard: ConnectionGuard, inner: asyncio.Protocol) -> None:
        self._guard, self._inner = guard, inner
        self._transport: asyncio.BaseTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        if not self._guard.opened(transport):
            cast(asyncio.Transport, transport).abort()
            return
        self._transport = transport
        self._inner.connection_made(transport)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._transport is not None:
            self._guard.closed(self._transport)
            self._inner.connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._transport is not None:
            self._inner.data_received(data)

    def eof_received(self) -> bool | None:
        return self._inner.eof_received() if self._transport is not None else None

    def pause_writing(self) -> None:
        self._inner.pause_writing()

    def resume_writing(self) -> None:
        self._inner.resume_writing()
