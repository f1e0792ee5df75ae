"""The jobs of the program: sweeping the outbox, reminders, pruning, nightly copies."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable, Iterable, Mapping

import structlog

from bot.backups import Backups
from bot.channels.port import Channel
from bot.clock import Clock
from bot.delivery.files import Files
from bot.delivery.sender import Sender
from bot.jobs import retry_faults
from bot.jobs.place_keys import fill_place_keys
from bot.jobs.scheduler import Job
from handlers.base.texts import DAY_MS
from handlers.intake import Intake
from storage.changes import Changes, Query
from storage.records import Setting
from storage.store import Store
from storage.ticks import Tick

log = structlog.get_logger()

KEEP_BODIES_MS = DAY_MS
"""Texts leave the outbox a day after they are final, and updates that were set aside a day after they were handled."""
KEEP_ROWS_MS = 30 * DAY_MS
KEEP_SEEN_MS = 14 * DAY_MS
"""Messengers repeat an update for a day at most (or do not say how long)."""
KEEP_REQUESTS_MS = 14 * DAY_MS
"""So long a program that repeats a request gets the number of what that filed."""
KEEP_READINGS_MS = 180 * DAY_MS
"""What other programs read and filed stands so long in the log of acts."""
KEEP_SENT_MS = 90 * DAY_MS
"""What a messenger's message stands for is remembered so long, and longer where it is still needed (`sent_page`)."""
KEEP_EXPORTS_S, EXPORTS_LOOK_S = 3600, 300
"""A person's data is gone an hour after it was packed; so often that is looked after."""
KEEP_RECIPIENTS_MS = 400 * DAY_MS
"""Who was told of a notice is known so long after it, or for the region's `keep_days` where these are fewer."""
RETIRED_AT_ONCE = 100
STEP = 500
"""Rows pruned in one transaction, so that nobody waits long for the writer."""
BREATH_S = 0.01
"""After a step the writer is everybody else's for so long, several times what the step took."""
KEEP_REFUSED_MS, KEEP_OUTSIDE_MS = 30 * DAY_MS, 400 * DAY_MS
"""Of what other systems did: what was refused, and what was done."""
STEPS = 2_000
"""At most so many in an hour: a million rows, as a notice to everybody leaves."""


class Chores:
    """Jobs over the parts of a running App."""

    def __init__(
        self,
        store: Store,
        intake: Intake,
        channels: Mapping[str, Channel],
        senders: Iterable[Sender],
        files: Files,
        clock: Clock,
        backups: Backups,
        notices: Callable[[], Awaitable[None]],
    ) -> None:
        self.store, self.intake, self.channels, self.clock = store, intake, channels, clock
        self.senders, self.files = tuple(senders), files
        self.backups, self.notices = backups, notices

    def jobs(self) -> tuple[Job, ...]:
        jobs = (
            Job("sweep", self.sweep, every_s=15),
            Job("remind", self.remind, every_s=60),
            Job("prune", self.prune, every_s=3600),
            Job("exports", self.drop_exports, every_s=EXPORTS_LOOK_S),
            Job("retire", self.retire, daily="04:10"),
            Job("place_keys", self.place_keys, every_s=3600),
            Job("forget_sent", self.prune_sent, daily="04:40"),
            Job("forget_recipients", self.prune_recipients, daily="04:50"),
        )
        if not self.backups.possible:
            return jobs
        nightly = Job("backup", self.backups.nightly, daily="03:30")
        return (*jobs, nightly, Job("backup-again", self.backups.again, every_s=3600))

    async def sweep(self) -> None:
        """Due and stuck rows: what another process wrote, or what a lost wake-up left."""
        for sender in self.senders:
            await sender.sweep()
        await self.notices()
        if (await self.store.read(Query("setting", (retry_faults.WANTED,))))[0]:
            tried, solved = await retry_faults.retry_all(self.store, self.intake, self.channels, self.clock.now())
            log.info("faults.retried", tried=tried, solved=solved)
            changes = Changes()
            changes.delete(Setting, retry_faults.WANTED)
            async with self.store.unit() as unit:
                await unit.commit(changes)

    async def remind(self) -> None:
        await self.intake.tick(Tick.REMIND)

    async def drop_exports(self) -> None:
        self.files.drop_exports(KEEP_EXPORTS_S)

    async def prune(self) -> None:
        await self.files.sweep()
        await self.files.shelf.drop_waiting(self.store)
        now = self.clock.now()
        for name, before in (
            ("prune_outbox_bodies", now - KEEP_BODIES_MS),
            ("prune_faults", now - KEEP_BODIES_MS),
            ("prune_outbox", now - KEEP_ROWS_MS),
            ("prune_seen", now - KEEP_SEEN_MS),
            ("prune_hook_events", now - KEEP_ROWS_MS),
            ("prune_api_seen", now - KEEP_REQUESTS_MS),
            ("prune_open311_audit", now - KEEP_READINGS_MS),
        ):
            for _ in range(STEPS):
                if not (await self.store.read(Query(f"{name}_left", (before,))))[0]:
                    break
                await self._step(Query(name, (before, STEP)))
                await self.clock.sleep(BREATH_S)
        await self._step(Query("prune_outside", (now - KEEP_REFUSED_MS, now - KEEP_OUTSIDE_MS)))

    async def prune_sent(self) -> None:
        """All of what was sent is looked at once, a page at a time, without the writer; what may go goes."""
        before, after, gone = self.clock.now() - KEEP_SENT_MS, ("", "", ""), 0
        while page := (await self.store.read(Query("sent_page", (before, *after, STEP))))[0]:
            after = page[-1][:3]
            if old := [list(key) for *key, may_go in page if may_go]:
                await self._step(Query("prune_sent", (json.dumps(old),)))
                gone += len(old)
            await self.clock.sleep(BREATH_S)
        log.info("sent.pruned", count=gone)

    async def retire(self) -> None:
        """Reports that were closed longer ago than the region keeps them: nothing personal stays of them."""
        before = self.clock.now() - self.intake.shared.region.keep_days * DAY_MS
        for _ in range(200):
            reports, files = await self.store.read(
                Query("reports_to_retire", (before, RETIRED_AT_ONCE)),
                Query("files_to_retire", (before, RETIRED_AT_ONCE)),
            )
            if not reports:
                return
            unwanted = self.files.remove([path for (path,) in files])
            await self._step(Query("retire_reports", (json.dumps([number for (number,) in reports]),)), *unwanted)
            log.info("reports.retired", count=len(reports))

    async def prune_recipients(self) -> None:
        """Who was told of notices that are long over goes; how many they were is counted elsewhere. What may still be
        corrected or ended needs them, and so does what it follows.
        """
        kept = min(self.intake.shared.region.keep_days * DAY_MS, KEEP_RECIPIENTS_MS)
        before = self.clock.now() - max(kept, KEEP_SENT_MS)
        for _ in range(STEPS):
            notices = (await self.store.read(Query("notices_with_recipients", (before,))))[0]
            if not notices:
                return
            await self._step(Query("prune_recipients", (notices[0][0], STEP)))
            await self.clock.sleep(BREATH_S)

    async def place_keys(self) -> None:
        """Reports of an earlier program get the keys of their places; nothing to do once all have them."""
        await fill_place_keys(self.store, self.intake.shared.region, self.clock)

    async def _step(self, command: Query, *rows: Setting) -> None:
        changes = Changes(commands=[command])
        for row in rows:
            changes.put(row)
        async with self.store.unit() as unit:
            await unit.commit(changes)
