"""The emulated Telegram Bot API on loopback: /bot<token>/<method> and /file/bot<token>/<path>."""

from __future__ import annotations

import asyncio
import json
import math
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField
from pydantic import SecretStr

from bot.clock import Clock
from bot.sandbox.faults import AFTER_READING, BEFORE_READING, ERRORS, misbehave, take_fault
from bot.sandbox.loopback import Loopback, json_response
from bot.sandbox.telegram_check import ReceivedUpload, TelegramError, bad_request, specification
from bot.sandbox.telegram_limits import TelegramLimits
from bot.sandbox.telegram_methods import MOST_UPLOAD_BYTES, TelegramMethods
from bot.sandbox.telegram_objects import Json
from bot.sandbox.telegram_persons import TelegramPersons
from bot.sandbox.world import FaultRule
from bot.waiting import happens

MOST_POLL_S = 50
MOST_UPDATES = 100
_ROOM_FOR_FIELDS = 1024 * 1024
_TWO_POLLS = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


class TelegramEmulator(TelegramPersons, Loopback):
    """Telegram for one bot. Persons act through `Messenger`, the bot through `url`.

    Every request is held against specs/telegram.json; what breaks it, or a limit (telegram_limits.py), is refused and
    noted in `refused` as "method: reason". Updates wait until a higher offset confirms them, 24 hours at most.
    """

    def __init__(self, clock: Clock, *, token: str = "1000001:sandbox-only", limits: bool = True) -> None:
        TelegramPersons.__init__(self, clock, token)
        Loopback.__init__(self)
        self._specification = specification()
        self._limits = TelegramLimits(clock, limits)
        self._methods = TelegramMethods(self, self._limits)
        self._poll: asyncio.Event | None = None

    def usage(self) -> dict[str, dict[str, float]]:
        return self._limits.usage()

    def variables(self) -> dict[str, Any]:
        return {"token": SecretStr(self.token), "api_url": self.url}

    def application(self) -> web.Application:
        app = web.Application(client_max_size=MOST_UPLOAD_BYTES + _ROOM_FOR_FIELDS)
        app.router.add_route("*", "/bot{token}/{method}", self._serve)
        app.router.add_get("/file/bot{token}/{path:.+}", self._download)
        return app

    def wake(self) -> None:
        self.arrived.set()

    def pending(self) -> bool:
        """Whether there is an update that the bot has not confirmed."""
        return bool(self.updates)

    async def _serve(self, request: web.Request) -> web.Response:
        method = request.match_info["method"].lower()
        if self.faults:
            rule = take_fault(self.faults, (method,), None, BEFORE_READING)
            if rule is not None:
                return await misbehave(request, rule, self.clock, self._nothing)
        if request.match_info["token"] != self.token:
            return _refusal(TelegramError(401, "Unauthorized"))
        try:
            values = await _read(request)
        except web.HTTPRequestEntityTooLarge:
            self.refused.append(f"{method}: Request Entity Too Large")
            return _refusal(TelegramError(413, "Request Entity Too Large"))
        except TelegramError as fault:
            return self._refuse(method, fault)
        if self.faults:
            chats = (str(values.get("chat_id", "")),)
            rule = take_fault(self.faults, (method,), chats, AFTER_READING | ERRORS)
            if rule is not None:
                return await self._misbehave(request, rule, method, values)
        return await self._answer(method, values)

    async def _nothing(self) -> web.Response:
        return web.Response()

    async def _misbehave(self, request: web.Request, rule: FaultRule, method: str, values: Json) -> web.Response:
        if rule.fault == "429":
            wait = max(1, math.ceil(rule.seconds))
            parameters = {"retry_after": wait}
            return _refusal(TelegramError(429, f"Too Many Requests: retry after {wait}", parameters=parameters))
        if rule.fault == "409":
            return _refusal(TelegramError(409, _TWO_POLLS))
        if rule.fault == "error":
            return _refusal(TelegramError(rule.code, rule.text))
        if rule.fault == "500":
            return _refusal(TelegramError(500, "Internal Server Error"))
        return await misbehave(request, rule, self.clock, lambda: self._answer(method, values))

    async def _answer(self, method: str, values: Json) -> web.Response:
        name = self._specification.names.get(method)
        if name is None:
            return self._refuse(method, TelegramError(404, "Not Found: method not found", broken=True))
        try:
            checked = self._specification.methods[name].read(_with_files(values))
        except ValueError as fault:
            return self._refuse(name, bad_request(str(fault), broken=True))
        try:
            result = await self._get_updates(checked) if name == "getUpdates" else self._methods.call(name, checked)
        except TelegramError as fault:
            return self._refuse(name, fault)
        return json_response({"ok": True, "result": result})

    def _refuse(self, method: str, fault: TelegramError) -> web.Response:
        if fault.broken:
            self.refused.append(f"{method}: {fault.description}")
        return _refusal(fault)

    async def _get_updates(self, values: Json) -> list[Json]:
        """Confirms below `offset`, then waits up to `timeout` seconds for something to give."""
        if self._poll is not None:
            self._poll.set()
            self.arrived.set()
        self._poll = ended = asyncio.Event()
        if "allowed_updates" in values:
            self.allowed = frozenset(values["allowed_updates"]) or None
        self._confirm(values.get("offset", 0))
        try:
            if not self.updates:
                await self._wait(min(values.get("timeout", 0), MOST_POLL_S), ended)
            if ended.is_set():
                raise TelegramError(409, _TWO_POLLS)
        finally:
            if self._poll is ended:
                self._poll = None
        limit = min(max(values.get("limit", MOST_UPDATES), 1), MOST_UPDATES)
        return [self.updates[n][2] for n in range(min(limit, len(self.updates)))]

    def _confirm(self, offset: int) -> None:
        self.drop_old_updates()
        if offset < 0:
            while len(self.updates) > -offset:
                self.updates.popleft()
        while self.updates and self.updates[0][0] < offset:
            self.updates.popleft()

    async def _wait(self, seconds: float, ended: asyncio.Event) -> None:
        until = asyncio.get_running_loop().time() + seconds
        while not (self.updates or ended.is_set()) and self.running:
            left = until - asyncio.get_running_loop().time()
            if left <= 0:
                return
            self.arrived.clear()
            await happens(self.arrived, left)

    async def _download(self, request: web.Request) -> web.Response:
        if self.faults:
            rule = take_fault(self.faults, ("file",), (), AFTER_READING)
            if rule is not None:
                return await misbehave(request, rule, self.clock, lambda: self._file_answer(request))
        return await self._file_answer(request)

    async def _file_answer(self, request: web.Request) -> web.Response:
        stem = request.match_info["path"].rpartition("/")[2].partition(".")[0]
        file = self.files.get(stem)
        if file is None or request.match_info["token"] != self.token:
            return _refusal(TelegramError(404, "Not Found"))
        return web.Response(body=file.content, content_type="application/octet-stream")


