"""The one place where changes become events for other programs: every transaction passes it before it is written.

What happened, and a row for each webhook that wants to hear of it, are written in the transaction that makes it so.
Without a webhook, and without anybody who may ask for events, nothing stands here (`announcing`).
"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Iterable, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast

from handlers.base.programs import program_channel
from handlers.base.turn import random_id
from handlers.webhooks.events import FORGETS, Before, Happening, happened, may_tell
from handlers.webhooks.facts import facts_of
from storage.changes import Changes, Query
from storage.hook_records import HookEvent
from storage.notice_records import Notice
from storage.outbox_records import OutboxOp
from storage.records import Lane, OutboxRow, Report, ReportEvent
from storage.region.webhooks import Webhook
from storage.store import Rows, Store, Unit

STEP = 1_000
"""Ids of events are milliseconds with three more digits: they grow, also over a restore of an earlier day."""
TO_PERSONS = frozenset({"report.answered", "report.question"})


class Announcer:
    """What happened by changes, as rows beside them. `hooks`: whoever is called; `next_row` gives the id of a new row
    of the outbox, `now` UTC ms.
    """

    def __init__(self, next_row: Callable[[], int], hooks: Iterable[Webhook], now: Callable[[], int]) -> None:
        self._next_row, self._hooks, self._now = next_row, tuple(hooks), now

    async def complete(self, unit: Unit, changes: Changes) -> None:
        """Add to the changes what is to be told of them. StorageError."""
        reports, lines, notices = (_keys(changes, kind) for kind in (Report, ReportEvent, Notice))
        about = {row.report_id for row in changes.rows.get(ReportEvent, {}).values() if isinstance(row, ReportEvent)}
        forgotten = [
            Query("reports_among", command.params[:1]) for command in changes.commands if command.name == FORGETS
        ]
        last, old_reports, old_lines, old_notices, *erased = await unit.exchange(
            None,
            [
                Query("hook_event_last"), Query("reports_among", (json.dumps(sorted(reports | about)),)),
                Query("report_events_among", (json.dumps(sorted(lines)),)),
                Query("notices_among", (json.dumps(sorted(notices)),)),
                *forgotten,
            ],
        )  # fmt: skip
        before = Before(
            {report.id: report for report in old_reports}, {line.id: line for line in old_lines},
            {notice.id: notice for notice in old_notices}, tuple(report for found in erased for report in found),
        )  # fmt: skip
        number, now = int(last[0][0]), self._now()
        for happening in happened(changes, before):
            number = max(number + 1, now * STEP)
            self._put(changes, happening, number, now)

    def _put(self, changes: Changes, happening: Happening, number: int, now: int) -> None:
        report, notice = happening.report, happening.notice
        event = HookEvent(
            number, happening.line.at if happening.line and not happening.line.delivery else now, happening.kind,
            report.id if report else 0, notice.id if notice else 0, report.organisation if report else "",
            happening.was_organisation, notice.drill if notice else 0, facts_of(happening),
        )  # fmt: skip
        changes.put(event)
        offices = tuple(filter(None, (event.organisation, event.was_organisation)))
        for hook in self._hooks:
            mine = report is not None and report.channel == program_channel(hook.code)
            if hook.wants(event.kind, () if mine else offices):
                changes.put(self._row(hook, event, now))

    def _row(self, hook: Webhook, event: HookEvent, now: int) -> OutboxRow:
        number = self._next_row()
        chat = f"report:{event.report_id}" if event.report_id else f"notice:{event.notice_id}"
        lane = Lane.PERSON if event.kind in TO_PERSONS else Lane.DIGEST
        row = OutboxRow(number, hook.channel, chat, int(lane), OutboxOp.CALL, event.kind)
        row.created_at = row.due_at = now
        row.random_id, row.report_id, row.event_id = random_id(number), event.report_id, event.id
        return row


def _keys(changes: Changes, kind: type[Any]) -> set[int]:
    return {key[0] for key, row in changes.rows.get(kind, {}).items() if row is not None}


class AnnouncingUnit:
    """A storage.store.Unit."""

    def __init__(self, inner: Unit, announcer: Announcer) -> None:
        self._inner, self._announcer = inner, announcer

    async def exchange(self, changes: Changes | None, queries: Sequence[Query] = ()) -> list[Rows]:
        await self._complete(changes)
        return await self._inner.exchange(changes, queries)

    async def commit(self, changes: Changes | None = None, queries: Sequence[Query] = ()) -> list[Rows]:
        await self._complete(changes)
        return await self._inner.commit(changes, queries)

    async def _complete(self, changes: Changes | None) -> None:
        if changes is not None and HookEvent not in changes.rows and may_tell(changes):
            await self._announcer.complete(self._inner, changes)


class AnnouncingStore:
    """A storage.store.Store whose transactions say what happened."""

    def __init__(self, inner: Store, announcer: Announcer) -> None:
        self._inner, self._announcer = inner, announcer

    @asynccontextmanager
    async def unit(self) -> AsyncIterator[Unit]:
        async with self._inner.unit() as unit:
            yield AnnouncingUnit(unit, self._announcer)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._inner, name)


def announcing(store: Store, announcer: Announcer) -> Store:
    """The store, with every transaction announced."""
    return cast(Store, AnnouncingStore(store, announcer))
