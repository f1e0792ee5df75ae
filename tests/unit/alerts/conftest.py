from __future__ import annotations

import pytest

from storage.store import Store
from tests.unit.alerts.wire import Wire


@pytest.fixture
def wire_store(store: Store) -> Store:
    """On each engine in turn: what stands in storage/sql/alerts.sql has to do the same on both."""
    return store


@pytest.fixture
def wire(wire_store: Store) -> Wire:
    return Wire(wire_store)
