from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.databases import open_file
from tests.unit.delivery.post import Post, open_post


@pytest.fixture
async def post(tmp_path: Path) -> AsyncIterator[Post]:
    """A running sender over a fresh database."""
    url = f"sqlite:///{tmp_path}/otklik.db"
    store = await open_file(tmp_path)
    async with open_post(store, url, tmp_path) as opened:
        yield opened
    await store.close()
