"""The emulated MAX with its limits, slow. `people`: so many have started the bot; `delay`, `when` and what can be
asked: see slow.py.
"""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Any

from aiohttp import web

from benchmarks.servers.slow import Slow, serve_people
from benchmarks.sides.ours import TOKEN
from bot.clock import RealClock
from bot.sandbox.max_api import MaxEmulator


class SlowMax(Slow, MaxEmulator):
    def __init__(self, delay: tuple[float, float], when: str) -> None:
        MaxEmulator.__init__(self, RealClock(), token=TOKEN)
        self.be_slow(delay, when)

    def says(self, request: web.Request) -> bool:
        return request.path == "/messages" and request.method in ("POST", "PUT")

    async def said(self, request: web.Request) -> tuple[str, str]:
        to = request.query.get("user_id") or request.query.get("chat_id") or ""
        return to, str((await request.json()).get("text") or "")


async def serve(arguments: dict[str, Any], stack: AsyncExitStack) -> dict[str, Any]:
    """See serve_people."""
    delay = arguments.get("delay", [0.0, 0.0])
    emulator = SlowMax((delay[0], delay[1]), arguments.get("when", "before"))
    return await serve_people(emulator, emulator, arguments, stack)
