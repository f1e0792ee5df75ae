"""Two notices, marks, cards, answers and presses at once: no call is one that the messenger would refuse.

The emulators' own limits judge each call at the moment at which it arrives, in time that only the test moves. (Over a
whole program whose messengers run in the same process a stall of that process squeezes together what left evenly.)
"""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from bot.channels.port import Limits
from bot.clock import Clock
from bot.delivery.backlog import Waiting
from bot.delivery.dispatch import Dispatch
from bot.sandbox.max_limits import MaxLimits
from bot.sandbox.telegram_limits import TelegramLimits
from bot.sandbox.vk_limits import VkLimits
from storage.records import Lane, Share
from tests.unit.delivery.test_dispatch import EVERY_CALL, TELEGRAM, VK, HandClock

GROUP = "-100"
ON_ITS_WAY_S = (0.02, 0.05)
Admits = Callable[[Clock], Callable[[str], object]]
"""A messenger's limits; whether it refuses a call to a chat."""


def _in_telegram(clock: Clock) -> Callable[[str], object]:
    return TelegramLimits(clock).admit


def _in_vk(clock: Clock) -> Callable[[str], object]:
    limits = VkLimits(clock)
    return lambda chat: not limits.admit()


def _in_max(clock: Clock) -> Callable[[str], object]:
    limits = MaxLimits(clock)
    return lambda chat: not limits.admit(chat)


def _everything(now: int, dice: random.Random) -> list[Waiting]:
    """Of 40 s. Ids are in the order of their moments."""
    found: list[tuple[int, str, Lane, Share, str, int]] = []
    for person in range(300):
        found.append((now, f"{person}", Lane.NOTICE, Share.NONE, "", 7))
        found.append((now + 3_000, f"{person}", Lane.ALERT, Share.NONE, "", 8))
        found.append((now + 9_000, f"{person}", Lane.NOTICE, Share.NONE, "notice:8", 9))  # «ОТМЕНЕНО»
    for _ in range(250):
        at, chat = now + dice.randrange(30_000), f"{dice.randrange(40)}"
        found.append((at, chat, Lane.PERSON, Share.NONE, "", 0))
        found.append((at, chat, Lane.ACK, Share.NONE, "", 0))
    for card in range(60):
        at = now + dice.randrange(30_000)
        found.append((at, GROUP, Lane.OPERATORS, Share.REPORTS, f"card:{card}", 0))
        found.append((at + 2_000, GROUP, Lane.OPERATORS, Share.EDITS, f"card:{card}", 0))
        if card % 3 == 0:
            found.append((at, GROUP, Lane.OPERATORS, Share.ASKED, "", 0))
            found.append((at, GROUP, Lane.ACK, Share.NONE, "", 0))
    return [
        Waiting(number, chat, int(lane), int(share), slot, at, 0, text, created_at=at)
        for number, (at, chat, lane, share, slot, text) in enumerate(sorted(found, key=lambda row: row[0]), 1)
    ]


@pytest.mark.parametrize("stalls", [False, True], ids=["", "held up"])
@pytest.mark.parametrize(
    ("limits", "messenger"),
    [(TELEGRAM, _in_telegram), (VK, _in_vk), (EVERY_CALL, _in_max)],
    ids=["a group's minute", "calls together", "every call"],
)
async def test_whatever_goes_at_once_no_call_is_refused(limits: Limits, messenger: Admits, stalls: bool) -> None:
    clock, dice = HandClock(), random.Random(3)
    dispatch, there = Dispatch(limits, clock), HandClock()
    refuses, waiting = messenger(there), _everything(clock.now(), dice)
    count, rows_left, calls = len(waiting), 0, list[tuple[float, str]]()
    while rows_left < count and clock.at < 1000.0 + 600:
        dispatch.offer([row for row in waiting if row.due_at <= clock.now()])
        waiting = [row for row in waiting if row.due_at > clock.now()]
        for request in dispatch.pick(limits.in_flight):
            await dispatch.leave(request)
            first, rows_left = request.items[0], rows_left + len(request.items)
            if not (first.lane == Lane.ACK and limits.free_acks):
                calls.append((clock.at + dice.uniform(*ON_ITS_WAY_S), first.chat))
            for item in request.items:
                dispatch.done(item)
        clock.at += 0.01 if not stalls or dice.random() > 0.02 else dice.random()
    assert rows_left == count
    refused = []
    for there.at, chat in sorted(calls):
        if refuses(chat):
            refused.append((round(there.at - 1000, 2), chat))
    assert refused == []
