"""PostgreSQL restarted, a backend of it killed, a role refused, answers to COMMIT lost: all in mid-broadcast."""

from __future__ import annotations

import asyncio
import os
import secrets
import sqlite3
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot.chats import readdress
from storage.store import StorageError
from tests.chaos.announcing import Announcing
from tests.chaos.life import QUIET_S, Life, bot_says, open_life
from tests.chaos.server_troubles import (
    NO_ROOM,
    NOT_ALLOWED,
    as_role,
    keeps_what_it_says,
    kill_backend,
    make_owner,
    name_in,
    refused_for_a_while,
)
from tests.contracts.raw import run_raw
from tests.databases import restart_postgres
from tests.persons.people import citizen
from tests.persons.stage import open_stage
from tests.proxy import cutting_line, through

LISTENERS, MANY = 140, 600
AMID = 0.75
"""All troubles begin before this share has it: a busy machine needs a while to see how many do."""
PER_SECOND = 4
"""By the clock of these tests, which is fast: so long that trouble comes in the midst of it."""
LONGEST_S = 250.0
"""For all of it; less than pytest waits for a test (pyproject.toml)."""
Trouble = Callable[[], Awaitable[None]]


@asynccontextmanager
async def announced(folder: Path, url: str, direct: str, listeners: int) -> AsyncIterator[tuple[Life, Announcing]]:
    """A bot that is sending a notice to everybody. `url`: how it reaches the database; `direct`: how we do."""
    async with open_life(folder, 7, direct, citizens=2) as life:
        life.bot.settings |= {"per_second": PER_SECOND, "database_url": url}
        announcing = Announcing(life)
        await life.bot.start()
        await life.is_listened_to()
        announcing.settle_in(listeners)
        await life.becomes_quiet()
        await life.bot.kill()
        await announcing.announce()
        await life.bot.start()
        yield life, announcing


def told(life: Life, announcing: Announcing) -> int:
    """How many have the notice."""
    ((mark, accounts),) = announcing.made.values()
    return sum(any(mark in m.text for m in bot_says(life.world(channel), chat)) for channel, chat in accounts)


async def amid(life: Life, announcing: Announcing, share: float, within_s: float = QUIET_S) -> None:
    """Until this share of them have it, and not all."""
    ((_, accounts),) = announcing.made.values()
    async with asyncio.timeout(within_s):
        while told(life, announcing) < share * len(accounts):  # noqa: ASYNC110 - what screens show
            await asyncio.sleep(0.01)
    assert told(life, announcing) < len(accounts), "the trouble came too late"


async def ends_well(life: Life, announcing: Announcing, listeners: int) -> None:
    """Nothing lost, nothing twice, and the officer's figures are the people's."""
    await announcing.are_through()
    await life.becomes_quiet()
    await life.check()
    await announcing.check()
    ((number, (_, accounts)),) = announcing.made.items()
    assert len(accounts) >= listeners
    counted = await run_raw(life.url, f"SELECT outcome, count FROM notice_count WHERE notice_id = {number}")
    sums = Counter[str]()
    for outcome, count in counted:
        sums[outcome] += int(count)
    sent = await run_raw(life.url, f"SELECT channel, chat FROM outbox WHERE notice_id = {number} AND state = 2")
    assert accounts <= set(sent)  # whoever came while it went out may have it too
    assert len(set(sent)) == len(sent)
    assert sums == {"sent": len(sent)}


async def with_trouble(folder: Path, url: str, direct: str, troubles: list[Trouble], listeners: int) -> None:
    """Troubles come one after another, evenly over the broadcast; at each somebody writes."""
    async with announced(folder, url, direct, listeners) as (life, announcing):
        for number, trouble in enumerate(troubles):
            await amid(life, announcing, AMID * (number + 0.5) / (len(troubles) + 1))
            for world, user in life.people:
                life.citizen_acts(world, user)
            await trouble()
        await ends_well(life, announcing, listeners)


# -- the server ---------------------------------------------------------------------------------
async def ends_of(server: str, name: str) -> list[Trouble]:
    """How the server itself may end: only one that the tests started may be ended by them.

    It has to keep what it says it keeps, as real ones do.
    """
    if os.environ.get("TEST_DATABASE_URL"):
        return []
    await keeps_what_it_says(server, name)
    return [lambda: kill_backend(server, name), restart_postgres]


