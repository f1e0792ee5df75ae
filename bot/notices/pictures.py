"""Pictures of notices' areas and of lines that came, as files: drawn once, called by what they show, so that each is
uploaded once.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from pathlib import Path

from bot.notices.picture import draw_area, draw_lines
from bot.notices.picture_lines import Overlay
from bot.private_files import PART, open_private, private_folder
from handlers.base.shared import Shared
from handlers.notices.content import Content, load_content
from handlers.notices.outlines import Depicted, read_ref
from storage.changes import Query
from storage.notice_records import Notice
from storage.store import Store

VERSION = 2
"""Of the drawing: a picture of another version is another picture."""
NOTHING = Depicted()


class AreaPictures:
    """`folder` is swept by somebody else (Files.drop_exports): a picture that is gone is drawn again."""

    def __init__(self, store: Store, shared: Shared, folder: Path) -> None:
        self.store, self.shared, self.folder = store, shared, folder
        self._drawing = asyncio.Lock()

    async def keys(self, sources: Sequence[str]) -> dict[str, int]:
        found = {}
        for source in sources:
            shown = read_ref(source)
            content = await self._content(shown.notice) if shown else None
            if shown is not None and (content is not None or not shown.notice):
                found[source] = key_of(content, shown)
        return found

    async def draw(self, source: str) -> Path | None:
        shown = read_ref(source)
        content = await self._content(shown.notice) if shown else None
        if shown is None or (content is None and shown.notice):
            return None
        path = self.folder / f"area{key_of(content, shown)}.png"
        async with self._drawing:
            if not path.exists():
                bytes_ = await asyncio.to_thread(self._drawn, content, shown)
                if bytes_ is None:
                    return None
                await asyncio.to_thread(_keep, path, bytes_)
        return path

    def _drawn(self, content: Content | None, shown: Depicted) -> bytes | None:
        texts = self.shared.library.texts(self.shared.default_language)
        overlay = Overlay(shown.lines, shown.marks)
        if content is None:
            return draw_lines(self.shared.region, texts, overlay)
        return draw_area(self.shared.region, content, texts, overlay)

    async def _content(self, number: int) -> Content | None:
        if not number:
            return None
        rows: list[Notice] = (await self.store.read(Query("notice_by_id", (number,))))[0]
        return load_content(rows[0].content) if rows else None


def key_of(content: Content | None, lines: Depicted = NOTHING) -> int:
    """Negative, as no stored file's id is; equal for pictures that are equal."""
    area = f"{content.severity} {content.drill} {content.area!r}" if content else ""
    shown = f"{VERSION} {area} {lines.lines!r} {lines.marks!r}"
    return -(int.from_bytes(hashlib.sha256(shown.encode()).digest()[:7]) + 1)


def _keep(path: Path, picture: bytes) -> None:
    private_folder(path.parent)
    part = path.with_suffix(PART)
    with open_private(part) as file:
        file.write(picture)
    part.replace(path)
