"""`export notices FILE.csv`: the journal of notices, a row for each line of it. Its columns: JOURNAL_COLUMNS."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator

from bot.cli.export_cells import cell, time_cell
from handlers.base.texts import Library, Texts
from handlers.notices.content import load_content
from handlers.notices.family import NoticeLink
from handlers.notices.names import notice_name
from handlers.notices.states import NoticeState
from handlers.notices.wording import area_words
from handlers.officer.run.history import actor_name
from storage.changes import Query, words
from storage.notice_records import Notice, NoticeCount, NoticeEvent
from storage.records import OutboxState
from storage.region.region import Region
from storage.store import Store

JOURNAL_PAGE = 200
JOURNAL_COLUMNS = (
    "at", "notice", "repeat", "repeat_of", "what", "who", "program", "why", "other", "state", "kind", "severity",
    "drill", "link", "linked", "area", "text", "until", "sent", "failed",
)  # fmt: skip
"""`at` and `until` are ISO 8601 in the region's zone. `program`: 1 for what nobody did: a start, an end, a repeat. Of a
repeat `repeat_of` is the notice that it repeats and `repeat` says which repeat it is.
"""
SENT = OutboxState.SENT.name.lower()


async def journal_rows(store: Store, region: Region, language: str) -> AsyncIterator[list[str]]:
    """The newest notice first, its lines in their order."""
    texts = Library(region.zone, default=language).texts(language)
    offset = 0
    while True:
        notices: list[Notice] = (
            await store.read(Query("notices_page", (words(NoticeState), 0, JOURNAL_PAGE, offset)))
        )[0]
        numbers = json.dumps([notice.id for notice in notices])
        counts: list[NoticeCount] = (await store.read(Query("notice_counts_among", (numbers,))))[0]
        for notice in notices:
            events: list[NoticeEvent] = (await store.read(Query("notice_events", (notice.id,))))[0]
            fixed = _of_notice(notice, region, texts, [c for c in counts if c.notice_id == notice.id])
            for event in events:
                yield _row(notice, event, region, texts, fixed)
        if len(notices) < JOURNAL_PAGE:
            return
        offset += JOURNAL_PAGE


def _row(notice: Notice, event: NoticeEvent, region: Region, texts: Texts, fixed: list[str]) -> list[str]:
    repeats, data = notice.link == NoticeLink.REPEATS, json.loads(event.data)
    return [
        time_cell(event.at, region.zone),
        str(notice.id),
        str(notice.version) if repeats else "",
        str(notice.linked_id) if repeats else "",
        event.what,
        cell(actor_name(texts, event)),
        "1" if event.actor == "clock" else "",
        cell(str(data.get("why", ""))),
        cell(str(data.get("by", ""))),
        *fixed,
    ]


def _of_notice(notice: Notice, region: Region, texts: Texts, counts: list[NoticeCount]) -> list[str]:
    content = load_content(notice.content)
    sent = sum(c.count for c in counts if c.outcome == SENT)
    return [
        notice.state,
        cell(notice_name(texts, region, content)),
        cell(texts.label(f"severity-{notice.severity}")),
        str(notice.drill),
        notice.link,
        str(notice.linked_id or ""),
        cell(area_words(region, texts, content)),
        cell(content.texts.get("ru", "")),
        time_cell(notice.until, region.zone),
        str(sent),
        str(sum(c.count for c in counts) - sent),
    ]
