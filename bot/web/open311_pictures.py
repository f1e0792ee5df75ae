"""Pictures of reports and answers, by addresses that are signed for one program and hold for an hour."""

from __future__ import annotations

import json

from aiohttp import hdrs, web

from bot.web.notice_files import NoticeFiles
from bot.web.picture_links import PictureLinks
from handlers.open311.viewer import Viewer
from storage.changes import Query
from storage.store import StorageError, Store

SOON_S = 5
"""A picture that its messenger has still to bring is there after so long, as a rule."""


class SignedPictures:
    """Finds the pictures, and hands them out."""

    def __init__(self, store: Store, links: PictureLinks, files: NoticeFiles) -> None:
        self._store, self._links, self._files = store, links, files

    async def among(self, base: str, viewer: Viewer, statement: str, numbers: list[int]) -> dict[int, str]:
        """The number of a report, or of a line of a history -> the address of its first picture."""
        if not numbers:
            return {}
        rows: list[tuple[int, int]] = (await self._store.read(Query(statement, (json.dumps(numbers),))))[0]
        code = viewer.client.code if viewer.client else ""
        return {number: self._links.link(base, code, file) for number, file in rows}

    async def of_reports(self, base: str, viewer: Viewer, numbers: list[int]) -> dict[int, list[str]]:
        """By the report: the addresses of all its own pictures. One that has still to be brought is 503 for a while."""
        rows = (await self._store.read(Query("hook_pictures", (json.dumps(numbers),))))[0] if numbers else []
        code, found = viewer.client.code if viewer.client else "", dict[int, list[str]]()
        for report, line, file in rows:
            if not line:
                found.setdefault(report, []).append(self._links.link(base, code, file))
        return found

    async def picture(self, request: web.Request) -> web.Response:
        """A picture by its signed address: whoever got the address may see it for an hour."""
        name, _, ending = request.match_info["file"].partition(".")
        if ending != "jpg" or not self._links.holds(name, request.query):
            raise web.HTTPForbidden
        try:
            files = await self._files.among([int(name)])
            body = await self._files.read(files[0]) if files else None
            soon = body is None and await self._comes(name)
        except StorageError:
            raise web.HTTPServiceUnavailable from None
        if soon:
            raise web.HTTPServiceUnavailable(headers={hdrs.RETRY_AFTER: str(SOON_S)})
        if body is None:
            raise web.HTTPNotFound
        headers = {hdrs.CACHE_CONTROL: "private", "X-Content-Type-Options": "nosniff"}
        return web.Response(body=body, headers={hdrs.CONTENT_TYPE: files[0].mime, **headers})

    async def _comes(self, name: str) -> bool:
        """Whether its messenger has still to bring it."""
        rows = (await self._store.read(Query("files_among", (f"[{name}]",))))[0]
        return bool(rows) and not rows[0].path
