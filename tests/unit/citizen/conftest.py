from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.open import make_store
from tests.unit.citizen.phone import Phone


@pytest.fixture
async def phone(tmp_path: Path) -> AsyncIterator[Phone]:
    store = make_store(f"sqlite:///{tmp_path}/otklik.db")
    await store.open()
    await store.migrate()
    phone = Phone(store)
    yield phone
    assert await phone.faults() == []
    await store.close()
