"""A work that fails begins again, is named while it does not go well, and never ends the others."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable

import pytest
from structlog.testing import capture_logs

from bot.clock import MovableClock
from bot.supervise import PAUSES_S, WELL_S, Supervisor
from storage.store import StorageError

Begin = Callable[[], Awaitable[None]]


class Desk:
    """Supervised works over a clock that goes on at once: what they sleep is noted and over."""

    def __init__(self) -> None:
        self.clock = MovableClock()
        self.slept: list[float] = []
        self.faults: Counter[str] = Counter()
        self.supervisor = Supervisor(self, self._faulted)

    def now(self) -> int:
        return self.clock.now()

    def monotonic(self) -> float:
        return self.clock.monotonic()

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.clock.leap(seconds)
        await asyncio.sleep(0)

    def _faulted(self, name: str) -> None:
        self.faults[name] += 1


class Work:
    """Raises what it is given, one at each beginning; then it goes on for ever."""

    def __init__(self, *faults: BaseException) -> None:
        self.faults, self.begun, self.settled = list(faults), 0, asyncio.Event()

    async def __call__(self) -> None:
        self.begun += 1
        if self.faults:
            raise self.faults.pop(0)
        self.settled.set()
        await asyncio.Event().wait()


async def keep(desk: Desk, **works: Work) -> None:
    """Until each of them goes on."""
    tasks = desk.supervisor.run(works)
    async with asyncio.timeout(30):
        for work in works.values():
            await work.settled.wait()
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@pytest.mark.parametrize("fault", [ValueError(), OSError(36, "File name too long"), RecursionError(), AssertionError()])
async def test_whatever_ends_one_work_the_others_go_on_and_it_begins_again(fault: Exception) -> None:
    desk, bad, good = Desk(), Work(fault), Work()
    await keep(desk, bad=bad, good=good)
    assert (bad.begun, good.begun) == (2, 1)
    assert desk.faults == {"bad": 1}
    assert desk.supervisor.failure is None


async def test_pauses_grow_and_have_an_end() -> None:
    desk = Desk()
    await keep(desk, bad=Work(*(ValueError() for _ in range(len(PAUSES_S) + 2))))
    assert desk.slept == [*PAUSES_S, PAUSES_S[-1], PAUSES_S[-1]]
    assert max(desk.slept) <= 60


async def test_after_it_has_gone_well_for_a_while_the_pauses_begin_anew() -> None:
    desk, settled = Desk(), asyncio.Event()
    begun = 0

    async def work() -> None:
        nonlocal begun
        begun += 1
        if begun == 4:
            desk.clock.leap(WELL_S)  # it went well for so long
        if begun < 6:
            raise KeyError(begun)
        settled.set()
        await asyncio.Event().wait()

    tasks = desk.supervisor.run({"work": work})
    async with asyncio.timeout(30):
        await settled.wait()
    tasks[0].cancel()
    assert desk.slept == [1, 2, 4, 1, 2]


async def test_one_kind_of_fault_is_one_line_of_the_log_however_often_it_comes() -> None:
    desk = Desk()
    with capture_logs() as logs:
        await keep(desk, bad=Work(*(ValueError("somebody's words") for _ in range(9)), KeyError("x")))
    said = [entry for entry in logs if entry["event"] == "work.failed"]
    assert [(entry["error"], entry["times"]) for entry in said] == [("ValueError", 1), ("KeyError", 1)]
    assert "words" not in str(logs)
    assert desk.faults["bad"] == 10


async def test_repeats_are_counted_and_seldom_said() -> None:
    desk = Desk()
    with capture_logs() as logs:
        await keep(desk, bad=Work(*(ValueError() for _ in range(150))))
    assert [entry["times"] for entry in logs if entry["event"] == "work.failed"] == [1, 10, 100]


async def test_a_work_is_in_trouble_until_it_has_gone_well_for_a_while() -> None:
    desk = Desk()
    await keep(desk, bad=Work(TypeError()))
    assert desk.supervisor.trouble("bad") == "TypeError"
    desk.clock.leap(WELL_S - 5)
    assert desk.supervisor.trouble("bad") == "TypeError"
    desk.clock.leap(6)
    assert desk.supervisor.trouble("bad") == ""


async def test_a_database_that_is_away_is_no_fault_of_the_work() -> None:
    desk, work = Desk(), Work(StorageError("away"), StorageError("away"))
    await keep(desk, work=work)
    assert work.begun == 3
    assert not desk.faults
    assert desk.supervisor.trouble("work") == ""


async def test_what_the_database_will_never_do_is_a_fault() -> None:
    desk = Desk()
    await keep(desk, work=Work(StorageError("no such table", retry=False)))
    assert desk.faults == {"work": 1}


async def test_a_group_of_tasks_is_judged_by_what_is_in_it() -> None:
    """A TaskGroup wraps what its tasks raise; that the database was away must be seen through it."""
    desk, away = Desk(), Work(ExceptionGroup("tasks", [ExceptionGroup("more", [StorageError("away")])]))
    await keep(desk, away=away, odd=Work(ExceptionGroup("tasks", [LookupError()])))
    assert desk.faults == {"odd": 1}
    assert desk.supervisor.trouble("odd") == "LookupError"


async def test_memory_that_is_used_up_ends_the_program_and_nothing_else_does() -> None:
    desk = Desk()
    tasks = desk.supervisor.run({"bad": Work(ExceptionGroup("x", [ValueError(), MemoryError()]))})
    async with asyncio.timeout(30):
        await desk.supervisor.ended.wait()
    assert str(desk.supervisor.failure) == "memory"
    for task in tasks:
        task.cancel()


async def test_a_work_that_is_cancelled_is_over() -> None:
    desk, work = Desk(), Work()
    [task] = desk.supervisor.run({"work": work})
    async with asyncio.timeout(30):
        await work.settled.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert not desk.faults


async def test_a_fault_of_a_job_lasts_until_the_job_goes_well() -> None:
    desk = Desk()
    desk.supervisor.note("job backup", OSError(28, "no room"), lasting=True)
    desk.clock.leap(3600)
    assert desk.supervisor.trouble("job backup") == "OSError"
    desk.supervisor.well("job backup")
    assert desk.supervisor.trouble("job backup") == ""
