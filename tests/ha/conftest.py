from __future__ import annotations

import pytest

from tests.chaos.bot_process import Nursery


@pytest.fixture(scope="session")
def nursery() -> Nursery:
    return Nursery.of_all()
