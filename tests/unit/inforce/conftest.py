from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.open import make_store
from tests.unit.inforce.square import Square


@pytest.fixture(params=["telegram", "vk"])
async def phone(tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[Square]:
    store = make_store(f"sqlite:///{tmp_path}/otklik.db")
    await store.open()
    await store.migrate()
    phone = Square(store, channel=str(request.param))
    yield phone
    assert await phone.faults() == []
    await store.close()
