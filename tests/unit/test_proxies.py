"""Closed networks: VK and the sources of alerts are reached through the proxies that are set, and through no others."""

from __future__ import annotations

import base64
import json
import socket
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from bot.channels.vk.api import Api
from bot.channels.vk.longpoll import LongPoll
from bot.clock import RealClock
from bot.guarded import FetchError
from bot.logs import set_up_logs
from bot.notices.fetch import WebFetcher
from bot.settings import Settings
from storage.addresses import AddressReach
from tests.unit.vk.fake import TOKEN

SIGNED = base64.b64encode(b"centre:s3cret").decode()
VK = b'{"response": {"items": [1]}}'
CLOUD = "HTTP/1.1 200 OK\r\nContent-Length: {}\r\nConnection: close\r\n\r\n"
SOCKS_REFUSED = b"\x05\x02\x00\x01" + b"\0" * 6


class Proxy:
    """Answers plain requests itself and refuses tunnels; `asked` is the first line of each, `signed` how it came."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.signed: list[bool] = []
        self.body = VK
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._thread = Thread(target=self._serve, daemon=True)
        self._thread.start()

    def url(self, scheme: str = "http") -> str:
        return f"{scheme}://centre:s3cret@127.0.0.1:{self.port}"

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        head = connection.recv(65_536)
        if head.startswith(b"\x05"):
            self._socks(connection)
            return
        lines = head.decode("latin-1").split("\r\n")
        self.asked.append(lines[0].rsplit(" ", 1)[0])
        self.signed.append(f"Basic {SIGNED}" in lines[0] + "\n".join(lines))
        if lines[0].startswith("CONNECT"):
            connection.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
        else:
            connection.sendall(CLOUD.format(len(self.body)).encode() + self.body)

    def _socks(self, connection: socket.socket) -> None:
        """RFC 1928 and 1929, as far as the name of the place that is asked for."""
        connection.sendall(b"\x05\x02")
        self.signed.append(b"centre" in connection.recv(1000))
        connection.sendall(b"\x01\x00")
        wanted = connection.recv(1000)
        self.asked.append(f"SOCKS {wanted[5 : 5 + wanted[4]].decode()}")
        connection.sendall(SOCKS_REFUSED)

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join(5)


@pytest.fixture
def proxy() -> Iterator[Proxy]:
    made = Proxy()
    yield made
    made.close()


async def test_calls_and_files_of_vk_go_through_its_proxy(proxy: Proxy, tmp_path: Path) -> None:
    api = Api(TOKEN, RealClock(), "http://api.vk.invalid", 1000, proxy.url())
    assert await api.call("messages.getConversations") == {"items": [1]}
    assert await api.download("http://sun9.invalid/photo.jpg", tmp_path / "photo.jpg", 1000) == ""
    await api.end()
    assert proxy.asked == [
        "POST http://api.vk.invalid/method/messages.getConversations",
        "GET http://sun9.invalid/photo.jpg",
    ]
    assert proxy.signed == [True, True]


async def test_the_long_poll_goes_through_the_proxy_also_after_it_was_renewed(proxy: Proxy) -> None:
    api = Api(TOKEN, RealClock(), "http://api.vk.invalid", 1000, proxy.url())
    served = {"key": "k", "server": "http://lp.vk.invalid/whp", "ts": "1"}
    proxy.body = json.dumps({"response": served, "updates": [], "ts": "2"}).encode()
    poll = await api.run(LongPoll, api, 1, "")
    assert (await api.run(poll.check, 0)).ts == "2"
    await api.run(poll.rebuild)
    assert (await api.run(poll.check, 0)).ts == "2"
    await api.end()
    assert [line.partition("?")[0] for line in proxy.asked] == [
        "POST http://api.vk.invalid/method/groups.getLongPollServer",
        "GET http://lp.vk.invalid/whp",
        "POST http://api.vk.invalid/method/groups.getLongPollServer",
        "GET http://lp.vk.invalid/whp",
    ]


async def test_what_the_environment_says_of_proxies_does_not_count(
    proxy: Proxy, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    elsewhere = Proxy()
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, elsewhere.url())
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("no_proxy", "")
    site = f"http://127.0.0.1:{proxy.port}"
    api = Api(TOKEN, RealClock(), site, 1000)
    assert await api.call("messages.getConversations") == {"items": [1]}
    assert await api.download(f"{site}/photo.jpg", tmp_path / "photo.jpg", 1000) == ""
    await api.end()
    assert (await WebFetcher().fetch(f"{site}/feed", 1000, AddressReach(site))).body == VK
    elsewhere.close()
    assert elsewhere.asked == []


@pytest.mark.parametrize(
    ("scheme", "asked"), [("http", "CONNECT alerts.invalid:443"), ("socks5", "SOCKS alerts.invalid")]
)
@pytest.mark.parametrize("own", ["", "https://source.invalid/feed"])
async def test_sources_are_asked_through_their_proxy(proxy: Proxy, scheme: str, asked: str, own: str) -> None:
    with pytest.raises(FetchError) as caught:
        await WebFetcher(proxy=proxy.url(scheme)).fetch("https://alerts.invalid/feed", 1000, AddressReach(own))
    assert caught.value.code == "network"
    assert proxy.asked == [asked]


@pytest.mark.parametrize("address", ["https://10.0.0.7/map.png", "https://localhost/map.png"])
async def test_a_proxy_is_no_way_into_ones_own_network(proxy: Proxy, address: str) -> None:
    with pytest.raises(FetchError) as caught:
        await WebFetcher(proxy=proxy.url()).fetch(address, 1000, AddressReach("https://source.invalid/feed"))
    assert caught.value.code == "private"
    assert proxy.asked == []


async def test_a_name_that_leads_into_ones_own_network_is_refused_before_the_proxy_is_asked(proxy: Proxy) -> None:
    async def inside(host: str, port: int, family: int) -> list[dict[str, object]]:
        return [{"host": "10.1.2.3", "port": port, "family": family}]

    fetcher = WebFetcher(lookup=inside, proxy=proxy.url())  # type: ignore[arg-type]
    with pytest.raises(FetchError) as caught:
        await fetcher.fetch("https://alerts.invalid/feed", 1000, AddressReach("https://alerts.invalid/feed"))
    assert caught.value.code == "private"
    assert proxy.asked == []


async def test_a_source_on_this_machine_needs_no_proxy(proxy: Proxy) -> None:
    address = f"http://127.0.0.1:{proxy.port}/feed"
    assert (await WebFetcher(proxy="http://127.0.0.1:9").fetch(address, 1000, AddressReach(address))).body == VK


def test_a_proxys_password_is_hidden_like_a_token(capsys: pytest.CaptureFixture[str]) -> None:
    import structlog

    settings = Settings(
        _env_file=None, vk_proxy="http://a:vkword@h:1", feed_proxy="socks5://a:feedword@h:1", data_dir=Path("data")
    )
    assert "vkword" not in repr(settings)
    set_up_logs("text", "INFO", settings.secrets())
    structlog.get_logger().info("proxy.failed", error="http://a:vkword@h:1 and socks5://a:feedword@h:1")
    said = "".join(capsys.readouterr())
    assert "proxy.failed" in said
    assert "vkword" not in said
    assert "feedword" not in said
