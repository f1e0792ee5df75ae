from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import open_file
from tests.unit.inforce.square import Square
from tests.world.turns import MESSENGERS, in_two
from tests.world.world import World


@pytest.fixture(params=in_two(1))
async def phone(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Square]:
    store = await open_file(tmp_path)
    phone = Square(World(store, otherwise="gone", names=MESSENGERS), channel=str(request.param))
    yield phone
    assert await phone.faults() == []
    await store.close()
