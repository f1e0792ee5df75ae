"""Files that one text carries to many: uploaded once a messenger, whoever comes first; the others wait for that.

Handles are kept in table attachment_copy; what is known here only spares a million questions.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, nullcontext
from dataclasses import replace
from pathlib import Path
from typing import Any, Protocol

from bot.channels.port import Parcel, SendFile
from bot.delivery.refused_files import MARKS

KEPT = 256


class Pictures(Protocol):
    """Pictures that are drawn here (bot.notices.pictures), each by its FileRef.source."""

    async def keys(self, sources: Sequence[str]) -> dict[str, int]:
        """What each is called in table attachment_copy: a negative number, equal for equal pictures. The picture of
        a notice that is not there is left out.
        """

    async def draw(self, source: str) -> Path | None:
        """The picture's file, drawn now if need be; None if there is nothing to draw."""


class CommonFiles:
    """One messenger's. `known`: files of notices with their handles, by stored id; `keys`: pictures by source."""

    def __init__(self, pictures: Pictures | None) -> None:
        self.pictures = pictures
        self.known: dict[int, SendFile] = {}
        self.keys: dict[str, int] = {}
        self._busy: dict[int, asyncio.Lock] = {}

    async def learn(self, sources: Sequence[str]) -> set[int]:
        """What these pictures are called. Asked anew each time while a notice may still change."""
        if not sources or self.pictures is None:
            return set()
        found = await self.pictures.keys(sources)
        _shrink(self.keys)
        self.keys.update(found)
        return set(found.values())

    async def draw(self, source: str) -> tuple[Path | None, str]:
        """The picture, or why there is none."""
        path = await self.pictures.draw(source) if self.pictures is not None else None
        return path, "" if path is not None else "gone"

    def first_alone(self, parcels: Sequence[Parcel]) -> AbstractAsyncContextManager[None]:
        """While files have no handle yet, one request at a time: the first uploads, the rest send what it got."""
        missing = {f.stored_id for p in parcels for f in p.files if f.stored_id and not f.handle}
        return self._alone(parcels, sorted(missing)) if missing else nullcontext()

    @asynccontextmanager
    async def _alone(self, parcels: Sequence[Parcel], missing: list[int]) -> AsyncIterator[None]:
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
                handle = parcel.uploaded.get(file.stored_id, "")
                if parcel.row.notice_id and handle and not handle.startswith(MARKS):
                    self.known[file.stored_id] = replace(file, handle=handle)
        _shrink(self.known)


def _shrink(kept: dict[Any, Any]) -> None:
    while len(kept) > KEPT:
        del kept[next(iter(kept))]
