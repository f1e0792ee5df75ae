"""The composition root: builds the house, starts it, stops it. Nothing else knows all the parts."""

from __future__ import annotations

import asyncio
import importlib
import importlib.util
import signal
from collections.abc import Coroutine, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import structlog

from bot.channels.port import Channel, ChannelStopped
from bot.channels.registry import make_channels
from bot.chores import Chores
from bot.clock import Clock, RealClock
from bot.delivery.files import Files
from bot.delivery.parcels import Parcels
from bot.delivery.sender import Sender
from bot.faults import ask_service, retry_all
from bot.forgotten import Forgotten
from bot.last_number import LastNumber
from bot.members import Members
from bot.observed import ObservedChannel, ObservedStore
from bot.scheduler import Scheduler
from bot.settings import Settings
from bot.start import StartFailed
from bot.timers import Timers
from bot.vitals import Parts, Vitals, free_bytes
from bot.web.metrics import Metrics
from bot.web.server import WebServer
from handlers import citizen, operator
from handlers import clock as clock_handlers
from handlers.aside import MOVED
from handlers.event import Kind, Update
from handlers.house import House, parse_address
from handlers.intake import Intake
from handlers.routes import Router
from handlers.texts import Library
from handlers.topics import TopicGuesser
from storage.changes import Changes, Query
from storage.ids import Ids
from storage.open import make_store
from storage.records import Fault, OutboxRow, Setting, StoredFile
from storage.region import Region
from storage.store import InUse

log = structlog.get_logger()
T = TypeVar("T")

CURSOR = "cursor:"
"""Settings of this name hold how far a channel was read (VK's ts)."""
MENU = ("report", "status", "reports", "help", "language", "privacy", "cancel")
STOP_S = 8.0
"""So long a stop waits for calls under way; then their outcome is unknown."""


def menu(library: Library) -> dict[str, list[tuple[str, str]]]:
    """The messenger's own menu of commands: (command, description) by language, the default one first."""
    languages = sorted(library.languages, key=lambda language: language != library.default)
    return {language: [(c, library.texts(language).label(f"menu-command-{c}")) for c in MENU] for language in languages}


@dataclass(slots=True)
class Door:
    """One channel with its sender."""

    channel: Channel
    sender: Sender


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
        )  # fmt: skip
        self.files = Files(self.store, channels, settings.data_dir / "files", clock)
        self.forgotten = Forgotten(settings.data_dir / "forgotten.txt")
        self.last_number = LastNumber(settings.data_dir / "last_number.txt")
        self.members = Members(channels, clock)
        self.intake = Intake(self.store, self.house, self._router(), clock, self.members.standing, self._committed)
        self.timers = Timers(self.intake, self.store, clock)
        self.doors = {name: Door(channel, self._sender(channel)) for name, channel in channels.items()}
        senders = [door.sender for door in self.doors.values()]
        self.chores = Chores(
            self.store, self.intake, channels, senders, self.files, clock, settings.data_dir, settings.backup_keep
        )
        self.scheduler = Scheduler(
            self.chores.jobs(backups=settings.database_url.get_secret_value().startswith("sqlite")),
            self.store, clock, region.zone,
        )  # fmt: skip
        self._stop = asyncio.Event()
        self._stopped: dict[str, str] = {}  # channel -> why its messenger will not have us
        parts = Parts(
            self.house, self.store, channels, {name: door.sender for name, door in self.doors.items()},
            self._stopped, self.intake, self.scheduler, self.timers, self.metrics, clock,
        )  # fmt: skip
        self.vitals = Vitals(parts, lambda: free_bytes(settings.data_dir))
        self.house.channels = self.vitals.channels
        self.web = WebServer(settings.http_host, settings.http_port, self.vitals)

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
        """Open the database, introduce the channels, serve the web. StorageError, StartFailed."""
        await self.open()
        for name, door in self.doors.items():
            try:
                self.house.bots[name] = await door.channel.start()
            except ChannelStopped as fault:
                raise StartFailed("cli-channel-refused", channel=name, why=str(fault)) from None
            except OSError:
                log.warning("channel.not_reached", channel=name)  # `run` goes on trying
        await self.web.start()

    async def run(self) -> None:
        """Until `stop`; then calls under way are finished, for STOP_S at most."""
        await self.scheduler.start()
        inward = [asyncio.create_task(self._receive(door), name=f"receive {n}") for n, door in self.doors.items()]
        inward += [
            asyncio.create_task(self.timers.run(), name="timers"),
            asyncio.create_task(self.files.run(), name="files"),
            asyncio.create_task(self.vitals.run(), name="vitals"),
        ]
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

    async def _wind_down(self, inward: list[asyncio.Task[None]], outward: list[asyncio.Task[None]]) -> None:
        for task in inward:
            task.cancel()
        for door in self.doors.values():
            door.sender.stop()
        await asyncio.wait(outward, timeout=STOP_S) if outward else None
        for task in outward:
            task.cancel()
        await asyncio.gather(*inward, *outward, return_exceptions=True)

    # -- parts ----------------------------------------------------------------------------------
    def _router(self) -> Router:
        router = Router()
        for routes in (citizen.ROUTES, operator.ROUTES, clock_handlers.ROUTES, self.forgotten.routes(self.files)):
            router.add(routes)
        return router

    def _sender(self, channel: Channel) -> Sender:
        parcels = Parcels(channel, self.store, self.files, self.house.library)
        return Sender(
            channel,
            self.store,
            self.clock,
            parcels,
            self._committed,
            stopped=lambda why: self._refused(channel.name, why),
            moved=self.house.follow,
        )

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
        self.last_number.note(changes)

    def _refused(self, channel: str, why: str) -> None:
        if channel not in self._stopped:
            self._stopped[channel] = why
            log.error("channel.stopped", channel=channel, why=why)

    async def _receive(self, door: Door) -> None:
        """Introduce the channel if that is still to be done, then read it for ever."""
        channel, pause = door.channel, 1.0
        while channel.name not in self.house.bots:
            try:
                self.house.bots[channel.name] = await channel.start()
            except OSError:
                await self.clock.sleep(pause)
                pause = min(pause * 2, 30.0)
            except ChannelStopped as fault:
                self._refused(channel.name, str(fault))
                await asyncio.Event().wait()
        await channel.publish_commands(menu(self.house.library))
        rows = (await self.store.read(Query("setting", (f"{CURSOR}{channel.name}",))))[0]
        try:
            await channel.receive(
                lambda updates, cursor: self._take(channel, updates, cursor), rows[0].value if rows else ""
            )
        except ChannelStopped as fault:
            self._refused(channel.name, str(fault))
            await asyncio.Event().wait()

    async def _take(self, channel: Channel, updates: object, cursor: str) -> None:
        assert isinstance(updates, list | tuple)
        batch: list[Update] = list(updates)
        for update in batch:
            if update.event is not None and update.event.kind is Kind.MEMBER:
                self.members.note(update.event)
        await self.intake.take(batch, Setting(f"{CURSOR}{channel.name}", cursor) if cursor else None)
        self.metrics.took(channel.name, batch, self.clock.now())


async def serve(app: App) -> None:
    """Start, run until SIGINT or SIGTERM, close."""
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, app.stop)
    try:
        await app.start()
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
