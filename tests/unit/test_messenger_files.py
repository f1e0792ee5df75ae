"""What messengers name an address for is fetched from there, or sent there, and never from or to inside."""

from __future__ import annotations

import asyncio
import gzip
import socket
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
import requests
from aiohttp import web

from bot.channels.answers import LARGEST
from bot.channels.http import Upload
from bot.channels.max.channel import MaxChannel
from bot.channels.telegram.client import Client
from bot.channels.vk import answer_session
from bot.channels.vk.answer_session import AnswerSession
from bot.channels.vk.api import Api
from bot.channels.vk.errors import CALL_FAULTS, outcome_of
from bot.channels.vk.longpoll import LongPoll
from bot.clock import RealClock

CHUNKED = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
PACKED = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n"
ELSEWHERE = "https://api.messenger.invalid"
Bring = Callable[[str, Path], Awaitable[str]]
Send = Callable[[str, Path], Awaitable[bool]]
Sends = Callable[[str, str], tuple[Send, Callable[[], Awaitable[None]]]]


class Site:
    """Pages by path: bytes, or an address that the page sends on to; `asked` is what was asked for."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes | str] = {}
        self.asked: list[str] = []
        self.url = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(f"{request.method} {request.path}")
        page = self.pages.get(request.path)
        if isinstance(page, str):
            return web.Response(status=307, headers={"Location": page})
        return web.Response(body=page) if page is not None else web.Response(status=404)


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


async def opened() -> tuple[Site, web.AppRunner]:
    site, app = Site(), web.Application()
    app.router.add_route("*", "/{path:.*}", site.answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    tcp = web.TCPSite(runner, "127.0.0.1", 0)
    await tcp.start()
    site.url = f"http://127.0.0.1:{tcp._server.sockets[0].getsockname()[1]}"  # type: ignore[union-attr]
    return site, runner


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    made, runner = await opened()
    yield made
    await runner.cleanup()


def vk_brings(api_url: str) -> tuple[Bring, Callable[[], Awaitable[None]]]:
    api = Api("token", RealClock(), api_url, 10_000)
    return lambda url, path: api.download(url, path, 1_000), api.end


def max_brings(api_url: str) -> tuple[Bring, Callable[[], Awaitable[None]]]:
    channel = MaxChannel("token", clock=RealClock(), api_url=api_url)
    return lambda url, path: channel.fetch("t", url, path), channel.close


@pytest.fixture(params=[vk_brings, max_brings])
async def messenger(request: pytest.FixtureRequest) -> AsyncIterator[Callable[[str], Bring]]:
    """How a messenger whose own server stands at an address brings a file."""
    ends: list[Callable[[], Awaitable[None]]] = []

    def of(api_url: str) -> Bring:
        brings: Callable[[str], tuple[Bring, Callable[[], Awaitable[None]]]] = request.param
        bring, end = brings(api_url)
        ends.append(end)
        return bring

    yield of
    for end in ends:
        await end()


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "2130706433", "0x7f.1", "localhost.", "user@127.0.0.1", "[::ffff:127.0.0.1]", "１２７.0.0.1"]
)
async def test_a_file_is_not_fetched_from_this_machine(
    site: Site, messenger: Callable[[str], Bring], tmp_path: Path, host: str
) -> None:
    site.pages["/a.jpg"] = b"secret"
    url = site.url.replace("127.0.0.1", host) + "/a.jpg"
    assert await messenger(ELSEWHERE)(url, tmp_path / "a.jpg") == "gone"
    assert (site.asked, names(tmp_path)) == ([], [])


@pytest.mark.parametrize(
    "there", ["https://169.254.169.254/a", "https://10.0.0.1/a", "https://[64:ff9b::a9fe:a9fe]/a", "file:///etc/passwd"]
)
async def test_a_file_sends_us_on_but_not_inside(
    site: Site, messenger: Callable[[str], Bring], tmp_path: Path, there: str
) -> None:
    bring = messenger(site.url)
    site.pages |= {"/here": "/b/c", "/b/c": f"{site.url}/d", "/d": b"picture", "/inside": there, "/round": "/round"}
    assert await bring(f"{site.url}/here", tmp_path / "a") == ""
    assert (tmp_path / "a").read_bytes() == b"picture"
    assert await bring(f"{site.url}/inside", tmp_path / "b") == "gone"
    assert await bring(f"{site.url}/round", tmp_path / "c") == "gone"
    assert names(tmp_path) == ["a"]


async def test_a_name_of_which_one_address_is_inside_is_not_asked(
    messenger: Callable[[str], Bring], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def lookup(*args: Any, **how: Any) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 443)) for ip in ("93.184.215.14", "192.168.1.1")]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", lookup)
    assert await messenger(ELSEWHERE)("https://cdn.messenger.example/a.jpg", tmp_path / "a.jpg") == "gone"


def vk_sends(api_url: str, proxy: str = "") -> tuple[Send, Callable[[], Awaitable[None]]]:
    api = Api("token", RealClock(), api_url, 10_000, proxy)

    async def send(url: str, path: Path) -> bool:
        try:
            await api.upload(url, "photo", path, "a.jpg", "image/jpeg")
        except CALL_FAULTS as fault:
            return outcome_of(fault).scope == "channel"  # it was tried, and would stop everything for a while
        return True

    return send, api.end


def vk_listens(api_url: str, proxy: str = "") -> tuple[Send, Callable[[], Awaitable[None]]]:
    api = Api("token", RealClock(), api_url, 10_000, proxy)

    async def listen(url: str, path: Path) -> bool:
        server = {"key": "k", "server": url, "ts": "1"}
        setattr(api, "method", lambda *_, **__: server)  # noqa: B010
        try:
            poll = await api.run(LongPoll, api, 1, "")
            await api.run(poll.check, 0)
        except CALL_FAULTS:
            return False
        return True

    return listen, api.end


def max_sends(api_url: str, proxy: str = "") -> tuple[Send, Callable[[], Awaitable[None]]]:
    channel = MaxChannel("token", clock=RealClock(), api_url=api_url, proxy=proxy)

    async def send(url: str, path: Path) -> bool:
        return (await channel._client.upload(url, Upload(path))).status == 200

    return send, channel.close


@pytest.mark.parametrize("sends", [vk_sends, vk_listens, max_sends])
@pytest.mark.parametrize("proxied", [False, True])
async def test_nothing_is_sent_to_an_address_inside_that_a_messenger_names(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sends: Sends, proxied: bool
) -> None:
    """A citizen's file, or the key of a long poll. What stands on this machine may be named by a server on it."""
    site.pages["/up"] = b'{"updates": [], "ts": "1"}'
    port, find = int(site.url.rpartition(":")[2]), socket.getaddrinfo

    def lookup(host: Any, *args: Any, **how: Any) -> Any:
        return find("127.0.0.1" if host == "cdn.messenger.example" else host, *args, **how)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)
    (file := tmp_path / "a.jpg").write_bytes(b"citizen's")
    send, end = sends(ELSEWHERE, site.url if proxied else "")
    for host in ("127.0.0.1", "2130706433", "localhost.", "[::ffff:127.0.0.1]", "cdn.messenger.example"):
        assert not await send(f"http://{host}:{port}/up", file)
    assert site.asked == []
    await end()
    send, end = sends(site.url, "")
    assert await send(f"{site.url}/up", file)
    assert len(site.asked) == 1
    await end()


