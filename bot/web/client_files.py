"""Files that other programs bring: kept as they came until their report is there, or fetched from where they are.

What came in a body cannot be fetched again. With a store that several nodes share it is there before the report is
committed, and whichever node leads then takes it from there.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
from secrets import token_hex

import structlog

from bot.delivery.shelf import Shelf, StoreAwayError, waiting_name
from bot.guarded import FetchError
from bot.notices.fetch import WebFetcher
from bot.private_files import drop_older, make_private, private_folder, remove_quietly, write_whole
from handlers.open311.media import FILM_MOST, PROGRAM_FILES, UPLOADED, is_as_expected, sort_of
from storage.addresses import AddressReach

log = structlog.get_logger()

KEPT_S = 7 * 24 * 3600.0
"""So long a file waits for its report; what is older was never filed."""
BEGINNING = 64
KINDS = "image/jpeg, image/png, image/webp, image/heic, video/mp4"


class ClientFiles:
    """Brings these files as a messenger's channel brings those of people. `folder`: where files wait; `shelf`: where
    they are for the other nodes, too.
    """

    def __init__(self, fetcher: WebFetcher, folder: Path, shelf: Shelf | None = None) -> None:
        self.fetcher, self.folder, self.shelf = fetcher, folder, shelf

    async def keep(self, data: bytes) -> str:
        """The handle of a file that came in a body. StoreAwayError: it is kept nowhere. OSError."""
        handle = f"{UPLOADED}{token_hex(16)}"
        path = self._path(handle)
        await asyncio.to_thread(self._write, path, data)
        if self.shelf is not None:
            try:
                await self.shelf.lay_down(waiting_name(PROGRAM_FILES, handle), path)
            except StoreAwayError:
                remove_quietly(path)
                raise
        return handle

    def _write(self, path: Path, data: bytes) -> None:
        private_folder(self.folder)
        self.sweep()
        write_whole(path, data)

    async def drop(self, handle: str) -> None:
        """It was not filed."""
        remove_quietly(self._path(handle))
        if self.shelf is not None:
            await self.shelf.let_go(waiting_name(PROGRAM_FILES, handle))

    async def fetch(self, handle: str, url: str, path: Path) -> str:
        """ "" if the file is at `path` now; "later" or why not for good. OSError: the disk's fault."""
        if handle.startswith(UPLOADED):
            why = await asyncio.to_thread(self._move, self._path(handle), path)
            if why == "gone" and self.shelf is not None:  # another node took it
                why = await self.shelf.take_up(waiting_name(PROGRAM_FILES, handle), path, _is_media)
            return why
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


def _is_media(path: Path) -> bool:
    with path.open("rb") as file:
        return sort_of(file.read(BEGINNING)) is not None
