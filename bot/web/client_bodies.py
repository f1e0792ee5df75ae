"""What programs bring in bodies: read behind a fit key, files of it kept on the disk until their report has them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Any

from aiohttp import web

from bot.delivery.shelf import StoreAwayError
from bot.web.bodies import BroughtFile, RequestBody, read_body
from bot.web.callers import Callers, key_of
from bot.web.client_files import ClientFiles
from handlers.open311.asking import SHORT
from handlers.open311.faults import AWAY, ApiFault, ApiRefused, bad
from handlers.open311.media import MB, brought, sort_of
from storage.region.clients import ApiClient

BODY_S = 60.0
"""So long a body may take to come."""
AGAIN_S = 30
"""Who brings a file that the store of files does not take now is asked to come again after so long."""
LARGE_AT_ONCE = 2
"""Bodies with files that are held in memory at a time; others wait."""


class ClientBodies:
    """One for all doors of an installation."""

    def __init__(self, callers: Callers, files: ClientFiles) -> None:
        self.callers, self._files = callers, files
        self._large = asyncio.Semaphore(LARGE_AT_ONCE)

    async def read(self, request: web.Request, held: AsyncExitStack, *rights: str) -> tuple[ApiClient, RequestBody]:
        """Who it is, and what it brings: without a key that has one of these rights no file is read. While `held` is
        open its files count among those in memory. ApiRefused, TimeoutError.
        """
        found = list[ApiClient]()

        def enter(key: str) -> None:
            if not found:
                found.append(self.callers.enter(request, key, *rights))

        async def before_files(body: RequestBody) -> None:
            enter(body.one("api_key"))
            await held.enter_async_context(self._large)

        self.callers.not_locked(request)
        if key := key_of(request):
            enter(key)
        async with asyncio.timeout(BODY_S):
            body = await read_body(request, before_files)
        enter(body.one("api_key"))
        return found[0], body

    async def keep(self, uploads: Sequence[BroughtFile]) -> tuple[list[dict[str, Any]], list[str]]:
        """These files as a draft has them, and their handles. ApiRefused for a kind or size that is not taken, and
        where the store does not take it now; OSError where the disk takes none.
        """
        _judge(uploads)
        files, handles = list[dict[str, Any]](), list[str]()
        for upload in uploads:
            sort = sort_of(upload.data)
            assert sort is not None
            try:
                handles.append(await self._files.keep(upload.data))
            except StoreAwayError:
                await self.drop(handles)
                raise ApiRefused(ApiFault(AWAY, "away"), retry_s=AGAIN_S) from None
            files.append(brought(handles[-1], sort, len(upload.data)))
        return files, handles

    async def drop(self, handles: Sequence[str]) -> None:
        """No report needs them."""
        for handle in handles:
            await self._files.drop(handle)


def _judge(uploads: Sequence[BroughtFile]) -> None:
    """Every file of a body is of a kind that is taken, and no larger. ApiRefused."""
    faults = []
    for upload in uploads:
        sort, name = sort_of(upload.data), upload.name[:SHORT]
        if sort is None:
            faults.append(bad("media-kind", value=name))
        elif len(upload.data) > sort.most:
            faults.append(bad("media-large", value=name, most=str(sort.most // MB)))
    if faults:
        raise ApiRefused(*faults)
