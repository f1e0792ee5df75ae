"""What comes by the clock: missed runs are made up once, faults and stops break nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from structlog.testing import capture_logs

from bot.clock import MovableClock, RealClock
from bot.jobs.scheduler import FIRST, LAST, LOOK_S, Job, Scheduler
from storage.changes import Changes, Query
from storage.open import make_store
from storage.records import Setting
from storage.store import StorageError, Store
from tests.world.waits import until as seen

HOUR_S = 3600


class Work:
    """Counts its runs; `gate` holds them, `fault` breaks them."""

    def __init__(self) -> None:
        self.begun, self.done, self.together, self.most = 0, 0, 0, 0
        self.gate, self.fault = asyncio.Event(), False
        self.gate.set()

    async def __call__(self) -> None:
        self.begun += 1
        self.together += 1
        self.most = max(self.most, self.together)
        try:
            await self.gate.wait()
            if self.fault:
                raise StorageError("no room")
            self.done += 1
        finally:
            self.together -= 1


class Plan:
    def __init__(self, store: Store) -> None:
        self.store, self.clock, self.work = store, RealClock(), Work()

    def scheduler(self, *, every_s: int = HOUR_S, daily: str = "") -> Scheduler:
        job = Job("sweep", self.work, every_s=0 if daily else every_s, daily=daily)
        return Scheduler((job,), self.store, self.clock, ZoneInfo("UTC"))

    async def ran(self, hours_ago: float, what: str = LAST) -> None:
        changes = Changes()
        changes.put(Setting(f"{what}sweep", str(self.clock.now() - int(hours_ago * 3_600_000))))
        async with self.store.unit() as unit:
            await unit.commit(changes)

    async def last(self) -> int:
        rows = (await self.store.read(Query("setting", (f"{LAST}sweep",))))[0]
        return int(rows[0].value) if rows else 0


@pytest.fixture
async def plan(tmp_path: Path) -> AsyncIterator[Plan]:
    store = make_store(f"sqlite:///{tmp_path}/otklik.db")
    await store.open()
    await store.migrate()
    yield Plan(store)
    await store.close()


async def seconds(count: float) -> None:
    """The library plans by the machine's clock, in whole seconds; nothing here depends on how exactly."""
    await asyncio.sleep(count)


async def until(plan: Plan, done: int) -> None:
    async with asyncio.timeout(20):
        while plan.work.done < done:  # noqa: ASYNC110 - a count is no event
            await asyncio.sleep(0.01)
        while done and not await plan.last():  # noqa: ASYNC110
            await asyncio.sleep(0.01)


async def test_a_run_that_was_missed_is_made_up_once(plan: Plan) -> None:
    await plan.ran(hours_ago=9)
    before = await plan.last()
    scheduler = plan.scheduler()
    await scheduler.start()
    await until(plan, 1)
    await seconds(1.3)
    scheduler.stop()
    assert plan.work.begun == 1
    assert await plan.last() > before


def clock_time(hours: float) -> str:
    """So many hours from now."""
    return f"{datetime.now(UTC) + timedelta(hours=hours):%H:%M}"


@pytest.mark.parametrize(("hours_ago", "due_in"), [(0.5, None), (20, 2), (None, -2)])
async def test_what_was_not_missed_waits_for_its_time(
    plan: Plan, hours_ago: float | None, due_in: float | None
) -> None:
    if hours_ago is not None:
        await plan.ran(hours_ago)
    scheduler = plan.scheduler(daily=clock_time(due_in) if due_in else "")
    await scheduler.start()
    await seconds(1.3)
    scheduler.stop()
    assert plan.work.begun == 0


async def test_a_night_switched_off_is_made_up_for_daily_jobs_too(plan: Plan) -> None:
    """Also where its last run, which was made up for, too, is less than a day ago."""
    await plan.ran(hours_ago=23.9)
    scheduler = plan.scheduler(daily=clock_time(-4))
    await scheduler.start()
    await until(plan, 1)
    scheduler.stop()
    assert plan.work.begun == 1


