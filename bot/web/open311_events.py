"""GET /open311/v2/events: what webhooks are told, for whoever cannot be called."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from aiohttp import hdrs, web

from bot.clock import Clock
from bot.settings import Settings
from bot.waiting import happens
from bot.web.callers import Callers
from bot.web.open311 import AGAIN_S, JSON_TYPE, PATIENCE_S, PREFIX
from handlers.base.shared import Shared
from handlers.open311.asking import NUMBER
from handlers.open311.faults import AWAY, FORBIDDEN, ApiFault, ApiRefused, bad
from handlers.open311.viewer import Viewer
from handlers.webhooks.facts import event_fields
from storage.changes import Changes, Query
from storage.hook_records import HookEvent
from storage.records import Audit
from storage.store import StorageError, Store

LIMIT, MOST = 100, 500
LONGEST_S = 25
LOOKS_S = 1.0
"""How often the database is asked while somebody waits and this process hears of nothing."""


@dataclass(slots=True)
class EventsPage:
    """`base`: where Open311 is from outside, "" where that is not known."""

    store: Store
    shared: Shared
    clock: Clock
    callers: Callers
    base: str = ""
    _came: asyncio.Event = field(default_factory=asyncio.Event)

    def routes(self) -> list[web.RouteDef]:
        return [web.get(f"{PREFIX}/events{ending}", self.answer) for ending in ("", ".json")]

    def heard(self) -> None:
        """Something was committed that may be told."""
        self._came.set()
        self._came = asyncio.Event()

    async def answer(self, request: web.Request) -> web.Response:
        try:
            viewer = self.callers.admit(request)
            async with asyncio.timeout(LONGEST_S + PATIENCE_S):
                said, count = await self.page(viewer, request.query)
                await self._note(request, viewer, count)
        except ApiRefused as refused:
            return self._refused(request, refused)
        except (StorageError, TimeoutError):
            return self._refused(request, ApiRefused(ApiFault(AWAY, "away"), retry_s=AGAIN_S))
        return _written(said, {hdrs.CACHE_CONTROL: "no-store"})

    async def page(self, viewer: Viewer, given: Mapping[str, str]) -> tuple[dict[str, object], int]:
        """The answer to a question, and how many events it holds. ApiRefused, StorageError."""
        if viewer.client is None:
            raise ApiRefused(ApiFault(FORBIDDEN, "key-missing"))
        after, limit, wait_s = (
            _number(given, name, default, most)
            for name, default, most in (("after", 0, 2**62), ("limit", LIMIT, MOST), ("wait", 0, LONGEST_S))
        )
        found = await self._after(viewer, after, max(1, limit))
        loop = asyncio.get_running_loop()
        until = loop.time() + wait_s
        while not found and (left := until - loop.time()) > 0:
            await happens(self._came, min(left, LOOKS_S))
            found = await self._after(viewer, after, max(1, limit))
        client = viewer.client
        events = [event_fields(e, texts=viewer.texts, client=client.code, base=self.base) for e in found]
        return {"events": events, "next": found[-1].id if found else after}, len(found)

    async def _note(self, request: web.Request, viewer: Viewer, count: int) -> None:
        """Who read what people wrote is written down."""
        if not viewer.texts or viewer.client is None or not count:
            return
        changes, data = Changes(), json.dumps({"path": request.path, "count": count})
        number = self.shared.ids.next("audit")
        changes.put(Audit(number, self.clock.now(), "open311", viewer.client.code, "open311_read", data))
        async with self.store.unit() as unit:
            await unit.commit(changes)

    def _refused(self, request: web.Request, refused: ApiRefused) -> web.Response:
        library, said = self.shared.library, request.headers.get(hdrs.ACCEPT_LANGUAGE, "")[:2].lower()
        texts = library.texts(said if said in library.languages else library.default)
        rows = [
            {"code": str(fault.status), "description": texts.label(f"open311-{fault.name}", **fault.values)}
            for fault in refused.faults
        ]
        headers: dict[str, str] = {hdrs.RETRY_AFTER: str(refused.retry_s)} if refused.retry_s else {}
        return _written(rows, headers, refused.faults[0].status)

    async def _after(self, viewer: Viewer, after: int, limit: int) -> list[HookEvent]:
        offices = viewer.organisations
        asked = Query("hook_events_after", (after, int(not offices), json.dumps(offices), limit))
        return list((await self.store.read(asked))[0])


def _number(given: Mapping[str, str], name: str, default: int, most: int) -> int:
    text = given.get(name, "").strip()
    if not text:
        return default
    if not NUMBER.fullmatch(text) and text != "0":
        raise ApiRefused(bad("bad-number", name=name, value=text[:40]))
    return min(int(text), most)


def _written(said: object, headers: dict[str, str], status: int = 200) -> web.Response:
    body = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
    return web.Response(body=body, status=status, headers={hdrs.CONTENT_TYPE: JSON_TYPE, **headers})


def events_page(
    settings: Settings,
    store: Store,
    shared: Shared,
    callers: Callers,
    clock: Clock,
    mind: Callable[[Callable[[], None]], None],
) -> list[web.RouteDef]:
    """The routes of this installation; none unless Open311 is on. `mind` is given what is to hear of new events."""
    if not settings.open311:
        return []
    base = settings.public_url + PREFIX if settings.public_url else ""
    page = EventsPage(store, shared, clock, callers, base)
    mind(page.heard)
    return page.routes()
