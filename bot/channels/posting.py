"""One request of some bytes, written in one piece onto a connection of an aiohttp session, and its answer.

The session makes the connections, keeps them and reads answers. What it does besides for each request (cookies,
redirects, a task that writes the body, objects for request and answer) costs more than all else that a message takes
on its way out, and the messengers' calls need none of it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import aiohttp
from aiohttp.client_proto import ResponseHandler
from aiohttp.connector import Connection
from aiohttp.http_exceptions import HttpProcessingError
from aiohttp.streams import StreamReader
from yarl import URL

from bot.channels.answers import LARGEST
from bot.lead.fence import Fence

CONNECT_S = 10.0
KINDS = 64
"""So many kinds of requests are remembered: a server with its headers. There are two or three."""
MOST_SPOILT = 20
"""So many connections on which something came unasked are closed for one call."""
_FAILURES = (aiohttp.ClientError, HttpProcessingError, OSError, ValueError)
"""Timeouts are OSErrors; a ValueError is a name of a host that cannot be written, or an answer that nobody foresaw."""
_TIMES: Final = aiohttp.ClientTimeout(connect=CONNECT_S, sock_connect=CONNECT_S)


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of one request.

    `status` is 0 if no answer came: then `failure` is a short code, and `written` says whether the request may have
    reached the server. `raw` is the answer's body, `retry_after` the header of that name.
    """

    status: int = 0
    raw: bytes = b""
    failure: str = ""
    written: bool = True
    retry_after: str = ""


class NoLead(aiohttp.ClientError):
    """Another node may be speaking: nothing was written."""


@dataclass(frozen=True, slots=True)
class _Kind:
    """What all requests to one server with the same headers have in common: whom the connection leads to, and what
    follows the path in their head, up to the length of the body.
    """

    to: aiohttp.ClientRequest
    head: str


class Posting:
    """POST requests over the connections of one session."""

    def __init__(self, session: aiohttp.ClientSession, fence: Fence) -> None:
        self._session, self._fence = session, fence
        self._kinds: dict[tuple[object, ...], _Kind] = {}

    async def post(self, url: URL, data: bytes, headers: Mapping[str, str], read_s: float) -> Reply:
        """One request, never repeated. `read_s`: how long to wait for the beginning of the answer, and as long for the
        rest of it. ValueError: an address or a header that cannot be.
        """
        kind, written, limit = self._kind(url, headers), False, None
        request = f"POST {url.raw_path_qs}{kind.head}{len(data)}\r\n\r\n".encode() + data
        later, connection = asyncio.get_running_loop().call_later, None
        try:
            connection, protocol, transport = await self._connect(kind)
            protocol.set_response_params(read_until_eof=True)
            if not self._fence.may_call():
                raise NoLead
            written = True
            transport.write(request)
            limit = later(read_s, protocol.set_exception, TimeoutError())  # a timer costs a fifth of asyncio.timeout
            answer, body = await protocol.read()
            while 100 <= answer.code < 200:  # "go on", though nobody asked
                answer, body = await protocol.read()
            if body.is_eof():
                raw = body.read_nowait()
            else:
                limit.cancel()
                limit = later(read_s, body.set_exception, TimeoutError())
                raw = await read(body)
            reply = Reply(answer.code, raw, retry_after=answer.headers.get("Retry-After", ""))
            connection.release()  # one that was not read to its end is closed by this
            connection = None
            return reply
        except _FAILURES as error:
            return Reply(failure=type(error).__name__, written=written)
        finally:
            if limit is not None:
                limit.cancel()
            if connection is not None:
                connection.close()

    async def _connect(self, kind: _Kind) -> tuple[Connection, ResponseHandler, asyncio.Transport]:
        """A connection on which nothing was said since its last answer: it would be taken for the next one."""
        connector = self._session.connector
        assert connector is not None
        for _ in range(MOST_SPOILT):
            connection = await connector.connect(kind.to, [], _TIMES)
            protocol, transport = connection.protocol, connection.transport
            if protocol is not None and transport is not None and not protocol.should_close:
                return connection, protocol, transport
            connection.close()
        raise aiohttp.ClientConnectionError("the server speaks unasked")

    def _kind(self, url: URL, headers: Mapping[str, str]) -> _Kind:
        key = (url.scheme, url.raw_authority, *headers.items())
        if (kind := self._kinds.get(key)) is None:
            if len(self._kinds) >= KINDS:
                self._kinds.clear()
            request = aiohttp.ClientRequest("POST", url, headers=headers, loop=asyncio.get_running_loop())
            if any(sign in value for value in request.headers.values() for sign in "\r\n\0"):
                raise ValueError("a header of several lines")
            names = {name: value for name, value in request.headers.items() if name.lower() != "content-length"}
            lines = "".join(f"{name}: {value}\r\n" for name, value in names.items())
            kind = self._kinds[key] = _Kind(request, f" HTTP/1.1\r\n{lines}Content-Length: ")
        return kind


async def read(body: StreamReader) -> bytes:
    """The answer's bytes, not much more of them than `answers.parse` takes."""
    parts, size = list[bytes](), 0
    while size <= LARGEST and not body.at_eof():
        parts.append(await body.readany())
        size += len(parts[-1])
    return b"".join(parts)
