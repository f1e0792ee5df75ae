"""A stage for scripts: the real program over the emulated messengers, a clock that can be wound forward."""

from __future__ import annotations

import asyncio
import math
from collections import deque
from collections.abc import AsyncIterator, Callable, Collection
from contextlib import asynccontextmanager, nullcontext
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TypeVar

import pytest
from pydantic import SecretStr

from bot.app import App
from bot.channels.max.channel import MaxChannel
from bot.channels.port import Channel
from bot.channels.registry import make_channels
from bot.channels.vk.channel import VkChannel
from bot.delivery import dispatch
from bot.notices import picture, picture_frame
from bot.sandbox.emulators import open_all
from bot.sandbox.max_api import MaxEmulator
from bot.sandbox.run import sandbox_settings
from bot.sandbox.scene import Scene, open_scene
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.vk_api import VkEmulator
from bot.sandbox.world import Messenger
from bot.settings import Settings
from handlers.base.message import Address
from storage.changes import Query
from tests.databases import ready_file
from tests.world.clock import DayClock
from tests.world.in_place import is_in_place
from tests.world.in_thread import beside_in_thread
from tests.world.reading import read_together
from tests.world.stillness import Stillness
from tests.world.world import fictional

LOOKS_AGAIN_S = 0.003
"""Between looks at what is not done though nothing happens: it waits for a moment, or for another process."""
SOON_S = 5.0
"""So long a messenger that was asked in vain is not asked again, at first; nobody waits for it in real time."""
CALLS_END_S = 0.03
"""So long, while a second is wound, calls that are under way in threads are waited for at most."""
T = TypeVar("T")
PATIENCE_S = 60.0
"""So long a script waits for something to appear; a busy machine must not fail a test."""


@cache
def _base() -> Settings:
    """Reading them takes a sixth of what a stage takes to open."""
    return Settings(_env_file=None, http_port=0)


def unhurried(channel: Channel) -> Channel:
    """Without waiting for the messengers' limits: scripts are about what is said, not how fast."""
    channel.limits = replace(channel.limits, per_second=1000, chat_per_second=1000, chat_burst=100, group_per_minute=0)
    if isinstance(channel, MaxChannel):
        channel.polls_within_s = 0.0
    if isinstance(channel, VkChannel):  # it paces its calls in their threads once more
        channel._api._gap_s, channel._api._left = 0.0, deque(maxlen=1000)
    return channel


