from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.store import Store
from tests.databases import open_file
from tests.unit.operator.office import Office
from tests.world.world import World


@pytest.fixture
async def desk_store(tmp_path: Path) -> AsyncIterator[Store]:
    store = await open_file(tmp_path)
    yield store
    await store.close()


@pytest.fixture
def office(desk_store: Store) -> Office:
    return Office(World(desk_store))
