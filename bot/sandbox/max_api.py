"""The emulated MAX bot API on loopback: its methods, its file servers, its long poll."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web
from aiohttp.web_request import FileField
from pydantic import SecretStr

from bot.clock import Clock
from bot.sandbox.faults import AFTER_READING, BEFORE_READING, ERRORS, misbehave, take_fault
from bot.sandbox.loopback import Loopback, json_response
from bot.sandbox.max_check import Json, MaxError, NotDone, invalid, specification, suspended
from bot.sandbox.max_limits import MaxLimits
from bot.sandbox.max_messages import MaxMessages
from bot.sandbox.max_persons import MaxPersons
from bot.sandbox.max_questions import MaxQuestions
from bot.sandbox.max_uploads import RETVAL, MaxUploads
from bot.sandbox.max_world import MaxEvent
from bot.sandbox.world import FaultRule
from bot.waiting import happens

MOST_POLL_S = 30
MOST_EVENTS = 100
_MOST_BODY = 260 * 1024 * 1024

Answer = Callable[[], Awaitable[web.Response]]


class MaxEmulator(MaxPersons, Loopback):
    """MAX for one bot. Persons act through `Messenger`, the bot through `url`.

    Every request is held against specs/max.json; what breaks it, or a limit (max_limits.py), is refused and noted in
    `refused` as "method: reason". Events wait for a marker that passes them, 24 hours at most.
    `without_marker`: what is told to whoever names none, "all" that waits or only the "last" event; MAX's own pages
    disagree. Faults of its own: "too-many" (429, without a time), "error" (`code` is the HTTP status, `text` "CODE
    words"), "suspended" (nobody may hear from the bot), "success-false" (200 that says it was not done), "not-ready"
    (attachments), "twice" (events of an answer come again in a later one).
    """

    def __init__(self, clock: Clock, *, token: str = "f9LHodD0cOL5.sandbox", limits: bool = True) -> None:
        MaxPersons.__init__(self, clock, token)
        Loopback.__init__(self)
        self.without_marker = "all"
        self._specification = specification()
        self._limits = MaxLimits(clock, limits)
        self.uploads = MaxUploads(self)
        self.messages = MaxMessages(self, self.uploads)
        self.questions = MaxQuestions(self, self.uploads)
        self._table = {**self.messages.table, **self.questions.table}
        self._asked = self.marker
        self._wanted: frozenset[str] | None = None

    def usage(self) -> dict[str, dict[str, float]]:
        return self._limits.usage()

    def variables(self) -> dict[str, Any]:
        return {"token": SecretStr(self.token), "api_url": self.url}

    def application(self) -> web.Application:
        app = web.Application(client_max_size=_MOST_BODY)
        for method, one in self._specification.methods.items():
            app.router.add_route(one["http"], one["path"], self._handler(method))
        app.router.add_post("/upload/{kind}", self._upload)
        app.router.add_get("/file/{id}", self._download)
        app.router.add_get("/watch/{id}", self._watch)
        app.router.add_route("*", "/{path:.*}", self._nothing_there)
        return app

    def wake(self) -> None:
        self.arrived.set()

    def pending(self) -> bool:
        """Whether there is an event that the bot wants and has not asked on behind."""
        self.drop_old_events()
        return any(event.number >= self._asked and self._wants(event) for event in self.events)

    # Methods

    def _handler(self, method: str) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def handle(request: web.Request) -> web.Response:
            return await self._serve(method, request)

        return handle

    async def _serve(self, method: str, request: web.Request) -> web.Response:
        if self.faults:
            rule = take_fault(self.faults, (method.lower(),), None, BEFORE_READING)
            if rule is not None:
                return await misbehave(request, rule, self.clock, _nothing)
        if request.headers.get("Authorization") != self.token:
            return _refusal(MaxError(401, "verify.token", "Invalid access_token"))
        try:
            values = await self._read(method, request)
        except MaxError as fault:
            return self._refuse(method, fault)
        if self.faults:
            simple = self._specification.methods[method].get("simple")
            own = {"too-many", "success-false" if simple else "suspended" if method == "sendMessage" else ""}
            chats = (self.messages.chat_of(method, values),)
            rule = take_fault(self.faults, (method.lower(),), chats, AFTER_READING | ERRORS | own)
            if rule is not None:
                return await self._misbehave(request, rule, lambda: self._answer(method, values))
        return await self._answer(method, values)

    async def _read(self, method: str, request: web.Request) -> Json:
        """The checked fields of a request, its body under "body"."""
        one = self._specification.methods[method]
        try:
            values = self._specification.read_query(method, request.query, request.match_info)
            if "body" in one:
                if request.content_type != "application/json":
                    raise MaxError(415, "proto.payload", "Unsupported Media Type", broken=True)
                values["body"] = self._specification.read_body(method, json.loads(await request.text()))
            elif await request.read():
                raise ValueError("no body is expected")
        except ValueError as fault:  # a body that is no JSON among them
            raise invalid(str(fault)) from fault
        return values

    async def _misbehave(self, request: web.Request, rule: FaultRule, answer: Answer) -> web.Response:
        if rule.fault in ("too-many", "429"):
            return _refusal(_too_many())
        if rule.fault == "suspended":
            return _refusal(suspended())
        if rule.fault == "success-false":
            return _not_done(NotDone(*_words(rule, "internal.error", "Key: errors.internal")))
        if rule.fault == "error":
            return _refusal(MaxError(rule.code, *_words(rule, "", "")))
        return await misbehave(request, rule, self.clock, answer)

    async def _answer(self, method: str, values: Json) -> web.Response:
        try:
            if method == "getUpdates":
                return json_response(await self._updates(values))
            if not self._limits.admit(self.messages.chat_of(method, values)):
                raise _too_many()
            result = self._table[method](values)
        except NotDone as fault:
            return _not_done(fault)
        except MaxError as fault:
            return self._refuse(method, fault)
        return json_response({"success": True} if self._specification.methods[method].get("simple") else result)

    def _refuse(self, method: str, fault: MaxError) -> web.Response:
        if fault.broken:
            self.refused.append(f"{method}: {fault.status} {fault.code} {fault.message}".rstrip())
        return _refusal(fault)

    async def _nothing_there(self, request: web.Request) -> web.Response:
        return self._refuse(f"{request.method} {request.path}", MaxError(404, "not.found", "Not Found", broken=True))

    # Long poll

    async def _updates(self, values: Json) -> Json:
        """Passes everything before `marker` for ever, then waits up to `timeout` seconds for something wanted."""
        if self.questions.webhook():
            raise MaxError(405, "method.not.allowed", "there is a webhook")
        if not self._limits.admit_poll():
            raise _too_many()
        types = values.get("types")
        self._wanted = frozenset(types) if types else None
        self.drop_old_events()
        marker = values.get("marker") or self._first()
        while self.events and self.events[0].number < marker:
            self.events.popleft()
        self._asked = max(self._asked, min(marker, self.marker))
        await self._wait(values.get("timeout", MOST_POLL_S))
        self.drop_old_events()
        found, passed = list[MaxEvent](), self.marker
        for event in self.events:
            if len(found) == values.get("limit", MOST_EVENTS):
                passed = event.number
                break
            if self._wants(event):
                found.append(event)
        if found and take_fault(self.faults, ("getupdates",), (), ("twice",)):
            for event in found:
                self.tell_again(event)
        return {"updates": [event.body for event in found], "marker": passed}

    def _first(self) -> int:
        if self.without_marker == "last" and self.events:
            return self.events[-1].number
        return self.events[0].number if self.events else self.marker

    def _wants(self, event: MaxEvent) -> bool:
        return self._wanted is None or event.kind in self._wanted

    async def _wait(self, seconds: float) -> None:
        until = asyncio.get_running_loop().time() + min(seconds, MOST_POLL_S)
        while self.running and not any(self._wants(event) for event in self.events):
            left = until - asyncio.get_running_loop().time()
            if left <= 0:
                return
            self.arrived.clear()
            await happens(self.arrived, left)

    # File servers

    async def _upload(self, request: web.Request) -> web.Response:
        form = await request.post()
        sent = [(name, v.filename, v.file.read()) for name, v in form.items() if isinstance(v, FileField)]

        async def answer() -> web.Response:
            try:
                body = self.uploads.upload(request.match_info["kind"], request.query.get("id", ""), sent)
            except MaxError as fault:
                return self._refuse("upload", fault)
            return web.Response(text=RETVAL, content_type="text/xml") if body is None else json_response(body)

        return await self._other(request, "upload", answer)

    async def _download(self, request: web.Request) -> web.Response:
        if "Authorization" in request.headers:
            self.refused.append("file: the token is not for file servers")

        async def answer() -> web.Response:
            file = self.files.get(request.match_info["id"])
            if file is None:
                return web.Response(status=404, text="Not Found")
            return web.Response(body=file.content, content_type=file.mime or "application/octet-stream")

        return await self._other(request, "file", answer)

    async def _watch(self, request: web.Request) -> web.Response:
        """What the address of an incoming video leads to: a page, not the video."""
        return web.Response(text="<html><body>video</body></html>", content_type="text/html")

    async def _other(self, request: web.Request, name: str, answer: Answer) -> web.Response:
        """What is not a method, with its faults."""
        if self.faults:
            rule = take_fault(self.faults, (name,), (), AFTER_READING)
            if rule is not None:
                return await self._misbehave(request, rule, answer)
        return await answer()


async def _nothing() -> web.Response:
    return web.Response()


def _too_many() -> MaxError:
    return MaxError(429, "too.many.requests", "", broken=True)


def _words(rule: FaultRule, code: str, message: str) -> tuple[str, str]:
    """The code and the words of a fault that is switched on."""
    said, _, rest = rule.text.partition(" ")
    return (said, rest) if rule.text else (code, message)


def _refusal(fault: MaxError) -> web.Response:
    body: dict[str, Any] = {"code": fault.code, "message": fault.message}
    return json_response(body, fault.status)


def _not_done(fault: NotDone) -> web.Response:
    return json_response({"success": False, "code": fault.code, "message": fault.message})
