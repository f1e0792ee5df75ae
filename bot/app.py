"""The composition root: builds the program, starts it, stops it. Nothing else knows all the parts."""

from __future__ import annotations

import asyncio
import math
from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import replace
from functools import partial

import structlog

from bot.backups import backups_of
from bot.beside import Beside
from bot.channels.administrators import Administrators
from bot.channels.members import Members
from bot.channels.port import Channel
from bot.channels.runner import Runner
from bot.chats import readdress
from bot.clock import Clock
from bot.committed import Committed, wake
from bot.delivery.file_limits import free_bytes
from bot.delivery.files import Fetcher, Files
from bot.delivery.inherited import Inherited
from bot.delivery.objects import make_objects
from bot.delivery.prepare import Preparer
from bot.delivery.sender import Sender
from bot.health.causes import causes_of
from bot.health.measured import ObservedChannel, ObservedStore
from bot.health.status import HealthStatus, Parts
from bot.in_work import InWork
from bot.jobs.chores import Chores
from bot.jobs.forgotten import Forgotten
from bot.jobs.last_number import LastNumber
from bot.jobs.mirror import Mirror
from bot.jobs.scheduler import Job, Scheduler
from bot.jobs.timers import Timers
from bot.lead.introduction import Introduction
from bot.lead.lead import LEAD_LOST, Lead, make_lead
from bot.lead.takeover import learn
from bot.learning.nightly import MEMORY_MB, TopicLearning
from bot.notices.audience import Audience
from bot.notices.feeds import Feeds
from bot.notices.fetch import WebFetcher
from bot.notices.folder import Folder
from bot.notices.inbox import Inbox
from bot.notices.pictures import AreaPictures
from bot.notices.resources import Resources
from bot.programs import Programs
from bot.readers import make_readers
from bot.settings import Settings
from bot.shared import make_shared
from bot.start import StartFailed
from bot.supervise import ServiceFailed, Supervisor
from bot.waiting import alongside, end_all
from bot.web.metrics import Metrics
from bot.web.notice_files import NoticeFiles
from bot.web.notices import NoticePages
from bot.web.server import WebServer
from bot.web.signing import Signing
from bot.webhooks.service import database_of
from handlers import alerts, cases, citizen, officer, operator, outside, subscriber
from handlers import clock as clock_handlers
from handlers.alerts.resources import ALERTS
from handlers.base.message import Address
from handlers.base.routes import Router
from handlers.base.texts import Library
from handlers.intake import Intake
from storage.changes import Changes
from storage.region.region import Region
from storage.store import InUse, LeadLost, NewerSchema, StorageError, Store

log = structlog.get_logger()

FOLDERS = tuple(
    folder.ROUTES for folder in (citizen, cases, subscriber, operator, outside, officer, alerts, clock_handlers)
)

STOP_S = 8.0
"""So long a stop waits for calls under way; then their outcome is unknown."""
LONGEST_PAUSE_S = 30.0
"""Between attempts to reach the database at the start."""
LINGERS_S = 70.0
"""So long a server may hold the lock of a program whose machine is gone (storage.postgres_line.SETTINGS: a minute)."""


