"""GET /open311/v2/events: what webhooks are told, for whoever cannot be called."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import structlog
from aiohttp import hdrs, web

from bot.clock import Clock
from bot.jobs.chores import KEEP_ROWS_MS
from bot.settings import Settings
from bot.waiting import happens
from bot.web.callers import Callers
from bot.web.open311 import AGAIN_S, JSON_TYPE, PATIENCE_S, PREFIX
from bot.web.picture_links import PictureLinks
from bot.webhooks.announce import STEP
from bot.webhooks.tell import NoteRead, Teller, note_nothing, noting
from handlers.base.shared import Shared
from handlers.base.texts import DAY_MS
from handlers.intake import Intake
from handlers.open311.asking import NUMBER
from handlers.open311.faults import AWAY, FORBIDDEN, ApiFault, ApiRefused, bad
from handlers.open311.viewer import Viewer
from handlers.webhooks.facts import Listener
from storage.changes import Changes, Query
from storage.hook_records import HookEvent
from storage.records import Audit
from storage.store import StorageError, Store

log = structlog.get_logger()

LIMIT, MOST = 100, 500
LONGEST_S = 25
LOOKS_S = 1.0
"""How often the database is asked while somebody waits and this process hears of nothing."""


Heard = Callable[[], None]


@dataclass(frozen=True, slots=True)
class EventsRead:
    """`next`: to ask after; `lines`: of histories, which their authors' program has got by these events. `missed`: it
    asks so late that some before these may have been removed.
    """

    events: list[dict[str, Any]]
    next: int
    lines: list[int]
    missed: bool = False


@dataclass(slots=True)
class EventsPage:
    """`base`: where Open311 is from outside, "" where that is not known. `read` is told, once an answer is out, which
    lines its client has got by it.
    """

    store: Store
    shared: Shared
    clock: Clock
    callers: Callers
    base: str = ""
    links: PictureLinks | None = None
    read: NoteRead = note_nothing
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
                found = await self.page(viewer, request.query)
                await self._note(request, viewer, found)
        except ApiRefused as refused:
            return self._refused(request, refused)
        except (StorageError, TimeoutError):
            return self._refused(request, ApiRefused(ApiFault(AWAY, "away"), retry_s=AGAIN_S))
        said = {"events": found.events, "next": found.next} | ({"missed": True} if found.missed else {})
        response = _written(said, {hdrs.CACHE_CONTROL: "no-store"})
        if found.lines and viewer.client is not None and request.method != hdrs.METH_HEAD:
            await response.prepare(request)
            await response.write_eof()
            await self._delivered(viewer.client.code, found.lines)
        return response

    async def _delivered(self, client: str, lines: Sequence[int]) -> None:
        try:
            async with asyncio.timeout(PATIENCE_S):
                await self.read(client, lines)
        except TimeoutError:
            log.warning("open311.reading_not_noted", lines=len(lines))

    async def page(self, viewer: Viewer, given: Mapping[str, str]) -> EventsRead:
        """The answer to a question. ApiRefused, StorageError."""
        if viewer.client is None:
            raise ApiRefused(ApiFault(FORBIDDEN, "key-missing"))
        after, limit, wait_s = (
            _number(given, name, default, most)
            for name, default, most in (("after", 0, 2**62), ("limit", LIMIT, MOST), ("wait", 0, LONGEST_S))
        )
        limit = max(1, limit)
        last, found = await self._after(viewer, after, limit)
        self._ours(after, last)
        missed = await self._missed(after, last)
        loop = asyncio.get_running_loop()
        until = loop.time() + wait_s
        while not found and (left := until - loop.time()) > 0:
            await happens(self._came, min(left, LOOKS_S))
            last, found = await self._after(viewer, after, limit)
        listener = Listener(viewer.client.code, viewer.texts, self.base)
        teller = Teller(self.store, listener, listener.client, self.links)
        media = await teller.media(found)
        come_to = found[-1].id if found else after
        read = EventsRead([], come_to if len(found) == limit else max(come_to, last), [], missed)
        for event in found:
            try:
                fields = teller.fields(event, media)
                line = teller.read(event, fields, media)
            except Exception as fault:  # noqa: BLE001 - one event that cannot be written must not hold up the others
                log.error("open311.broken_event", number=event.id, error=type(fault).__name__)
                continue
            read.events.append(fields)
            if line:
                read.lines.append(line)
        return read

    def _ours(self, after: int, last: int) -> None:
        """A place that none of our events can have by then is another installation's: with it nothing would ever come.
        ApiRefused.
        """
        if after > max(last, (self.clock.now() + DAY_MS) * STEP):
            raise ApiRefused(bad("foreign-place", name="after", value=str(after)))

    async def _missed(self, after: int, last: int) -> bool:
        """Whether what came next after this place may have been removed for its age. StorageError."""
        if not 0 < after < min(last, (self.clock.now() - KEEP_ROWS_MS) * STEP):
            return False
        return not (await self.store.read(Query("hook_events_among", (f"[{after}]",))))[0]

    async def _note(self, request: web.Request, viewer: Viewer, found: EventsRead) -> None:
        """Who read what people wrote is written down."""
        if viewer.client is None or not found.events or not (viewer.texts or found.lines):
            return
        changes, data = Changes(), json.dumps({"path": request.path, "count": len(found.events)})
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

    async def _after(self, viewer: Viewer, after: int, limit: int) -> tuple[int, list[HookEvent]]:
        """The last of all events, whoever may see it, asked first; and those that are for him."""
        offices = viewer.organisations
        asked = Query("hook_events_after", (after, int(not offices), json.dumps(offices), limit, viewer.channel))
        last, found = await self.store.read(Query("hook_event_last"), asked)
        return int(last[0][0]), list(found)


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
    settings: Settings, intake: Intake, callers: Callers, links: PictureLinks, mind: Callable[[Heard], None]
) -> list[web.RouteDef]:
    """The routes of this installation; none unless Open311 is on. `mind` is given what is to hear of new events."""
    if not settings.open311:
        return []
    base = settings.public_url + PREFIX if settings.public_url else ""
    page = EventsPage(intake.store, intake.shared, intake.clock, callers, base, links, noting(intake))
    mind(page.heard)
    return page.routes()