@pytest.mark.chaos
@pytest.mark.postgres
async def test_a_server_killed_and_restarted_ten_times_in_mid_broadcast_loses_nothing(
    tmp_path: Path, postgres_server: str, postgres_url: str
) -> None:
    ends = await ends_of(postgres_server, name_in(postgres_url))
    if not ends:
        pytest.skip("this server is not ours")
    await with_trouble(tmp_path, postgres_url, postgres_url, ends * 5, MANY)


# -- the role -----------------------------------------------------------------------------------
@pytest.fixture
async def role(postgres_server: str, postgres_url: str) -> AsyncIterator[str]:
    """A role that the database belongs to, as at an installation."""
    role = f"otklik_{secrets.token_hex(6)}"
    await make_owner(postgres_server, name_in(postgres_url), role)
    yield role
    await run_raw(postgres_server, f"ALTER DATABASE {name_in(postgres_url)} OWNER TO CURRENT_USER")
    await run_raw(postgres_url, f"REASSIGN OWNED BY {role} TO CURRENT_USER")
    await run_raw(postgres_server, f"DROP ROLE {role}")


def refusals_of(server: str, name: str, role: str, seconds: float) -> list[Trouble]:
    def by(how: tuple[str, str]) -> Trouble:
        return lambda: refused_for_a_while(server, name, role, how, seconds)

    return [by(NOT_ALLOWED), by(NO_ROOM)]


@pytest.mark.chaos
@pytest.mark.postgres
async def test_a_role_that_is_refused_for_long_and_often_in_mid_broadcast_loses_nothing(
    tmp_path: Path, postgres_server: str, postgres_url: str, role: str
) -> None:
    refusals = refusals_of(postgres_server, name_in(postgres_url), role, 10)
    await with_trouble(tmp_path, as_role(postgres_url, role), postgres_url, refusals * 4, MANY)


# -- the line -----------------------------------------------------------------------------------
@pytest.mark.chaos
@pytest.mark.postgres
async def test_hundreds_of_lost_answers_to_commits_in_mid_broadcast_lose_nothing(
    tmp_path: Path, postgres_url: str
) -> None:
    async with cutting_line(postgres_url) as line:
        way = through(postgres_url, f"127.0.0.1:{line.port}")
        async with announced(tmp_path, way, postgres_url, MANY) as (life, announcing):
            line.every = 3
            await amid(life, announcing, 0.9, 10 * QUIET_S)
            line.every = 0
            print(f"answers lost to {line.cuts} COMMITs")  # noqa: T201 - the figure
            assert line.cuts > 50
            await ends_well(life, announcing, MANY)


async def test_a_database_that_goes_late_in_the_start_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last transaction of the start is done, and its answer is lost: the next attempt finds that and goes on."""
    tries = []

    async def lost_once(*given: Any) -> None:
        await readdress(*given)
        tries.append(given)
        if len(tries) == 1:
            raise StorageError("commit", retry=True)

    monkeypatch.setattr("bot.app.readdress", lost_once)
    async with open_stage(tmp_path, "telegram") as stage:
        await citizen(stage, "vk").starts()
    assert len(tries) == 2


async def test_a_database_locked_by_another_program_loses_nothing(tmp_path: Path) -> None:
    async with open_stage(tmp_path, "telegram") as stage:
        anna = citizen(stage, "vk")
        await anna.starts()
        other = sqlite3.connect(tmp_path / "otklik.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        anna.messenger.say(anna.user, anna.chat, "В Сосновинке на улице Лесной, 5 третий день не чистят снег")
        await asyncio.sleep(0.5)
        assert stage.vk.pending()
        other.execute("ROLLBACK")
        other.close()
        await anna.sees("Проверьте")


# -- all of it ----------------------------------------------------------------------------------
@pytest.mark.postgres
async def test_a_broadcast_outlives_whatever_the_database_does(
    tmp_path: Path, postgres_server: str, postgres_url: str, role: str
) -> None:
    """A backend is killed, the server restarted, the role refused in two ways, and answers to COMMIT are lost."""
    name = name_in(postgres_url)
    troubles = [*await ends_of(postgres_server, name), *refusals_of(postgres_server, name, role, 0.3)]
    async with cutting_line(postgres_url) as line:
        way = through(as_role(postgres_url, role), f"127.0.0.1:{line.port}")

        async def cut() -> None:
            line.every, enough = 2, line.cuts + 2
            while line.cuts < enough:  # noqa: ASYNC110 - what another process does
                await asyncio.sleep(0.01)
            line.every = 0

        async with asyncio.timeout(LONGEST_S):
            await with_trouble(tmp_path, way, postgres_url, [cut, *troubles, cut], LISTENERS)
