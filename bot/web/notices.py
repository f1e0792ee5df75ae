"""Our notices for other systems: `/feed.atom` and `/cap/ID.xml`. What nobody was sent is not there."""

from __future__ import annotations

import hashlib
import re
from urllib.parse import urlsplit

from aiohttp import hdrs, web

from bot.clock import Clock
from bot.web.notice_files import NoticeFiles
from bot.web.signing import NotSigned, Signing
from handlers.alerts.outward import KEPT_MS, FeedVoice, SentFile, atom_feed, files_of, is_published, notice_alert
from handlers.base.shared import Shared
from handlers.cap.write import write_cap
from handlers.notices.family import NoticeLink, said_before
from storage.changes import Query
from storage.notice_records import Notice
from storage.store import StorageError, Store

MOST = 200
"""Notices in the feed."""
NUMBER = re.compile(r"[1-9]\d{0,17}", re.ASCII)
KEEP = "max-age=15"
UTF_8 = "; charset=utf-8"


class NoticePages:
    """Routes of the web server. `public_url`: its address from outside. Without it there are none: an alert's identity
    hangs on that address, and every centre would be the same sender. `signing`: what signs alerts, if anything does.
    """

    def __init__(
        self,
        store: Store,
        shared: Shared,
        clock: Clock,
        public_url: str,
        files: NoticeFiles | None = None,
        signing: Signing | None = None,
    ) -> None:
        self.store, self.shared, self.clock, self._url = store, shared, clock, public_url
        self._files, self._signing = files, signing

    def routes(self) -> list[web.RouteDef]:
        if not self._url:
            return []
        return [
            web.get("/feed.atom", self.feed),
            web.get("/cap/{name}.xml", self.alert),
            web.get("/cap/{name}/{file}", self.file),
        ]

    async def feed(self, request: web.Request) -> web.Response:
        """Notices that are in force, and those of the last 30 days; no drills."""
        now = self.clock.now()
        notices: list[Notice] = await self._read(Query("feed_notices", (now - KEPT_MS, now, MOST)))
        body = atom_feed(self.shared, notices, self._voice())
        return _answer(request, body, f"application/atom+xml{UTF_8}")

    async def alert(self, request: web.Request) -> web.Response:
        """One notice as CAP 1.2; a drill only as an exercise. A repeat is the alert that it repeats."""
        notice = await self._published(request)
        family: list[Notice] = await self._read(Query("notice_family", (notice.id,)))
        if notice.link == NoticeLink.REPEATS:
            notice = next((n for n in family if n.id == notice.linked_id), notice)
        earlier = next((n for n in family if n.id == notice.linked_id), None)
        chain = said_before(notice, family) if notice.linked_id else ()
        alert = notice_alert(self.shared, notice, earlier, self._voice(), chain, await self._sent(notice))
        body = write_cap(alert)
        if self._signing is not None:
            try:
                body = await self._signing.sign(body)
            except NotSigned:
                raise web.HTTPServiceUnavailable from None
        return _answer(request, body, f"application/cap+xml{UTF_8}")

    async def file(self, request: web.Request) -> web.Response:
        """A picture or document that went out with a notice."""
        notice = await self._published(request)
        named = {file.name: file for file in await self._sent(notice)}
        file = named.get(request.match_info["file"])
        body = await self._files.read(file) if self._files is not None and file is not None else None
        if file is None or body is None:
            raise web.HTTPNotFound
        return _answer(request, body, file.mime)

    async def _published(self, request: web.Request) -> Notice:
        name = request.match_info["name"]
        if not NUMBER.fullmatch(name):
            raise web.HTTPNotFound
        found: list[Notice] = await self._read(Query("notice_by_id", (int(name),)))
        if not found or not is_published(found[0], self.clock.now()):
            raise web.HTTPNotFound
        return found[0]

    async def _sent(self, notice: Notice) -> list[SentFile]:
        try:
            return await self._files.among(files_of(notice)) if self._files is not None else []
        except StorageError:
            raise web.HTTPServiceUnavailable from None

    async def _read(self, query: Query) -> list[Notice]:
        try:
            return list((await self.store.read(query))[0])
        except StorageError:
            raise web.HTTPServiceUnavailable from None

    def _voice(self) -> FeedVoice:
        """The identity of an alert hangs on the setting alone, never on what a request says."""
        return FeedVoice(self._url, urlsplit(self._url).hostname or "localhost")


def _answer(request: web.Request, body: bytes, kind: str) -> web.Response:
    etag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {hdrs.ETAG: etag, hdrs.CACHE_CONTROL: KEEP, "X-Content-Type-Options": "nosniff"}
    known = [mark.strip().removeprefix("W/") for mark in request.headers.get(hdrs.IF_NONE_MATCH, "").split(",")]
    if etag in known or "*" in known:
        return web.Response(status=304, headers=headers)
    return web.Response(body=body, headers={**headers, hdrs.CONTENT_TYPE: kind})
