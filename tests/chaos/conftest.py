from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from tests.world.in_place import sqlite_in_place

pytest.register_assert_rewrite("tests.chaos.life", "tests.chaos.announcing")


@pytest.fixture
def in_place(request: pytest.FixtureRequest) -> Iterator[None]:
    """For what a messenger does, whichever thread the database works in; not in the long form."""
    with nullcontext() if request.config.getoption("--run-chaos") else sqlite_in_place():
        yield
