from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.open import make_store
from storage.store import Store
from tests.unit.alerts.wire import Wire


@pytest.fixture
async def wire_store(tmp_path: Path) -> AsyncIterator[Store]:
    store = make_store(f"sqlite:///{tmp_path}/otklik.db")
    await store.open()
    await store.migrate()
    yield store
    await store.close()


@pytest.fixture
def wire(wire_store: Store) -> Wire:
    return Wire(wire_store)
