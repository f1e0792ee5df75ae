"""Finds the reports, and lines of their histories, that a program asks for and may see.

Of years of reports a page is found by time. Where a program has few of them all, those are found first, by whose they
are: by time it would be a walk past everybody else's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

from handlers.open311.asking import MOST_NUMBERS, ReportsAsked, UpdatesAsked
from handlers.open311.reports import LEADS_TO, NOT_SAID
from handlers.open311.viewer import Viewer
from handlers.reports.status import GRACED
from storage.changes import Query, words
from storage.records import Report, ReportEvent
from storage.store import Store

FEW = 2_000
"""So many numbers are looked up one by one; of more there is one every few steps of the walk."""


class ReportsFound:
    """All raise StorageError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    async def reports(self, asked: ReportsAsked, viewer: Viewer, now: int) -> list[Report]:
        if asked.numbers:
            found: list[Report] = (await self._store.read(Query("reports_among", (json.dumps(asked.numbers),))))[0]
            return [report for report in found[:MOST_NUMBERS] if viewer.sees(report, now)]
        office, page, latest = asked.organisation, asked.page, viewer.latest(now)
        if office and viewer.organisations and office not in viewer.organisations:
            return []
        offices, own = (office,) if office else viewer.organisations, "" if office else viewer.channel
        since, until = asked.since, asked.until if asked.by_update else min(asked.until, latest)
        shown = words(asked.statuses & viewer.statuses()), viewer.most_danger
        about = (*_either(asked.topics), asked.municipality, page.size, page.skipped)
        written = (0, latest) if asked.by_update else (since, until)
        few = await self._few(offices, own, *written)
        if few is not None:
            name = "open311_few_by_update" if asked.by_update else "open311_few_by_creation"
            return await self._read(Query(name, (since, until, *shown, json.dumps(few), *about)))
        params = (since, until, *shown, *_either(offices), *about)
        if asked.by_update:
            return await self._read(Query("open311_by_update", (*params, latest, own)))
        return await self._read(Query("open311_by_creation", (*params, own)))

    async def updates(self, asked: UpdatesAsked, viewer: Viewer, now: int) -> list[ReportEvent]:
        page, latest = asked.page, viewer.latest(now)
        shown = asked.since, asked.until, words(viewer.statuses()), viewer.most_danger
        told = words(LEADS_TO), words(set(GRACED) & set(LEADS_TO)), json.dumps(NOT_SAID), page.size, page.skipped
        few = await self._few(viewer.organisations, viewer.channel, 0, latest)
        if few is not None:
            return await self._lines(Query("open311_few_updates", (*shown, json.dumps(few), *told)))
        whose = _either(viewer.organisations)
        return await self._lines(Query("open311_updates", (*shown, *whose, *told, latest, viewer.channel)))

    async def _few(self, offices: Sequence[str], own: str, since: int, until: int) -> list[int] | None:
        """The numbers of all that is theirs and was written then; None where that is much, or everybody's."""
        if not offices:
            return None
        query = Query("open311_numbers", (words(offices), since, until, FEW + 1, own))
        found = [number for (number,) in (await self._store.read(query))[0]]
        return found if len(found) <= FEW else None

    async def _read(self, query: Query) -> list[Report]:
        return list((await self._store.read(query))[0])

    async def _lines(self, query: Query) -> list[ReportEvent]:
        return list((await self._store.read(query))[0])


def _either(codes: Sequence[str]) -> tuple[int, str]:
    """(1, nothing) for all, else (0, these codes), as storage/sql/open311.sql takes them."""
    return int(not codes), json.dumps(codes)
