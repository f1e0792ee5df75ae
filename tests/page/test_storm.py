"""The storm button: many citizens, none of them on the page, and an end."""

from __future__ import annotations

import asyncio

import pytest

from bot.clock import MovableClock
from bot.sandbox.scene import open_scene
from bot.sandbox.storm import PRESSES, TOTAL, Storm, onward
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.view import devices_json
from bot.sandbox.vk_api import VkEmulator
from bot.sandbox.world import Change, Messenger, ShownButton, ShownMessage
from handlers.places.find import locate
from storage.region.load import FICTIONAL, load_region
from tests.page.phones import until


class Weather:
    def __init__(self) -> None:
        self.clock = MovableClock()
        self.telegram, self.vk = TelegramEmulator(self.clock), VkEmulator(self.clock)
        open_scene({"telegram": self.telegram, "vk": self.vk}, "telegram")
        self.messengers: dict[str, Messenger] = {"telegram": self.telegram, "vk": self.vk}
        self.region = load_region(FICTIONAL)
        self.storm = Storm(self.messengers, self.clock, self.region)

    async def written(self, count: int) -> None:
        await until(lambda: self.storm.progress.written >= count)

    def texts(self) -> list[str]:
        """What the invented citizens wrote, without their first hello."""
        said = [
            m.text
            for messenger, user in self.storm.hidden
            for m in self.messengers[messenger].chats[user].messages
            if m.sender == user and m.text
        ]
        return [text for text in said if not text.startswith("/start") and text != "Начать"]


async def test_reports_come_from_both_messengers_and_are_varied() -> None:
    weather = Weather()
    assert weather.storm.begin(total=60, seconds=0.3)
    await weather.written(60)
    await weather.storm.close()
    assert {messenger for messenger, _ in weather.storm.hidden} == {"telegram", "vk"}
    texts = weather.texts()
    assert len(texts) == 60
    assert len(set(texts)) > 50
    assert not any("{" in text for text in texts)


async def test_no_citizen_of_the_storm_gets_a_phone_on_the_page() -> None:
    weather = Weather()
    before = devices_json(weather.messengers, frozenset())
    told: list[Change] = []
    weather.telegram.listeners.append(
        lambda c: None if weather.storm.is_hidden(c.messenger, c.chat) else told.append(c)
    )
    weather.storm.begin(total=20, seconds=0.1)
    await weather.written(20)
    await weather.storm.close()
    assert devices_json(weather.messengers, weather.storm.hidden) == before
    assert told == []


async def test_places_lie_in_the_region() -> None:
    weather = Weather()
    weather.storm.begin(total=80, seconds=0.3)
    await weather.written(80)
    await weather.storm.close()
    points = [
        (m.lat, m.lon)
        for messenger, user in weather.storm.hidden
        for m in weather.messengers[messenger].chats[user].messages
        if m.lat is not None and m.lon is not None
    ]
    assert points
    assert all(any(locate(weather.region, lat, lon)) for lat, lon in points)


async def test_a_storm_can_be_stopped_and_is_never_doubled() -> None:
    weather = Weather()
    assert weather.storm.begin(total=10**9, seconds=60)
    assert not weather.storm.begin()
    assert weather.storm.progress.total == TOTAL
    await weather.written(1)
    await weather.storm.stop()
    written = weather.storm.progress.written
    await asyncio.sleep(0.2)
    assert weather.storm.progress.written == written < TOTAL
    assert not weather.storm.progress.running
    await weather.storm.close()


async def test_the_next_storm_brings_the_same_citizens_back() -> None:
    weather = Weather()
    for _ in range(2):
        assert weather.storm.begin(total=10, seconds=0.05)
        await weather.written(10)
        await weather.storm.stop()
    assert len(weather.storm.hidden) == 10
    assert len(weather.texts()) == 20
    await weather.storm.close()


def message(*buttons: ShownButton) -> ShownMessage:
    return ShownMessage("1", "7", "bot", "Отклик", 0, buttons=(buttons,))


def test_citizens_press_the_button_that_leads_on() -> None:
    send, cancel = ShownButton("Отправить", "send", style="good"), ShownButton("Отмена", "cancel")
    link = ShownButton("Сайт", url="https://example.org", style="main")
    assert onward(message(cancel, link, send)) == "send"
    assert onward(message(cancel)) == ""


async def test_a_bot_that_asks_for_ever_does_not_keep_a_citizen_pressing(monkeypatch: pytest.MonkeyPatch) -> None:
    weather = Weather()
    weather.storm.begin(total=2, seconds=0.1)
    await weather.written(1)
    messenger, user = next(iter(weather.storm.hidden))
    presses: list[str] = []
    emulator = weather.telegram if messenger == "telegram" else weather.vk
    monkeypatch.setattr(emulator, "press", lambda *a: presses.append(a[3]))
    for number in range(PRESSES * 3):
        shown = ShownMessage(
            "1", user, "bot", "Отклик", 0, buttons=((ShownButton("Дальше", f"on:{number}", style="good"),),)
        )
        emulator.tell("edit", user, shown)
    await until(lambda: not weather.storm._to_press)
    await weather.storm.close()
    assert len(presses) == PRESSES


@pytest.mark.parametrize("part", [0.0, 0.5])
async def test_closing_in_the_middle_leaves_no_listener(part: float) -> None:
    weather = Weather()
    weather.storm.begin(total=10, seconds=0.2)
    await weather.written(int(10 * part))
    await weather.storm.close()
    assert weather.telegram.listeners == []
    assert weather.vk.listeners == []
