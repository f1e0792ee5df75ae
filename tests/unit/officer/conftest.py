from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.channels.names import messengers
from storage.store import Store
from tests.databases import open_file
from tests.unit.officer.duty import Duty, world_of_officers
from tests.unit.officer.study import Study
from tests.world.world import World


@pytest.fixture
async def officer_store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await open_file(tmp_path)
    yield store
    await store.close()


@pytest.fixture
def duty(officer_store: Store) -> Duty:
    return Duty(world_of_officers(officer_store))


@pytest.fixture
async def study(officer_store: Store) -> AsyncIterator[Study]:
    opened = Study(World(officer_store, names=messengers()))
    yield opened
    assert await opened.all_is_well(), await opened.faults()
