"""The composition root: builds the house, starts it, stops it. Nothing else knows all the parts."""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import signal
from collections.abc import Awaitable, Callable, Coroutine, Mapping
from typing import Any, TypeVar

import structlog

from bot.administrators import Administrators
from bot.channels.port import Channel
from bot.channels.registry import make_channels
from bot.chores import Chores
from bot.clock import Clock, RealClock
from bot.delivery.files import Files
from bot.delivery.parcels import Parcels
from bot.delivery.sender import Sender
from bot.door import Door
from bot.faults import ask_service, retry_all
from bot.forgotten import Forgotten
from bot.garbage import spare_what_stays
from bot.last_number import LastNumber
from bot.members import Members
from bot.notices.audience import Audience
from bot.notices.feeds import Feeds
from bot.notices.folder import Folder
from bot.notices.inbox import Inbox
from bot.notices.pictures import AreaPictures
from bot.notices.resources import Resources
from bot.observed import ObservedChannel, ObservedStore
from bot.scheduler import Scheduler
from bot.settings import Settings
from bot.timers import Timers
from bot.vitals import Parts, Vitals, free_bytes
from bot.waiting import end_all
from bot.web.metrics import Metrics
from bot.web.notices import NoticePages
from bot.web.server import WebServer
from handlers import alerts, citizen, officer, operator, subscriber
from handlers import clock as clock_handlers
from handlers.alerts.resources import ALERTS
from handlers.aside import MOVED
from handlers.house import House, parse_address
from handlers.intake import Intake
from handlers.routes import Router
from handlers.texts import Library
from handlers.topics import TopicGuesser
from storage.changes import Changes, Query
from storage.ids import Ids
from storage.open import make_store
from storage.records import Fault, OutboxRow, StoredFile
from storage.region import Region
from storage.store import InUse, StorageError

log = structlog.get_logger()
T = TypeVar("T")

FOLDERS = tuple(folder.ROUTES for folder in (citizen, subscriber, operator, officer, alerts, clock_handlers))

STOP_S = 8.0
"""So long a stop waits for calls under way; then their outcome is unknown."""


