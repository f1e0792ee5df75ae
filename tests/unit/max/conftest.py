from __future__ import annotations

from collections.abc import AsyncIterator
from random import Random

import pytest
from aiohttp.test_utils import TestServer

from bot.channels.max.channel import MaxChannel
from tests.unit.max.api import TOKEN, Api
from tests.unit.telegram.api import QuickClock


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
async def channel(api: Api, clock: QuickClock) -> AsyncIterator[MaxChannel]:
    channel = MaxChannel(TOKEN, clock=clock, api_url=api.url, patience_s=2, random=Random(1))
    yield channel
    await channel.close()
