"""Pictures of notices' areas and of lines that came, as files: drawn once, called by what they show, so that each is
uploaded once.
"""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

import structlog

from bot.beside import Here, TooMuch, Worker
from bot.notices.picture import draw_area, draw_lines
from bot.notices.picture_lines import Overlay
from bot.notices.shapes import has_many_points, is_detailed
from bot.private_files import PART, open_private, private_folder
from handlers.base.shared import Shared
from handlers.base.texts import Library
from handlers.notices.content import Content, load_content
from handlers.notices.outlines import Depicted, read_ref
from storage.changes import Query
from storage.notice_records import Notice
from storage.region.region import Region
from storage.store import Store

log = structlog.get_logger()

VERSION = 2
"""Of the drawing: a picture of another version is another picture."""
NOTHING = Depicted()
LIMIT_S = 20.0
"""For one picture. The largest alert over detailed borders takes some seconds."""


class AreaPictures:
    """`folder` is swept by somebody else (Files.drop_exports): a picture that is gone is drawn again. What may take
    seconds is drawn by `beside`, which gives it up in time: then there is none.
    """

    def __init__(self, store: Store, shared: Shared, folder: Path, beside: Worker) -> None:
        self.store, self.shared, self.folder = store, shared, folder
        self.beside, self._here = beside, Here(shared.region)
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
                bytes_ = await self._drawn(content, shown)
                if bytes_ is None:
                    return None
                await asyncio.to_thread(_keep, path, bytes_)
        return path

    async def _drawn(self, content: Content | None, shown: Depicted) -> bytes | None:
        region = self.shared.region
        worker = self.beside if is_detailed(region) or (content and has_many_points(content.area)) else self._here
        try:
            return await worker.run(drawn, content, shown, self.shared.default_language, limit_s=LIMIT_S)
        except TooMuch as fault:
            log.warning("picture.not_drawn", why=fault.code)
            return None

    async def _content(self, number: int) -> Content | None:
        if not number:
            return None
        rows: list[Notice] = (await self.store.read(Query("notice_by_id", (number,))))[0]
        return load_content(rows[0].content) if rows else None


def drawn(region: Region, content: Content | None, shown: Depicted, language: str) -> bytes | None:
    """A PNG; None where there is nothing to show."""
    texts, overlay = _library(region.zone, language).texts(language), Overlay(shown.lines, shown.marks)
    if content is None:
        return draw_lines(region, texts, overlay)
    return draw_area(region, content, texts, overlay)


@lru_cache(maxsize=4)
def _library(zone: ZoneInfo, language: str) -> Library:
    """Of this process."""
    return Library(zone, language)


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