class Stage:
    """`emulators` are the messengers by name, also as `telegram`, `vk` and `max`; `admin`: where the admin chat is.

    `limits`: the messengers hold the bot to their limits, and the bot keeps them. A script may replace `region`
    before it starts the bot anew.
    """

    def __init__(self, folder: Path, admin: str, database_url: str = "", *, limits: bool = False) -> None:
        self.clock = DayClock()
        self.emulators = open_all(self.clock, limits=limits)
        self.telegram, self.vk = self._one(TelegramEmulator), self._one(VkEmulator)
        self.max = self._one(MaxEmulator)
        self.limits, self.region = limits, fictional()
        self.admin = admin
        self.folder, self.database_url = folder, database_url
        self.officers: tuple[frozenset[Address], ...] = ()  # DUTY_OFFICERS; see `name_officers`
        self.scene: Scene
        self.app: App
        self._running: asyncio.Task[None] | None = None
        self._still: Stillness
        self._tells = not database_url and not limits and is_in_place()  # the loop, when nothing is left to do
        self._looks = 1 if self._tells else 3
        self._patch = pytest.MonkeyPatch()

    def _one(self, kind: type[T]) -> T:
        return next(emulator for emulator in self.emulators.values() if isinstance(emulator, kind))

    def messenger(self, name: str) -> Messenger:
        return self.emulators[name]

    async def open(self) -> None:
        self._still = Stillness()
        if self._tells:  # no commit waits for a disk, and nobody looks at maps through a glass
            self._patch.setattr(dispatch, "LEAD_S", 0.0)
            for module in (picture, picture_frame):
                self._patch.setattr(module, "TWICE", 1)
        ready_file(self.folder / "otklik.db")
        for emulator in self.emulators.values():
            await emulator.serve()
        self.scene = open_scene(self.emulators, self.admin)
        await self.start_bot()
        await self.until(lambda: self.vk.polled, "VK being listened to")

    async def start_bot(self) -> None:
        """Start the program over the database as it is."""
        settings = sandbox_settings(_base(), self.emulators, self.scene.admin_chat, self.folder)
        settings = settings.model_copy(update={"duty_officers": self.officers})
        if self.database_url:
            settings = settings.model_copy(update={"database_url": SecretStr(self.database_url)})
        channels = make_channels(settings, self.clock)
        if not self.limits:
            channels = {name: unhurried(channel) for name, channel in channels.items()}
        with read_together(), beside_in_thread() if self._tells else nullcontext():
            self.app = App(settings, self.region, channels, self.clock)
        await self.app.start()
        self._running = asyncio.create_task(self.app.run())

    async def name_officers(self, *people: Collection[tuple[str, str]]) -> None:
        """Set DUTY_OFFICERS to these people, each (messenger, user) of theirs joined, and start the bot anew."""
        self.officers = tuple(frozenset(Address(*account) for account in person) for person in people)
        await self.stop_bot()
        await self.start_bot()

    async def stop_bot(self) -> None:
        self.app.stop()
        assert self._running is not None
        await asyncio.wait_for(self._running, PATIENCE_S)
        await self.app.close()

    async def close(self) -> None:
        try:
            await self.stop_bot()
            for emulator in self.emulators.values():
                await emulator.stop()
        finally:
            self.lets_go()

    def lets_go(self) -> None:
        """What was set for this stage is for others what it was."""
        self._patch.undo()

    # -- time and quiet -----------------------------------------------------------------------
    async def passes(self, seconds: float) -> None:
        """Time goes on by so much, and everything that is due then has happened."""
        await self.quiet()
        self.clock.leap(seconds)
        await self.quiet()

    async def winds(self, seconds: int) -> None:
        """Time goes on second by second: what comes in is handled, what goes out waits for the limits."""
        for _ in range(seconds):
            self.clock.leap(1)
            await self.settles()
            async with asyncio.timeout(PATIENCE_S):
                while self._unread() or await self._timers_due():
                    await self._still.is_broken(LOOKS_AGAIN_S)

    async def settles(self) -> None:
        """What follows of itself from what happened is done, calls that take long excepted."""
        await (self._still.comes(CALLS_END_S) if self._tells else asyncio.sleep(CALLS_END_S))

    def _unread(self) -> bool:
        return any(emulator.pending() for emulator in self.emulators.values())

    async def _timers_due(self) -> bool:
        return bool((await self.app.store.read(Query("timers_due", (self.clock.now(), 1))))[0])

    async def quiet(self, soon_s: float = 0.0) -> None:
        """Wait until nothing is on its way: no update unread, no timer due, nothing to do, no row waiting, not even for
        a moment within `soon_s`.
        """
        async with asyncio.timeout(PATIENCE_S):
            await self._goes_on(due=False)
            calm = 0
            while calm < self._looks:
                due, wait_s = await self._left()
                if 0 < wait_s <= (SOON_S if due and self._tells else soon_s):
                    self.clock.leap(wait_s)
                    due = True
                calm = 0 if await self._goes_on(due) or due else calm + 1

    async def _goes_on(self, due: bool) -> bool:
        """Let the program work; whether it was seen to. `due`: there is something that it may wait for."""
        if not self._tells:  # the database works in a thread or a process of its own, or limits are kept
            await asyncio.sleep(LOOKS_AGAIN_S)
            return False
        if due:
            await self._still.is_broken(LOOKS_AGAIN_S)
            return True
        return await self._still.comes()

    async def _left(self) -> tuple[bool, float]:
        """Whether anything is due, and in how many seconds what is left goes on by itself: 0.0 if something is at
        work, infinite if everything waits for people.
        """
        now = self.clock.now()
        timers, depths = await self.app.store.read(Query("timers_due", (now, 1)), Query("outbox_depths"))
        at = min((earliest for _, _, _, earliest in depths), default=math.inf)
        if timers or self._unread():
            return True, 0.0
        if at <= now:  # maybe behind a row of its chat that is not, quite
            return True, max(0.0, self._senders_go_on_at() - now) / 1000
        return False, (at - now) / 1000

    def _senders_go_on_at(self) -> float:
        """UTC ms, 0 if one of them is at work."""
        senders = [runner.sender for runner in self.app.runners.values()]
        if any(not sender.loaded or sender.dispatch.backlog.flying for sender in senders):
            return 0
        return min((at for sender in senders if (at := sender.dispatch.next_at()) is not None), default=0)

    async def until(self, found: Callable[[], object], what: str, *, patience_s: float = PATIENCE_S) -> None:
        """Wait until `found` gives something true, or fail by saying what was not seen."""
        try:
            async with asyncio.timeout(patience_s):
                while not found():
                    await self._still.is_broken(LOOKS_AGAIN_S)
        except TimeoutError:
            raise AssertionError(f"never seen: {what}") from None

    async def faults(self) -> int:
        return len((await self.app.store.read(Query("faults_open")))[0])


@asynccontextmanager
async def open_stage(
    folder: Path, admin: str = "telegram", database_url: str = "", *, limits: bool = False
) -> AsyncIterator[Stage]:
    """A stage on which nothing may have gone wrong at the end: no fault kept aside, no call refused."""
    stage = Stage(folder, admin, database_url, limits=limits)
    try:
        await stage.open()
    except BaseException:
        stage.lets_go()
        raise
    try:
        yield stage
        await stage.quiet()
        assert await stage.faults() == 0
        assert {name: emulator.refused for name, emulator in stage.emulators.items() if emulator.refused} == {}
    finally:
        await stage.close()
