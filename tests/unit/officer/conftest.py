from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.open import make_store
from storage.store import Store
from tests.unit.officer.duty import Duty
from tests.unit.officer.study import Study


@pytest.fixture
async def officer_store(tmp_path: Path) -> AsyncIterator[Store]:
    store = make_store(f"sqlite:///{tmp_path}/otklik.db")
    await store.open()
    await store.migrate()
    yield store
    await store.close()


@pytest.fixture
def duty(officer_store: Store) -> Duty:
    return Duty(officer_store)


@pytest.fixture
async def study(officer_store: Store) -> AsyncIterator[Study]:
    opened = Study(officer_store)
    yield opened
    assert await opened.all_is_well(), await opened.faults()
