"""The sandbox page's small server: files, state, a stream of changes, actions. For this machine only.

Every request must come from a loopback address and name a loopback host (another host's page could
otherwise reach it by DNS rebinding); actions need a header that a foreign page cannot send unasked.
"""

from __future__ import annotations

import asyncio
import contextlib
import ipaddress
import json
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import structlog
from aiohttp import web

import bot.sandbox
from bot.clock import Clock
from bot.sandbox.acts import BadAct
from bot.sandbox.live import Json, Live, Still
from bot.sandbox.samples import SAMPLES, sample_png
from bot.sandbox.view import map_json
from bot.sandbox.world import Messenger
from storage.region.load import FICTIONAL, load_region
from storage.region.region import Region

log = structlog.get_logger()

PAGE = Path(__file__).parent / "page"
LANGUAGES = ("ru", "en")
TYPES = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
}
ACT_HEADER = "X-Otklik-Sandbox"
BODY_LIMIT = 40 * 1024 * 1024
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "media-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}
INLINE = {"image/png", "image/jpeg", "image/gif", "image/webp", "audio/wav", "audio/ogg", "audio/mpeg", "video/mp4"}
"""What a chat's file may be shown as; everything else is only downloaded."""

BRACKETED = re.compile(r"\[([0-9a-fA-F:.]+)\](:\d{1,5})?", re.ASCII)
"""An IPv6 address in a Host header."""

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


def is_loopback(host: str) -> bool:
    """Whether an address or a Host header (with or without port) means this machine."""
    name = found[1] if (found := BRACKETED.fullmatch(host)) else host
    if name.count(":") == 1:
        name = name.partition(":")[0]
    if name == "localhost":
        return True
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return False


def guarded(handler: Handler) -> Handler:
    """The handler for loopback requests only, with the page's headers on what it answers."""

    async def guard(request: web.Request) -> web.StreamResponse:
        if not is_loopback(request.host) or not is_loopback(request.remote or ""):
            log.warning("sandbox-refused", why="not loopback")
            return web.Response(status=403, text="The sandbox answers to this machine only.\n")
        return await handler(request)

    return guard


def page_files(messengers: Iterable[str]) -> dict[str, bytes]:
    """The page's files by name; a messenger's colours and words stand behind everybody's."""
    files = {p.name: p.read_bytes() for p in sorted(PAGE.iterdir()) if p.suffix in TYPES}
    own = [folder / name for name in messengers for folder in map(Path, bot.sandbox.__path__)]
    for beside in (path.parent / "page" / path.name for path in own):
        if (colours := beside.with_suffix(".css")).is_file():
            files["devices.css"] += colours.read_bytes()
        for language in LANGUAGES:
            if (words := beside.with_suffix(f".{language}.json")).is_file():
                texts = json.loads(files[f"texts.{language}.json"]) | json.loads(words.read_bytes())
                files[f"texts.{language}.json"] = _dumps(texts).encode()
    return files


