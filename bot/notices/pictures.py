"""Pictures of notices' areas as files: drawn once, called by what they show, so that each is uploaded once."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from pathlib import Path

from bot.notices.picture import draw_area
from handlers.house import House
from handlers.notices.content import Content, load_content
from storage.changes import Query
from storage.notice_records import Notice
from storage.store import Store

VERSION = 1
"""Of the drawing: a picture of another version is another picture."""


class AreaPictures:
    """`folder` is swept by somebody else (Files.drop_exports): a picture that is gone is drawn again."""

    def __init__(self, store: Store, house: House, folder: Path) -> None:
        self.store, self.house, self.folder = store, house, folder
        self._drawing = asyncio.Lock()

    async def keys(self, notices: Sequence[int]) -> dict[int, int]:
        found = {}
        for number in notices:
            if (content := await self._content(number)) is not None:
                found[number] = key_of(content)
        return found

    async def draw(self, notice: int) -> Path | None:
        content = await self._content(notice)
        if content is None:
            return None
        path = self.folder / f"area{key_of(content)}.png"
        async with self._drawing:
            if not path.exists():
                texts = self.house.library.texts(self.house.default_language)
                bytes_ = await asyncio.to_thread(draw_area, self.house.region, content, texts)
                if bytes_ is None:
                    return None
                await asyncio.to_thread(_keep, path, bytes_)
        return path

    async def _content(self, number: int) -> Content | None:
        rows: list[Notice] = (await self.store.read(Query("audience_notice", (number,))))[0]
        return load_content(rows[0].content) if rows else None


def key_of(content: Content) -> int:
    """Negative, as no stored file's id is; equal for pictures that are equal."""
    shown = f"{VERSION} {content.severity} {content.drill} {content.area!r}"
    return -(int.from_bytes(hashlib.sha256(shown.encode()).digest()[:7]) + 1)


def _keep(path: Path, picture: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_bytes(picture)
    part.rename(path)
