"""A tiny Bot API on loopback: it notes what it is asked and answers what the test told it."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from bot.channels.port import Parcel
from handlers.base.message import Message
from storage.records import OutboxRow

TOKEN = "7001:secret-part-of-the-token"
Reply = dict[str, Any] | Callable[[web.Request], Any]


def ok(result: Any) -> dict[str, Any]:
    return {"ok": True, "result": result}


def error(code: int, description: str, **parameters: int) -> dict[str, Any]:
    body: dict[str, Any] = {"ok": False, "error_code": code, "description": description}
    return {**body, "parameters": parameters} if parameters else body


@dataclass
class Api:
    """`told[method]` are the replies to come; the last one stays."""

    told: dict[str, deque[Reply]] = field(default_factory=lambda: defaultdict(deque))
    asked: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    uploads: list[dict[str, tuple[str, str, bytes]]] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    url: str = ""

    def tell(self, method: str, *replies: Reply) -> None:
        self.told[method].extend(replies)

    def calls(self, method: str) -> list[dict[str, Any]]:
        return [params for name, params in self.asked if name == method]

    def application(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_post("/bot{token}/{method}", self.serve)
        app.router.add_get("/file/bot{token}/{path:.+}", self.file)
        return app

    async def serve(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.tokens.add(request.match_info["token"])
        self.asked.append((method, await self._params(request)))
        replies = self.told[method]
        reply = replies.popleft() if len(replies) > 1 else replies[0] if replies else ok({"message_id": 1})
        if callable(reply):
            found = reply(request)
            reply = await found if asyncio.iscoroutine(found) else found
        if isinstance(reply, web.StreamResponse):
            return reply
        assert isinstance(reply, dict)
        return web.json_response(reply, status=200 if reply["ok"] else reply["error_code"])

    async def _params(self, request: web.Request) -> dict[str, Any]:
        if request.content_type == "application/json":
            found = await request.json()
            assert isinstance(found, dict)
            return found
        params: dict[str, Any] = {}
        files: dict[str, tuple[str, str, bytes]] = {}
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            name = str(part.name)
            content = bytes(await part.read())
            if part.filename:
                files[name] = (part.filename, part.headers["Content-Type"], content)
            else:
                text = content.decode()
                params[name] = json.loads(text) if text[:1] in "[{0123456789-tf" else text
        self.uploads.append(files)
        return params

    async def file(self, request: web.Request) -> web.StreamResponse:
        """The bytes that the test put there; "cut.bin" breaks off in its middle."""
        if request.match_info["path"] == "cut.bin":
            return await half(request)
        content = self.files.get(request.match_info["path"])
        return web.Response(status=404) if content is None else web.Response(body=content)


def cut(request: web.Request) -> web.Response:
    """The request arrived, the connection breaks before an answer."""
    assert request.transport is not None
    request.transport.abort()
    return web.Response()


async def half(request: web.Request) -> web.StreamResponse:
    """An answer that breaks off in its middle."""
    response = web.StreamResponse(headers={"Content-Length": "500"})
    await response.prepare(request)
    await response.write(b'{"ok": true, "result": {"message_id": 5}')
    assert request.transport is not None
    request.transport.close()
    return response


def page(status: int) -> Callable[[web.Request], web.Response]:
    return lambda _: web.Response(status=status, text="<html>proxy</html>", content_type="text/html")


def row(op: str = "send", chat: str = "42", **values: Any) -> OutboxRow:
    return OutboxRow(1, "telegram", chat, 2, op, values.pop("body", ""), **values)


def parcel(message: Message | str = "", op: str = "send", chat: str = "42", **values: Any) -> Parcel:
    made = message if isinstance(message, Message) else Message(message)
    return Parcel(row(op, chat), made, **values)
