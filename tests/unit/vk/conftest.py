from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from bot.channels.port import Parcel, SendFile
from bot.channels.vk.api import Api
from bot.channels.vk.channel import VkChannel
from bot.clock import RealClock
from bot.sandbox.vk_api import VkEmulator
from handlers.base.message import Message
from storage.records import OutboxRow
from tests.unit.adapters import RunningClock
from tests.unit.vk.fake import TOKEN, FakeVk, serve

GROUP = 5


@pytest.fixture
def vk() -> Iterator[FakeVk]:
    """A VK whose every request must have kept to the schema."""
    fake = FakeVk()
    stop = serve(fake)
    yield fake
    stop()
    assert fake.broken == []


@pytest.fixture
async def world() -> AsyncIterator[VkEmulator]:
    """The sandbox's VK, which must have refused nothing."""
    emulator = VkEmulator(RealClock())
    await emulator.serve()
    yield emulator
    await emulator.stop()
    assert emulator.refused == []


@pytest.fixture
def clock() -> RunningClock:
    return RunningClock()


@pytest.fixture
async def api(vk: FakeVk, clock: RunningClock) -> AsyncIterator[Api]:
    made = Api(TOKEN, clock, vk.url, 10_000)
    yield made
    await made.end()


@pytest.fixture
async def channel(vk: FakeVk, clock: RunningClock) -> AsyncIterator[VkChannel]:
    made = VkChannel(TOKEN, GROUP, clock=clock, api_url=vk.url, rate=10_000)
    yield made
    await made.close()


def parcel(
    chat: int = 1,
    message: Message | str = "привет",
    *,
    op: str = "send",
    number: int = 77,
    part: int = 0,
    edit: str = "",
    reply_to: str = "",
    files: tuple[SendFile, ...] = (),
    plain: bool = False,
    slot: str = "",
    body: str = "",
    purpose: str = "",
) -> Parcel:
    said = Message(message) if isinstance(message, str) else message
    row = OutboxRow(number, "vk", str(chat), 2, op, body or said.dump(), slot=slot, random_id=number, purpose=purpose)
    return Parcel(row, said, part, edit, reply_to, files, plain)
