"""The emulated VK with its limit, at a distance: each call takes effect at once, its answer comes `delay` later.

`/control/stats` tells calls, refusals and recipients; `/control/log` each recipient: [monotonic second, chat,
first word of the text].
"""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import Mapping, Sequence
from contextlib import AsyncExitStack
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from benchmarks.meter import cpu_s
from benchmarks.servers.lean_telegram import most_within
from benchmarks.servers.waiting import until
from bot.clock import RealClock
from bot.sandbox.loopback import json_response
from bot.sandbox.vk_api import VkEmulator
from bot.sandbox.vk_check import Json
from bot.sandbox.world import Change

_POOL = re.compile(
    r"var values = (\[.*\]),i = 0,result = \[\];while\(i < values\.length\) \{"
    r"result\.push\(API\.([\w.]+)\(values\[i\]\)\);i = i \+ 1;\}return result;",
    re.DOTALL,
)
"""VkRequestsPool's program: one method over a list. The sandbox's VK reads no loops; it means the same without."""


class FarVk(VkEmulator):
    def __init__(self, delay: float) -> None:
        super().__init__(RealClock(), token="vk1.benchmarks")
        self._delay = delay
        self.calls: list[float] = []
        self.accepted: list[tuple[float, str, str]] = []
        self.listeners.append(self._heard)

    def application(self) -> web.Application:
        app = super().application()
        app.middlewares.append(self._far)
        app.router.add_route("*", "/control/{what}", self._control)
        return app

    @web.middleware
    async def _far(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not request.path.startswith("/method/"):
            return await handler(request)
        began = time.monotonic()
        self.calls.append(began)
        response = await handler(request)
        await asyncio.sleep(began + self._delay - time.monotonic())
        return response

    def _execute(self, values: Mapping[str, str]) -> Json:
        if loop := _POOL.fullmatch(values.get("code", "")):
            calls = [f"API.{loop[2]}({json.dumps(each)})" for each in json.loads(loop[1])]
            values = {**values, "code": f"return [{','.join(calls)}];"}
        return super()._execute(values)

    def _heard(self, change: Change) -> None:
        if change.kind == "message" and change.message is not None and change.message.sender == "bot":
            self.accepted.append((time.monotonic(), change.chat, change.message.text.split(" ", 1)[0]))

    async def _control(self, request: web.Request) -> web.Response:
        what = request.match_info["what"]
        if what == "reset":
            self.calls, self.accepted = [], []
            self.refused.clear()
            return json_response({"result": {}})
        if what == "wait":
            wanted = int(request.query["sent"])
            await until(lambda: len(self.accepted) >= wanted)
        if what == "log":
            return json_response({"result": self.accepted})
        return json_response({"result": self._stats()})

    def _stats(self) -> dict[str, Any]:
        first, last = (self.calls[0], self.calls[-1]) if self.calls else (0.0, 0.0)
        return {
            "accepted": len(self.accepted),
            "calls": len(self.calls),
            "refused": len(self.refused),
            "seconds": last - first,
            "most_in_a_second": most_within(self.calls, 1.0),
            "notes": self.refused[:5],
            "server_cpu_s": cpu_s(),
        }


def _people(emulator: FarVk, count: int) -> Sequence[str]:
    people = [emulator.add_person(f"Anna {number}") for number in range(count)]
    for person in people:
        person.started = True
    return [person.id for person in people]


async def serve(arguments: dict[str, Any], stack: AsyncExitStack) -> dict[str, Any]:
    """{"url", "chats"}: the ids of so many `people` who have started the bot."""
    emulator = FarVk(float(arguments.get("delay", 0.08)))
    await emulator.serve()
    stack.push_async_callback(emulator.stop)
    return {"url": emulator.url, "chats": _people(emulator, int(arguments["people"]))}
