"""Both emulators, running, and callers that speak to them as raw HTTP clients."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.vk_api import VkEmulator


class TelegramCaller:
    """Calls methods as a form, with objects as JSON strings; `call` gives the whole answer, `ok` the result."""

    def __init__(self, emulator: TelegramEmulator, session: aiohttp.ClientSession) -> None:
        self.emulator = emulator
        self.session = session

    async def call(self, method: str, **fields: Any) -> dict[str, Any]:
        form = {k: v if isinstance(v, str) else json.dumps(v) for k, v in fields.items()}
        address = f"{self.emulator.url}/bot{self.emulator.token}/{method}"
        async with self.session.post(address, data=form) as response:
            body: dict[str, Any] = await response.json()
            assert response.status == (200 if body["ok"] else body["error_code"])
            return body

    async def ok(self, method: str, **fields: Any) -> Any:
        body = await self.call(method, **fields)
        assert body["ok"], body
        return body["result"]

    async def why(self, method: str, **fields: Any) -> str:
        body = await self.call(method, **fields)
        assert not body["ok"], body
        return str(body["description"])

    async def updates(self, offset: int = 0, **fields: Any) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = await self.ok("getUpdates", offset=offset, **fields)
        return found


class VkCaller:
    """Calls methods with the token and the version; `ok` gives the response, `code` the error's code."""

    def __init__(self, emulator: VkEmulator, session: aiohttp.ClientSession) -> None:
        self.emulator = emulator
        self.session = session

    async def call(self, method: str, **fields: Any) -> dict[str, Any]:
        form = {"access_token": self.emulator.token, "v": "5.199"}
        form |= {k: v if isinstance(v, str) else json.dumps(v) for k, v in fields.items()}
        async with self.session.post(f"{self.emulator.url}/method/{method}", data=form) as response:
            body: dict[str, Any] = await response.json()
            return body

    async def ok(self, method: str, **fields: Any) -> Any:
        body = await self.call(method, **fields)
        assert "response" in body, body
        return body["response"]

    async def code(self, method: str, **fields: Any) -> int:
        body = await self.call(method, **fields)
        assert "error" in body, body
        return int(body["error"]["error_code"])

    async def send(self, peer: str, text: str, random_id: int, **fields: Any) -> dict[str, Any]:
        """One message by peer_ids; its item."""
        items = await self.ok("messages.send", peer_ids=peer, message=text, random_id=random_id, **fields)
        assert len(items) == 1
        item: dict[str, Any] = items[0]
        return item

    async def poll(self, ts: str, key: str = "key1", wait: int = 0) -> dict[str, Any]:
        address = f"{self.emulator.url}/poll/{self.emulator.group_id}"
        query = {"act": "a_check", "key": key, "ts": ts, "wait": str(wait)}
        async with self.session.get(address, params=query) as response:
            body: dict[str, Any] = await response.json()
            return body


@pytest.fixture
def clock() -> MovableClock:
    return MovableClock()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(10)) as session:
        yield session


@pytest.fixture
async def telegram(clock: MovableClock) -> AsyncIterator[TelegramEmulator]:
    emulator = TelegramEmulator(clock)
    await emulator.serve()
    yield emulator
    await emulator.stop()


@pytest.fixture
async def vk(clock: MovableClock) -> AsyncIterator[VkEmulator]:
    emulator = VkEmulator(clock)
    await emulator.serve()
    yield emulator
    await emulator.stop()


@pytest.fixture
def tg(telegram: TelegramEmulator, session: aiohttp.ClientSession) -> TelegramCaller:
    return TelegramCaller(telegram, session)


@pytest.fixture
def api(vk: VkEmulator, session: aiohttp.ClientSession) -> VkCaller:
    return VkCaller(vk, session)


@pytest.fixture
def citizen(telegram: TelegramEmulator) -> str:
    """A person who started the bot in Telegram; the update is already confirmed."""
    person = telegram.add_person("Анна Иванова")
    telegram.start(person.id)
    telegram.updates.clear()
    return person.id


@pytest.fixture
def resident(vk: VkEmulator) -> str:
    """A person who started the bot in VK."""
    person = vk.add_person("Пётр Сидоров")
    vk.start(person.id)
    return person.id
