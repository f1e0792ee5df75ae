from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
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


@pytest.fixture
async def water(stage: Stage) -> Operator:
    """Vera of the water utility, which has a chat of its own, in the citizens' messenger."""
    world = stage.telegram if stage.admin == "vk" else stage.vk
    vera = world.add_person("Вера из водоканала").id
    chat = world.add_group("Водоканал", administrators=(vera,))
    address = f"{world.name}:{chat.id}"
    organisations = tuple(replace(o, chat=address if o.code == "water" else o.chat) for o in stage.region.organisations)
    stage.region = replace(stage.region, organisations=organisations, _by_code={})
    await stage.stop_bot()
    await stage.start_bot()
    return Operator(stage, world, vera, chat.id)
