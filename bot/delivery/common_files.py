"""Files that one text carries to many: uploaded once a messenger, whoever comes first; the others wait for that.

Handles are kept in table attachment_copy; what is known here only spares a million questions.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Protocol

from bot.channels.port import Parcel, SendFile

KEPT = 256


class Pictures(Protocol):
    """Pictures of notices' areas (bot.notices.pictures)."""

    async def keys(self, notices: Sequence[int]) -> dict[int, int]:
        """By notice, what its picture is called in table attachment_copy: a negative number, equal for equal
        pictures. A notice without an area that can be drawn is left out.
        """

    async def draw(self, notice: int) -> Path | None:
        """The picture's file, drawn now if need be; None if there is nothing to draw."""


class CommonFiles:
    """One messenger's. `known`: files of notices with their handles, by stored id; `keys`: pictures by notice."""

    def __init__(self, pictures: Pictures | None) -> None:
        self.pictures = pictures
        self.known: dict[int, SendFile] = {}
        self.keys: dict[int, int] = {}
        self._busy: dict[int, asyncio.Lock] = {}

    async def learn(self, notices: Sequence[int]) -> set[int]:
        """What the pictures of these notices are called. Asked anew each time while a notice may still change."""
        if not notices or self.pictures is None:
            return set()
        found = await self.pictures.keys(notices)
        _shrink(self.keys)
        self.keys.update(found)
        return set(found.values())

    async def draw(self, notice: int) -> tuple[Path | None, str]:
        """The picture, or why there is none."""
        path = await self.pictures.draw(notice) if self.pictures is not None else None
        return path, "" if path is not None else "gone"

    @asynccontextmanager
    async def first_alone(self, parcels: Sequence[Parcel]) -> AsyncIterator[None]:
        """While files have no handle yet, one request at a time: the first uploads, the rest send what it got."""
        missing = sorted({f.stored_id for p in parcels for f in p.files if f.stored_id and not f.handle})
        if not missing:
            yield
            return
        async with AsyncExitStack() as stack:
            for number in missing:
                await stack.enter_async_context(self._busy.setdefault(number, asyncio.Lock()))
            for parcel in parcels:
                parcel.files = tuple(self.known.get(file.stored_id, file) for file in parcel.files)
            try:
                yield
            finally:
                self._note(parcels)
        for number in missing:
            if (lock := self._busy.get(number)) is not None and not lock.locked():
                del self._busy[number]

    def _note(self, parcels: Sequence[Parcel]) -> None:
        """Handles that a notice's request brought are used at once, before they are written down."""
        for parcel in parcels:
            for file in parcel.files:
                if parcel.row.notice_id and (handle := parcel.uploaded.get(file.stored_id)):
                    self.known[file.stored_id] = replace(file, handle=handle)
        _shrink(self.known)


def _shrink(kept: dict[int, SendFile] | dict[int, int]) -> None:
    while len(kept) > KEPT:
        del kept[next(iter(kept))]
