"""The emulated Telegram with its limits, slow. `people`: so many have started the bot; `delay`, `when` and what can be
asked: see slow.py.
"""

from __future__ import annotations

from contextlib import AsyncExitStack
from typing import Any

from aiohttp import web

from benchmarks.servers.slow import Slow, serve_people
from benchmarks.sides.ours import TOKEN
from bot.clock import RealClock
from bot.sandbox.telegram_api import TelegramEmulator

SENDING = ("sendmessage", "editmessagetext")


class SlowTelegram(Slow, TelegramEmulator):
    def __init__(self, delay: tuple[float, float], when: str, *, limits: bool = True) -> None:
        TelegramEmulator.__init__(self, RealClock(), token=TOKEN, limits=limits)
        self.be_slow(delay, when)

    def says(self, request: web.Request) -> bool:
        return request.path.rpartition("/")[2].lower() in SENDING

    async def said(self, request: web.Request) -> tuple[str, str]:
        values = await request.json() if request.content_type == "application/json" else await request.post()
        return str(values["chat_id"]), str(values["text"])


async def serve(arguments: dict[str, Any], stack: AsyncExitStack) -> dict[str, Any]:
    """See serve_people."""
    delay = arguments.get("delay", [0.0, 0.0])
    emulator = SlowTelegram((delay[0], delay[1]), arguments.get("when", "before"))
    return await serve_people(emulator, emulator, arguments, stack)
