"""Files that come with answers of other systems: kept as they came until they are stored, or fetched from the web.

A file is known by what it holds, so that the same row with the same file is the same act. Whoever holds the key chose
the address: it is fetched by the rules of bot/notices/fetch.py, and never from an inner network.
"""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

import structlog

from bot.guarded import FetchError
from bot.notices.fetch import WebFetcher
from bot.private_files import drop_older, private_folder, write_whole
from handlers.outside.act import OutsideFile
from handlers.outside.reading import kind_of_file
from storage.addresses import AddressReach

log = structlog.get_logger()

LARGEST = 20 * 1024 * 1024
KEPT_S = 7 * 24 * 3600.0
"""So long a file waits to be stored; what is older belongs to a row that was never taken."""
LONGEST_NAME = 60


class OutsideFiles:
    """Brings these files as a messenger's channel brings those of people. `folder`: where files wait."""

    def __init__(self, fetcher: WebFetcher, folder: Path) -> None:
        self.fetcher, self.folder = fetcher, folder

    def keep(self, name: str, data: bytes) -> OutsideFile:
        """A file that came beside its row. OSError."""
        handle = hashlib.sha256(data).hexdigest()
        private_folder(self.folder)
        if not (self.folder / handle).exists():
            write_whole(self.folder / handle, data)
        return OutsideFile(kind_of_file(name).value, handle, name=name[-LONGEST_NAME:], size=len(data))

    async def fetch(self, handle: str, url: str, path: Path) -> str:
        """ "" if the file is at `path` now; "later" or why not for good. OSError: the disk's fault."""
        if handle:
            return await asyncio.to_thread(self._copy, self.folder / Path(handle).name, path)
        try:
            got = await self.fetcher.fetch(url, LARGEST, AddressReach())
        except FetchError as fault:
            return "later" if fault.passing else fault.code
        data = got.body or b""
        if len(data) > LARGEST:
            return "too-large"
        await asyncio.to_thread(write_whole, path, data)
        return ""

    def sweep(self) -> None:
        """What has waited long enough goes."""
        for fault in drop_older(self.folder, KEPT_S):
            log.warning("back_office.file_not_dropped", fault=type(fault).__name__)

    def _copy(self, kept: Path, path: Path) -> str:
        try:
            write_whole(path, kept.read_bytes())
        except FileNotFoundError:
            return "gone"
        return ""
