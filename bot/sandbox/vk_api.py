"""The emulated VK on loopback: API methods, the community's long poll, upload servers and files."""

from __future__ import annotations

import asyncio
from collections.abc import Collection, Mapping
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField
from pydantic import SecretStr

from bot.clock import Clock
from bot.sandbox.faults import AFTER_READING, BEFORE_READING, ERRORS, misbehave, take_fault
from bot.sandbox.loopback import Loopback, json_response
from bot.sandbox.vk_check import VERSION, Json, VkError, schema
from bot.sandbox.vk_execute import parse_program
from bot.sandbox.vk_history import VkHistory
from bot.sandbox.vk_limits import VkLimits
from bot.sandbox.vk_messages import VkMessages
from bot.sandbox.vk_methods import MOST_DOC_BYTES, VkMethods
from bot.sandbox.vk_persons import VkPersons
from bot.sandbox.world import FaultRule
from bot.waiting import happens

MOST_POLL_S = 90
MOST_EVENTS = 100
_ROOM_FOR_FIELDS = 1024 * 1024
_SECRET = frozenset({"access_token"})


class VkEmulator(VkPersons, Loopback):
    """VK for one community. Persons act through `Messenger`, the bot through `url`.

    `{url}/method/<name>` is the API; `groups.getLongPollServer` and the upload methods answer with addresses
    below `url`, and so are all files. Every request is held against specs/vk.json; what breaks it, or the
    limit (vk_limits.py), is refused and noted in `refused` as "method: reason". The last 20,000 events are kept.
    """

    def __init__(
        self, clock: Clock, *, token: str = "vk1.sandbox", group_id: int = 200001, limits: bool = True
    ) -> None:
        VkPersons.__init__(self, clock, token, group_id)
        Loopback.__init__(self)
        self._schema = schema()
        self._limits = VkLimits(clock, limits)
        self.messages = VkMessages(self)
        self._methods = VkMethods(self)
        self.asked_ts = self.ts
        self.polled = False  # a long poll has come: events from before it are not this bot's
        self._table = {**self._methods.table, **self.messages.table, **VkHistory(self).table}

    def usage(self) -> dict[str, dict[str, float]]:
        return self._limits.usage()

    def variables(self) -> dict[str, Any]:
        return {"token": SecretStr(self.token), "group_id": self.group_id, "api_url": self.url}

    def application(self) -> web.Application:
        app = web.Application(client_max_size=MOST_DOC_BYTES + _ROOM_FOR_FIELDS)
        app.router.add_route("*", "/method/{method}", self._serve)
        app.router.add_get(f"/poll/{self.group_id}", self._poll)
        app.router.add_post("/upload/{kind}", self._upload)
        app.router.add_get("/file/{id}", self._download)
        return app

    def wake(self) -> None:
        self.arrived.set()

    def pending(self) -> bool:
        """Whether there is an event behind which the bot has not yet asked on."""
        return self.asked_ts < self.ts

    def expire_key(self) -> None:
        """Long polls with the key of before answer failed 2: the bot must ask for another and keep its ts."""
        self._methods.new_key()
        self.arrived.set()

    def lose_session(self) -> None:
        """Long polls answer failed 3 until the bot asks for a new key and ts."""
        self._methods.lost_keys.add(self._methods.key)
        self.arrived.set()

    def forget_events(self) -> None:
        """Events so far are gone: a long poll from before answers failed 1 with the new ts."""
        self.events.clear()

    # API methods

    async def _serve(self, request: web.Request) -> web.Response:
        method = request.match_info["method"]
        if self.faults:
            rule = take_fault(self.faults, (method.lower(),), None, BEFORE_READING)
            if rule is not None:
                return await misbehave(request, rule, self.clock, _nothing)
        values: dict[str, str] = {k: str(v) for k, v in {**request.query, **await request.post()}.items()}
        bearer = request.headers.get("Authorization", "")
        values.setdefault("access_token", bearer.removeprefix("Bearer ") if bearer else "")

        async def answer() -> web.Response:
            return json_response(self._answer(method, values))

        if self.faults:
            names, chats = _concerned(method, values)
            rule = take_fault(self.faults, names, chats, AFTER_READING)
            if rule is not None:
                return await misbehave(request, rule, self.clock, answer)
        return await answer()

    def _answer(self, method: str, values: Mapping[str, str]) -> Json:
        try:
            if values["access_token"] != self.token:
                raise VkError(5)
            if values.get("v") != VERSION:
                raise VkError(8, f"v must be {VERSION} here", broken=True)
            if not self._limits.admit():
                raise VkError(6, broken=True)
            if method.lower() == "execute":
                return self._execute(values)
            return {"response": self._call(method, values)}
        except VkError as fault:
            self._note(method, fault)
            return {"error": _error_json(fault, method, values)}

    def _call(self, method: str, values: Mapping[str, str]) -> Any:
        name = self._schema.names.get(method.lower())
        if name is None or name not in self._table:
            raise VkError(3, broken=True)
        if self.faults:
            rule = self._error_rule(name, values)
            if rule is not None:
                raise VkError(rule.code)
        return self._table[name](self._schema.read(name, values))

    def _error_rule(self, name: str, values: Mapping[str, str]) -> FaultRule | None:
        """An error for the whole call; one for a single chat of messages.send goes into that peer's item."""
        rules = [r for r in self.faults if not (r.chat and "peer_ids" in values)]
        return take_fault(rules, (name.lower(),), _peers(values), ERRORS)

    def _execute(self, values: Mapping[str, str]) -> Json:
        results: list[Any] = []
        errors: list[Json] = []
        for method, parameters in parse_program(self._schema.read("execute", values)["code"]):
            try:
                results.append(self._call(method, parameters))
            except VkError as fault:
                self._note(method, fault)
                results.append(False)
                errors.append({"method": method, "error_code": fault.code, "error_msg": fault.text})
        return {"response": results, "execute_errors": errors} if errors else {"response": results}

    def _note(self, method: str, fault: VkError) -> None:
        if fault.broken:
            self.refused.append(f"{method}: {fault.code} {fault.text}")

    # Long poll

    async def _poll(self, request: web.Request) -> web.Response:
        async def answer() -> web.Response:
            return json_response(await self._events(request.query))

        return await self._other(request, "a_check", answer)

    async def _events(self, query: Mapping[str, str]) -> Json:
        key, ts, wait = query.get("key", ""), query.get("ts", ""), query.get("wait", "25")
        until = asyncio.get_running_loop().time() + min(int(wait) if wait.isdigit() else 0, MOST_POLL_S)
        while True:
            failed = self._failed(key, ts)
            if failed is not None:
                return failed
            self.asked_ts, self.polled = int(ts), True
            left = until - asyncio.get_running_loop().time()
            if int(ts) < self.ts or left <= 0 or not self.running:
                return self._since(int(ts))
            self.arrived.clear()
            await happens(self.arrived, left)

    def _failed(self, key: str, ts: str) -> Json | None:
        if key in self._methods.lost_keys or not ts.isdigit():
            return {"failed": 3}
        if key != self._methods.key:
            return {"failed": 2}
        if not self.ts - len(self.events) <= int(ts) <= self.ts:
            return {"failed": 1, "ts": self.ts}
        return None

    def _since(self, ts: int) -> Json:
        first = len(self.events) - (self.ts - ts)
        last = min(first + MOST_EVENTS, len(self.events))
        return {"ts": str(ts + last - first), "updates": [self.events[n] for n in range(first, last)]}

    # Files

    async def _upload(self, request: web.Request) -> web.Response:
        form = await request.post()

        async def answer() -> web.Response:
            sent = [(v.filename, v.file.read()) for v in form.values() if isinstance(v, FileField)]
            return json_response(self._methods.upload(request.match_info["kind"], sent))

        return await self._other(request, "upload", answer)

    async def _download(self, request: web.Request) -> web.Response:
        async def answer() -> web.Response:
            file = self.files.get(request.match_info["id"])
            if file is None:
                return web.Response(status=404, text="Not Found")
            return web.Response(body=file.content, content_type=file.mime)

        return await self._other(request, "file", answer)

    async def _other(self, request: web.Request, name: str, answer: Any) -> web.Response:
        """What is not an API method, with its faults."""
        if self.faults:
            rule = take_fault(self.faults, (name,), (), AFTER_READING)
            if rule is not None:
                return await misbehave(request, rule, self.clock, answer)
        response: web.Response = await answer()
        return response


async def _nothing() -> web.Response:
    return web.Response()


def _peers(values: Mapping[str, str]) -> list[str]:
    named = f"{values.get('peer_ids', '')},{values.get('peer_id', '')},{values.get('user_id', '')}"
    return [peer for peer in named.split(",") if peer]


def _concerned(method: str, values: Mapping[str, str]) -> tuple[Collection[str], Collection[str]]:
    """The methods (lower case) and chats of a request, those inside an execute too."""
    if method.lower() != "execute":
        return (method.lower(),), _peers(values)
    try:
        calls = parse_program(values.get("code", ""))
    except VkError:
        return ("execute",), ()
    chats = [peer for _, parameters in calls for peer in _peers(parameters)]
    return {"execute", *(name.lower() for name, _ in calls)}, chats


def _error_json(fault: VkError, method: str, values: Mapping[str, str]) -> Json:
    echoed = [{"key": k, "value": v} for k, v in values.items() if k not in _SECRET]
    head = {"error_code": fault.code, "error_msg": fault.text}
    return {**head, "request_params": [{"key": "method", "value": method}, *echoed]}
