from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import open_file
from tests.unit.cases.street import StreetOfPeople
from tests.world.world import World


@pytest.fixture
async def street(tmp_path: Path) -> AsyncIterator[StreetOfPeople]:
    store = await open_file(tmp_path)
    people = StreetOfPeople(World(store))
    try:
        yield people
        assert await people.world.faults() == []
    finally:
        await store.close()
