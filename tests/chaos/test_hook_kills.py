"""kill -9 while events go out to an endpoint that fails, hangs and breaks off: each at least once, in order for each
report, and what comes twice has one id.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import time
from asyncio.subprocess import PIPE, Process
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from storage.changes import Query
from storage.open import make_store
from storage.records import Report
from storage.store import Store
from tests.chaos.hook_child import REPORTS
from tests.contracts.test_store import save
from tests.databases import open_file
from tests.unit.webhooks.endpoint import Endpoint, endpoint

SEED = int(os.environ.get("CHAOS_SEED", "0")) or random.SystemRandom().randrange(1, 10**9)
QUIET_S = 50.0


def moody(dice: random.Random) -> Callable[[], Any]:
    """A third fails in one way or another."""

    def answer() -> Any:
        if dice.random() > 0.3:
            return 200
        return dice.choice([500, 500, 500, "break", (302, {"Location": "http://127.0.0.1:1/"}), 400])

    return answer


async def waits_for_all(store: Store, called: Endpoint, most: int) -> None:
    """However long it takes on a busy machine, as long as anything moves."""
    before, moved_at = None, time.monotonic()
    while True:
        lines = dict((await store.read(Query("last_ids")))[0])["report_event"]
        ((waiting,),) = (await store.read(Query("hook_waiting", ("hook:incident",))))[0]
        if lines >= most and not waiting:
            return
        if (now := (lines, waiting, len(called.taken))) != before:
            before, moved_at = now, time.monotonic()
        assert time.monotonic() - moved_at < QUIET_S, "nothing moves any more"
        await asyncio.sleep(0.1)


async def born(nursery: Process) -> None:
    """The life before is killed, and the next one begins."""
    assert nursery.stdin is not None
    assert nursery.stdout is not None
    nursery.stdin.write(b"\n")
    async with asyncio.timeout(2 * QUIET_S):  # the first one imports everything
        assert await nursery.stdout.readline(), "the nursery has ended"


async def killed_while_it_tells(folder: Path, kills: int, most: int, longest_s: float) -> None:
    print(f"CHAOS_SEED={SEED}")  # noqa: T201 - shown by pytest when the test fails
    dice = random.Random(SEED)
    store = await open_file(folder)
    file = getattr(store, "path")  # noqa: B009
    await save(store, *(Report(n + 1, 7, "telegram", "7", "ru", "new", "potholes", "roads", "Яма")
                        for n in range(REPORTS)))  # fmt: skip
    await store.close()
    async with endpoint(moody(dice)) as called:
        pause = str(longest_s * kills / most)
        command = (sys.executable, "-m", "tests.chaos.hook_child", f"sqlite:///{file}", called.url, str(most), pause)
        nursery = await asyncio.create_subprocess_exec(*command, stdin=PIPE, stdout=PIPE)
        store = make_store(f"sqlite:///{file}")
        await store.open()
        try:
            for _ in range(kills):
                before = sum(called.calls.values())
                await born(nursery)
                async with asyncio.timeout(QUIET_S):
                    while sum(called.calls.values()) == before:  # noqa: ASYNC110 - until it lives
                        await asyncio.sleep(0.005)
                await asyncio.sleep(dice.uniform(0, longest_s))
            await born(nursery)
            await waits_for_all(store, called, most)
            events = (await store.read(Query("hook_events_after", (0, 1, "[]", most * 3, ""))))[0]
        finally:
            assert nursery.stdin is not None
            nursery.stdin.close()
            await nursery.wait()
            await store.close()
    assert called.forged == 0
    written = {f"msg_1a2b3c4d_{event.id}" for event in events}
    assert len(written) >= most - REPORTS
    assert {number for number, _ in called.taken} == written
    assert set(called.calls) == written, "no call under another id"
    came: dict[str, list[int]] = {}
    for _, said in called.taken:
        numbers = came.setdefault(said["data"]["report"], [])
        if said["data"]["sequence"] not in numbers:
            numbers.append(said["data"]["sequence"])
    assert len(came) == REPORTS
    for numbers in came.values():
        assert numbers == sorted(numbers)


async def test_kills_lose_no_event_and_no_order(tmp_path: Path) -> None:
    await killed_while_it_tells(tmp_path, kills=3, most=300, longest_s=0.6)


@pytest.mark.chaos
async def test_two_hundred_kills_lose_no_event_and_no_order(tmp_path: Path) -> None:
    await killed_while_it_tells(tmp_path, kills=200, most=10_000, longest_s=0.5)
