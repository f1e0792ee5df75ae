"""Shapes that are made in a thread, so that no handler makes them while everybody waits: those of many points take some
tenths of a second each, a region with detailed borders a second.
"""

from __future__ import annotations

import asyncio

import structlog

from handlers.notices.concern import drawn_of, keep, kept_reaches, work_out
from handlers.notices.content import Area, load_content
from handlers.notices.states import PLANNED_OR_SAID, NoticeState
from handlers.places.shapes import ground_of
from storage.changes import Query, words
from storage.notice_records import Notice
from storage.region.region import Region
from storage.store import Store

log = structlog.get_logger()

MANY_POINTS, DETAILED_POINTS = 1_000, 20_000
"""Of an area, and of a region's borders: fewer are worked on in some hundredths of a second, by whoever asks first."""
MOST_NOTICES = 30
STATES = PLANNED_OR_SAID | {NoticeState.DRAFT}


async def make_ready(region: Region, area: Area) -> None:
    """What handlers ask of a notice's area: its reach, and that of what is drawn alone, by which it is named."""
    if not (has_many_points(area) or (area.shaped and is_detailed(region))):
        return
    for wanted in dict.fromkeys((area, drawn_of(area))):
        if wanted not in kept_reaches(region):
            try:
                keep(region, await asyncio.to_thread(work_out, region, wanted))
            except Exception as fault:  # noqa: BLE001 - whoever asks for it meets the fault, and what he does is kept
                log.warning("shape.not_made", error=type(fault).__name__)


async def make_all_ready(region: Region, store: Store, now: int) -> None:
    """After a start: the region itself, and the areas of notices that wait or are in force. `now`: UTC ms."""
    if is_detailed(region):
        await asyncio.to_thread(ground_of, region)
    query = Query("notices_page", (words(STATES), now, MOST_NOTICES, 0))
    notices: list[Notice] = (await store.read(query))[0]
    for notice in notices:
        await make_ready(region, load_content(notice.content).area)


def has_many_points(area: Area) -> bool:
    return sum(map(len, area.polygons)) >= MANY_POINTS


def is_detailed(region: Region) -> bool:
    import shapely

    known = (m.geometry for m in region.municipalities if m.geometry is not None)
    return sum(int(shapely.get_num_coordinates(border)) for border in known) >= DETAILED_POINTS
