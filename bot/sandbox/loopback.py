"""An emulator's place on this machine: an aiohttp server that starts, stops and starts again where it was."""

from __future__ import annotations

import json
from typing import Any

from aiohttp import web


class Loopback:
    """Chats, persons and updates outlive `stop`; `serve(port=emulator.port)` puts the bot's side back up."""

    url = ""
    port = 0

    def __init__(self) -> None:
        self._runner: web.AppRunner | None = None

    def application(self) -> web.Application:
        raise NotImplementedError

    def wake(self) -> None:
        """Let every waiting long poll look whether there is something to say."""
        raise NotImplementedError

    @property
    def running(self) -> bool:
        return self._runner is not None

    async def serve(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listens; port 0 takes a free one. Sets `url` and `port`."""
        self._runner = web.AppRunner(self.application(), access_log=None, shutdown_timeout=0.2)
        await self._runner.setup()
        await web.TCPSite(self._runner, host, port).start()
        self.port = self._runner.addresses[0][1]
        self.url = f"http://{host}:{self.port}"

    async def stop(self) -> None:
        """Closes the socket and every connection; new ones are refused by the machine."""
        runner, self._runner = self._runner, None
        if runner is not None:
            self.wake()
            await runner.cleanup()


def json_response(body: Any, status: int = 200) -> web.Response:
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return web.Response(body=text.encode(), status=status, content_type="application/json")
