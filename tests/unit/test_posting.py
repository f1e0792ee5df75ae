"""Calls written straight onto a connection: what they say of themselves, which answers they read, what they keep."""

from __future__ import annotations

import asyncio
import gzip
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from aiohttp import ClientTimeout
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from bot.channels.http import Http
from tests.world.waits import until

PLAIN = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
PACKED = gzip.compress(b"{}")


@dataclass
class Server:
    """Answers each request with the next of these bytes, b"" being silence, piece by piece where there are several;
    keeps what it was told, by connection.
    """

    answers: list[bytes | tuple[bytes, ...]] = field(default_factory=list)
    told: list[list[bytes]] = field(default_factory=list)
    url: str = ""
    pieces: int = 0  # written so far
    lines: list[asyncio.StreamWriter] = field(default_factory=list)

    def hangs_up(self) -> None:
        for line in self.lines:
            line.close()

    async def take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard = list[bytes]()
        self.told.append(heard)
        self.lines.append(writer)
        while data := await reader.read(65536):
            heard.append(data)
            answer = self.answers.pop(0) if self.answers else b""
            for piece in (answer,) if isinstance(answer, bytes) else answer:
                writer.write(piece)
                self.pieces += 1
                await asyncio.sleep(0.01)
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
        reply = await http.request("POST", f"{server.url}/a/{number}?b=1", data=body, headers={"A": "b"}, read_s=30)
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
    assert (await http.request("POST", server.url, data=b"{}", read_s=30)).raw == b"{}"
    assert (await http.request("POST", server.url, data=b"{}", read_s=30)).raw == b"{}"
    assert len(server.told) == 1, "it was read to its end"


ANSWERS = (
    PLAIN,
    b"HTTP/1.1 200 OK\r\nServer: nginx\r\nconnection: Keep-Alive\r\ncontent-length:  2 \r\n\r\n{}",
    b"HTTP/1.1 429 Too Many Requests\r\nRetry-After: 7\r\nContent-Length: 2\r\n\r\n{}",
    b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 502 Bad Gateway\r\nSet-Cookie: a\r\nSet-Cookie: b\r\nContent-Length: 2\r\n\r\n{}",
)


@pytest.mark.parametrize("answer", ANSWERS)
async def test_an_answer_says_the_same_in_one_piece_and_in_several(server: Server, http: Http, answer: bytes) -> None:
    head, body = answer.index(b"\r\n\r\n") + 4, len(answer) - 1
    replies = []
    for said in (answer, (answer[:20], answer[20:]), (answer[:head], answer[head:]), (answer[:body], answer[body:])):
        server.answers = [said]
        replies.append(await http.request("POST", server.url, data=b"{}", read_s=30))
    assert replies[0].status == int(answer[9:12])
    assert replies == replies[:1] * 4
    assert len(server.told) == 1, "each was read to its end"


async def test_an_answer_that_comes_in_drops_is_waited_for_as_long_again_and_no_longer(
    server: Server, http: Http
) -> None:
    server.answers = [(PLAIN.replace(b"Length: 2", b"Length: 15").removesuffix(b"{}"), *[b"x"] * 15)]
    reply = await http.request("POST", server.url, data=b"1", read_s=0.05)
    assert (reply.status, reply.failure, reply.written) == (0, "TimeoutError", True)


async def test_what_nobody_asked_for_answers_no_later_call(server: Server, http: Http) -> None:
    server.answers = [(PLAIN, PLAIN), PLAIN.replace(b"{}", b"[]")]
    assert (await http.request("POST", server.url, data=b"1", read_s=30)).raw == b"{}"
    await until(lambda: server.pieces == 2, "both answers")
    await asyncio.sleep(0.02)
    assert (await http.request("POST", server.url, data=b"2", read_s=30)).raw == b"[]"
    assert [told[-1][-1:] for told in server.told] == [b"1", b"2"]


