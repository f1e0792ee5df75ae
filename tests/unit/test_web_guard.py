"""The web server under people who open connections and say nothing: they go, others are answered."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import aiohttp
import pytest
from aiohttp import web

from bot.web.server import WebServer
from tests.ports import free_port
from tests.unit.test_metrics import Fares

MOST = 5
LONG = 12_000_000
"""Bytes; more than any system keeps for a reader that does not read."""


async def served(wait_s: float) -> AsyncIterator[int]:
    server = WebServer("127.0.0.1", free_port(), Fares(), most=MOST, wait_s=wait_s)

    async def slow(request: web.Request) -> web.Response:
        await asyncio.sleep(wait_s * 4)
        return web.Response(text="after all")

    async def long(request: web.Request) -> web.Response:
        return web.Response(body=bytes(LONG))

    server.add([web.get("/slow", slow), web.get("/long", long)])
    await server.start()
    yield server.port
    await server.stop()


@pytest.fixture
async def hasty() -> AsyncIterator[int]:
    async for port in served(0.1):
        yield port


@pytest.fixture
async def patient() -> AsyncIterator[int]:
    async for port in served(3600):
        yield port


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


async def test_half_a_request_is_hung_up_on(hasty: int) -> None:
    silent = [await opened(hasty) for _ in range(MOST)]
    assert all([await is_hung_up(reader) for reader in silent])
    assert '"ok": true' in await get(hasty)


async def test_whoever_has_kept_silent_the_longest_makes_room_for_the_next(patient: int) -> None:
    silent = [await opened(patient) for _ in range(MOST)]
    assert '"ok": true' in await get(patient)
    assert await is_hung_up(silent[0])
    assert [reader.at_eof() for reader in silent[1:]] == [False] * (MOST - 1)


async def test_a_connection_that_was_answered_is_younger_than_one_that_never_asked(patient: int) -> None:
    asked = await opened(patient, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    silent = [await opened(patient) for _ in range(MOST - 1)]
    assert b"200 OK" in await asked.readline()
    asked.writer.write(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")  # type: ignore[attr-defined]
    assert b"200 OK" in (await asked.readuntil(b"200 OK"))
    await opened(patient)
    assert await is_hung_up(silent[0])


async def test_more_than_the_cap_are_turned_away_while_all_others_are_being_answered(hasty: int) -> None:
    async with aiohttp.ClientSession() as session:
        url = f"http://127.0.0.1:{hasty}/slow"
        answers = [asyncio.ensure_future(_text(session, url)) for _ in range(MOST)]
        await asyncio.sleep(0.1)
        with pytest.raises(aiohttp.ClientError):
            await get(hasty)
        assert await asyncio.gather(*answers) == ["after all"] * MOST
    assert '"ok": true' in await get(hasty)


async def _text(session: aiohttp.ClientSession, url: str) -> str:
    async with session.get(url) as answer:
        return await answer.text()


async def test_half_a_second_request_on_one_connection_is_hung_up_on(hasty: int) -> None:
    reader = await opened(hasty, b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
    assert b"200 OK" in await reader.readline()
    reader.writer.write(b"GET /he")  # type: ignore[attr-defined]
    assert b'"ok": true' in await reader.read()


async def test_an_answer_may_take_longer_than_a_request(hasty: int) -> None:
    assert await get(hasty, "/slow") == "after all"


async def test_a_long_answer_is_read_to_its_end_by_whoever_reads_and_is_over_for_whoever_does_not(hasty: int) -> None:
    idle, reader = [await opened(hasty, b"GET /long HTTP/1.1\r\nHost: x\r\n\r\n") for _ in range(2)]
    await reader.readuntil(b"\r\n\r\n")
    for _ in range(24):
        assert len(await reader.readexactly(LONG // 24)) == LONG // 24
        await asyncio.sleep(0.03)
    with contextlib.suppress(ConnectionError):
        assert len(await asyncio.wait_for(idle.read(), 20)) < LONG


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
    patient: int, caplog: pytest.LogCaptureFixture, said: bytes
) -> None:
    for _ in range(3):
        reader = await opened(patient, said + b"\r\n\r\n")
        assert b" 400 " in await reader.read()
    lines = [(record.levelname, record.getMessage(), record.exc_info) for record in caplog.records]
    assert len(lines) == 3
    assert len(set(lines)) == 1
    assert "secret" not in repr(lines)
    assert lines[0][2] is None
