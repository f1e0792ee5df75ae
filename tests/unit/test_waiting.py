"""Waits end when they are told to, also when what they wait for comes in the same moment."""

from __future__ import annotations

import asyncio

import pytest

from bot import waiting
from bot.clock import MovableClock
from bot.waiting import end_all, happens


async def test_an_event_that_comes_and_one_that_does_not() -> None:
    event = asyncio.Event()
    assert not await happens(event, 0.01)
    asyncio.get_running_loop().call_soon(event.set)
    assert await happens(event, 20)
    assert await happens(event, 20)


@pytest.mark.parametrize("steps", range(4))
async def test_a_cancellation_together_with_the_event_ends_the_wait(steps: int) -> None:
    event = asyncio.Event()
    waits = asyncio.create_task(happens(event, 20))
    await asyncio.sleep(0)
    event.set()
    for _ in range(steps):
        if not waits.done():
            await asyncio.sleep(0)
    if waits.done():
        return  # it was over before
    waits.cancel()
    await asyncio.wait([waits])
    assert waits.cancelled()


@pytest.mark.parametrize("steps", range(4))
async def test_a_loop_of_naps_ends_although_time_leaps_while_it_is_told(steps: int) -> None:
    clock = MovableClock()

    async def naps() -> None:
        while True:
            await clock.sleep(5)

    works = asyncio.create_task(naps())
    await asyncio.sleep(0)
    clock.leap(60)
    for _ in range(steps):
        await asyncio.sleep(0)
    works.cancel()
    async with asyncio.timeout(20):
        await asyncio.wait([works])
    assert works.cancelled()


async def test_whoever_swallows_the_first_cancellation_is_told_again() -> None:
    async def deaf() -> None:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            await asyncio.Event().wait()

    work = asyncio.create_task(deaf())
    await asyncio.sleep(0)
    async with asyncio.timeout(20):
        await end_all([work])
    assert work.cancelled()


async def test_whoever_never_ends_does_not_hold_the_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "GIVE_UP_S", 0.0)
    released = asyncio.Event()

    async def stubborn() -> None:
        while not released.is_set():
            try:
                await released.wait()
            except asyncio.CancelledError:
                continue

    work = asyncio.create_task(stubborn())
    await asyncio.sleep(0)
    async with asyncio.timeout(20):
        await end_all([work])
    assert not work.done()
    released.set()
    await work


async def test_nothing_to_end() -> None:
    await end_all([])
