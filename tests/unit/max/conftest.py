from __future__ import annotations

from collections.abc import AsyncIterator
from random import Random

import pytest

from bot.channels.max.channel import MaxChannel
from tests.unit.adapters import QuickClock, served
from tests.unit.max.api import TOKEN, Api


@pytest.fixture
async def api() -> AsyncIterator[Api]:
    api = Api()
    async with served(api):
        yield api


@pytest.fixture
def clock() -> QuickClock:
    return QuickClock()


@pytest.fixture
async def channel(api: Api, clock: QuickClock) -> AsyncIterator[MaxChannel]:
    channel = MaxChannel(TOKEN, clock=clock, api_url=api.url, patience_s=30, random=Random(1))
    yield channel
    await channel.close()