@pytest.mark.parametrize("answer", [b"", PLAIN[:-1], b"HTTP/1.1 OK\r\n\r\n", b"<html>\r\n\r\n"])
async def test_of_what_has_no_whole_answer_nobody_knows_and_its_connection_serves_nobody_else(
    server: Server, http: Http, answer: bytes
) -> None:
    server.answers = [answer, PLAIN]
    reply = await http.request("POST", server.url, data=b"1", read_s=0.1)
    assert (reply.status, reply.written, bool(reply.failure)) == (0, True, True)
    assert (await http.request("POST", server.url, data=b"2", read_s=30)).raw == b"{}"
    assert [len(told) for told in server.told] == [1, 1], "it was not said twice, and the next had one of its own"


async def test_a_call_that_is_given_up_leaves_no_connection_on_which_its_answer_may_still_come(
    server: Server, http: Http
) -> None:
    asks = asyncio.create_task(http.request("POST", server.url, data=b"1", read_s=30))
    await until(lambda: any(server.told), "the call")
    asks.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asks
    server.answers = [PLAIN]
    assert (await http.request("POST", server.url, data=b"2", read_s=30)).raw == b"{}"
    assert [len(told) for told in server.told] == [1, 1]


async def test_a_header_of_several_lines_is_not_sent(server: Server, http: Http) -> None:
    reply = await http.request("POST", server.url, data=b"1", headers={"A": "b\r\nC: d"}, read_s=30)
    assert (reply.failure, reply.written) == ("bad-address", False)
    assert not server.told


async def test_of_a_call_that_found_no_connection_in_time_nothing_left(
    server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    http = Http(connections=1)
    asks = asyncio.create_task(http.request("POST", server.url, data=b"1", read_s=30))
    await until(lambda: any(server.told), "the first call")
    monkeypatch.setattr("bot.channels.posting._TIMES", ClientTimeout(connect=0.05))
    reply = await http.request("POST", server.url, data=b"2", read_s=30)
    assert (reply.status, reply.written) == (0, False)
    server.hangs_up()
    assert (await asks).written
    assert [told[-1][-1:] for told in server.told] == [b"1"]
    await http.close()


async def test_calls_over_tls_go_the_same_way(tmp_path: Path) -> None:
    """There the protocol of a connection is not the transport's own."""
    theirs, ours = tls(tmp_path)
    one, trusting = Server(), Http(trust=ours)
    async with await asyncio.start_server(one.take, "127.0.0.1", 0, ssl=theirs) as listening:
        url = f"https://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        one.answers = [PLAIN, (PLAIN[:30], PLAIN[30:]), b"", PLAIN]
        for number in (1, 2):
            assert (await trusting.request("POST", url, data=b"%d" % number, read_s=30)).raw == b"{}"
        silent = await trusting.request("POST", url, data=b"3", read_s=0.05)
        assert (silent.status, silent.failure, silent.written) == (0, "TimeoutError", True)
        assert (await trusting.request("POST", url, data=b"4", read_s=30)).raw == b"{}"
        assert [len(told) for told in one.told] == [3, 1]
        await trusting.close()


async def test_a_connection_that_is_lost_before_its_answer_is_told_of(http: Http) -> None:
    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(65536)
        writer.transport.abort() if ends.pop() == "cut" else writer.close()

    ends = ["closed", "cut"]
    async with await asyncio.start_server(hang_up, "127.0.0.1", 0) as listening:
        url = f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
        while ends:
            reply = await http.request("POST", url, data=b"1", read_s=30)
            assert (reply.status, reply.written) == (0, True)
            assert reply.failure in ("ServerDisconnectedError", "ClientOSError")


def tls(folder: Path) -> tuple[ssl.SSLContext, ssl.SSLContext]:
    """A server's side and its caller's, of a certificate for 127.0.0.1 that this one believes."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "here")])
    now = datetime.now(UTC)
    here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now - timedelta(1), now + timedelta(1))
    signed = made.add_extension(here, critical=False).sign(key, hashes.SHA256())
    path = folder / "here.pem"
    written = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(signed.public_bytes(serialization.Encoding.PEM) + written)
    theirs = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    theirs.load_cert_chain(path)
    return theirs, ssl.create_default_context(cafile=str(path))
