"""The web server under people who open connections and say nothing: they go, others are answered."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from bot.web import guard
from bot.web.guard import WAIT_S
from bot.web.server import WebServer
from tests.ports import free_port
from tests.unit.test_metrics import Fares
from tests.world.waits import until

MOST = 5
LONG = 12_000_000
"""Bytes; more than any system keeps for a reader that does not read."""


@dataclass
class Wound:
    """A timer of the guard."""

    call: Callable[..., None]
    said: tuple[Any, ...]
    cancelled: bool = False

    def cancel(self) -> None:
        self.cancelled = True


@dataclass
class Site:
    """A server whose waits are over when a test says so: a slow machine makes nobody too late."""

    port: int
    wound: list[Wound] = field(default_factory=list)
    taken: int = 0
    let_go: asyncio.Event = field(default_factory=asyncio.Event)

    def call_later(self, seconds: float, call: Callable[..., None], *said: Any) -> Wound:
        assert seconds == WAIT_S
        self.wound.append(Wound(call, said))
        return self.wound[-1]

    @property
    def waiting(self) -> list[Wound]:
        return [one for one in self.wound if not one.cancelled]

    def wait_is_over(self) -> None:
        due, self.wound = self.waiting, []
        for one in due:
            one.call(*one.said)

    async def slow(self, request: web.Request) -> web.Response:
        self.taken += 1
        await self.let_go.wait()
        return web.Response(text="after all")

    async def long(self, request: web.Request) -> web.Response:
        return web.Response(body=bytes(LONG))


@pytest.fixture
async def site(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Site]:
    made = Site(free_port())
    known = {"Transport": asyncio.Transport, "Protocol": asyncio.Protocol, "get_running_loop": lambda: made}
    monkeypatch.setattr(guard, "asyncio", SimpleNamespace(**known))
    server = WebServer("127.0.0.1", made.port, Fares(), most=MOST)
    server.add([web.get("/slow", made.slow), web.get("/long", made.long)])
    await server.start()
    yield made
    await server.stop()


async def opened(port: int, said: bytes = b"GET /healthz HTTP/1.1\r\nHost: x\r\n") -> asyncio.StreamReader:
    """A connection with half a request."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(said)
    await writer.drain()
    reader.writer = writer  # type: ignore[attr-defined]  # kept open as long as the reader is
    return reader


async def is_hung_up(reader: asyncio.StreamReader) -> bool:
    try:
        async with asyncio.timeout(20):
            return await reader.read() == b""
    except ConnectionError:
        return True


async def get(port: int, path: str = "/healthz") -> str:
    async with aiohttp.ClientSession() as session, session.get(f"http://127.0.0.1:{port}{path}") as answer:
        return await answer.text()


async def test_half_a_request_is_hung_up_on(site: Site) -> None:
    silent = [await opened(site.port) for _ in range(MOST)]
    await until(lambda: len(site.waiting) == MOST, "all connections")
    site.wait_is_over()
    assert all([await is_hung_up(reader) for reader in silent])
    assert '"ok": true' in await get(site.port)


async def test_whoever_has_kept_silent_the_longest_makes_room_for_the_next(site: Site) -> None:
    silent = [await opened(site.port) for _ in range(MOST)]
    assert '"ok": true' in await get(site.port)
    assert await is_hung_up(silent[0])
    assert [reader.at_eof() for reader in silent[1:]] == [False] * (MOST - 1)


async def test_a_connection_that_was_answered_is_younger_than_one_that_never_asked(site: Site) -> None:
    asked = await opened(site.port, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    silent = [await opened(site.port) for _ in range(MOST - 1)]
    assert b"200 OK" in await asked.readline()
    asked.writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")  # type: ignore[attr-defined]
    assert b"200 OK" in (await asked.readuntil(b"200 OK"))
    await opened(site.port)
    assert await is_hung_up(silent[0])


async def test_more_than_the_cap_are_turned_away_while_all_others_are_being_answered(site: Site) -> None:
    async with aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{site.port}/slow"
        answers = [asyncio.ensure_future(_text(session, url)) for _ in range(MOST)]
        await until(lambda: site.taken == MOST, "all requests")
        with pytest.raises(aiohttp.ClientError):
            await get(site.port)
        site.let_go.set()
        assert await asyncio.gather(*answers) == ["after all"] * MOST
    assert '"ok": true' in await get(site.port)


async def _text(session: aiohttp.ClientSession, url: str) -> str:
    async with session.get(url) as answer:
        return await answer.text()


async def test_half_a_second_request_on_one_connection_is_hung_up_on(site: Site) -> None:
    reader = await opened(site.port, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    assert b"200 OK" in await reader.readline()
    assert b'"ok": true' in await reader.readuntil(b"}")
    reader.writer.write(b"GET /he")  # type: ignore[attr-defined]
    await asyncio.sleep(0.02)  # it is mostly there by now; late or not, it is no request
    site.wait_is_over()
    assert await is_hung_up(reader)


async def test_an_answer_may_take_longer_than_a_request(site: Site) -> None:
    asks = asyncio.create_task(get(site.port, "/slow"))
    await until(lambda: site.taken, "the request")
    for _ in range(2):
        site.wait_is_over()
    site.let_go.set()
    assert await asks == "after all"


async def test_a_long_answer_is_read_to_its_end_by_whoever_reads_and_is_over_for_whoever_does_not(site: Site) -> None:
    idle, reader = [await opened(site.port, b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n") for _ in range(2)]
    await reader.readuntil(b"\r\n\r\n")
    sent_to = reader.writer.get_extra_info("sockname")  # type: ignore[attr-defined]
    await until(lambda: len(site.waiting) == 2, "both answers")
    lines = [one.said[0] for one in site.waiting]
    line = next(one for one in lines if one.get_extra_info("peername") == sent_to)
    read = 0
    while read < LONG:
        left = line.get_write_buffer_size()
        while read < LONG and line.get_write_buffer_size() == left:
            piece = await reader.read(65536)
            assert piece, "it was hung up on"
            read += len(piece)
        site.wait_is_over()
    assert read == LONG
    with contextlib.suppress(ConnectionError):
        async with asyncio.timeout(20):
            assert len(await idle.read()) < LONG


@pytest.mark.parametrize("host", ["203.0.113.1", "no-such-host.invalid"])
async def test_an_address_that_is_not_ours_yet_is_named_and_waited_for(host: str) -> None:
    """After a power cut the network may be ready later than the program: no fault that ends it for good."""
    server = WebServer(host, free_port(), Fares())
    with pytest.raises(OSError, match=host) as caught:
        await server.start()
    assert caught.value.filename == f"HTTP_HOST={host}"


@pytest.mark.parametrize(
    "said",
    [b"GET /" + b"secret" * 2_000, b"GET / HTTP/1.1\r\n" + b"secret: x\r\n" * 2_000,
     b"POST / HTTP/1.1\r\nsecret: x\r\nContent-Length: 3\r\nTransfer-Encoding: chunked"],
)  # fmt: skip
async def test_a_request_that_is_none_leaves_one_line_and_nothing_of_itself(
    site: Site, caplog: pytest.LogCaptureFixture, said: bytes
) -> None:
    for _ in range(3):
        reader = await opened(site.port, said + b"\r\n\r\n")
        assert b" 400 " in await reader.read()
    lines = [(record.levelname, record.getMessage(), record.exc_info) for record in caplog.records]
    assert len(lines) == 3
    assert len(set(lines)) == 1
    assert "secret" not in repr(lines)
    assert lines[0][2] is None
