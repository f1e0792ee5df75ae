"""What the tests of all adapters do: a clock without waiting, what a channel hands over, the emulator's chats."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Protocol

from aiohttp import web
from aiohttp.test_utils import TestServer

from bot.channels.port import Channel, Parcel, Result
from bot.clock import RealClock
from bot.sandbox.world import Messenger, ShownMessage
from handlers.base.event import Event, Kind, Update
from tests.world.waits import until


class QuickClock(RealClock):
    """Sleeps take no time, but time moves on by them; `slept` remembers. Monotonic time moves on by nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.ahead = 0.0
        self.slept: list[float] = []

    def now(self) -> int:
        return super().now() + int(self.ahead * 1000)

    def monotonic(self) -> float:
        return self.ahead

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.ahead += seconds
        await asyncio.sleep(0)


class RunningClock(QuickClock):
    """Real time goes on besides, for what waits in threads."""

    def monotonic(self) -> float:
        return RealClock.monotonic(self) + self.ahead


class Scripted(Protocol):
    """A messenger on loopback that answers what the test told it."""

    url: str

    def application(self) -> web.Application: ...


@asynccontextmanager
async def served(api: Scripted) -> AsyncIterator[None]:
    server = TestServer(api.application())
    await server.start_server()
    api.url = str(server.make_url("")).rstrip("/")
    yield
    await server.close()


class Inbox:
    """What a channel handed over; nothing of it may be unreadable."""

    def __init__(self) -> None:
        self.queue: asyncio.Queue[Event] = asyncio.Queue()
        self.cursor = ""
        self.keys: list[str] = []

    async def __call__(self, batch: Sequence[Update], cursor: str) -> None:
        self.cursor = cursor
        for update in batch:
            assert update.fault == ""
            self.keys.append(update.key)
            if update.event is not None:
                self.queue.put_nowait(update.event)

    async def next(self, kind: Kind) -> Event:
        """The next event of a kind; others before it are let pass."""
        async with asyncio.timeout(30):
            while (event := await self.queue.get()).kind is not kind:
                pass
        return event


@asynccontextmanager
async def listening(
    channel: Channel, cursor: str = "", asked: Callable[[], object] = lambda: True
) -> AsyncIterator[Inbox]:
    """`asked`: whether the first question has come, where it is to be waited for."""
    inbox = Inbox()
    task = asyncio.create_task(channel.receive(inbox, cursor))
    await asyncio.sleep(0)
    await until(asked, "the first question")
    yield inbox
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)


def started(world: Messenger) -> str:
    """Somebody who pressed Start."""
    person = world.add_person("Анна")
    world.start(person.id)
    return person.id


def last(world: Messenger, chat: str) -> ShownMessage:
    return world.chats[chat].messages[-1]


async def send(channel: Channel, *parcels: Parcel) -> list[str]:
    """All of it is taken; the ids of its messages."""
    outcomes = await channel.send(parcels)
    assert [o.result for o in outcomes] == [Result.SENT] * len(parcels), outcomes
    return [o.message_ids[0] if o.message_ids else "" for o in outcomes]