class App:
    """The running bot over given channels. `start`, then `run` until it is cancelled or `stop` was called."""

    _lock_until = math.inf
    """Monotonic: so long a lock that is taken at the start may be that of a dead program."""

    def __init__(self, settings: Settings, region: Region, given: Mapping[str, Channel], clock: Clock) -> None:
        self.settings, self.region, self.clock = settings, region, clock
        self.metrics = Metrics()
        self.supervisor = Supervisor(clock, self.metrics.work_failed)
        self.committed = Committed(self.supervisor, self._listeners)
        self.store = ObservedStore(self._database(), self.metrics, clock)
        channels = {name: ObservedChannel(channel, self.metrics, clock) for name, channel in given.items()}
        self.lead = self._lead(given.values())
        self.readers = make_readers(region, Library(region.zone, settings.default_language))
        self.shared = make_shared(settings, region, given, self.readers)
        fetcher = WebFetcher(proxy=settings.feed_proxy.get_secret_value(), address=settings.public_url)
        self.beside = self._beside()
        self.programs = Programs(settings, self.store, clock, self.metrics, fetcher)
        objects, folder = make_objects(settings), settings.data_dir / "files"
        ways: dict[str, Fetcher] = {**channels, ALERTS: Resources(fetcher), **self.programs.fetchers}
        self.files = Files(self.store, ways, folder, clock, objects=objects)
        self.pictures = AreaPictures(self.store, self.shared, folder / "exports", self.beside)
        self.files.committed = self.committed
        self.forgotten = Forgotten(settings.data_dir / "forgotten.txt")
        self.last_number = LastNumber(settings.data_dir / "last_number.txt")
        self.mirror = Mirror(objects, self.forgotten, self.last_number, clock)
        self.members = Members(channels, clock)
        self.administrators = Administrators(self.shared, channels, clock, self.members.standing)
        self.intake = Intake(self.store, self.shared, self._router(), clock, self.members.standing, self.committed)
        self.intake.marker = self.in_work = InWork(settings.data_dir / "in_work")
        self.timers = Timers(self.intake, self.store, clock)
        self.runners = {name: self._runner(channel) for name, channel in channels.items()}
        senders = {name: runner.sender for name, runner in self.runners.items()}
        self.audience = Audience(self.shared, self.store, senders, clock, self.committed)
        self.audience.faulted = partial(self.supervisor.note, "audience")
        self.backups = backups_of(settings, self.store, clock)
        self.chores = Chores(
            self.store, self.intake, channels, senders.values(), self.files, clock, self.backups, self.audience.sweep
        )
        self.inbox = Inbox(self.store, self.intake, clock, self.beside, self.committed)
        self.feeds = Feeds(region.notices.sources, self.inbox, fetcher)
        self.folder = self._folder()
        self.learning = TopicLearning(
            self.store, clock, region, self.readers.topics, settings.data_dir / "reading", self._learner
        )
        jobs = (*self.chores.jobs(), *self.feeds.jobs(), *self.learning.jobs(wanted=settings.learn_topics))
        jobs += (Job("numbers", partial(self.last_number.look, self.store), every_s=60),)
        self.scheduler = Scheduler(jobs, self.store, clock, region.zone, self.supervisor)
        self.health = self._health(channels)
        for cause in causes_of(self.learning, self.files, self.lead, self.last_number):
            self.health.watch.add(cause)
        self.shared.channels, self.shared.held = self.health.channels, self.health.chats.held
        self.web = WebServer(settings.http_host, settings.http_port, self.health)
        self.web.add(self._pages().routes())
        self.web.add(self.programs.routes(self.intake, self.health, self.files.shelf))
        self.stopping = self.supervisor.ended

    # -- life -----------------------------------------------------------------------------------
    async def open(self) -> None:
        """Hold the database (a standby: once it leads), bring it up to date, learn what is in it. StorageError."""
        if self.lead.standby:
            async with alongside(self.files.look_after_cache()):
                await self.lead.wait()
        else:
            await self.store.open(exclusive=True)
            self.store.lost = lambda: self.supervisor.end("database-in-use")
        self.in_work.open()
        for name in await self.store.migrate():
            log.info("database.migrated", migration=name)
        await self.lead.enter()
        await self.mirror.learn()
        await learn(self.store, self.shared, self.forgotten, self.last_number)
        await self.files.tidy()
        self.programs.brought.sweep()
        if erased := await self.forgotten.apply(self.store, self.clock.now()):
            log.warning("forgotten.erased_again", persons=erased)

    async def start(self, waits: Callable[[], None] = lambda: None) -> None:
        """Open the database, serve the web, introduce the channels. While the database is away it is waited for, with
        the web server up; `waits` is called when that begins. A lock that may be left of a dead program is waited for
        likewise, for LINGERS_S. StorageError is one that a person has to mend, StartFailed likewise.
        """
        pause = 1.0
        if self.lead.standby:
            await self.web.start()
            waits()
        async with Introduction(self.runners.values(), self.lead) as introduction:
            while not await self._opened(pause):
                await self.web.start()
                waits()
                await self.clock.sleep(min(pause, self._lock_until - self.clock.monotonic()))
                pause = min(pause * 2, LONGEST_PAUSE_S)
            await self.web.start()
            await introduction.ends()
            await self.lead.settle()

    async def _opened(self, again_s: float) -> bool:
        """Whether the database could be opened; if not, it may be later."""
        try:
            await self.open()
            await readdress(self.store, self.shared, self.clock.now())
        except NewerSchema:
            raise
        except LeadLost as fault:
            self.lead.lose(fault.why)
            raise ServiceFailed(LEAD_LOST) from None
        except InUse as fault:
            now = self.clock.monotonic()
            self._lock_until = min(self._lock_until, now + LINGERS_S)
            if not fault.lingers or now >= self._lock_until or not await self._serves():
                raise
            log.warning("database.in_use", again_s=again_s, left_s=round(self._lock_until - now))
        except StorageError as fault:
            if not fault.retry:
                raise
            self._lock_until = math.inf
            log.warning("database.not_reached", why=fault.code, again_s=again_s)
        else:
            return True
        await self.lead.let_go()
        await self.store.close()
        return False

    async def _serves(self) -> bool:
        """Whether the web's address is ours: a dead program has let go of it, another one here has not."""
        try:
            await self.web.start()
        except StartFailed:
            return False
        return True

    async def run(self) -> None:
        """Until `stop`; then calls under way are finished, for STOP_S at most. ServiceFailed if it cannot go on."""
        outward = self.supervisor.run({f"send {name}": runner.sender.run for name, runner in self.runners.items()})
        inward = self.supervisor.run(self._inward())
        try:
            await self.stopping.wait()
        finally:
            await self._wind_down(inward, outward)
        if self.supervisor.failure is not None:
            raise self.supervisor.failure

    def stop(self) -> None:
        """Safe to call from a signal handler."""
        self.stopping.set()

    async def close(self) -> None:
        """Let go of everything; a fault in one place keeps nothing else open. Where another node waits for it, of the
        lead first.
        """
        self.scheduler.stop()
        runners = (runner.channel.close for runner in self.runners.values())
        lead, rest = (*runners, self.lead.let_go, self.store.close), (self.web.stop, self.beside.close)
        for close in (*lead, *rest, self._let_go) if self.lead.standby else (*rest, *lead, self._let_go):
            try:
                await close()
            except Exception as fault:  # noqa: BLE001 - the rest has to be closed
                log.warning("service.close_failed", error=type(fault).__name__)

    async def _let_go(self) -> None:
        self.in_work.close()

    def _inward(self) -> dict[str, Callable[[], Awaitable[None]]]:
        """Everything that goes on for ever beside the senders."""
        works: dict[str, Callable[[], Awaitable[None]]] = {"jobs": self.scheduler.keep, "health": self.health.run}
        for name, runner in self.runners.items():
            works |= {f"receive {name}": runner.receive, f"admit {name}": runner.admit}
        works |= {"timers": self.timers.run, "files": self.files.run, "audience": self.audience.run}
        works |= {"administrators": self.administrators.run, "inbox": self.inbox.run, "reading": self.learning.run}
        works |= {"mirror": partial(self.mirror.run, self.store), **self.programs.works(self.intake)}
        return works | ({"folder": self.folder.run} if self.folder else {})

    async def _wind_down(self, inward: list[asyncio.Task[None]], outward: list[asyncio.Task[None]]) -> None:
        """What cannot go on is not waited for."""
        for task in inward:
            task.cancel()
        for runner in self.runners.values():
            runner.sender.stop()
        if outward and self.supervisor.failure is None:
            await asyncio.wait(outward, timeout=STOP_S)
        await end_all((*inward, *outward))

    # -- parts ----------------------------------------------------------------------------------
    def _lead(self, given: Iterable[Channel]) -> Lead:
        """Whoever it lets speak: it is asked at each channel's every call."""
        lead = make_lead(self.store, self.settings, self.region)
        lead.end, lead.give = self.supervisor.end, self.stop
        for channel in given:
            channel.fence.may_call = lead.may_call
        return lead

    def _database(self) -> Store:
        return database_of(self.settings, self.region, lambda: self.shared.ids.next("outbox"), self.clock)

    def _parts(self, channels: Mapping[str, ObservedChannel]) -> Parts:
        return Parts(
            self.shared, self.store, channels, self.runners, self.intake, self.scheduler, self.timers, self.metrics,
            self.clock, self.backups, self.supervisor, self.lead,
        )  # fmt: skip

    def _health(self, channels: Mapping[str, ObservedChannel]) -> HealthStatus:
        health = HealthStatus(self._parts(channels), lambda: free_bytes(self.settings.data_dir))
        alerts = self.folder.trouble.concerns() if self.folder else []
        for concern in (*alerts, *self.programs.back_office.concerns()):
            health.watch.add(concern)
        return health

    def _beside(self, processes: int = 2, memory_mb: int = 1_024) -> Beside:
        return Beside(replace(self.region, made={}, _by_code={}), processes, memory_mb)

    def _learner(self) -> Beside:
        return self._beside(1, MEMORY_MB)

    def _folder(self) -> Folder | None:
        path, texts = self.settings.notice_folder, self.shared.library.texts(self.settings.default_language)
        return Folder(path, self.inbox, texts) if path else None

    def _pages(self) -> NoticePages:
        said, key, certificate = self.settings, self.settings.cap_key, self.settings.cap_certificate
        signing = Signing(self.beside, key, certificate) if key and certificate else None
        files = NoticeFiles(self.store, self.files.folder, self.files.shelf.bring)
        return NoticePages(self.store, self.shared, self.clock, said.public_url, files, signing)

    def _router(self) -> Router:
        router = Router()
        for routes in (*FOLDERS, self.forgotten.routes(self.files)):
            router.add(routes)
        return router

    def _listeners(self) -> tuple[Callable[[Changes], None], ...]:
        """Whoever has something to do after a commit."""
        woken = partial(wake, self.runners, self.files, self.metrics)
        notes = (self.shared.heed, woken, self.timers.note, self.audience.note, self.last_number.note)
        return (*notes, self.programs.webhooks.note)

    def _runner(self, channel: Channel) -> Runner:
        preparer = Preparer(channel, self.store, self.files, self.shared.library, self.pictures)
        sender = Sender(
            channel, self.store, self.clock, preparer, self.committed, moved=self.shared.follow,
            keeps=lambda chat: self.shared.keeps(Address(channel.name, chat)),
        )  # fmt: skip
        runner = Runner(
            channel, sender, self.shared, self.store, self.intake, self.members, self.clock, self.metrics.took
        )
        sender.stopped = runner.refuse
        sender.claims.inherited = Inherited(channel.name, sender.dispatch, self.clock, sender.dispatch.held.keeps)
        sender.carrier.faulted = partial(self.supervisor.note, f"send {channel.name}")
        return runner
