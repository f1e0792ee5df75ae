"""Somebody else's program that is called: it verifies, remembers, and misbehaves as it is told."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import hmac
import json
from collections import Counter
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer

from storage.region.webhooks import Webhook

KEY = b"k" * 32
SECRET = "whsec_" + base64.b64encode(KEY).decode()


@dataclass
class Endpoint:
    """`answer` says what the next call is answered: a status, "hang", "endless", "break", or headers with a status."""

    answer: Callable[[], Any] = lambda: 200
    taken: list[tuple[str, dict[str, Any]]] = field(default_factory=list)  # (webhook-id, JSON) of what got a 2xx
    calls: Counter[str] = field(default_factory=Counter)  # webhook-id -> how often it came
    forged: int = 0
    open_now: int = 0
    came: asyncio.Event = field(default_factory=asyncio.Event)
    let_go: asyncio.Event = field(default_factory=asyncio.Event)  # whoever hangs goes on, with a 500
    url: str = ""

    async def handle(self, request: web.Request) -> web.StreamResponse:
        body = await request.read()
        number, at = request.headers["webhook-id"], request.headers["webhook-timestamp"]
        signed = hmac.new(KEY, f"{number}.{at}.".encode() + body, hashlib.sha256).digest()
        if f"v1,{base64.b64encode(signed).decode()}" not in request.headers["webhook-signature"].split(" "):
            self.forged += 1
            return web.Response(status=401)
        self.calls[number] += 1
        answer = self.answer()
        if answer == "hang":
            await self.let_go.wait()
            answer = 500
        if answer == "break":
            assert request.transport is not None
            request.transport.close()
            return web.Response()
        if answer == "endless":
            return await self._endless(request)
        status, headers = answer if isinstance(answer, tuple) else (answer, {})
        if 200 <= status < 300:
            self.taken.append((number, json.loads(body)))
            self.came.set()
        return web.Response(status=status, headers=headers, text="the words of the call: " + body.decode()[:50])

    async def _endless(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(status=500)
        await response.prepare(request)
        self.open_now += 1
        try:
            while True:
                await response.write(b"x" * 65_536)
        except (ConnectionError, asyncio.CancelledError):
            return response
        finally:
            self.open_now -= 1

    def hook(self, **values: Any) -> Webhook:
        given: dict[str, Any] = {
            "code": "incident",
            "events": ("report.*", "notice.*"),
            "private": True,
            "rate": 1000.0,
        }
        return Webhook(**given | {"url": self.url, "secret_env": "SECRET_A"} | values)


@asynccontextmanager
async def endpoint(answer: Callable[[], Any] = lambda: 200) -> AsyncIterator[Endpoint]:
    """It listens on this machine."""
    one = Endpoint(answer)
    app = web.Application()
    app.router.add_post("/otklik", one.handle)
    async with TestServer(app) as server:
        one.url = str(server.make_url("/otklik"))
        try:
            yield one
        finally:
            one.let_go.set()
