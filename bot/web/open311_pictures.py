"""Pictures of reports and answers, by addresses that are signed with a program's key and hold for an hour."""

from __future__ import annotations

import hmac
import json
from urllib.parse import urlencode

from aiohttp import hdrs, web

from bot.clock import Clock
from bot.web.callers import Callers
from bot.web.notice_files import NoticeFiles
from handlers.open311.viewer import Viewer
from storage.changes import Query
from storage.store import StorageError, Store

PICTURE_S = 3600
"""So long the address of a picture holds."""


class SignedPictures:
    """Makes the addresses, and hands the pictures out."""

    def __init__(self, store: Store, clock: Clock, callers: Callers, files: NoticeFiles) -> None:
        self._store, self._clock, self._callers, self._files = store, clock, callers, files

    async def among(self, base: str, viewer: Viewer, statement: str, numbers: list[int]) -> dict[int, str]:
        """The number of a report, or of a line of a history -> the address of its first picture."""
        if not numbers:
            return {}
        rows: list[tuple[int, int]] = (await self._store.read(Query(statement, (json.dumps(numbers),))))[0]
        code, until = viewer.client.code if viewer.client else "", self._clock.now() // 1000 + PICTURE_S
        return {number: f"{base}/media/{file}.jpg?{self._signed(code, file, until)}" for number, file in rows}

    def _signed(self, client: str, file: int, until: int) -> str:
        signature = self._callers.signature(client, f"{file} {until}")
        return urlencode({"client": client, "until": until, "sig": signature})

    async def picture(self, request: web.Request) -> web.Response:
        """A picture by its signed address: whoever got the address may see it for an hour."""
        name, _, ending = request.match_info["file"].partition(".")
        said = {key: request.query.get(key, "") for key in ("client", "until", "sig")}
        right = self._callers.signature(said["client"], f"{name} {said['until']}")
        known = bool(right) and hmac.compare_digest(right.encode(), said["sig"].encode())
        if not known or ending != "jpg" or int(said["until"]) < self._clock.now() // 1000:
            raise web.HTTPForbidden
        try:
            files = await self._files.among([int(name)])
            body = await self._files.read(files[0]) if files else None
        except StorageError:
            raise web.HTTPServiceUnavailable from None
        if body is None:
            raise web.HTTPNotFound
        headers = {hdrs.CACHE_CONTROL: "private", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=body, headers={hdrs.CONTENT_TYPE: files[0].mime, **headers})
