from __future__ import annotations

import pytest

from tests.chaos.bot_process import Nursery


@pytest.fixture
def nursery() -> Nursery:
    """The one that there is; after one that did not answer, another."""
    return Nursery.of_all()
