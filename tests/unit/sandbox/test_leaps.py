"""Winding time on, however often, is no fault of anything."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.health.status import DATABASE
from bot.sandbox.run import Sandbox
from bot.settings import Settings
from tests.page.phones import until

HOUR_S = 3600
PRESSES = 5


@pytest.fixture
async def sandbox(tmp_path: Path) -> AsyncIterator[Sandbox]:
    made = Sandbox(Settings(_env_file=None, http_port=0), tmp_path)
    app = await made.start()
    await app.start()
    running = asyncio.create_task(app.run())
    await until(lambda: len(app.shared.bots) == len(made.emulators))
    yield made
    app.stop()
    await running
    await app.close()
    await made.close()


async def test_hours_wound_on_while_something_is_written_alarm_nobody(sandbox: Sandbox) -> None:
    app, began, written, looked = sandbox.app, asyncio.Event(), asyncio.Event(), []

    async def write() -> None:
        async with app.store.unit():
            began.set()
            await written.wait()

    writing = asyncio.create_task(write())
    await began.wait()
    before, leaps = sandbox.clock.now(), []
    for _ in range(PRESSES):
        act = sandbox.page.live.act({"do": "action", "name": "leap", "seconds": HOUR_S})
        leaps.append(asyncio.create_task(act))
        await asyncio.sleep(0.02)
        looked.append(app.health.watch.is_bad(DATABASE))
    written.set()
    async with asyncio.timeout(20):
        await asyncio.gather(writing, *leaps)
    assert not any(looked)
    assert sandbox.clock.now() - before >= PRESSES * HOUR_S * 1000, "every press was heard"
    assert not app.health.watch.is_bad(DATABASE)
