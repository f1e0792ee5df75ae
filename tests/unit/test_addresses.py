"""Nothing that comes from outside leads into somebody's own network, however its address is written or resolves."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web
from aiohttp.abc import ResolveResult

from bot.guarded import FetchError
from bot.notices.fetch import WebFetcher
from storage.addresses import AddressReach, host_of, is_public

ELSEWHERE = AddressReach("https://source.example/feed")
INSIDE = AddressReach("https://10.4.0.7/feed", inside=True)
HERE = AddressReach("http://127.0.0.1:8/feed")

PRIVATE = [
    "127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "0x7f.1", "127.0.0.1.", "127.9.9.9", "0", "0.0.0.0",
    "１２７.0.0.1", "127。0。0。1", "127．0．0．1", "①②⑦.⓪.⓪.①", "１９２.１６８.0.1", "10.0.0.1", "172.16.5.4",
    "192.168.0.1", "100.64.0.1", "169.254.169.254", "168.63.129.16", "100.100.100.200", "192.0.0.1", "198.18.0.1",
    "192.0.0.192", "224.0.0.1", "255.255.255.255", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:a00:1]",
    "[::127.0.0.1]", "[64:ff9b::7f00:1]",
    "[64:ff9b:1::1]", "[2002:7f00:1::]", "[2001::1]", "[fec0::1]", "[fe80::1]", "[fd00:ec2::254]", "[fc00::1]",
    "[ff02::1]", "localhost", "LOCALHOST.", "a.localhost", "ⓛocalhost", "999.1.1.1", "1.2.3.4.5", "0x100000000",
]  # fmt: skip


@pytest.mark.parametrize("host", PRIVATE)
def test_however_it_is_written_an_inner_address_is_seen(host: str) -> None:
    for user in ("", "alerts.example@", "alerts.example:443@"):
        for port in ("", ":8443"):
            assert ELSEWHERE.why_not(f"https://{user}{host}{port}/a.xml") == "private"


def test_public_names_and_addresses_are_let_through() -> None:
    for host in (
        "alerts.example",
        "xn--e1afmkfd.example",
        "погода.example",
        "1.1.1.1",
        "[2606:4700::1111]",
        "1a.example",
    ):
        assert ELSEWHERE.why_not(f"https://{host}/a?b=127.0.0.1#c") == ""
        assert AddressReach().why_not(f"https://{host}:8443/") == ""


def test_what_is_no_address_is_said() -> None:
    for url in ("https://", "https:///a", "https://[::1", "https://a:99999999/", "https://" + "ё" * 80 + ".example/"):
        assert AddressReach().why_not(url) == "bad-address"
    for url in ("", "ftp://alerts.example/", "file:///etc/passwd", "http://alerts.example/", "gopher://127.0.0.1/"):
        assert AddressReach().why_not(url) == "not-https"


@pytest.mark.parametrize(
    "host",
    ["[64:ff9b::a9fe:a9fe]", "[64:ff9b::7f00:1]", "[::127.0.0.1]", "[2002:a9fe:a9fe::]", "[::ffff:0:7f00:1]",
     "[64:ff9b:1::1]", "192.0.0.192"],
)  # fmt: skip
def test_inside_is_no_way_to_this_machine_or_to_secrets_behind_another_prefix(host: str) -> None:
    assert INSIDE.why_not(f"https://{host}/feed") == "private"


def test_where_there_is_ipv6_alone_the_public_network_is_reached_by_its_prefix() -> None:
    assert ELSEWHERE.why_not("https://[64:ff9b::808:808]/a.xml") == ""
    assert ELSEWHERE.permits("64:ff9b::8.8.8.8")


def test_this_machine_is_open_to_a_source_on_it_alone() -> None:
    for url in ("http://127.0.0.1:9/", "http://localhost/", "http://[::1]/", "https://127.0.0.1/"):
        assert HERE.why_not(url) == ""
        assert ELSEWHERE.why_not(url) != ""
        assert INSIDE.why_not(url) != ""
    assert HERE.why_not("https://10.0.0.1/") == "private"


def test_a_source_inside_may_name_its_network_and_no_secret_of_a_cloud() -> None:
    for host in ("10.0.0.1", "192.168.7.7", "[fd12::1]"):
        assert INSIDE.why_not(f"https://{host}/a.xml") == ""
        assert INSIDE.why_not(f"http://{host}/a.xml") == "not-https"
    for host in ("169.254.169.254", "168.63.129.16", "100.100.100.200", "[fd00:ec2::254]", "[fe80::1]", "224.0.0.1"):
        assert INSIDE.why_not(f"https://{host}/a.xml") == "private"


def test_a_host_is_read_as_it_is_looked_up() -> None:
    assert host_of("https://user@ALERTS.Example.:443/x") == "alerts.example"
    assert host_of("https://１２７。0。0。1/") == "127.0.0.1"
    assert [is_public(a) for a in ("8.8.8.8", "10.0.0.1", "2606:4700::1111", "::ffff:8.8.8.8")] == [
        True,
        False,
        True,
        True,
    ]


# -- at the connection ------------------------------------------------------------------------------
class Site:
    """A server on this machine that must not be reached, and one name that leads to it."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.location, self.port = "", 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        if request.path == "/away":
            return web.Response(status=302, headers={"Location": self.location})
        return web.Response(body=b"<secret/>")


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    served = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", served.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    tcp = web.TCPSite(runner, "127.0.0.1", 0)
    await tcp.start()
    served.port = runner.addresses[0][1]
    yield served
    await runner.cleanup()


