from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import open_file
from tests.unit.citizen.phone import Phone
from tests.world.world import World


@pytest.fixture
async def phone(tmp_path: Path) -> AsyncIterator[Phone]:
    store = await open_file(tmp_path)
    phone = Phone(World(store, otherwise="gone"))
    yield phone
    assert await phone.faults() == []
    await store.close()
