"""Our notices for other systems: `/feed.atom` and `/cap/ID.xml`. What nobody was sent is not there."""

from __future__ import annotations

import hashlib
import json
import re
from urllib.parse import urlsplit

from aiohttp import hdrs, web

from bot.clock import Clock
from handlers.alerts.outward import KEPT_MS, FeedVoice, atom_feed, is_published, notice_alert
from handlers.base.shared import Shared
from handlers.cap.write import write_cap
from storage.changes import Query
from storage.notice_records import Notice
from storage.store import StorageError, Store

MOST = 200
"""Notices in the feed."""
HOST = re.compile(r"[\w.-]{1,253}(:\d{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:\d{1,5})?", re.ASCII)
NUMBER = re.compile(r"[1-9]\d{0,17}", re.ASCII)
KEEP = "max-age=15"


class NoticePages:
    """Routes of the web server. `public_url`: its address from outside; empty: as it was asked for."""

    def __init__(self, store: Store, shared: Shared, clock: Clock, public_url: str) -> None:
        self.store, self.shared, self.clock, self._url = store, shared, clock, public_url

    def routes(self) -> list[web.RouteDef]:
        return [web.get("/feed.atom", self.feed), web.get("/cap/{name}.xml", self.alert)]

    async def feed(self, request: web.Request) -> web.Response:
        """Notices that are in force, and those of the last 30 days; no drills."""
        now = self.clock.now()
        notices: list[Notice] = await self._read(Query("feed_notices", (now - KEPT_MS, now, MOST)))
        body = atom_feed(self.shared, notices, self._voice(request))
        return _answer(request, body, "application/atom+xml")

    async def alert(self, request: web.Request) -> web.Response:
        """One notice as CAP 1.2; a drill only as an exercise."""
        name = request.match_info["name"]
        if not NUMBER.fullmatch(name):
            raise web.HTTPNotFound
        found: list[Notice] = await self._read(Query("notice_by_id", (int(name),)))
        if not found or not is_published(found[0], self.clock.now()):
            raise web.HTTPNotFound
        notice = found[0]
        linked = json.dumps([notice.linked_id] if notice.linked_id else [])
        earlier: list[Notice] = await self._read(Query("notices_among", (linked,)))
        alert = notice_alert(self.shared, notice, earlier[0] if earlier else None, self._voice(request))
        return _answer(request, write_cap(alert), "application/cap+xml")

    async def _read(self, query: Query) -> list[Notice]:
        try:
            return list((await self.store.read(query))[0])
        except StorageError:
            raise web.HTTPServiceUnavailable from None

    def _voice(self, request: web.Request) -> FeedVoice:
        """The identity of an alert hangs on the setting alone, never on what a request says."""
        host = urlsplit(self._url).hostname or "localhost"
        if self._url:
            return FeedVoice(self._url, host)
        asked = request.host if HOST.fullmatch(request.host) else "localhost"
        return FeedVoice(f"{request.scheme}://{asked}", host)


def _answer(request: web.Request, body: bytes, kind: str) -> web.Response:
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {hdrs.ETAG: etag, hdrs.CACHE_CONTROL: KEEP, "X-Content-Type-Options": "nosniff"}
    known = [mark.strip().removeprefix("W/") for mark in request.headers.get(hdrs.IF_NONE_MATCH, "").split(",")]
    if etag in known or "*" in known:
        return web.Response(status=304, headers=headers)
    return web.Response(body=body, headers={**headers, hdrs.CONTENT_TYPE: f"{kind}; charset=utf-8"})