async def test_a_daily_job_of_a_machine_that_is_off_every_night_runs_on_its_second_day(plan: Plan) -> None:
    first = plan.scheduler(daily=clock_time(-4))
    await first.start()
    first.stop()
    noted = (await plan.store.read(Query("setting", (f"{FIRST}sweep",))))[0]
    assert abs(int(noted[0].value) - plan.clock.now()) < HOUR_S * 1000
    assert first.ended == {}, "it has not run"
    await plan.ran(hours_ago=9, what=FIRST)
    second = plan.scheduler(daily=clock_time(-4))
    await second.start()
    await until(plan, 1)
    second.stop()


async def test_a_job_that_takes_longer_than_its_period_runs_one_at_a_time(plan: Plan) -> None:
    plan.work.gate.clear()
    scheduler = plan.scheduler(every_s=1)
    await scheduler.start()
    await seen(lambda: plan.work.begun, "the first run")
    await seconds(2.3)
    assert plan.work.begun == 1
    plan.work.gate.set()
    await until(plan, 1)
    scheduler.stop()
    assert plan.work.most == 1


async def test_a_fault_is_logged_and_the_run_is_not_noted(plan: Plan) -> None:
    plan.work.fault = True
    scheduler = plan.scheduler()
    with capture_logs() as logs:
        await scheduler.run(scheduler.jobs[0])
    assert [(one["event"], one["error"]) for one in logs] == [("job.failed", "StorageError")]
    assert await plan.last() == 0
    plan.work.fault = False
    await scheduler.run(scheduler.jobs[0])
    assert await plan.last() > 0


async def test_what_a_stop_interrupts_is_no_error_and_is_made_up_for(
    plan: Plan, caplog: pytest.LogCaptureFixture
) -> None:
    plan.work.gate.clear()
    first = plan.scheduler()
    await first.start()
    await seen(lambda: plan.work.begun, "the first run")
    first.stop()
    await seen(lambda: not plan.work.together, "its end")
    assert [record for record in caplog.records if record.levelname == "ERROR"] == []
    assert await plan.last() == 0
    plan.work.gate.set()
    second = plan.scheduler()
    await second.start()
    await until(plan, 1)
    second.stop()


class SetBack(datetime):
    """The machine's clock, which somebody has set back by an hour."""

    by = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) - cls.by


def test_a_clock_that_is_set_back_a_little_puts_no_job_off_that_comes_within_its_period(plan: Plan) -> None:
    scheduler, planned = plan.scheduler(), [datetime.now(UTC) + timedelta(minutes=minutes) for minutes in (59, 120)]
    scheduler._scheduler.add_job(lambda: None, "interval", seconds=HOUR_S, id="sweep", next_run_time=planned[0])
    scheduler._plan_anew()
    assert scheduler._scheduler.get_job("sweep").next_run_time == planned[0]
    scheduler._scheduler.modify_job("sweep", next_run_time=planned[1])
    scheduler._plan_anew()
    assert scheduler._scheduler.get_job("sweep").next_run_time < planned[1]


async def test_a_clock_that_is_set_back_by_an_hour_holds_no_job_up(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("bot.jobs.scheduler", "apscheduler.schedulers.base", "apscheduler.triggers.interval"):
        monkeypatch.setattr(f"{module}.datetime", SetBack)
    plan.clock = clock = MovableClock()
    scheduler = plan.scheduler(every_s=1)
    kept = asyncio.create_task(scheduler.keep())
    await until(plan, 1)
    monkeypatch.setattr(SetBack, "by", timedelta(hours=1))
    done = plan.work.done
    clock.leap(LOOK_S)
    await until(plan, done + 2)  # one may have been on its way
    scheduler.stop()
    kept.cancel()
    await asyncio.gather(kept, return_exceptions=True)