class SandboxPage:
    """Add `routes()` to an aiohttp application and `close()` it at the end.

    `panel` tells the state of the outbox: {"lanes": [{"name", "waiting", "oldest_s", "sent"}], "limits": the
    `Messenger.usage` by messenger, "clock": …}; keys that the page does not know are shown as they are.
    `actions` are further buttons by name (the page's texts may have "action.NAME"); one named "storm",
    "storm-stop", "down" or "leap" replaces what the page does by itself. `region` is drawn on the map; by
    default the fictional one. `crowd`: (messenger, user) of persons without a phone on the page.
    `still` is entered while time leaps.
    """

    def __init__(
        self,
        messengers: Mapping[str, Messenger],
        *,
        panel: Callable[[], Awaitable[dict[str, Any]]],
        clock: Clock,
        actions: dict[str, Callable[[dict[str, Any]], Awaitable[None]]],
        region: Region | None = None,
        crowd: frozenset[tuple[str, str]] = frozenset(),
        still: Still = contextlib.nullcontext,
    ) -> None:
        self._region = region if region is not None else load_region(FICTIONAL)
        self.live = Live(messengers, panel, clock, actions, self._region, crowd, still)
        self._files = page_files(messengers)
        self._map = json.dumps(map_json(self._region), ensure_ascii=False)

    def routes(self) -> list[web.RouteDef]:
        return [
            web.get("/", guarded(self.index)),
            web.get("/sandbox/page/{name}", guarded(self.file)),
            web.get("/sandbox/state", guarded(self.state)),
            web.get("/sandbox/events", guarded(self.events)),
            web.get("/sandbox/map.json", guarded(self.map)),
            web.get("/sandbox/sample/{name}.png", guarded(self.sample)),
            web.get("/sandbox/file/{messenger}/{id:.+}", guarded(self.content)),
            web.post("/sandbox/act", guarded(self.act)),
        ]

    async def close(self) -> None:
        """End the storm and every stream."""
        await self.live.close()

    async def index(self, request: web.Request) -> web.Response:
        return self._page_file("index.html")

    async def file(self, request: web.Request) -> web.Response:
        return self._page_file(request.match_info["name"])

    def _page_file(self, name: str) -> web.Response:
        body = self._files.get(name)
        if body is None:
            raise web.HTTPNotFound(headers=HEADERS)
        return web.Response(body=body, content_type=TYPES[Path(name).suffix], charset="utf-8", headers=HEADERS)

    async def state(self, request: web.Request) -> web.Response:
        return _json(await self.live.state())

    async def map(self, request: web.Request) -> web.Response:
        return web.Response(text=self._map, content_type="application/json", headers=HEADERS)

    async def sample(self, request: web.Request) -> web.Response:
        name = request.match_info["name"]
        if name not in SAMPLES:
            raise web.HTTPNotFound(headers=HEADERS)
        return web.Response(body=sample_png(name), content_type="image/png", headers=HEADERS)

    async def content(self, request: web.Request) -> web.Response:
        """A chat's file; nothing of it can run as a page here."""
        file = self.live.file(request.match_info["messenger"], request.match_info["id"])
        if file is None:
            raise web.HTTPNotFound(headers=HEADERS)
        inline = file.mime in INLINE
        headers = HEADERS | {
            "Content-Security-Policy": "default-src 'none'; sandbox",
            "Content-Disposition": "inline" if inline else "attachment",
        }
        kind = file.mime if inline else "application/octet-stream"
        return web.Response(body=file.content, content_type=kind, headers=headers)

    async def events(self, request: web.Request) -> web.StreamResponse:
        """Server-sent events: each `data` is a list of changes (see `Live`)."""
        response = web.StreamResponse(headers=HEADERS | {"Content-Type": "text/event-stream"})
        await response.prepare(request)
        await response.write(b"retry: 1000\n\n")
        async with contextlib.aclosing(self.live.stream()) as stream:
            with contextlib.suppress(ConnectionResetError):  # the page was closed
                async for changes in stream:
                    await response.write(b"data: " + _dumps(changes).encode() + b"\n\n")
        return response

    async def act(self, request: web.Request) -> web.Response:
        """An action of the page; 400 with {"error"} for one that cannot be."""
        origin = request.headers.get("Origin", "")
        if ACT_HEADER not in request.headers or (origin and not is_loopback(origin.partition("//")[2])):
            return web.Response(status=403, text="Only the sandbox page may do this.\n")
        if request.content_type != "application/json":
            return _json({"error": "JSON is needed"}, 400)
        try:
            act = _read(await _body(request))
            if not isinstance(act, dict):
                raise BadAct("an object is needed")
            return _json(await self.live.act(act))
        except BadAct as fault:
            return _json({"error": str(fault)}, 400)


def _read(body: bytes) -> Any:
    """The value in a JSON text; BadAct where there is none."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):  # also brackets within brackets, numbers of thousands of digits
        raise BadAct("JSON is needed") from None


async def _body(request: web.Request) -> bytes:
    """The whole body, up to BODY_LIMIT whatever the application's own limit is."""
    parts, size = [], 0
    async with asyncio.timeout(60):
        async for part in request.content.iter_any():
            size += len(part)
            if size > BODY_LIMIT:
                raise BadAct("too large")
            parts.append(part)
    return b"".join(parts)


def _dumps(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _json(value: Json, status: int = 200) -> web.Response:
    return web.Response(text=_dumps(value), status=status, content_type="application/json", headers=HEADERS)