def _refusal(fault: TelegramError) -> web.Response:
    body: dict[str, Any] = {"ok": False, "error_code": fault.code, "description": fault.description}
    if fault.parameters:
        body["parameters"] = fault.parameters
    return json_response(body, fault.code)


async def _read(request: web.Request) -> Json:
    """The request's fields, from the address and from a JSON, urlencoded or multipart body."""
    values: Json = dict(request.query)
    if request.content_type == "application/json" and request.can_read_body:
        try:
            body = await request.json()
        except json.JSONDecodeError:
            raise bad_request("can't parse JSON object", broken=True) from None
        if not isinstance(body, dict):
            raise bad_request("object expected as JSON body", broken=True)
        values.update(body)
        return values
    for name, value in (await request.post()).items():
        if isinstance(value, FileField):
            values[name] = ReceivedUpload(value.filename, value.content_type, value.file.read())
        else:
            values[name] = value
    return values


def _with_files(values: Json) -> Json:
    """Files that are named by attach://… stand where they are named; the rest stays."""
    if not any(isinstance(v, ReceivedUpload) for v in values.values()):
        return values
    files = {name: v for name, v in values.items() if isinstance(v, ReceivedUpload)}
    used: set[str] = set()

    def place(value: Any) -> Any:
        name = value.removeprefix("attach://") if isinstance(value, str) and value.startswith("attach://") else ""
        if name in files:
            used.add(name)
            return files[name]
        return value

    placed = {name: place(v) for name, v in values.items()}
    if isinstance(placed.get("media"), str):
        try:
            items = json.loads(placed["media"])
        except json.JSONDecodeError:
            return placed
        if isinstance(items, list) and all(isinstance(i, dict) for i in items):
            placed["media"] = [{k: place(v) for k, v in item.items()} for item in items]
    return {name: v for name, v in placed.items() if name not in used}
