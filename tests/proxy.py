"""A line to PostgreSQL that a test may cut: between the client and the server's own socket."""

from __future__ import annotations

import asyncio
import ctypes
import socket
import struct
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from typing import Protocol, TypeVar
from urllib.parse import parse_qs, unquote, urlsplit

SO_ATTACH_FILTER = 26
"""Linux; the module socket does not name it."""


def server_of(url: str) -> tuple[str, int]:
    """Where the server of an address listens: a socket's folder or a host, and the port."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    host = parts.hostname or query.get("host", ["127.0.0.1"])[-1]
    return unquote(host), parts.port or int(query.get("port", ["5432"])[-1])


def through(url: str, hosts: str, more: str = "") -> str:
    """The same database over other hosts ("127.0.0.1:5433,…"); `more` goes into the query."""
    parts = urlsplit(url)
    user = parts.netloc.rpartition("@")[0] or "postgres:"
    return f"postgresql://{user}@{hosts}{parts.path}?sslmode=disable{more}"


class CuttingLine:
    """Every `every`-th COMMIT is passed on and done, and its answer never comes: the line is cut. 0: none is."""

    def __init__(self, url: str) -> None:
        self._host, self._port = server_of(url)
        self.every = self.commits = self.cuts = 0
        self.port = 0
        self.greetings: list[bytes] = []
        """What each client began with."""

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            server, out = await _connect(self._host, self._port)
        except OSError:  # the server is away
            writer.transport.abort()
            return
        lost = asyncio.Event()
        back = asyncio.ensure_future(self._answers(server, writer, lost))
        try:
            self.greetings.append(data := await reader.read(65536))
            out.write(data)
            while data := await reader.read(65536):
                if b"COMMIT\0" in data:
                    self.commits += 1
                    if self.every and self.commits % self.every == 0:
                        self.cuts += 1
                        lost.set()
                out.write(data)
                await out.drain()
        except OSError:
            pass
        finally:
            if not lost.is_set():
                back.cancel()
            await asyncio.wait([back])
            out.close()
            writer.close()

    @staticmethod
    async def _answers(server: asyncio.StreamReader, writer: asyncio.StreamWriter, lost: asyncio.Event) -> None:
        with suppress(OSError):
            while data := await server.read(65536):
                if lost.is_set():  # what comes now is the COMMIT's answer
                    writer.transport.abort()
                    return
                writer.write(data)
                await writer.drain()
        writer.close()


class SilentLine:
    """A line whose both ends stand and whose middle is gone: while `silent`, nothing that is sent arrives anywhere."""

    def __init__(self, url: str) -> None:
        self._host, self._port = server_of(url)
        self.port = 0
        self._open = asyncio.Event()
        self._open.set()

    @property
    def silent(self) -> bool:
        return not self._open.is_set()

    @silent.setter
    def silent(self, value: bool) -> None:
        if value:
            self._open.clear()
        else:
            self._open.set()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._open.wait()
        server, out = await _connect(self._host, self._port)
        await asyncio.gather(self._pass(reader, out), self._pass(server, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                await self._open.wait()
                writer.write(data)
                await writer.drain()
            await self._open.wait()
        writer.close()


class DyingLine:
    """What is sent over lines that stand when it `dies` is confirmed by nobody, as when a machine on the way is gone
    without a word; new ones are carried. `taken`: how many there were.
    """

    def __init__(self, url: str) -> None:
        self._host, self._port = server_of(url)
        self.port = self.taken = 0
        self._fronts: list[socket.socket] = []

    def dies(self) -> None:
        drop_all = ctypes.create_string_buffer(struct.pack("HBBI", 6, 0, 0, 0))  # "return 0": the kernel hears nothing
        for front in self._fronts:
            program = struct.pack("HP", 1, ctypes.addressof(drop_all))
            front.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, program)
        self._fronts.clear()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.taken += 1
        self._fronts.append(front := writer.get_extra_info("socket"))
        server, out = await _connect(self._host, self._port)
        await asyncio.gather(self._pass(reader, out), self._pass(server, writer))
        if front in self._fronts:
            self._fronts.remove(front)

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        writer.close()


async def _connect(host: str, port: int) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """`host`: also the folder of a socket."""
    if host.startswith("/"):
        return await asyncio.open_unix_connection(f"{host}/.s.PGSQL.{port}")
    return await asyncio.open_connection(host, port)


class Line(Protocol):
    port: int

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None: ...


L = TypeVar("L", bound=Line)


@asynccontextmanager
async def _listening(line: L) -> AsyncIterator[L]:
    """The line behind a port of its own."""
    carried: set[asyncio.Task[None]] = set()

    def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        carried.add(asyncio.ensure_future(line.carry(reader, writer)))

    server = await asyncio.start_server(take, "127.0.0.1", 0)
    line.port = server.sockets[0].getsockname()[1]
    try:
        yield line
    finally:
        server.close()
        for task in carried:
            task.cancel()
        await asyncio.gather(*carried, return_exceptions=True)


def cutting_line(url: str) -> AbstractAsyncContextManager[CuttingLine]:
    return _listening(CuttingLine(url))


def silent_line(url: str) -> AbstractAsyncContextManager[SilentLine]:
    return _listening(SilentLine(url))


def dying_line(url: str) -> AbstractAsyncContextManager[DyingLine]:
    return _listening(DyingLine(url))