def leads_to(*hosts: str) -> Any:
    """A lookup whose answers change from one question to the next."""
    answers = list(hosts)

    async def lookup(host: str, port: int, family: socket.AddressFamily) -> list[ResolveResult]:
        to = answers.pop(0) if len(answers) > 1 else answers[0]
        return [ResolveResult(hostname=host, host=to, port=port, family=socket.AF_INET, proto=0, flags=0)]

    return lookup


@pytest.mark.parametrize(
    "answer", ["127.0.0.1", "10.1.1.1", "::1", "64:ff9b::7f00:1", "169.254.169.254", "fe80::1%eth0"]
)
async def test_a_name_that_resolves_inside_is_not_connected_to(answer: str, site: Site) -> None:
    with pytest.raises(FetchError) as caught:
        await WebFetcher(lookup=leads_to(answer)).fetch(f"https://rebound.example:{site.port}/x", 1_000, ELSEWHERE)
    assert caught.value.code == "private"
    assert site.asked == []


@pytest.mark.parametrize(
    ("location", "code"),
    [("https://10.0.0.1/", "private"), ("https://１０.0.0.1/", "private"), ("//127。0。0。2/admin", "not-https"),
     ("http://169.254.169.254/", "not-https"), ("https://[64:ff9b::a00:1]/", "private"), ("/away", "hops"),
     ("https://", "bad-address"), ("https://rebound.example/admin", "private")],
)  # fmt: skip
async def test_each_address_it_is_sent_on_to_is_judged(location: str, code: str, site: Site) -> None:
    site.location = location
    own = f"http://127.0.0.1:{site.port}/away"
    with pytest.raises(FetchError) as caught:
        await WebFetcher(lookup=leads_to("10.0.0.9")).fetch(own, 1_000, AddressReach(own))
    assert caught.value.code == code
    assert set(site.asked) == {"/away"}


async def test_a_source_elsewhere_is_not_sent_on_to_this_machine(site: Site) -> None:
    """As a hostile feed does: its own address is fine, the place it sends on to is not."""
    target = f"http://127.0.0.1:{site.port}/admin"
    for url in (target, f"https://localhost:{site.port}/admin", f"https://2130706433:{site.port}/admin"):
        with pytest.raises(FetchError) as caught:
            await WebFetcher().fetch(url, 1_000, ELSEWHERE)
        assert caught.value.code in ("private", "not-https")
    assert site.asked == []


def test_a_source_in_a_private_network_has_to_say_so(tmp_path: Path) -> None:
    from storage.region.faults import RegionFault
    from storage.region.notices import read_notices

    def read(lines: str) -> tuple[list[str], bool]:
        (tmp_path / "notices.toml").write_text(f'[[sources]]\ncode = "a"\nname = {{ ru = "А" }}\n{lines}', "utf-8")
        found: list[RegionFault] = []
        rules = read_notices(tmp_path, found)
        return [fault.code for fault in found], rules.sources[0].inside

    assert read('url = "https://10.2.3.4/feed"') == (["region-source-inside"], False)
    assert read('url = "https://１０.2.3.4/feed"') == (["region-source-inside"], False)
    assert read('url = "https://10.2.3.4/feed"\ninside = true') == ([], True)
    assert read('url = "http://10.2.3.4/feed"\ninside = true') == (["region-bad-url"], True)
    assert read('url = "http://127.0.0.1:8/feed"') == ([], False)
