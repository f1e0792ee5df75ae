"""The running service as a process: signals, systemd, the watchdog, and the code with which it ends.

Exit codes: 0 after a stop that was asked for, 2 for what a person has to mend before it can start (settings, region,
refused tokens, a second instance), 3 for a node that led and does so no more: started anew, it stands by; 1 for
everything else: then it is to be started anew, too.
"""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import os
import signal
import threading
from collections.abc import Callable, Coroutine
from typing import Any, TypeVar

import structlog

from bot.app import App
from bot.channels.registry import make_channels
from bot.clock import RealClock
from bot.garbage import spare_what_stays
from bot.jobs.retry_faults import ask_service, retry_all
from bot.lead.lead import LEAD_LOST
from bot.leaving import LEAVES_S, end_within
from bot.notify import Notifier
from bot.settings import Settings
from bot.start import StartFailed
from bot.supervise import ServiceFailed, first_of, place_of
from bot.waiting import end_all, unless
from bot.watchdog import HardGuard, Watchdog
from handlers.base.shared import Shared
from handlers.reading.intent import LastAsked
from handlers.reading.places import place_reader
from storage.region.region import Region
from storage.store import InUse, StorageError

log = structlog.get_logger()
T = TypeVar("T")

TO_BE_RESTARTED = 1
LED = 3
ENDS_S = 1.5
"""So long a node that has lost the lead may take to close what it has open; then it is ended as it is."""


async def serve(app: App, notifier: Notifier) -> None:
    """Start, run until SIGINT or SIGTERM, close. StorageError and StartFailed: it could not start, and would not the
    next time. ServiceFailed: it could not go on.
    """
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, app.stop)

    def waits() -> None:
        notifier.ready("standing by" if app.lead.standby else "waiting for the database")

    try:
        read_words(app.shared)
        if app.lead.standby:  # what takes its time is over before the lead has to be renewed
            spare_what_stays()
        if await unless(app.stopping, app.start(waits)):
            if not app.lead.standby:
                spare_what_stays()
            notifier.ready("running")
            log.info("service.running", channels=sorted(app.runners))
            await app.run()
        elif app.supervisor.failure is not None:
            raise app.supervisor.failure
    finally:
        notifier.stopping()
        await app.close()


def read_words(shared: Shared) -> None:
    """Loads what the reading of texts needs (dictionary, models, names of places, all forms of the region's words: half
    a second), so that no citizen's first message waits for it within its handler.
    """
    name = next(iter(shared.region.names.values()))
    text = f"{name} {name[::-1]}"  # a word that no dictionary has is looked for among the region's own
    shared.guess(text)
    shared.is_danger(text)
    shared.intent(text, LastAsked.NOTHING)
    place_reader(shared.region).read(name)


async def guarded(app: App, notifier: Notifier, standstill: Callable[[], str] | None = None) -> None:
    """`serve`, with the process ended when it stands still (`standstill`: how that is seen, if not by its parts)."""
    guard = HardGuard()
    watchdog = Watchdog(standstill or app.health.standstill, app.supervisor.end, app.clock, notifier, guard)
    beat = asyncio.create_task(watchdog.run(), name="watchdog")
    try:
        await serve(app, notifier)
    finally:
        await end_all((beat,))
        guard.let_go()


def run_loop(main: Coroutine[Any, Any, T]) -> T:
    """`asyncio.run`, on uvloop where it is installed: a tenth less CPU an update."""
    if importlib.util.find_spec("uvloop") is None:
        return asyncio.run(main)
    uvloop = importlib.import_module("uvloop")
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        return runner.run(main)


def retry_faults(settings: Settings, region: Region) -> tuple[int, int]:
    """`otklik faults retry`: (tried, solved), by the running service if there is one."""

    async def main() -> tuple[int, int]:
        clock = RealClock()
        alone = settings.model_copy(update={"http_port": 0, "standby": False})
        app = App(alone, region, make_channels(settings, clock), clock)
        try:
            await app.open()
        except InUse:
            await app.store.open()
            return await ask_service(app.store)
        else:
            channels = {name: runner.channel for name, runner in app.runners.items()}
            return await retry_all(app.store, app.intake, channels, clock.now())
        finally:
            await app.close()

    return run_loop(main())


def run_service(settings: Settings, region: Region) -> int:
    """`otklik run` with real tokens: the exit code. StorageError and StartFailed are the caller's: a person mends
    them, and they come from the start alone. OSError: the start met something that may pass.
    """

    leaving = list[threading.Timer]()

    async def main() -> int:
        """The exit code."""
        clock, code = RealClock(), TO_BE_RESTARTED
        app = App(settings, region, make_channels(settings, clock), clock)
        app.lead.lost = lambda: leaving.append(end_within(ENDS_S, LED))
        try:
            await guarded(app, Notifier(os.environ))
            code = LED if app.lead.given else 0
        finally:
            leaving.append(end_within(LEAVES_S, code))
        return code

    try:
        return run_loop(main())
    except (StartFailed, StorageError, OSError):
        raise
    except ServiceFailed as failure:
        log.critical("service.ended", why=str(failure))
        return LED if str(failure) == LEAD_LOST else TO_BE_RESTARTED
    except Exception as fault:  # noqa: BLE001 - whatever it was, it has to be started anew; what it says may be private
        log.critical("service.ended", why=type(first_of(fault)).__name__, where=place_of(fault))
        return TO_BE_RESTARTED
    finally:
        for timer in leaving:
            timer.cancel()
