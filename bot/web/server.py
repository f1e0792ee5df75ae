"""The small web server: whether the service is well, its metrics; in the sandbox also its page."""

from __future__ import annotations

import asyncio
import errno
import logging
import socket
from collections.abc import Iterable
from typing import Any, Protocol

from aiohttp import hdrs, web
from aiohttp.http_exceptions import HttpProcessingError

from bot.start import StartFailed
from bot.web.guard import BACKLOG, MOST, WAIT_S, ConnectionGuard


class Health(Protocol):
    """What the server asks (bot.health.status.HealthStatus)."""

    def alive(self) -> tuple[bool, dict[str, Any]]:
        """Whether the process does its work, and particulars."""

    def lead(self) -> tuple[bool, dict[str, Any]]:
        """Whether this node leads, and particulars."""

    async def ready(self) -> tuple[bool, dict[str, Any]]:
        """Whether everything that it needs is there, and particulars."""

    async def page(self) -> tuple[bytes, str]:
        """The metrics and their content type."""


class WebServer:
    """HTTP on `host`:`port`; port 0: none at all. `add` routes before `start`, which raises StartFailed.

    `most`, `wait_s`: see bot.web.guard.
    """

    def __init__(self, host: str, port: int, health: Health, *, most: int = MOST, wait_s: float = WAIT_S) -> None:
        self._most, self._wait_s = most, wait_s
        self.host, self.port, self._health = host, port, health
        self._routes: list[web.RouteDef] = [
            web.get("/healthz", self.healthz),
            web.get("/readyz", self.readyz),
            web.get("/leadz", self.leadz),
            web.get("/metrics", self.metrics),
        ]
        self._runner: web.AppRunner | None = None
        self._listening: asyncio.Server | None = None

    def add(self, routes: Iterable[web.RouteDef]) -> None:
        self._routes.extend(routes)

    async def start(self) -> None:
        """Begin to serve; nothing if it does already."""
        if not self.port or self._runner is not None:
            return
        guard = ConnectionGuard(self._most, self._wait_s)
        app = web.Application(middlewares=[guard.middleware])
        app.add_routes(self._routes)
        self._runner = web.AppRunner(
            app, access_log=None, logger=_logger(), shutdown_timeout=0.5, handle_signals=False
        )  # fmt: skip
        await self._runner.setup()
        assert self._runner.server is not None
        try:
            loop = asyncio.get_running_loop()
            protocols = guard.around(self._runner.server)
            self._listening = await loop.create_server(protocols, self.host, self.port, backlog=BACKLOG)
        except OSError as fault:
            await self.stop()
            if fault.errno in (errno.EADDRINUSE, errno.EACCES):
                raise StartFailed("cli-port-taken", address=f"{self.host}:{self.port}") from None
            if fault.errno == errno.EADDRNOTAVAIL or isinstance(fault, socket.gaierror):
                # after a power cut the network may come later than we do: not for a person to mend yet
                raise OSError(errno.EADDRNOTAVAIL, "", f"HTTP_HOST={self.host}") from None
            raise

    async def stop(self) -> None:
        listening, self._listening = self._listening, None
        if listening is not None:
            listening.close()
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def healthz(self, request: web.Request) -> web.Response:
        """Liveness: 200 while the process does its work, else 503 (to be started anew)."""
        return _told(*self._health.alive())

    async def readyz(self, request: web.Request) -> web.Response:
        """200 while the database answers and every channel works, else 503; each channel's state by name."""
        return _told(*await self._health.ready())

    async def leadz(self, request: web.Request) -> web.Response:
        """200 on the node that leads, else 503: where a load balancer sends what changes something."""
        return _told(*self._health.lead())

    async def metrics(self, request: web.Request) -> web.Response:
        """For Prometheus; docs/metrics.md explains the names."""
        body, content_type = await self._health.page()
        return web.Response(body=body, headers={hdrs.CONTENT_TYPE: content_type})


def _told(well: bool, particulars: dict[str, Any]) -> web.Response:
    return web.json_response({"ok": well, **particulars}, status=200 if well else 503)


def no_traceback(record: logging.LogRecord) -> bool:
    """A request that is none is its sender's slip: one line without what he sent, the same for all such."""
    fault = record.exc_info[1] if record.exc_info else None
    if isinstance(fault, HttpProcessingError | web.RequestPayloadError):
        record.msg, record.args, record.exc_info = f"web.bad_request ({type(fault).__name__})", (), None
        record.levelno, record.levelname = logging.WARNING, "WARNING"
    return True


def _logger() -> logging.Logger:
    """aiohttp's words about its requests."""
    found = logging.getLogger("otklik.web")
    found.addFilter(no_traceback)  # the same one is there once
    return found
