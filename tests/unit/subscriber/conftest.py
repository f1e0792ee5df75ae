from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import open_file
from tests.unit.subscriber.subscriber import Subscriber
from tests.world.world import World


@pytest.fixture
async def anna(tmp_path: Path) -> AsyncIterator[Subscriber]:
    store = await open_file(tmp_path)
    phone = Subscriber(World(store, otherwise="gone"))
    yield phone
    assert await phone.faults() == []
    await store.close()
