"""Files that come with answers of other systems: kept as they came until they are stored, or fetched from the web.

A file is known by what it holds, so that the same row with the same file is the same act. Whoever holds the key chose
the address: it is fetched by the rules of bot/notices/fetch.py, and never from an inner network.

What lay beside a table cannot be fetched again. With a store that several nodes share it is there before its row is
taken, and whichever node leads then has it from there.
"""

from __future__ import annotations

import asyncio
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

import structlog

from bot.delivery.shelf import Shelf, waiting_name
from bot.guarded import FetchError
from bot.notices.fetch import WebFetcher
from bot.private_files import drop_older, private_folder, write_whole
from bot.watched_files import open_plain
from handlers.outside.act import OUTSIDE, OutsideFile
from handlers.outside.reading import kind_of_file
from storage.addresses import AddressReach

log = structlog.get_logger()

LARGEST = 20 * 1024 * 1024
KEPT_S = 7 * 24 * 3600.0
"""So long a file waits to be stored; what is older belongs to a row that was never taken."""
LONGEST_NAME = 60


class OutsideFiles:
    """Brings these files as a messenger's channel brings those of people. `folder`: where files wait; `shelf`: where
    they are for the other nodes, too.
    """

    def __init__(self, fetcher: WebFetcher, folder: Path, shelf: Shelf | None = None) -> None:
        self.fetcher, self.folder, self.shelf = fetcher, folder, shelf

    def keep(self, name: str, data: bytes) -> OutsideFile:
        """A file that came beside its row. OSError."""
        handle = hashlib.sha256(data).hexdigest()
        private_folder(self.folder)
        if (self.folder / handle).exists():
            os.utime(self.folder / handle)  # it is needed from now on, and not from when it came first
        else:
            write_whole(self.folder / handle, data)
        return OutsideFile(kind_of_file(name).value, handle, name=name[-LONGEST_NAME:], size=len(data))

    async def share(self, files: Iterable[OutsideFile]) -> None:
        """What was kept here goes where all nodes have it, before its rows are taken. StoreAwayError, OSError."""
        if self.shelf is not None:
            for handle in dict.fromkeys(file.handle for file in files):
                await self.shelf.lay_down(waiting_name(OUTSIDE, handle), self.folder / handle)

    async def fetch(self, handle: str, url: str, path: Path) -> str:
        """ "" if the file is at `path` now; "later" or why not for good. OSError: the disk's fault."""
        if handle:
            why = await asyncio.to_thread(self._copy, self.folder / Path(handle).name, path)
            if why == "gone" and self.shelf is not None:  # another node took it
                why = await self.shelf.take_up(waiting_name(OUTSIDE, handle), path, lambda got: _sum_of(got) == handle)
            return why
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


def plain_bytes(path: Path) -> bytes | None:
    """A plain file, or so much of it as shows that it is too large; None for anything else. OSError."""
    try:
        file = open_plain(path)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as fault:
        if path.is_symlink():
            return None
        raise fault
    if file is None:
        return None
    with file:
        return file.read(LARGEST + 1)


def _sum_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
