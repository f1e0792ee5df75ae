from __future__ import annotations

import pytest

from tests.chaos.forked import Run, fork, start

pytest.register_assert_rewrite("tests.chaos.life", "tests.chaos.announcing")


@pytest.fixture
def run(request: pytest.FixtureRequest) -> Run:
    """How a test starts the program; in the long form as an installation does."""
    return start if request.config.getoption("--run-chaos") else fork
