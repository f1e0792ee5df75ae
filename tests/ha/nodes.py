"""Two nodes of the program as processes on one database, the messengers between them, and eyes on both."""

from __future__ import annotations

import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import aiohttp

from bot.sandbox.emulators import Emulated
from bot.service import LED
from tests.chaos.bot_process import Nursery
from tests.chaos.life import told
from tests.ports import free_port

LOOK_S = 0.05
PATIENCE_S = 60.0
"""For what a node does; a busy machine starts one as slowly as that."""
FIELD = "api_url"


@dataclass
class Wire:
    """A node's way to one messenger: what it sends there, when (monotonic). Its bytes pass unchanged."""

    host: str
    port: int
    calls: list[float] = field(default_factory=list)
    server: asyncio.Server | None = None
    url: str = ""

    async def open(self, path: str) -> None:
        self.server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self.server.sockets[0].getsockname()[1]}{path}"

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            back, out = await asyncio.open_connection(self.host, self.port)
            answers = asyncio.create_task(self._pass(back, writer))
            with suppress(OSError):
                while data := await reader.read(65536):
                    self.calls.append(time.monotonic())
                    out.write(data)
                    await out.drain()
            out.close()
            answers.cancel()
        writer.close()

    @staticmethod
    async def _pass(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.close()


class Told(NamedTuple):
    """`at`: when it was let go by the limits, `written`: when it left; monotonic."""

    at: float
    written: float
    method: str
    chat: str


@dataclass
class Node:
    """One process of the program, started again and again under one name."""

    name: str
    nursery: Nursery
    values: dict[str, Any]
    wires: list[Wire]
    pid: int = 0
    code: int | None = None

    @property
    def log(self) -> str:
        return Path(self.values["log"]).read_text() if Path(self.values["log"]).exists() else ""

    @property
    def diary(self) -> list[Told]:
        """Each request to Telegram (tests.ha.nursery.keep_diary)."""
        lines = Path(self.values["diary"]).read_text().splitlines()
        return [Told(float(at), float(written), *rest) for at, written, *rest in (line.split(" ") for line in lines)]

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.values['port']}"

    def start(self) -> None:
        self.pid, self.code = int(self.nursery.ask(self.values)), None

    def signal(self, which: signal.Signals) -> None:
        os.kill(self.pid, which)

    async def kill(self) -> None:
        self.signal(signal.SIGKILL)
        await self.ends()

    def lost_its_lead(self) -> bool:
        """Whether it ended because nothing let it renew in time, and is to be started anew, as systemd does it."""
        return bool(self.pid) and self.nursery.ask(self.pid) == str(LED)

    async def ends(self, within_s: float = PATIENCE_S) -> int:
        """Its exit code."""
        self.code = await self.nursery.ended(self.pid, within_s)
        self.pid = 0
        return self.code

    def called_since(self, at: float) -> list[float]:
        """When it sent anything to a messenger after this."""
        return sorted(call for wire in self.wires for call in wire.calls if call > at)


@dataclass
class Pair:
    """`samples`: at each look the names of the nodes that say of themselves that they lead."""

    nodes: list[Node]
    session: aiohttp.ClientSession
    samples: list[tuple[float, tuple[str, ...]]] = field(default_factory=list)
    roles: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)

    async def watch(self) -> None:
        """Until cancelled."""
        while True:
            before = time.monotonic()
            leads = await asyncio.gather(*(self._leads(node) for node in self.nodes))
            names = tuple(node.name for node, leading in zip(self.nodes, leads, strict=True) if leading)
            self.samples.append((before, names))
            await asyncio.sleep(LOOK_S)

    async def _leads(self, node: Node) -> bool:
        try:
            async with self.session.get(f"{node.url}/leadz", timeout=aiohttp.ClientTimeout(total=0.5)) as answer:
                return answer.status == 200
        except (OSError, aiohttp.ClientError):
            return False

    async def ready(self, node: Node) -> tuple[int, dict[str, Any]]:
        try:
            async with self.session.get(f"{node.url}/readyz", timeout=aiohttp.ClientTimeout(total=3)) as answer:
                return answer.status, await answer.json()
        except (OSError, aiohttp.ClientError):
            return 0, {}

    async def leader(self, within_s: float = PATIENCE_S, besides: str = "") -> Node:
        async with asyncio.timeout(within_s):
            while True:
                if self.samples and len(names := self.samples[-1][1]) == 1 and names[0] != besides:
                    return next(node for node in self.nodes if node.name == names[0])
                await asyncio.sleep(0.01)

    async def waits(self, node: Node, within_s: float = PATIENCE_S) -> None:
        """Until this node could take over now."""
        async with asyncio.timeout(within_s):
            while True:
                status, told_by = await self.ready(node)
                if status == 200 and told_by["role"] == "standby":
                    return
                await asyncio.sleep(0.05)

    def other(self, node: Node) -> Node:
        return next(each for each in self.nodes if each is not node)

    def never_two(self) -> None:
        assert [names for _, names in self.samples if len(names) > 1] == []

    def gaps(self) -> list[float]:
        """How long nobody led, each time."""
        gaps, since = list[float](), 0.0
        for at, names in self.samples:
            if not names and not since:
                since = at
            elif names and since:
                gaps.append(at - since)
                since = 0.0
        return gaps[1:]  # the first one was the start


@asynccontextmanager
async def two_nodes(
    nursery: Nursery, folder: Path, emulators: dict[str, Emulated], values: dict[str, Any], urls: tuple[str, str]
) -> AsyncIterator[Pair]:
    """Started and one of them leading. `urls`: each node's way to the database."""
    nodes = []
    for name, url in zip(("anton", "boris"), urls, strict=True):
        wires, messengers = [], {}
        for messenger, emulator in emulators.items():
            variables = told(emulator.variables())
            parts = urlsplit(variables[FIELD])
            wire = Wire(parts.hostname or "", parts.port or 0)
            await wire.open(parts.path)
            wires.append(wire)
            messengers[messenger] = {**variables, FIELD: wire.url}
        own = folder / name
        own.mkdir()
        each = {**values, "messengers": messengers, "node": name, "port": free_port(), "database_url": url}
        files = {"log": str(own / "bot.log"), "diary": str(own / "diary")}
        nodes.append(Node(name, nursery, {**each, "folder": str(own), **files}, wires))
    async with aiohttp.ClientSession() as session:
        pair = Pair(nodes, session)
        watching = asyncio.create_task(pair.watch())
        try:
            nodes[0].start()
            await pair.leader()
            nodes[1].start()
            await pair.waits(nodes[1])
            yield pair
            pair.never_two()
        finally:
            watching.cancel()
            for node in nodes:
                if node.pid:
                    with suppress(ProcessLookupError):
                        node.signal(signal.SIGKILL)
                for wire in node.wires:
                    if wire.server is not None:
                        wire.server.close()
