"""A tiny MAX on loopback: it notes what it is asked and answers what the test told it."""

from __future__ import annotations

import asyncio
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from bot.channels.port import Parcel, SendFile
from handlers.base.message import FileRef, Message
from storage.records import OutboxRow

TOKEN = "f9LHodD0cOI-secret-part"
Reply = dict[str, Any] | Callable[[web.Request], Any]
ANNA = {"user_id": 42, "first_name": "Анна", "last_name": "К", "is_bot": False}
BOT = {"user_id": 7001, "first_name": "Отклик", "username": "id77_bot", "is_bot": True}
DIALOG = {"chat_id": 9001, "chat_type": "dialog", "user_id": 7001}
GROUP = {"chat_id": -71, "chat_type": "chat"}
XML = "<retval>1</retval>"


def refusal(status: int, code: str = "", message: str = "") -> Callable[[web.Request], web.Response]:
    return lambda _: web.json_response({"code": code, "message": message}, status=status)


def sent(mid: str = "mid.1") -> dict[str, Any]:
    body = {"mid": mid, "seq": 1, "text": ""}
    return {"message": {"recipient": {**DIALOG, "user_id": 42}, "timestamp": 1, "body": body}}


def failed(code: str = "", message: str = "") -> dict[str, Any]:
    return {"success": False, "code": code, "message": message}


@dataclass
class Api:
    """`told["POST /messages"]` are the replies to come; the last one stays."""

    told: dict[str, deque[Reply]] = field(default_factory=lambda: defaultdict(deque))
    asked: list[tuple[str, dict[str, str], Any]] = field(default_factory=list)
    uploads: list[tuple[str, str, bytes]] = field(default_factory=list)
    tokens: set[str | None] = field(default_factory=set)
    token_elsewhere: bool = False
    url: str = ""

    def tell(self, call: str, *replies: Reply) -> None:
        self.told[call].extend(replies)

    def calls(self, call: str) -> list[tuple[dict[str, str], Any]]:
        return [(query, body) for name, query, body in self.asked if name == call]

    def application(self) -> web.Application:
        app = web.Application(client_max_size=64 * 1024 * 1024)
        app.router.add_post("/upload/{kind}", self.upload)
        app.router.add_get("/file/{name}", self.file)
        app.router.add_route("*", "/{path:.*}", self.serve)
        return app

    async def serve(self, request: web.Request) -> web.StreamResponse:
        self.tokens.add(request.headers.get("Authorization"))
        name = f"{request.method} {request.path}"
        body = await request.json() if request.can_read_body else None
        self.asked.append((name, dict(request.query), body))
        if name == "POST /uploads" and not self.told[name]:
            kind = request.query["type"]
            token = {"token": f"{kind}-token"} if kind in ("video", "audio") else {}
            return web.json_response({"url": f"{self.url}/upload/{kind}", **token})
        replies = self.told[name]
        reply = replies.popleft() if len(replies) > 1 else replies[0] if replies else self._usual(name)
        if callable(reply):
            found = reply(request)
            reply = await found if asyncio.iscoroutine(found) else found
        return reply if isinstance(reply, web.StreamResponse) else web.json_response(reply)

    def _usual(self, name: str) -> dict[str, Any]:
        usual: dict[str, dict[str, Any]] = {
            "POST /messages": sent(),
            "GET /me": BOT,
            "GET /subscriptions": {"subscriptions": []},
            "GET /updates": {"updates": [], "marker": 1},
        }
        return usual.get(name, {"success": True})

    async def upload(self, request: web.Request) -> web.StreamResponse:
        self.token_elsewhere = self.token_elsewhere or "Authorization" in request.headers
        kind = request.match_info["kind"]
        async for part in await request.multipart():
            assert isinstance(part, BodyPartReader)
            assert part.name == "data"
            self.uploads.append((kind, str(part.filename), bytes(await part.read())))
        told = self.told[f"upload {kind}"]
        if told and callable(reply := told.popleft()):
            found: web.StreamResponse = reply(request)
            return found
        if kind == "image":
            return web.json_response({"photos": {"k": {"token": "image-token"}}})
        if kind == "file":
            return web.json_response({"fileId": 1, "token": "file-token"})
        return web.Response(text=XML, content_type="application/xml")

    async def file(self, request: web.Request) -> web.StreamResponse:
        self.token_elsewhere = self.token_elsewhere or "Authorization" in request.headers
        name = request.match_info["name"]
        return web.Response(status=404) if name == "gone" else web.Response(body=name.encode() * 1000)


def parcel(message: Message | str = "", op: str = "send", chat: str = "42", **values: Any) -> Parcel:
    made = message if isinstance(message, Message) else Message(message)
    of_row = {name: values.pop(name) for name in ("slot", "body", "purpose", "attempts") if name in values}
    row = OutboxRow(1, "max", chat, 2, op, of_row.pop("body", ""), **of_row)
    return Parcel(row, made, **values)


def with_files(text: str, *files: SendFile, op: str = "send", **values: Any) -> Parcel:
    refs = tuple(FileRef(file.kind, f"stored:{file.stored_id}") for file in files)
    return parcel(Message(text, files=refs, **values), op, files=files)


def said(text: str | None = "Яма", recipient: dict[str, Any] = DIALOG, **values: Any) -> dict[str, Any]:
    """A message_created of Anna."""
    body = {"mid": "mid.ab", "seq": 5, "text": text, **values.pop("body", {})}
    message = {"sender": ANNA, "recipient": recipient, "timestamp": 1_700_000_000_123, "body": body, **values}
    return {"update_type": "message_created", "timestamp": 1_700_000_000_200, "user_locale": "ru", "message": message}


def pressed(payload: str = "card:1", recipient: dict[str, Any] | None = DIALOG, **values: Any) -> dict[str, Any]:
    callback = {"timestamp": 1_700_000_000_500, "callback_id": "cb", "payload": payload, "user": ANNA, **values}
    message = recipient and {"recipient": recipient, "timestamp": 1, "body": {"mid": "mid.9", "seq": 1}, "sender": BOT}
    return {"update_type": "message_callback", "timestamp": 1, "callback": callback, "message": message}


def about(kind: str, chat: int = 9001, **values: Any) -> dict[str, Any]:
    return {"update_type": kind, "timestamp": 1_700_000_000_000, "chat_id": chat, "user": ANNA, **values}
