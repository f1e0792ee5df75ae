"""Fixtures of the Telegram channel's tests; no aiogram here, so that most of them stay quick."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from aiohttp.test_utils import TestServer

from bot.channels.telegram.channel import TelegramChannel
from tests.unit.telegram.api import TOKEN, Api, QuickClock


@pytest.fixture
async def api() -> AsyncIterator[Api]:
    api = Api()
    server = TestServer(api.application())
    await server.start_server()
    api.url = str(server.make_url("")).rstrip("/")
    yield api
    await server.close()


@pytest.fixture
def clock() -> QuickClock:
    return QuickClock()


@pytest.fixture
async def channel(api: Api, clock: QuickClock) -> AsyncIterator[TelegramChannel]:
    channel = TelegramChannel(TOKEN, clock=clock, api_url=api.url, poll_s=0, patience_s=5)
    yield channel
    await channel.close()
