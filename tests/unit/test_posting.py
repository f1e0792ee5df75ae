"""Calls written straight onto a connection: what they say of themselves, which answers they read, what they keep."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
from aiohttp import ClientTimeout

from bot.channels.http import Http

PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
PACKED = gzip.compress(b"{}")


@dataclass
class Server:
    """Answers each request with the next of these bytes, b"" being silence; keeps what it was told, by connection."""

    answers: list[bytes] = field(default_factory=list)
    told: list[list[bytes]] = field(default_factory=list)
    url: str = ""

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard = list[bytes]()
        self.told.append(heard)
        while data := await reader.read(65536):
            heard.append(data)
            writer.write(self.answers.pop(0) if self.answers else b"")
        writer.close()


@pytest.fixture
async def server() -> AsyncIterator[Server]:
    one = Server()
    async with await asyncio.start_server(one.take, "127.0.0.1", 0) as listening:
        one.url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        yield one


@pytest.fixture
async def http() -> AsyncIterator[Http]:
    one = Http()
    yield one
    await one.close()


async def test_calls_one_after_another_take_one_connection_and_each_says_how_long_it_is(
    server: Server, http: Http
) -> None:
    server.answers = [PLAIN, PLAIN]
    for number, body in enumerate((b"{}", b'{"text":"\xd1\x8f\xd0\xbc\xd0\xb0"}')):
        reply = await http.request("POST", f"{server.url}/a/{number}?b=1", data=body, headers={"A": "b"}, read_s=5)
        assert (reply.status, reply.raw, reply.failure) == (200, b"{}", "")
    (told,) = server.told
    heads, bodies = zip(*(request.split(b"\r\n\r\n") for request in told), strict=True)
    assert bodies == (b"{}", b'{"text":"\xd1\x8f\xd0\xbc\xd0\xb0"}')
    host = server.url.removeprefix("http://")
    for number, head in enumerate(heads):
        first, *lines = head.decode().split("\r\n")
        assert first == f"POST /a/{number}?b=1 HTTP/1.1"
        assert {f"Host: {host}", "A: b", f"Content-Length: {len(bodies[number])}"} <= set(lines)
        assert len(lines) == len({line.partition(":")[0].lower() for line in lines}), "each header once"


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 100 Continue\r\n\r\n" + PLAIN,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n{\r\n1\r\n}\r\n0\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%b" % (len(PACKED), PACKED),
    ],
    ids=["go on", "in chunks", "packed"],
)
async def test_an_answer_is_read_however_it_is_framed(server: Server, http: Http, answer: bytes) -> None:
    server.answers = [answer, PLAIN]
    assert (await http.request("POST", server.url, data=b"{}", read_s=5)).raw == b"{}"
    assert (await http.request("POST", server.url, data=b"{}", read_s=5)).raw == b"{}"
    assert len(server.told) == 1, "it was read to its end"


@pytest.mark.parametrize("answer", [b"", PLAIN[:-1], b"HTTP/1.1 OK\r\n\r\n", b"<html>\r\n\r\n"])
async def test_of_what_has_no_whole_answer_nobody_knows_and_its_connection_serves_nobody_else(
    server: Server, http: Http, answer: bytes
) -> None:
    server.answers = [answer, PLAIN]
    reply = await http.request("POST", server.url, data=b"1", read_s=0.1)
    assert (reply.status, reply.written, bool(reply.failure)) == (0, True, True)
    assert (await http.request("POST", server.url, data=b"2", read_s=5)).raw == b"{}"
    assert [len(told) for told in server.told] == [1, 1], "it was not said twice, and the next had one of its own"


async def test_a_call_that_is_given_up_leaves_no_connection_on_which_its_answer_may_still_come(
    server: Server, http: Http
) -> None:
    asks = asyncio.create_task(http.request("POST", server.url, data=b"1", read_s=5))
    while not any(server.told):  # noqa: ASYNC110 - the server is no part of the program
        await asyncio.sleep(0.001)
    asks.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asks
    server.answers = [PLAIN]
    assert (await http.request("POST", server.url, data=b"2", read_s=5)).raw == b"{}"
    assert [len(told) for told in server.told] == [1, 1]


async def test_a_header_of_several_lines_is_not_sent(server: Server, http: Http) -> None:
    reply = await http.request("POST", server.url, data=b"1", headers={"A": "b\r\nC: d"}, read_s=5)
    assert (reply.failure, reply.written) == ("bad-address", False)
    assert not server.told


async def test_of_a_call_that_found_no_connection_in_time_nothing_left(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.posting._TIMES", ClientTimeout(connect=0.05))
    http = Http(connections=1)
    asks = asyncio.create_task(http.request("POST", server.url, data=b"1", read_s=0.5))
    while not any(server.told):  # noqa: ASYNC110 - the server is no part of the program
        await asyncio.sleep(0.001)
    reply = await http.request("POST", server.url, data=b"2", read_s=5)
    assert (reply.status, reply.written) == (0, False)
    assert (await asks).written
    assert [told[-1][-1:] for told in server.told] == [b"1"]
    await http.close()
