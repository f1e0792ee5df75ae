"""What comes by the clock (APScheduler): one of each at a time, missed runs made up once.

The last run of each job stands in the database, so that a night spent switched off is made up for at the
next start, once.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import structlog
from apscheduler.events import EVENT_JOB_SUBMITTED, JobSubmissionEvent
from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.clock import Clock
from bot.supervise import Supervisor, first_of
from storage.changes import Changes, Query
from storage.records import Setting
from storage.store import StorageError, Store

log = structlog.get_logger()

LAST, FIRST = "job:", "job-since:"
"""Settings of these names hold when a job last ended well, and when a daily one was first planned, UTC ms."""
LOOK_S = 15.0
"""So often is looked whether the machine's clock was set back; by less than this it holds no job up for long."""


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


def work_of(job: Job) -> str:
    """The name under which a job is supervised."""
    return f"job {job.name}"


class Scheduler:
    """`lags`: how late each job's last run began, seconds. `ended`: when it last ended well, UTC ms."""

    def __init__(
        self, jobs: tuple[Job, ...], store: Store, clock: Clock, zone: ZoneInfo, supervisor: Supervisor | None = None
    ) -> None:
        self.jobs, self.store, self.clock, self.zone = jobs, store, clock, zone
        self.supervisor = supervisor or Supervisor(clock, lambda name: None)
        self.supervisor.declare(*(work_of(job) for job in jobs))
        self.lags: dict[str, float] = {}
        self.ended: dict[str, int] = {}
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )

    async def keep(self) -> None:
        """Have the jobs run until cancelled. The library waits for moments by the machine's clock: where that is set
        back by an hour, no job would run for an hour, so all are planned anew.
        """
        await self.start()
        while True:
            before = datetime.now(UTC)
            await self.clock.sleep(LOOK_S)
            if datetime.now(UTC) < before:
                log.warning("jobs.clock_set_back")
                self._plan_anew()

    def _plan_anew(self) -> None:
        """Jobs that would wait longer than their period. The others keep their moment: a clock that runs fast and is
        set back every hour would else put those of every hour off again and again.
        """
        now = datetime.now(UTC)
        for job in self.jobs:
            planned = self._scheduler.get_job(job.name)
            if planned is not None and planned.next_run_time - now > timedelta(milliseconds=job.period_ms):
                self._scheduler.reschedule_job(job.name, trigger=self._trigger(job))

    async def start(self) -> None:
        """Plan every job; one whose run was missed runs at once."""
        last, since = await self._moments(LAST), await self._moments(FIRST)
        await self._note_first([job for job in self.jobs if job.daily and job.name not in (last | since)])
        for job in self.jobs:
            missed = self._is_missed(job, last.get(job.name, since.get(job.name)))
            first = {"next_run_time": datetime.now(UTC) + timedelta(seconds=1)} if missed else {}
            self._scheduler.add_job(self.run, self._trigger(job), args=[job], id=job.name, **first)
        self.ended.update({name: at for name, at in last.items() if any(job.name == name for job in self.jobs)})
        self._scheduler.add_listener(self._began, EVENT_JOB_SUBMITTED)
        self._scheduler.start()

    async def _moments(self, prefix: str) -> dict[str, int]:
        rows = (await self.store.read(Query("settings_like", (prefix,))))[0]
        return {row.name.removeprefix(prefix): int(row.value) for row in rows if row.value.isdecimal()}

    async def _note_first(self, jobs: list[Job]) -> None:
        """They have nothing to make up for yet; but one that is missed every night, as on a machine that is switched
        off then, would else never run.
        """
        changes = Changes()
        for job in jobs:
            changes.put(Setting(f"{FIRST}{job.name}", str(self.clock.now())))
        if changes:
            async with self.store.unit() as unit:
                await unit.commit(changes)

    def _is_missed(self, job: Job, last: int | None) -> bool:
        """`last`: when it ran, or was first planned. A daily job whose time has come since then, however long ago that
        was: a machine that is switched on every morning would do it only on the days on which that is a minute later
        than the day before.
        """
        now = self.clock.now()
        if not job.daily:
            return now - (last or 0) > job.period_ms
        if last is None:
            return False  # a new installation has nothing to make up for
        here, at = datetime.fromtimestamp(now / 1000, self.zone), time.fromisoformat(job.daily)
        days = (here.date() - timedelta(days=back) for back in (0, 1))
        planned = (round(datetime.combine(day, at, self.zone).timestamp() * 1000) for day in days)
        return last < next(moment for moment in planned if moment <= now)

    async def run(self, job: Job) -> None:
        """One run; its fault is noted, and the next run comes as planned. What a stop interrupts is made up for."""
        try:
            await job.work()
            changes = Changes()
            changes.put(Setting(f"{LAST}{job.name}", str(self.clock.now())))
            async with self.store.unit() as unit:
                await unit.commit(changes)
            self.ended[job.name] = self.clock.now()
            self.supervisor.well(work_of(job))
        except StorageError as fault:
            log.error("job.failed", job=job.name, error=type(fault).__name__)
            if not fault.retry:
                self.supervisor.note(work_of(job), fault, lasting=True)
        except Exception as fault:  # noqa: BLE001 - one run's fault is that of this run alone
            log.error("job.failed", job=job.name, error=type(first_of(fault)).__name__)
            self.supervisor.note(work_of(job), first_of(fault), lasting=True)
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