def led_here(monkeypatch: pytest.MonkeyPatch, *names: str) -> None:
    """These names are of a network inside, as those of containers are: they lead to this machine."""
    find = socket.getaddrinfo

    def lookup(host: Any, *args: Any, **how: Any) -> Any:
        return find("127.0.0.1" if str(host).rstrip(".").lower() in names else host, *args, **how)

    monkeypatch.setattr(socket, "getaddrinfo", lookup)


@pytest.mark.parametrize("proxied", [False, True])
@pytest.mark.parametrize("sends", [vk_sends, vk_listens, max_sends])
async def test_a_server_inside_that_the_settings_name_is_asked_and_its_neighbours_are_not(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sends: Sends, proxied: bool
) -> None:
    site.pages["/up"] = b'{"updates": [], "ts": "1"}'
    other, runner = await opened()
    led_here(monkeypatch, "bot-api", "redis")
    port, beside = (url.rpartition(":")[2] for url in (site.url, other.url))
    (file := tmp_path / "a.jpg").write_bytes(b"citizen's")
    send, end = sends(f"http://bot-api:{port}/api", site.url if proxied else "")
    for inside in (f"redis:{port}", f"bot-api:{beside}", f"127.0.0.1:{port}", f"bot-api.:{beside}", f"10.0.0.1:{port}"):
        assert not await send(f"http://{inside}/up", file)
    assert site.asked == other.asked == []
    assert await send(f"http://BOT-API.:{port}/up", file)
    assert (len(site.asked), other.asked) == (1, [])
    await end()
    await runner.cleanup()


