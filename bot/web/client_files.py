"""Files that other programs bring: kept as they came until their report is there, or fetched from where they are."""

from __future__ import annotations

import asyncio
from pathlib import Path
from secrets import token_hex

import structlog

from bot.guarded import FetchError
from bot.notices.fetch import WebFetcher
from bot.private_files import drop_older, make_private, private_folder, remove_quietly, write_whole
from handlers.open311.media import FILM_MOST, UPLOADED, is_as_expected, sort_of
from storage.addresses import AddressReach

log = structlog.get_logger()

KEPT_S = 7 * 24 * 3600.0
"""So long a file waits for its report; what is older was never filed."""
KINDS = "image/jpeg, image/png, image/webp, image/heic, video/mp4"


class ClientFiles:
    """Brings these files as a messenger's channel brings those of people. `folder`: where files wait."""

    def __init__(self, fetcher: WebFetcher, folder: Path) -> None:
        self.fetcher, self.folder = fetcher, folder

    async def keep(self, data: bytes) -> str:
        """The handle of a file that came in a body. OSError."""
        name = token_hex(16)
        await asyncio.to_thread(self._write, self.folder / name, data)
        return f"{UPLOADED}{name}"

    def _write(self, path: Path, data: bytes) -> None:
        private_folder(self.folder)
        self.sweep()
        write_whole(path, data)

    def drop(self, handle: str) -> None:
        """It was not filed."""
        remove_quietly(self._path(handle))

    async def fetch(self, handle: str, url: str, path: Path) -> str:
        """ "" if the file is at `path` now; "later" or why not for good. OSError: the disk's fault."""
        if handle.startswith(UPLOADED):
            return await asyncio.to_thread(self._move, self._path(handle), path)
        try:
            got = await self.fetcher.fetch(url, FILM_MOST, AddressReach(), accept=KINDS)
        except FetchError as fault:
            return "later" if fault.passing else fault.code
        data = got.body or b""
        sort = sort_of(data)
        if sort is None or not is_as_expected(handle, sort):
            return "type"
        if len(data) > sort.most:
            return "too-large"
        await asyncio.to_thread(write_whole, path, data)
        return ""

    def sweep(self) -> None:
        """What was brought and never filed goes: looked at when the next file comes, and at the start."""
        for fault in drop_older(self.folder, KEPT_S):
            log.warning("upload.not_dropped", fault=type(fault).__name__)

    def _path(self, handle: str) -> Path:
        return self.folder / Path(handle.removeprefix(UPLOADED)).name

    def _move(self, kept: Path, path: Path) -> str:
        try:
            kept.replace(path)
        except FileNotFoundError:
            return "gone"
        make_private(path)
        return ""
