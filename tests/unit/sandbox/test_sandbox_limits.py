"""The written limits (bot/sandbox/*limits.py) at their edges."""

from __future__ import annotations

import aiohttp
import pytest

from bot.sandbox.limits import ChatRate, RateWindow
from bot.sandbox.max_limits import MaxLimits
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.telegram_limits import TelegramLimits
from bot.sandbox.vk_api import VkEmulator
from bot.sandbox.vk_limits import VkLimits
from tests.unit.sandbox.conftest import TelegramCaller, VkCaller


class StillClock:
    """Time moves only when told."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def now(self) -> int:
        return int(self.seconds * 1000)

    def monotonic(self) -> float:
        return self.seconds

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds


def test_window_opens_again_exactly_when_the_oldest_leaves() -> None:
    window = RateWindow(2, 1.0)
    window.add(0.0)
    window.add(0.5)
    assert window.wait(0.9) == pytest.approx(0.1)
    assert window.wait(0.9, 2) == pytest.approx(0.6)
    assert window.wait(1.0) == 0.0
    assert window.wait(1.0, 2) == pytest.approx(0.5)


def test_chat_rate_earns_its_burst_back_at_one_a_second() -> None:
    rate = ChatRate(1.0, 3)
    for _ in range(3):
        assert rate.wait("1", 10.0) == 0.0
        rate.add("1", 10.0)
    assert rate.wait("1", 10.0) == pytest.approx(1.0)
    assert rate.wait("2", 10.0) == 0.0
    assert rate.wait("1", 11.0) == pytest.approx(0.0)
    rate.add("1", 11.0)
    assert rate.wait("1", 11.0) == pytest.approx(1.0)


def test_thirty_messages_a_second_over_all_chats() -> None:
    clock = StillClock()
    limits = TelegramLimits(clock)
    assert [limits.admit(str(n)) for n in range(30)] == [0] * 30
    clock.seconds += 0.99
    assert limits.admit("99") == 1
    assert limits.usage()["all"] == {"used": 30, "limit": 30, "seconds": 1}
    clock.seconds += 0.01
    assert limits.admit("99") == 0


def test_one_chat_takes_a_burst_of_three_then_one_a_second() -> None:
    clock = StillClock()
    limits = TelegramLimits(clock)
    assert [limits.admit("1") for _ in range(4)] == [0, 0, 0, 1]
    clock.seconds += 1
    assert [limits.admit("1") for _ in range(2)] == [0, 1]


def test_group_takes_twenty_a_minute_and_each_album_item_counts() -> None:
    clock = StillClock()
    limits = TelegramLimits(clock)
    assert limits.admit("-1001", 10) == 0
    clock.seconds += 1
    assert limits.admit("-1001", 9) == 0
    clock.seconds += 1
    assert limits.admit("-1001", 2) == 58
    assert limits.admit("-1001") == 0
    clock.seconds += 10
    assert limits.admit("-1001") == 48
    assert limits.usage()["group:-1001"]["used"] == 20
    clock.seconds += 48
    assert limits.admit("-1001", 10) == 0


def test_refused_messages_are_not_counted() -> None:
    clock = StillClock()
    limits = TelegramLimits(clock)
    for _ in range(50):
        limits.admit("-1001")
    assert limits.usage()["group:-1001"]["used"] == 3


def test_twenty_vk_calls_a_second() -> None:
    clock = StillClock()
    limits = VkLimits(clock)
    assert all(limits.admit() for _ in range(20))
    assert not limits.admit()
    clock.seconds += 0.999
    assert not limits.admit()
    clock.seconds += 0.001
    assert limits.admit()


async def test_telegram_answers_429_notes_it_and_sends_nothing(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    sent = [await tg.ok("sendMessage", chat_id=citizen, text=str(n)) for n in range(3)]
    named = {"chat_id": citizen, "message_id": sent[0]["message_id"]}
    refused = await tg.call("editMessageText", **named, text="много")
    assert refused["error_code"] == 429
    assert refused["parameters"] == {"retry_after": 1}
    assert telegram.refused == ["editMessageText: Too Many Requests: retry after 1"]
    assert telegram.texts(citizen)[1:] == ["0", "1", "2"]
    assert await tg.ok("deleteMessage", **named)


async def test_vk_answers_error_6_and_polls_are_free(api: VkCaller, vk: VkEmulator, resident: str) -> None:
    for _ in range(25):
        await api.poll("1001")
    codes = [(await api.call("users.get", user_ids=resident)).get("error", {}).get("error_code") for _ in range(25)]
    assert codes[:20] == [None] * 20
    assert 6 in codes
    assert vk.refused[0].startswith("users.get: 6 ")


async def test_limits_can_be_switched_off(session: aiohttp.ClientSession) -> None:
    emulator = VkEmulator(StillClock(), limits=False)
    await emulator.serve()
    for _ in range(40):
        await VkCaller(emulator, session).ok("groups.getTokenPermissions")
    await emulator.stop()
    assert emulator.refused == []


def test_max_counts_whatever_is_said_in_a_chat_together() -> None:
    clock = StillClock()
    limits = MaxLimits(clock)
    assert [limits.admit("7"), limits.admit("8"), limits.admit("7"), limits.admit("7")] == [True, True, True, False]
    clock.seconds += 0.999
    assert not limits.admit("7")
    clock.seconds += 0.0015
    assert [limits.admit("7") for _ in range(3)] == [True, True, False]
    assert [limits.admit() for _ in range(30)].count(True) == 28  # 30 of all within a second
