"""The small web server: whether the service is well; in the sandbox also its page."""

from __future__ import annotations

import errno
from collections.abc import Callable, Iterable

from aiohttp import web

from bot.start import StartFailed


class WebServer:
    """HTTP on `host`:`port`; port 0: none at all. `add` routes before `start`, which raises StartFailed."""

    def __init__(self, host: str, port: int, healthy: Callable[[], dict[str, str]]) -> None:
        self.host, self.port, self._healthy = host, port, healthy
        self._routes: list[web.RouteDef] = [web.get("/healthz", self.healthz)]
        self._runner: web.AppRunner | None = None

    def add(self, routes: Iterable[web.RouteDef]) -> None:
        self._routes.extend(routes)

    async def start(self) -> None:
        if not self.port:
            return
        app = web.Application()
        app.add_routes(self._routes)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.5)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self.host, self.port).start()
        except OSError as fault:
            await self.stop()
            if fault.errno in (errno.EADDRINUSE, errno.EACCES, errno.EADDRNOTAVAIL):
                raise StartFailed("cli-port-taken", address=f"{self.host}:{self.port}") from None
            raise

    async def stop(self) -> None:
        runner, self._runner = self._runner, None
        if runner is not None:
            await runner.cleanup()

    async def healthz(self, request: web.Request) -> web.Response:
        """200 while every channel is served, else 503; each channel's state by name."""
        states = self._healthy()
        well = all(state == "ok" for state in states.values())
        return web.json_response({"ok": well, "channels": states}, status=200 if well else 503)
