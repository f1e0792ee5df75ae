"""What comes by the clock (APScheduler): one of each at a time, missed runs made up once.

The last run of each job stands in the database, so that a night spent switched off is made up for at the
next start, once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import structlog
from apscheduler.events import EVENT_JOB_SUBMITTED, JobSubmissionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock
from storage.changes import Changes, Query
from storage.records import Setting
from storage.store import StorageError, Store

log = structlog.get_logger()

LAST = "job:"
"""Settings of this name hold when a job last ended well, UTC ms."""


@dataclass(frozen=True, slots=True)
class Job:
    """Every `every_s` seconds, or daily at `daily` ("HH:MM" in the region's zone)."""

    name: str
    work: Callable[[], Awaitable[None]]
    every_s: int = 0
    daily: str = ""

    @property
    def period_ms(self) -> int:
        return (self.every_s or 24 * 3600) * 1000


class Scheduler:
    """`lags`: how late each job's last run began, seconds. `ended`: when it last ended well, UTC ms."""

    def __init__(self, jobs: tuple[Job, ...], store: Store, clock: Clock, zone: ZoneInfo) -> None:
        self.jobs, self.store, self.clock, self.zone = jobs, store, clock, zone
        self.lags: dict[str, float] = {}
        self.ended: dict[str, int] = {}
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    async def start(self) -> None:
        """Plan every job; one whose last run is longer ago than its period runs at once."""
        rows = (await self.store.read(Query("settings_like", (LAST,))))[0]
        last = {row.name.removeprefix(LAST): int(row.value) for row in rows}
        for job in self.jobs:
            missed = self.clock.now() - last.get(job.name, 0) > job.period_ms
            if job.daily and job.name not in last:
                missed = False  # a new installation has nothing to make up for
            first = {"next_run_time": datetime.now(UTC) + timedelta(seconds=1)} if missed else {}
            self._scheduler.add_job(self.run, self._trigger(job), args=[job], id=job.name, **first)
        self.ended.update({name: at for name, at in last.items() if any(job.name == name for job in self.jobs)})
        self._scheduler.add_listener(self._began, EVENT_JOB_SUBMITTED)
        self._scheduler.start()

    async def run(self, job: Job) -> None:
        """One run; a fault is logged and the next run comes as planned. What a stop interrupts is made up for."""
        try:
            await job.work()
            changes = Changes()
            changes.put(Setting(f"{LAST}{job.name}", str(self.clock.now())))
            async with self.store.unit() as unit:
                await unit.commit(changes)
            self.ended[job.name] = self.clock.now()
        except (StorageError, OSError) as fault:
            log.error("job.failed", job=job.name, error=type(fault).__name__)
        except asyncio.CancelledError:
            log.info("job.interrupted", job=job.name)  # and over: the library would call it an error, with a traceback

    def stop(self) -> None:
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _began(self, event: JobSubmissionEvent) -> None:
        late = datetime.now(UTC) - event.scheduled_run_times[-1]
        self.lags[event.job_id] = max(0.0, late.total_seconds())

    def _trigger(self, job: Job) -> IntervalTrigger | CronTrigger:
        if job.daily:
            hour, _, minute = job.daily.partition(":")
            return CronTrigger(hour=int(hour), minute=int(minute), timezone=self.zone)
        return IntervalTrigger(seconds=job.every_s)
