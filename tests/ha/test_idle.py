"""Two nodes while nothing happens: what the one that waits asks of the database, and what a day of it leaves behind."""

from __future__ import annotations

import asyncio
import gc
import time
import tracemalloc
from typing import Any

import pytest

import bot.lead.lead
from bot.lead.lead import Lead
from bot.waiting import alongside
from storage.lead import RENEW_S, WAIT_S
from storage.open import make_store
from storage.postgres import PostgresStore
from tests.contracts.test_lead import takes, until

pytestmark = pytest.mark.postgres
DAY_S = 24 * 3600


def counted(store: PostgresStore, asked: list[str]) -> None:
    """Every question on whichever connection of this store."""
    dial = store._line.connect

    async def connect(**how: bool) -> Any:
        connection = await dial(**how)
        connection.add_query_logger(lambda record: asked.append(record.query))
        return connection

    store._line.connect = connect  # type: ignore[method-assign]


async def keeps_the_lead(store: PostgresStore) -> None:
    while True:
        await store.keep_lead()
        await asyncio.sleep(0.5)


async def test_a_node_that_waits_asks_no_more_than_one_question_a_second(
    ready_postgres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All of its times are forty times shorter here, its questions are the same."""
    scale, asked = 40, list[str]()
    for name in ("WAIT_S", "RENEW_S", "LOOK_S"):
        monkeypatch.setattr(bot.lead.lead, name, getattr(bot.lead.lead, name) / scale)
    first, second = PostgresStore(ready_postgres), PostgresStore(ready_postgres)
    await first.open()
    await takes(first, "anton")
    counted(second, asked)
    waits = Lead(second, "boris", standby=True)
    waits.same.configuration = "a" * 64
    async with alongside(keeps_the_lead(first)), alongside(waits.wait()):
        await until(lambda: len(asked) > 20)
        asked.clear()
        began = time.monotonic()
        await until(lambda: len(asked) >= 100)
        seconds = (time.monotonic() - began) * scale
        assert len(asked) <= seconds, asked[-20:]
    await second.close()
    await first.close()


@pytest.mark.chaos
async def test_a_day_of_looks_and_renewals_leaves_nothing_behind(ready_postgres: str) -> None:
    """As many of each as in a day, one right after the other."""
    first, second = make_store(ready_postgres), make_store(ready_postgres)
    for store in (first, second):
        await store.open()
    await takes(first, "anton")
    looks, renewals = int(DAY_S / WAIT_S), int(DAY_S / RENEW_S)

    async def go(times: int) -> int:
        """Bytes that are held after it."""
        for number in range(times):
            assert not await second.contend("boris")
            if number * renewals // looks != (number + 1) * renewals // looks:
                assert not await first.keep_lead()
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        before = await go(2_000)
        after = await go(looks)
    finally:
        tracemalloc.stop()
    print(f"{looks} looks and {renewals} renewals: {after - before} bytes more")  # noqa: T201 - the figure
    assert after - before < 100_000
    for store in (first, second):
        await store.close()
