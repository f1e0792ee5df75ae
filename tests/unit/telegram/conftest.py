"""Fixtures of the Telegram channel's tests; no aiogram here, so that most of them stay quick."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.channels.telegram.channel import TelegramChannel
from tests.unit.adapters import QuickClock, served
from tests.unit.telegram.api import TOKEN, Api


@pytest.fixture
async def api() -> AsyncIterator[Api]:
    api = Api()
    async with served(api):
        yield api


@pytest.fixture
def clock() -> QuickClock:
    return QuickClock()


@pytest.fixture
async def channel(api: Api, clock: QuickClock) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel(TOKEN, clock=clock, api_url=api.url, poll_s=0, patience_s=30)
    yield channel
    await channel.close()