async def test_a_file_is_fetched_from_the_server_inside_that_the_settings_name_and_not_from_its_neighbour(
    site: Site, messenger: Callable[[str], Bring], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    led_here(monkeypatch, "bot-api", "redis")
    own = site.url.replace("127.0.0.1", "bot-api")
    bring = messenger(own)
    site.pages |= {"/a": b"picture", "/on": f"{own}/a", "/away": f"{site.url.replace('127.0.0.1', 'redis')}/a"}
    assert await bring(f"{own}/on", tmp_path / "a") == ""
    assert await bring(f"{own}/away", tmp_path / "b") == "gone"
    assert (site.asked, names(tmp_path)) == (["GET /on", "GET /a", "GET /away"], ["a"])


async def test_a_long_poll_stays_where_it_is_when_it_is_led_inside(site: Site) -> None:
    """Whoever answered once in VK's place must not keep us from it for long."""
    site.pages["/up"] = b'{"updates": [], "ts": "2"}'
    api, server = Api("token", RealClock(), site.url, 10_000), {"key": "k", "server": f"{site.url}/up", "ts": "1"}
    setattr(api, "method", lambda *_, **__: server)  # noqa: B010
    poll = await api.run(LongPoll, api, 1, "")
    server["server"] = "http://169.254.169.254/latest"
    with pytest.raises(ValueError, match="not an answer"):
        await api.run(poll.rebuild)
    assert (await api.run(poll.check, 0)).ts == "2"
    await api.end()


async def test_telegrams_own_server_sends_us_nowhere(site: Site, tmp_path: Path) -> None:
    client = Client("7:x", site.url)
    site.pages |= {"/file/bot7:x/a.jpg": "/secret", "/secret": b"secret"}
    assert await client.download("a.jpg", tmp_path / "a.jpg", 1_000) == "later"
    await client.close()
    assert site.asked == ["GET /file/bot7:x/a.jpg"]


async def test_a_call_of_vk_takes_its_token_nowhere_else(site: Site) -> None:
    other, runner = await opened()
    site.pages["/method/users.get"] = f"{other.url}/method/users.get"
    api = Api("very-secret", RealClock(), site.url, 10_000)
    with pytest.raises(CALL_FAULTS):
        await api.call("users.get")
    await api.end()
    await runner.cleanup()
    assert (site.asked, other.asked) == (["POST /method/users.get"], [])


class Raw(threading.Thread):
    """One answer to one question, byte for byte."""

    def __init__(self, parts: list[bytes], *, for_ever: bool = False) -> None:
        super().__init__(daemon=True)
        self._parts, self._for_ever = parts, for_ever
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}/"
        self.start()

    def run(self) -> None:
        connection, _ = self._socket.accept()
        with self._socket, connection:
            connection.recv(65_536)
            try:
                for part in self._parts:
                    connection.sendall(part)
                while self._for_ever:
                    connection.sendall(self._parts[-1])
            except OSError:
                return


def test_an_answer_of_vk_that_grows_when_it_is_unpacked_is_cut() -> None:
    bomb = gzip.compress(bytes(3 * LARGEST), 9)
    with AnswerSession() as session:
        assert (
            len(session.get(Raw([PACKED % len(bomb), bomb]).url, timeout=(3, 20)).content)
            <= LARGEST + answer_session.PIECE
        )


def test_an_answer_of_vk_that_never_ends_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_session, "PATIENCE", 0)
    endless = Raw([CHUNKED, b"1\r\n \r\n"], for_ever=True)
    with AnswerSession() as session, pytest.raises(requests.ReadTimeout):
        session.get(endless.url, timeout=(3, 20))


@pytest.mark.parametrize(
    "parts",
    [[CHUNKED, b'5\r\n{"a'], [PACKED % 3, b"abc"], [b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{}"],
     [b"\x00\xff" * 50], []],
)  # fmt: skip
def test_an_answer_of_vk_that_breaks_off_is_a_fault_of_the_network(parts: list[bytes]) -> None:
    with AnswerSession() as session, pytest.raises(requests.RequestException):
        session.get(Raw(parts).url, timeout=(3, 20))


def test_an_answer_of_vk_in_pieces_is_whole() -> None:
    pieces = [CHUNKED, b'3\r\n{"a\r\n', b'5\r\n": 1}\r\n', b"0\r\n\r\n"]
    with AnswerSession() as session:
        assert session.get(Raw(pieces).url, timeout=(3, 20)).json() == {"a": 1}
