"""Other programs that bring files to two nodes, the store between them, and deaths at chosen moments on the way."""

from __future__ import annotations

import asyncio
import json
import re
import signal
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer

from tests.ha.nodes import Node, Pair

ANSWERING, FILING = "incident", "filing"
KEYS = {code: f"{code}-" + "k" * 40 for code in (ANSWERING, FILING)}
ASKED = re.compile(rb"([A-Z]+) /files/[^/ ]+/(waiting|files)/")
"""The first line of a request to the store that is about a file."""
PATIENCE_S = 60.0


class Moment(NamedTuple):
    """When the leading node dies: at a request for a file, before it gets there or `answered` but not yet told."""

    request: str  # "PUT waiting", "PUT files", "GET link"
    answered: bool = False


@dataclass
class Death:
    """One that is due, of the node that leads. `at`: None where somebody else says when."""

    node: Node
    at: Moment | None = None
    over: bool = False

    def comes(self, moment: Moment) -> bool:
        """Whether it strikes now."""
        if now := not self.over and moment == self.at:
            self.strikes()
        return now

    def strikes(self) -> None:
        self.over = True
        self.node.signal(signal.SIGKILL)


Watches = Callable[[Moment], bool]
"""Told of a moment; whether the node has died of it."""


@dataclass
class StoreWire:
    """The nodes' way to the store. Its bytes pass unchanged; `watches` hears of each request before it gets there, and
    of its answer before that is told.
    """

    watches: Watches
    url: str = ""
    _there: tuple[str, int] = ("", 0)

    async def open(self, endpoint: str) -> asyncio.Server:
        parts = urlsplit(endpoint)
        self._there = (parts.hostname or "", parts.port or 0)
        server = await asyncio.start_server(self._carry, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        return server

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            back, out = await asyncio.open_connection(*self._there)
            asked = [""]
            answers = asyncio.create_task(self._answers(back, writer, asked))
            with suppress(OSError):
                while data := await reader.read(65536):
                    if found := ASKED.match(data):
                        asked[0] = f"{found[1].decode()} {found[2].decode()}"
                        if self.watches(Moment(asked[0])):
                            break  # it gets nowhere
                    out.write(data)
                    await out.drain()
            out.close()
            answers.cancel()
        writer.close()

    async def _answers(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, asked: list[str]) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                self.watches(Moment(asked[0], answered=True))
                writer.write(data)
                await writer.drain()
        writer.close()


@asynccontextmanager
async def links(watches: Watches, content: dict[str, bytes]) -> AsyncIterator[str]:
    """A web server with the files of answers; its address."""

    async def give(request: web.Request) -> web.Response:
        watches(Moment("GET link"))
        return web.Response(body=content[request.match_info["name"]], content_type="image/jpeg")

    app = web.Application()
    app.router.add_get("/{name}", give)
    async with TestServer(app) as server:
        yield str(server.make_url("/"))


@dataclass
class Program:
    """Sends until it is told yes, the same each time, to whichever node answers. `unanswered`: requests that were under
    way when their node died.
    """

    pair: Pair
    folder: Path
    unanswered: int = 0

    async def answers(self, row: dict[str, Any]) -> Any:
        """What became of one row of /back-office/answers."""
        (told,) = (await self._insists("/back-office/answers", ANSWERING, json=[row]))["rows"]
        assert told["outcome"] in ("taken", "again"), told
        return told

    async def files(self, key: str, fields: dict[str, str], content: bytes) -> int:
        """The number of the report that it files with a photo."""

        def form() -> aiohttp.FormData:
            made = aiohttp.FormData(list(fields.items()))
            made.add_field("media", content, filename="photo.jpg")
            return made

        told = await self._insists("/open311/v2/requests.json", FILING, form, headers={"Idempotency-Key": key})
        return int(told[0]["service_request_id"])

    async def lays_down(self, row: dict[str, Any], content: bytes) -> None:
        """A table and its file into the folder, until it is done."""
        own = self.folder / ANSWERING
        (own / row["files"]).write_bytes(content)
        names = ";".join(row)
        (own / "table.part").write_text(f"{names}\n" + ";".join(str(value) for value in row.values()) + "\n")
        (own / "table.part").rename(own / f"{row['id']}.csv")
        async with asyncio.timeout(PATIENCE_S):
            while not (own / "done" / f"{row['id']}.csv").exists():  # noqa: ASYNC110 - another process
                await asyncio.sleep(0.02)

    async def _insists(
        self, path: str, code: str, form: Callable[[], aiohttp.FormData] | None = None, **more: Any
    ) -> Any:
        headers = {"Authorization": f"Bearer {KEYS[code]}", **more.pop("headers", {})}
        async with asyncio.timeout(PATIENCE_S):
            while True:
                for node in self.pair.nodes:
                    body = {"data": form()} if form is not None else more
                    try:
                        async with self.pair.session.post(f"{node.url}{path}", headers=headers, **body) as answer:
                            said = await answer.text()
                    except aiohttp.ClientConnectorError:
                        continue
                    except (OSError, aiohttp.ClientError):
                        self.unanswered += 1
                        continue
                    if answer.status == 200:
                        return json.loads(said)
                    assert answer.status == 503, (answer.status, said)
                await asyncio.sleep(0.05)
