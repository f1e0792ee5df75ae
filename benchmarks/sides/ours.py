"""The whole program over given servers, for whatever is measured of it."""

from __future__ import annotations

import asyncio
import importlib
import json
import secrets
from collections.abc import AsyncIterator, Iterable, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import aiohttp
from pydantic import SecretStr

from bot.app import App
from bot.channels.port import Channel
from bot.channels.registry import make_channels
from bot.clock import RealClock
from bot.garbage import spare_what_stays
from bot.service import read_words
from bot.settings import Settings
from handlers.base.message import Address, Message
from handlers.base.routes import Route, Router
from storage.changes import Changes
from storage.outbox_records import OutboxOp
from storage.records import Lane, OutboxRow
from storage.region.load import FICTIONAL, load_region
from storage.region.region import Region

TOKEN = "1000001:benchmarks-only-00"
NO_LIMIT = 1_000_000.0


class Program(App):
    """The program with routes of the benchmark's own, or with its real ones (None)."""

    def __init__(
        self,
        settings: Settings,
        channels: dict[str, Channel],
        routes: Iterable[Route] | None = None,
        region: Region | None = None,
    ) -> None:
        self._routes = routes
        clock = RealClock()
        super().__init__(settings, region or load_region(FICTIONAL), channels, clock)

    def _router(self) -> Router:
        if self._routes is None:
            return super()._router()
        router = Router()
        router.add(self._routes)
        return router

    async def commit(self, rows: Sequence[OutboxRow]) -> None:
        """Rows into the outbox, as a handler's answer would come into it, and the sender is told."""
        changes = Changes()
        for row in rows:
            changes.put(row)
        async with self.store.unit() as unit:
            await unit.commit(changes)
        self.committed(changes)

    def row(self, channel: str, chat: str, lane: Lane, text: str, random_id: int = 0) -> OutboxRow:
        row = OutboxRow(self.shared.ids.next("outbox"), channel, chat, int(lane), OutboxOp.SEND, Message(text).dump())
        row.created_at = row.due_at = self.clock.now()
        row.random_id = random_id or row.id
        return row

    def final(self, channel: str) -> int:
        """Rows whose outcome is committed."""
        return sum(self.runners[channel].sender.claims.counts.values())

    async def until_idle(self, channel: str) -> None:
        """Nothing waits and nothing is under way."""
        while self.runners[channel].sender.dispatch.backlog.known:  # noqa: ASYNC110 - the same
            await asyncio.sleep(0.01)

    async def until_final(self, channel: str, count: int) -> None:
        while self.final(channel) < count:  # noqa: ASYNC110 - what is counted is no event
            await asyncio.sleep(0.01)


def settings(arguments: dict[str, Any]) -> Settings:
    """`telegram`, `vk`, `max` (addresses), `database` (default: a file in `folder`), `admin_chat`, `paid_rate`."""
    folder = Path(arguments["folder"])
    given: dict[str, Any] = {"http_port": 0, "data_dir": folder}
    given["database_url"] = SecretStr(arguments.get("database") or f"sqlite:///{folder / 'otklik.db'}")
    if arguments.get("telegram"):
        given |= {"telegram_token": SecretStr(TOKEN), "telegram_api_url": arguments["telegram"]}
        given["telegram_paid_rate"] = float(arguments.get("paid_rate", 0))
    if arguments.get("vk"):
        given |= {"vk_token": SecretStr("vk1.benchmarks"), "vk_group_id": 200001, "vk_api_url": arguments["vk"]}
    if arguments.get("max"):
        given |= {"max_token": SecretStr(TOKEN), "max_api_url": arguments["max"]}
    if arguments.get("admin_chat"):
        given["admin_chat"] = Address(*arguments["admin_chat"].split(":", 1))
    return Settings(_env_file=None).model_copy(update=given)


def unlimited(channel: Channel) -> Channel:
    """Without the messenger's limits: what is measured then is the program alone."""
    channel.limits = replace(
        channel.limits, per_second=NO_LIMIT, chat_per_second=NO_LIMIT, chat_burst=1_000_000, group_per_minute=0
    )
    return channel


@asynccontextmanager
async def running(
    arguments: dict[str, Any],
    routes: Iterable[Route] | None = None,
    *,
    limits: bool = True,
    region: Region | None = None,
) -> AsyncIterator[Program]:
    """The program, started and at work; stopped cleanly at the end."""
    if arguments.get("fresh_database"):
        arguments = arguments | {"database": await fresh_database(arguments["fresh_database"])}
    chosen = settings(arguments)
    if "telegram" in chosen.running():
        importlib.import_module("bot.channels.telegram.translate")  # aiogram takes seconds, and not while we measure
    channels = make_channels(chosen, RealClock())
    if not limits:
        channels = {name: unlimited(channel) for name, channel in channels.items()}
    app = Program(chosen, channels, routes, region)
    read_words(app.shared)  # as `run` does, here and below
    await app.start()
    spare_what_stays()
    work = asyncio.create_task(app.run())
    try:
        yield app
        app.stop()
        await work
    finally:
        work.cancel()
        await app.close()


async def fresh_database(server: str) -> str:
    """A new, empty database on this PostgreSQL server; its address."""
    import asyncpg

    name = f"otklik_{secrets.token_hex(6)}"
    connection = await asyncpg.connect(server)
    await connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    await connection.close()
    head, _, query = server.partition("?")
    return f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{query}" if query else "")


class Control:
    """A server's `/control/…`, beside its messenger's interface."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=None))

    async def __aenter__(self) -> Control:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def load(self, **what: Any) -> None:
        await self._ask("load", what)

    async def walk(self, script: Sequence[Any], first: int, people: int) -> None:
        """See benchmarks.servers.screens."""
        await self._ask("walk", {"script": script, "first": first, "people": people})

    async def calls(self) -> Any:
        """What the last walk was answered, step by step."""
        return await self._ask("calls", {})

    async def wait(self, sent: int) -> dict[str, Any]:
        """What the server has counted, once so many messages came."""
        found: dict[str, Any] = await self._ask(f"wait?sent={sent}", {})
        return found

    async def reset(self) -> None:
        """Count from here on."""
        await self._ask("reset", {})

    async def log(self) -> Any:
        """Every accepted message: [monotonic second, chat, first word]."""
        return await self._ask("log", {})

    async def figures(self) -> dict[str, Any]:
        """See benchmarks.servers.desk."""
        found: dict[str, Any] = await self._ask("figures", {})
        return found

    async def stats(self) -> dict[str, Any]:
        found: dict[str, Any] = await self._ask("stats", {})
        return found

    async def _ask(self, name: str, what: dict[str, Any]) -> Any:
        async with self._session.post(f"{self._url}/control/{name}", data=json.dumps(what)) as response:
            return json.loads(await response.read())["result"]