class App:
    """The running bot over given channels. `start`, then `run` until it is cancelled or `stop` was called."""

    def __init__(self, settings: Settings, region: Region, given: Mapping[str, Channel], clock: Clock) -> None:
        self.settings, self.region, self.clock = settings, region, clock
        self.metrics = Metrics()
        self.store = ObservedStore(make_store(settings.database_url.get_secret_value()), self.metrics, clock)
        channels = {name: ObservedChannel(channel, self.metrics, clock) for name, channel in given.items()}
        library = Library(region.zone, settings.default_language)
        guesser = TopicGuesser(region)
        self.house = House(
            region, library, Ids({}), settings.admin_chat, guesser.guess, guesser.is_danger,
            settings.duty_officers, default_language=settings.default_language,
            alarm_chat=settings.alarm_chat if settings.alarm_chat and settings.alarm_chat.channel in given else None,
            lemmas=guesser.lemmas, one_officer=settings.one_officer, notice_channels=settings.notice_channels,
            backup_days=settings.backup_keep,
        )  # fmt: skip
        self.files = Files(self.store, {**channels, ALERTS: Resources()}, settings.data_dir / "files", clock)
        self.pictures = AreaPictures(self.store, self.house, settings.data_dir / "files" / "exports")
        self.files.committed = self._committed
        self.forgotten = Forgotten(settings.data_dir / "forgotten.txt")
        self.last_number = LastNumber(settings.data_dir / "last_number.txt")
        self.members = Members(channels, clock)
        self.administrators = Administrators(self.house, channels, clock, self.members.standing)
        self.intake = Intake(self.store, self.house, self._router(), clock, self.members.standing, self._committed)
        self.timers = Timers(self.intake, self.store, clock)
        self.doors = {name: self._door(channel) for name, channel in channels.items()}
        senders = {name: door.sender for name, door in self.doors.items()}
        self.audience = Audience(self.house, self.store, senders, clock, self._committed)
        self.chores = Chores(
            self.store, self.intake, channels, senders.values(), self.files, clock, settings.data_dir,
            settings.backup_keep, self.audience.sweep,
        )  # fmt: skip
        self.inbox = Inbox(self.store, self.intake, clock, self._committed)
        self.feeds = Feeds(region.notices.sources, self.inbox)
        texts = library.texts(settings.default_language)
        self.folder = Folder(settings.notice_folder, self.inbox, texts) if settings.notice_folder else None
        jobs = self.chores.jobs(backups=settings.database_url.get_secret_value().startswith("sqlite"))
        self.scheduler = Scheduler((*jobs, *self.feeds.jobs()), self.store, clock, region.zone)
        parts = Parts(
            self.house, self.store, channels, self.doors, self.intake, self.scheduler, self.timers, self.metrics, clock
        )
        self.vitals = Vitals(parts, lambda: free_bytes(settings.data_dir))
        self.house.channels = self.vitals.channels
        self.web = WebServer(settings.http_host, settings.http_port, self.vitals)
        self.web.add(NoticePages(self.store, self.house, clock, settings.public_url).routes())
        self._stop = asyncio.Event()

    # -- life -----------------------------------------------------------------------------------
    async def open(self) -> None:
        """Hold the database, bring it up to date, learn where the numbers stand. StorageError."""
        await self.store.open(exclusive=True)
        for name in await self.store.migrate():
            log.info("database.migrated", migration=name)
        ids, moved = await self.store.read(Query("last_ids"), Query("settings_like", (MOVED,)))
        last = dict(ids)
        last["person"] = max([last["person"], *self.forgotten.ids()])  # a restore must not give their ids away
        last["report"] = self.last_number.after_restart(last["report"])
        self.house.ids = Ids(last)
        if erased := await self.forgotten.apply(self.store):
            log.warning("forgotten.erased_again", persons=erased)
        for setting in moved:
            self.house.follow(parse_address(setting.name.removeprefix(MOVED)), parse_address(setting.value))

    async def start(self) -> None:
        """Open the database, serve the web, introduce the channels. StorageError, StartFailed."""
        await self.open()
        await self.web.start()
        for door in self.doors.values():
            await door.introduce()

    async def run(self) -> None:
        """Until `stop`; then calls under way are finished, for STOP_S at most."""
        await self.scheduler.start()
        works = {f"receive {name}": door.receive for name, door in self.doors.items()}
        works |= {"timers": self.timers.run, "files": self.files.run, "vitals": self.vitals.run}
        works |= {"audience": self.audience.run, "administrators": self.administrators.run}
        works |= {"inbox": self.inbox.run} | ({"folder": self.folder.run} if self.folder else {})
        inward = [asyncio.create_task(self._patiently(name, work), name=name) for name, work in works.items()]
        outward = [asyncio.create_task(d.sender.run(), name=f"send {n}") for n, d in self.doors.items()]
        stop = asyncio.create_task(self._stop.wait(), name="stop")
        try:
            await asyncio.wait((stop, *inward, *outward), return_when=asyncio.FIRST_COMPLETED)
        finally:
            stop.cancel()
            await self._wind_down(inward, outward)
        for task in (*inward, *outward):
            if task.done() and not task.cancelled() and (fault := task.exception()) is not None:
                raise fault

    def stop(self) -> None:
        """Safe to call from a signal handler."""
        self._stop.set()

    async def close(self) -> None:
        self.scheduler.stop()
        await self.web.stop()
        for door in self.doors.values():
            await door.channel.close()
        await self.store.close()

    async def _patiently(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Work that goes on for ever: where the database fails it, it begins again a little later."""
        while True:
            try:
                await work()
            except StorageError as fault:
                log.warning("work.interrupted", work=name, error=type(fault).__name__)
                await self.clock.sleep(1)

    async def _wind_down(self, inward: list[asyncio.Task[None]], outward: list[asyncio.Task[None]]) -> None:
        for task in inward:
            task.cancel()
        for door in self.doors.values():
            door.sender.stop()
        await asyncio.wait(outward, timeout=STOP_S) if outward else None
        await end_all((*inward, *outward))

    # -- parts ----------------------------------------------------------------------------------
    def _router(self) -> Router:
        router = Router()
        for routes in (*FOLDERS, self.forgotten.routes(self.files)):
            router.add(routes)
        return router

    def _door(self, channel: Channel) -> Door:
        parcels = Parcels(channel, self.store, self.files, self.house.library, self.pictures)
        sender = Sender(channel, self.store, self.clock, parcels, self._committed, moved=self.house.follow)
        door = Door(channel, sender, self.house, self.store, self.intake, self.members, self.clock, self.metrics.took)
        sender.stopped = door.refuse
        return door

    def _committed(self, changes: Changes) -> None:
        """After every commit: whoever has something to do now is woken."""
        rows: dict[str, list[OutboxRow]] = {}
        for row in changes.outbox():
            rows.setdefault(row.channel, []).append(row)
        for channel, waiting in rows.items():
            if channel in self.doors:
                self.doors[channel].sender.offer(waiting)
        if StoredFile in changes.rows:
            self.files.wake()
        if kept := sum(
            1 for row in changes.rows.get(Fault, {}).values() if isinstance(row, Fault) and not row.solved_at
        ):
            self.metrics.faulted(kept)
        self.timers.note(changes)
        self.audience.note(changes)
        self.last_number.note(changes)


async def serve(app: App) -> None:
    """Start, run until SIGINT or SIGTERM, close."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, app.stop)
    try:
        await app.start()
        spare_what_stays()
        log.info("service.running", channels=sorted(app.doors))
        await app.run()
    finally:
        await app.close()


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
        app = App(settings.model_copy(update={"http_port": 0}), region, make_channels(settings, clock), clock)
        try:
            await app.open()
        except InUse:
            await app.store.open()
            return await ask_service(app.store)
        else:
            channels = {name: door.channel for name, door in app.doors.items()}
            return await retry_all(app.store, app.intake, channels, clock.now())
        finally:
            await app.close()

    return run_loop(main())


def run_service(settings: Settings, region: Region) -> int:
    """`otklik run` with real tokens: 0 after a clean stop. StorageError and StartFailed are the caller's."""

    async def main() -> None:
        clock = RealClock()
        await serve(App(settings, region, make_channels(settings, clock), clock))

    run_loop(main())
    return 0
