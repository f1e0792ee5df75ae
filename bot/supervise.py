"""Works that go on for ever: a fault of one begins it again, a little later each time, and ends nothing else.

A fault is logged once with its kind (repeats are counted), counted for the metrics, and remembered as the trouble of
the work until that has gone well for WELL_S. What nothing can go on after ends the program, and nothing else does:
MemoryError (nothing in this process can be relied on any more), and what `end` is told of (the database belongs to
another program, the watchdog found the process stuck).
"""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

import structlog

from bot.clock import Clock
from bot.jobs.repeats import Repeats
from storage.store import StorageError

log = structlog.get_logger()

PAUSES_S = (1.0, 2.0, 4.0, 8.0, 15.0, 30.0, 60.0)
"""Before a work begins again; the last one is repeated."""
WELL_S = 60.0
"""A work that has gone on for so long without a fault is well again."""
STORAGE_PAUSE_S = 1.0
"""Where the database was away it begins again soon: whether it is there is watched elsewhere."""


class ServiceFailed(Exception):
    """The program cannot go on and has to be started anew; the message is a short code."""


@dataclass(slots=True)
class WorkState:
    """How one work fares. `error` is the kind of its last fault, "" while it is well. Times monotonic seconds."""

    name: str
    error: str = ""
    where: str = ""
    repeats: Repeats = field(default_factory=Repeats)
    failed_at: float = 0.0
    resting: bool = False  # between a fault and the next beginning

    def note(self, fault: BaseException, now: float) -> bool:
        """Remember a fault; whether it is worth a line of the log: a new kind, or the tenth, the hundredth…"""
        self.error, self.where, self.failed_at = type(fault).__name__, place_of(fault), now
        return bool(self.repeats.again(f"{self.error} {self.where}"))


class Supervisor:
    """`faulted` is told of each fault by the name of its work; it must not raise."""

    def __init__(self, clock: Clock, faulted: Callable[[str], None]) -> None:
        self.clock, self._faulted = clock, faulted
        self.works: dict[str, WorkState] = {}
        self.ended = asyncio.Event()
        self.failure: ServiceFailed | None = None

    def declare(self, *names: str) -> None:
        """Names of works that there will be, so that they can be watched from the start."""
        for name in names:
            self.works.setdefault(name, WorkState(name))

    def end(self, why: str) -> None:
        """The program cannot go on. The first reason counts."""
        if self.failure is None:
            self.failure = ServiceFailed(why)
            log.critical("service.cannot_go_on", why=why)
            self.ended.set()

    def trouble(self, name: str) -> str:
        """The kind of the last fault of a work that is not well (again); "" if it is."""
        work = self.works[name]
        well = work.error and not work.resting and self.clock.monotonic() - work.failed_at >= WELL_S
        if well:
            self.well(name)
        return work.error

    def note(self, name: str, fault: Exception, *, lasting: bool = False) -> None:
        """A fault of a work that goes on, or comes again, by itself (a job, one round of a loop). `lasting`: it is in
        trouble until `well` is called.
        """
        self.declare(name)
        work = self.works[name]
        work.resting = lasting or work.resting
        if work.note(fault, self.clock.monotonic()):
            log.error("work.failed", work=name, error=work.error, where=work.where, times=work.repeats.times)
        self._faulted(name)
        if isinstance(fault, MemoryError):
            self.end("memory")

    def well(self, name: str) -> None:
        """It goes well again."""
        work = self.works.get(name) or WorkState(name)
        if work.error:
            log.info("work.well_again", work=name, error=work.error, times=work.repeats.times)
        work.error, work.where, work.resting = "", "", False
        work.repeats.over()

    def run(self, works: Mapping[str, Callable[[], Awaitable[None]]]) -> list[asyncio.Task[None]]:
        """A task for each work, named after it; whoever calls waits for them. A work that returns is over."""
        self.declare(*works)
        return [asyncio.create_task(self._keep(self.works[name], work), name=name) for name, work in works.items()]

    async def _keep(self, work: WorkState, begin: Callable[[], Awaitable[None]]) -> None:
        tries, away = 0, Repeats()
        while True:
            began = self.clock.monotonic()
            try:
                await begin()
            except Exception as raised:  # noqa: BLE001 - whatever it is, the others go on
                fault = first_of(raised)
            else:
                work.resting = False
                return
            if isinstance(fault, StorageError) and fault.retry:
                if self.clock.monotonic() - began >= WELL_S:
                    away.over()
                if times := away.again(type(fault).__name__):
                    log.warning("work.interrupted", work=work.name, error=type(fault).__name__, times=times)
                await self.clock.sleep(STORAGE_PAUSE_S)
                continue
            tries = 1 if self.clock.monotonic() - began >= WELL_S else tries + 1
            work.resting = True
            self.note(work.name, fault)
            await self.clock.sleep(PAUSES_S[min(tries, len(PAUSES_S)) - 1])
            work.resting, work.failed_at = False, self.clock.monotonic()


def first_of(fault: Exception) -> Exception:
    """The fault itself, or the first one of a group that tasks of a TaskGroup left; MemoryError before all others."""
    if not isinstance(fault, ExceptionGroup):
        return fault
    inner = [first_of(one) for one in fault.exceptions]
    return next((one for one in inner if isinstance(one, MemoryError)), inner[0])


def place_of(fault: BaseException) -> str:
    """Where it was raised, as function:line; never what it says, which may quote somebody."""
    frames = traceback.extract_tb(fault.__traceback__, limit=-1)
    return f"{frames[-1].name}:{frames[-1].lineno}" if frames else ""
