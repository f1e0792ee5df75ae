from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.open import make_store
from tests.unit.subscriber.subscriber import Subscriber


@pytest.fixture
async def anna(tmp_path: Path) -> AsyncIterator[Subscriber]:
    store = make_store(f"sqlite:///{tmp_path}/otklik.db")
    await store.open()
    await store.migrate()
    phone = Subscriber(store, folder=tmp_path)
    yield phone
    assert await phone.faults() == []
    await store.close()
