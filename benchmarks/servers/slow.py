"""An emulated messenger that answers as slowly as a real one and notes every message; mixed into an emulator.

`delay`: [least, most] seconds; `when`: "before" the call takes effect, or "after". `/control/stats` tells accepted and
refused messages, `/control/log` each accepted one: [monotonic second, chat, first word of its text].
"""

from __future__ import annotations

import asyncio
import random
import time
from contextlib import AsyncExitStack
from typing import Any

from aiohttp import web
from aiohttp.typedefs import Handler

from benchmarks.servers.lean_telegram import most_within
from benchmarks.servers.waiting import until
from bot.sandbox.loopback import Loopback, json_response
from bot.sandbox.world import Messenger


class Slow(Loopback):
    """`says` tells whether a request says something, `said` its chat and its text."""

    refused: list[str]

    def be_slow(self, delay: tuple[float, float], when: str) -> None:
        self._delay, self._when, self._random = delay, when, random.Random(1)
        self.accepted: list[tuple[float, str, str]] = []
        self.denied = 0
        self.failed: dict[str, int] = {}

    def says(self, request: web.Request) -> bool:
        raise NotImplementedError

    async def said(self, request: web.Request) -> tuple[str, str]:
        raise NotImplementedError

    def application(self) -> web.Application:
        app = super().application()
        app.middlewares.append(self._slowly)
        app.router.add_route("*", "/control/{what}", self._control)
        return app

    @web.middleware
    async def _slowly(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        if not self.says(request):
            return await handler(request)
        pause = self._random.uniform(*self._delay)
        if self._when == "before":
            await asyncio.sleep(pause)
        response = await handler(request)
        await self._note(request, response)
        if self._when == "after":
            await asyncio.sleep(pause)
        return response

    async def _note(self, request: web.Request, response: web.StreamResponse) -> None:
        if response.status == 200:
            chat, text = await self.said(request)
            self.accepted.append((time.monotonic(), chat, text.split(" ", 1)[0]))
        elif response.status == 429:
            self.denied += 1
        else:
            self.failed[str(response.status)] = self.failed.get(str(response.status), 0) + 1

    async def _control(self, request: web.Request) -> web.Response:
        what = request.match_info["what"]
        if what == "reset":
            self.accepted, self.denied, self.failed = [], 0, {}
            self.refused.clear()
            return json_response({"result": {}})
        if what == "wait":
            wanted = int(request.query["sent"])
            await until(lambda: len(self.accepted) + self.denied >= wanted)
        if what == "log":
            return json_response({"result": self.accepted})
        times = [at for at, _, _ in self.accepted]
        first, last = (times[0], times[-1]) if times else (0.0, 0.0)
        stats = {
            "accepted": len(times),
            "refused": self.denied,
            "failed": self.failed,
            "per_s": (len(times) - 1) / (last - first) if last > first else 0.0,
            "most_in_a_second": most_within(times, 1.0),
            "notes": self.refused[:5],
        }
        return json_response({"result": stats})


async def serve_people(
    emulator: Any, messenger: Messenger, arguments: dict[str, Any], stack: AsyncExitStack
) -> dict[str, Any]:
    """{"url", "chats", "group"}: the ids of `people` who have started the bot, and of a group with the bot in it."""
    await emulator.serve()
    stack.push_async_callback(emulator.stop)
    chats = []
    for number in range(int(arguments.get("people", 0))):
        person = messenger.add_person(f"Anna {number}")
        person.started = True
        chats.append(person.id)
    group = messenger.add_group("Operators")
    return {"url": emulator.url, "chats": chats, "group": group.id}
