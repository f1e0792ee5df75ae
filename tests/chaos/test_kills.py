"""kill -9 at any moment, while people write: no report, no answer is lost, nothing is said twice without need."""

from __future__ import annotations

import asyncio
import os
import random
import time
from pathlib import Path

import pytest

from tests.chaos.announcing import Announcing
from tests.chaos.life import Life, open_life
from tests.chaos.patience import Patience

SEED = int(os.environ.get("CHAOS_SEED", "0")) or random.SystemRandom().randrange(1, 10**9)


NOTICE_EACH = 7
"""After so many kills there is a notice to everybody."""


async def killed_again_and_again(life: Life, kills: int, longest_s: float = 1.3) -> None:
    """The bot lives for a moment at a time; after its last start it has peace."""
    print(f"CHAOS_SEED={SEED}")  # noqa: T201 - shown by pytest when the test fails
    announcing = Announcing(life)
    began = time.monotonic()
    await life.bot.start()
    await life.is_listened_to()
    longest_s = max(longest_s, 2 * (time.monotonic() - began))  # a burdened machine starts it as slowly each time
    announcing.settle_in(20)
    people = asyncio.create_task(life.lives())
    try:
        for number in range(kills):
            await asyncio.sleep(life.dice.uniform(0.15, longest_s))
            await life.bot.kill()
            if number % NOTICE_EACH == NOTICE_EACH - 2:
                await announcing.announce()
            await life.bot.start()
            if people.done():
                people.result()
        life.hasty, patience = 0.1, Patience(life)  # on a burdened machine nobody had time for an operator so far
        while not life.answered:
            await patience.lasts()
            await asyncio.sleep(0.05)
    finally:
        people.cancel()
    await announcing.are_through()
    await life.becomes_quiet()
    await life.check()
    await announcing.check()
    assert life.bot.kills == kills
    assert len(life.said) > kills
    assert life.answered
    assert announcing.made


async def test_kills_lose_nothing(tmp_path: Path) -> None:
    async with open_life(tmp_path, SEED) as life:
        await killed_again_and_again(life, 20)


@pytest.mark.postgres
async def test_kills_lose_nothing_on_postgres(tmp_path: Path, postgres_url: str) -> None:
    async with open_life(tmp_path, SEED, postgres_url) as life:
        await killed_again_and_again(life, 8, longest_s=3)


@pytest.mark.chaos
async def test_two_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    async with open_life(tmp_path, SEED, citizens=12) as life:
        await killed_again_and_again(life, 200)


@pytest.mark.chaos
@pytest.mark.postgres
async def test_two_hundred_kills_lose_nothing_on_postgres(tmp_path: Path, postgres_url: str) -> None:
    async with open_life(tmp_path, SEED, postgres_url, citizens=12) as life:
        await killed_again_and_again(life, 200, longest_s=2)
