"""The emulators, running, and callers that speak to them as raw HTTP clients."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.sandbox.max_api import MaxEmulator
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.vk_api import VkEmulator
from tests.world.clock import TUESDAY


class HeldClock(MovableClock):
    """Time goes on by leaps alone: how long this machine takes between two calls is no part of a limit."""

    def now(self) -> int:
        return TUESDAY + int(self._ahead_s * 1000)

    def monotonic(self) -> float:
        return self._ahead_s


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


Answer = tuple[int, dict[str, Any]]


class MaxCaller:
    """Requests of MAX's API: `call` gives status and body, `ok` the body of a call that was done, `why` status, code
    and message of one that was not.
    """

    def __init__(self, emulator: MaxEmulator, session: aiohttp.ClientSession) -> None:
        self.emulator = emulator
        self.session = session

    async def call(self, verb: str, path: str, body: Any = None, **query: Any) -> Answer:
        how: dict[str, Any] = {} if body is None else {"json": body}
        headers = {"Authorization": self.emulator.token}
        address = f"{self.emulator.url}{path}"
        async with self.session.request(verb, address, params=query, headers=headers, **how) as response:
            return response.status, await response.json()

    async def ok(self, verb: str, path: str, body: Any = None, **query: Any) -> dict[str, Any]:
        status, answer = await self.call(verb, path, body, **query)
        assert status == 200, answer
        assert answer.get("success", True), answer
        return answer

    async def why(self, verb: str, path: str, body: Any = None, **query: Any) -> tuple[int, str, str]:
        status, answer = await self.call(verb, path, body, **query)
        assert status != 200 or not answer["success"], answer
        return status, answer["code"], answer["message"]

    async def send(self, user: str, text: str, *attachments: Any, **more: Any) -> str:
        """The mid of a new message in somebody's dialog."""
        body = {"text": text, "attachments": list(attachments), **more}
        mid: str = (await self.ok("POST", "/messages", body, user_id=user))["message"]["body"]["mid"]
        return mid

    async def updates(self, marker: int = 0, **query: Any) -> tuple[list[dict[str, Any]], int]:
        known = {"marker": marker} if marker else {}
        answer = await self.ok("GET", "/updates", **known, **{"timeout": 0, **query})
        return answer["updates"], answer["marker"]

    async def upload(self, kind: str, content: bytes, name: str = "file.bin") -> tuple[str, str]:
        """Both steps; the token, and what the file server said."""
        place = await self.ok("POST", "/uploads", type=kind)
        form = aiohttp.FormData()
        form.add_field("data", content, filename=name)
        async with self.session.post(place["url"], data=form) as response:
            said = await response.text()
            assert response.status == 200, said
        return place.get("token", ""), said


@pytest.fixture
async def max_(clock: MovableClock) -> AsyncIterator[MaxEmulator]:
    emulator = MaxEmulator(clock, limits=False)
    await emulator.serve()
    yield emulator
    await emulator.stop()


@pytest.fixture
def mx(max_: MaxEmulator, session: aiohttp.ClientSession) -> MaxCaller:
    return MaxCaller(max_, session)


@pytest.fixture
def dweller(max_: MaxEmulator) -> str:
    """A person who started the bot in MAX; the event is gone."""
    person = max_.add_person("Нина Орлова")
    max_.start(person.id)
    max_.events.clear()
    return person.id


@pytest.fixture
def clock() -> MovableClock:
    return HeldClock()


@pytest.fixture
async def session() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(60)) as session:
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
