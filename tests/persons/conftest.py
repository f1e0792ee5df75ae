from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.persons.people import Citizen, Operator, citizen, operator
from tests.persons.stage import Stage, open_stage


@pytest.fixture(params=["telegram", "vk"])
def where(request: pytest.FixtureRequest) -> str:
    """The messenger that the script's citizen writes from."""
    return str(request.param)


@pytest.fixture
def admin(where: str) -> str:
    """The messenger of the admin chat: the other one, so that every script crosses."""
    return "vk" if where == "telegram" else "telegram"


@pytest.fixture
async def stage(tmp_path: Path, admin: str) -> AsyncIterator[Stage]:
    async with open_stage(tmp_path, admin) as opened:
        yield opened


@pytest.fixture
def anna(stage: Stage, where: str) -> Citizen:
    return citizen(stage, where)


@pytest.fixture
def maria(stage: Stage) -> Operator:
    return operator(stage, 0)


@pytest.fixture
def oleg(stage: Stage) -> Operator:
    return operator(stage, 1)
