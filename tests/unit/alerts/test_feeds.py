"""Polled sources over a real server on this machine: what is new comes once, what is wrong is told, nothing is lost."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field, replace

import pytest
from aiohttp import web

from bot.beside import Here
from bot.guarded import FetchError
from bot.notices.feeds import ALARM_MS, FEED_TRIES, Feeds
from bot.notices.fetch import Fetched, WebFetcher
from bot.notices.inbox import Inbox
from handlers.cap.feed import read_feed
from handlers.cap.safe_xml import CapError
from handlers.cap.write import write_cap
from storage.addresses import AddressReach
from storage.changes import Query
from storage.region.notice_rules import AlertSource
from storage.store import Store
from tests.unit.alerts.wire import HYDROMET, MINUTE, SAMPLES, Wire, later, sample, with_info

Answer = Callable[[web.Request], web.StreamResponse]


def atom(*entries: tuple[str, str], extra: str = "") -> bytes:
    """A feed of (id, link) with the newest first."""
    listed = "".join(
        f"<entry><id>{key}</id><updated>2026-11-25T15:00:00Z</updated>"
        f'<link href="{url}" type="application/cap+xml"/></entry>'
        for key, url in entries
    )
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title>{listed}{extra}</feed>'.encode()


@dataclass
class Site:
    """What the source's server answers by path, and what it was asked."""

    pages: dict[str, bytes | int | Answer] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    etag: str = ""
    base: str = ""
    delay_s: float = 0

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append(request.path)
        self.headers.append(dict(request.headers))
        await asyncio.sleep(self.delay_s)
        page = self.pages.get(request.path, 404)
        if callable(page):
            return page(request)
        if isinstance(page, int):
            return web.Response(status=page)
        if self.etag and request.headers.get("If-None-Match") == self.etag:
            return web.Response(status=304)
        return web.Response(body=page, headers={"ETag": self.etag} if self.etag else {})


class Post:
    """The wire, and the jobs of one source."""

    def __init__(self, wire: Wire, source: AlertSource) -> None:
        self.wire, self.source = wire, source
        self.begin()

    def begin(self) -> None:
        """As after a start of the program."""
        wire = self.wire
        inbox = Inbox(wire.store, wire.intake, wire.world.clock, Here(wire.shared.region), lambda changes: None)
        self.feeds = Feeds((self.source, HYDROMET), inbox, WebFetcher())

    async def polls(self, minutes: int = 0) -> None:
        self.wire.at += minutes * MINUTE
        await self.feeds.poll(self.source)
        await self.wire.passes(0)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    served = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", served.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    tcp = web.TCPSite(runner, "127.0.0.1", 0)
    await tcp.start()
    served.base = str(tcp._server.sockets[0].getsockname()[1])  # type: ignore[union-attr]
    served.base = f"http://127.0.0.1:{served.base}"
    yield served
    await runner.cleanup()


@pytest.fixture
def post(wire_store: Store, site: Site) -> Post:
    source = replace(HYDROMET, code="polled", url=f"{site.base}/feed")
    return Post(Wire(wire_store, (source,)), source)


def xml(name: str) -> bytes:
    return (SAMPLES / f"{name}.xml").read_bytes()


async def test_only_sources_with_an_address_are_polled(post: Post) -> None:
    assert [(job.name, job.every_s) for job in post.feeds.jobs()] == [("feed-polled", 60), ("feeds-watch", 30)]


async def test_what_is_new_in_a_feed_comes_once(post: Post, site: Site) -> None:
    site.pages = {"/feed": atom(("2", "/b.xml"), ("1", "a.xml")), "/a.xml": xml("wind"), "/b.xml": xml("circle")}
    site.pages["/b.xml"] = write_cap(replace(sample("circle"), identifier="hm-b"))
    for _ in range(3):
        await post.polls(1)
    assert site.asked == ["/feed", "/a.xml", "/b.xml", "/feed", "/feed"]
    notices = await post.wire.notices()
    assert [notice.source for notice in notices] == ["polled", "polled"]
    site.pages["/feed"] = atom(("3", "/c.xml"), ("2", "/b.xml"), ("1", "a.xml"))
    site.pages["/c.xml"] = write_cap(replace(sample("wind"), identifier="hm-c"))
    post.begin()  # after a restart, too
    await post.polls(1)
    assert site.asked[-2:] == ["/feed", "/c.xml"]
    assert len(await post.wire.notices()) == 3


async def test_a_feed_that_has_not_changed_is_not_sent_again(post: Post, site: Site) -> None:
    site.pages, site.etag = {"/feed": atom(("1", "/a.xml")), "/a.xml": xml("wind")}, '"v1"'
    await post.polls()
    post.begin()
    await post.polls(1)
    assert site.headers[-1]["If-None-Match"] == '"v1"'
    assert len(await post.wire.notices()) == 1


async def test_last_modified_is_kept_as_well(post: Post, site: Site) -> None:
    stamp = "Wed, 25 Nov 2026 15:00:00 GMT"
    site.pages = {"/feed": lambda request: web.Response(body=atom(), headers={"Last-Modified": stamp})}
    await post.polls()
    await post.polls(1)
    assert site.headers[-1]["If-Modified-Since"] == stamp


async def test_rss_and_alerts_inside_entries_and_a_plain_alert_are_read(post: Post, site: Site) -> None:
    rss = "<rss><channel><item><guid>g1</guid><link>/a.xml</link></item></channel></rss>"
    site.pages = {"/feed": rss.encode(), "/a.xml": xml("wind")}
    await post.polls()
    inside = write_cap(replace(sample("circle"), identifier="hm-in")).decode().split("?>", 1)[1]
    entry = f'<entry><id>9</id><content type="text/xml">{inside}</content></entry>'
    site.pages["/feed"] = atom(extra=entry)
    await post.polls(1)
    plain = write_cap(replace(sample("wind"), identifier="hm-plain"))
    site.pages["/feed"] = plain
    await post.polls(1)
    await post.polls(1)
    assert len(await post.wire.notices()) == 3


async def test_an_entry_that_was_changed_is_looked_at_again(post: Post, site: Site) -> None:
    site.pages = {"/feed": atom(("1", "/a.xml")), "/a.xml": xml("wind")}
    await post.polls()
    site.pages["/feed"] = atom(("1", "/a.xml")).replace(b"15:00:00Z", b"16:00:00Z")
    site.pages["/a.xml"] = write_cap(later(with_info(sample("wind"), severity="Extreme"), 1))
    await post.polls(2)
    assert "уже приходило" in post.wire.text()


async def test_alerts_that_vanish_change_nothing(post: Post, site: Site) -> None:
    site.pages = {"/feed": atom(("1", "/a.xml")), "/a.xml": xml("wind")}
    await post.polls()
    site.pages["/feed"] = atom()
    await post.polls(1)
    assert [notice.state for notice in await post.wire.notices()] == ["pending"]
    site.pages["/feed"] = atom(("1", "/a.xml"))
    await post.polls(1)
    assert len(await post.wire.notices()) == 1


async def test_an_alert_that_cannot_be_had_now_is_fetched_later(post: Post, site: Site) -> None:
    site.pages, site.etag = {"/feed": atom(("1", "/a.xml")), "/a.xml": 503}, '"v1"'
    await post.polls()
    assert await post.wire.notices() == []
    site.pages["/a.xml"] = xml("wind")
    await post.polls(1)
    assert "If-None-Match" not in site.headers[-2]
    assert len(await post.wire.notices()) == 1


async def test_an_alert_that_is_never_there_is_told_once(post: Post, site: Site) -> None:
    site.pages = {"/feed": atom(("1", "/gone.xml"))}
    for _ in range(FEED_TRIES + 3):
        await post.polls(1)
    assert site.asked.count("/gone.xml") == FEED_TRIES
    assert post.wire.text().count("не удалось скачать: http-404") == 1


async def test_a_bad_alert_is_told_once_and_the_others_come(post: Post, site: Site) -> None:
    bad = (SAMPLES.parent / "bad" / "bomb.xml").read_bytes()
    site.pages = {"/feed": atom(("2", "/a.xml"), ("1", "/bad.xml")), "/a.xml": xml("wind"), "/bad.xml": bad}
    for _ in range(3):
        await post.polls(1)
    assert post.wire.text().count("DOCTYPE") == 1
    assert len(await post.wire.notices()) == 1


async def test_a_source_that_fails_is_asked_less_often_and_told_after_a_while(post: Post, site: Site) -> None:
    site.pages = {"/feed": 500}
    for _ in range(9):
        await post.polls(1)
    assert 4 <= len(site.asked) <= 6
    assert post.wire.said == []
    for _ in range(ALARM_MS // MINUTE * 2):
        await post.polls(1)
    assert post.wire.text().count("не отвечает с") == 1
    site.pages = {"/feed": atom()}
    for _ in range(2):
        await post.polls(1)
    assert post.wire.text().count("снова отвечает") == 1


async def test_silence_is_told_in_time_however_rarely_a_source_is_asked(post: Post, site: Site) -> None:
    post.source = replace(post.source, every_s=3600)
    post.begin()
    site.pages = {"/feed": 503}
    await post.polls()
    post.wire.at += ALARM_MS - MINUTE
    await post.feeds.watch()
    await post.wire.passes(0)
    assert post.wire.said == []
    post.wire.at += MINUTE
    for _ in range(2):
        await post.feeds.watch()
        await post.wire.passes(0)
    assert post.wire.text().count("не отвечает с") == 1
    assert "503" in post.wire.text()


@pytest.mark.parametrize(
    ("page", "word"),
    [(b"<html/>", "отвечает не тем"), (b"<!DOCTYPE x><feed/>", "отвечает не тем"), (503, "503")],
)
async def test_what_is_no_feed_is_a_failure(post: Post, site: Site, page: bytes | int, word: str) -> None:
    site.pages = {"/feed": page}
    for _ in range(30):
        await post.polls(1)
    assert word in post.wire.text()


async def test_a_document_without_end_is_cut_off(site: Site) -> None:
    bomb = gzip.compress(b"a" * 3_000_000)
    site.pages = {
        "/large": b"a" * 2_000_000,
        "/packed": lambda request: web.Response(body=bomb, headers={"Content-Encoding": "gzip"}),
    }
    for path in ("/large", "/packed"):
        with pytest.raises(FetchError) as caught:
            await WebFetcher().fetch(f"{site.base}{path}", 1_000_000, AddressReach(site.base))
        assert caught.value.code == "too-large"


async def test_a_server_that_never_ends_is_given_up(site: Site) -> None:
    site.delay_s, site.pages = 1, {"/slow": b"<feed/>"}
    with pytest.raises(FetchError) as caught:
        await WebFetcher(timeout_s=0.2).fetch(f"{site.base}/slow", 1000, AddressReach(site.base))
    assert caught.value.code == "timeout"


async def test_a_server_that_is_not_there_is_a_failure() -> None:
    with pytest.raises(FetchError) as caught:
        await WebFetcher().fetch("http://127.0.0.1:9/", 1000, AddressReach("http://127.0.0.1:9/"))
    assert caught.value.code == "network"


@pytest.mark.parametrize(
    ("location", "code"),
    [
        ("http://letters.example/x", "not-https"),
        ("ftp://letters.example/x", "not-https"),
        ("file:///etc/passwd", "not-https"),
        ("/again", "hops"),
    ],
)
async def test_a_redirect_leads_to_https_or_nowhere(site: Site, location: str, code: str) -> None:
    site.pages = {"/again": lambda request: web.Response(status=302, headers={"Location": location})}
    with pytest.raises(FetchError) as caught:
        await WebFetcher().fetch(f"{site.base}/again", 1000, AddressReach(site.base))
    assert caught.value.code == code


@pytest.mark.parametrize("url", ["http://letters.example/a.xml", "http://127.0.0.1/a.xml", "file:///etc/passwd"])
async def test_a_foreign_feed_cannot_send_us_to_this_machine(url: str) -> None:
    with pytest.raises(FetchError) as caught:
        await WebFetcher().fetch(url, 1000, AddressReach("https://letters.example/feed"))
    assert caught.value.code == "not-https"


@pytest.mark.parametrize("data", [b"", b"<html/>", b"<rss/>" * 2, b"<!DOCTYPE feed><feed/>"])
def test_what_is_no_feed_is_refused(data: bytes) -> None:
    with pytest.raises(CapError):
        read_feed(data, "https://letters.example/")


def test_an_entry_without_an_address_is_there_all_the_same() -> None:
    assert [e.url for e in read_feed(atom(("1", "")), "https://letters.example/")] == [""]
    assert [e.key for e in read_feed(b"<rss><channel><item><guid>1</guid></item></channel></rss>", "https://x/")] == [
        "1"
    ]


CAP_TYPE = 'type="application/cap+xml"'
HTML = '<link rel="alternate" type="text/html" href="/page.html"/>'


@pytest.mark.parametrize(
    "links",
    [
        f'<link rel="related" {CAP_TYPE} href="/w.xml"/>',
        f'{HTML}<link rel="related" {CAP_TYPE} href="/w.xml"/>',
        f'{HTML}<link rel="enclosure" type="Application/CAP+XML; charset=utf-8" href="/w.xml"/>',
        f'{HTML}<link rel="alternate" type="text/xml" href="/w.xml"/>',
        f'{HTML}<link href="w.xml" xml:base="/"/>',
        '<link href="/w.xml"/>',
        "",
    ],
)
def test_every_form_of_a_link_is_followed(links: str) -> None:
    entry = f"<entry><id>https://h.example/w.xml</id><title>t</title>{links}</entry>"
    feed = f'<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id>{entry}</feed>'
    assert [e.url for e in read_feed(feed.encode(), "https://h.example/a/feed")] == ["https://h.example/w.xml"]


@pytest.mark.parametrize(
    "item",
    [
        '<guid isPermaLink="true">https://h.example/w.xml</guid>',
        "<guid>https://h.example/w.xml</guid>",
        f'<link>/page.html</link><guid>g</guid><enclosure url="/w.xml" {CAP_TYPE} length="1"/>',
        "<guid isPermaLink='false'>https://h.example/other.xml</guid><link>/w.xml</link>",
    ],
)
def test_rss_names_its_alerts_in_as_many_ways(item: str) -> None:
    feed = f"<rss><channel><title>t</title><item>{item}</item></channel></rss>"
    assert [e.url for e in read_feed(feed.encode(), "https://h.example/a/feed")] == ["https://h.example/w.xml"]


def test_addresses_hang_on_the_base_that_the_feed_names() -> None:
    feed = """<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://h.example/x/"><id>f</id>
        <entry xml:base="y/"><id>1</id><link href="w.xml"/></entry></feed>"""
    assert read_feed(feed.encode(), "https://letters.example/")[0].url == "https://h.example/x/y/w.xml"


@pytest.mark.parametrize("newest_first", [True, False])
def test_of_too_many_entries_the_newest_are_read(newest_first: bool) -> None:
    listed = [
        f"<entry><id>{n}</id><updated>2026-11-{1 + n // 60 % 28:02}T{n // 1680:02}:{n % 60:02}:00Z</updated>"
        f'<link href="/{n}.xml"/></entry>'
        for n in range(520)
    ]
    body = "".join(reversed(listed) if newest_first else listed)
    found = read_feed(f'<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id>{body}</feed>'.encode(), "https://x/")
    assert [int(entry.url[10:-4]) for entry in found] == list(range(519, 19, -1))


@pytest.mark.parametrize(
    "data",
    [
        '<feed xmlns="http://www.w3.org/2005/Atom"/>',
        '<feed xmlns="http://www.w3.org/2005/Atom"><id>f</id><entry><title>t</title></entry></feed>',
        "<rss/>",
        "<rss><channel><item/></channel></rss>",
    ],
)
def test_a_malformed_feed_is_none(data: str) -> None:
    with pytest.raises(CapError):
        read_feed(data.encode(), "https://letters.example/")


async def test_an_entry_that_yields_nothing_is_told_once(post: Post, site: Site) -> None:
    site.pages = {"/feed": atom(("2", "/a.xml"), ("1", "")), "/a.xml": xml("wind")}
    for _ in range(3):
        await post.polls(1)
    assert post.wire.text().count("нет ни предупреждения, ни ссылки") == 1
    assert len(await post.wire.notices()) == 1


async def test_the_answer_may_say_in_which_letters_a_document_is(post: Post, site: Site) -> None:
    """And a document that says it itself is believed more."""
    bare = xml("wind").decode().split("?>", 1)[1].encode("windows-1251")
    answer = {"Content-Type": "application/cap+xml; charset=windows-1251"}
    site.pages = {"/feed": lambda request: web.Response(body=bare, headers=answer)}
    await post.polls()
    assert "Ветер" in (await post.wire.content(1)).texts["ru"]
    other = write_cap(replace(sample("circle"), identifier="hm-b"))
    site.pages["/feed"] = lambda request: web.Response(body=other, headers=answer)
    await post.polls(1)
    assert len(await post.wire.notices()) == 2


async def test_links_without_an_s_under_a_feed_with_one_are_asked_with_it(post: Post) -> None:
    asked = []

    class Net(WebFetcher):
        async def fetch(self, url: str, *_: object, **__: object) -> Fetched:
            asked.append(url)
            return Fetched(url, atom(("1", "http://h.example/a.xml")) if url.endswith("feed") else xml("wind"))

    post.source = replace(post.source, url="https://h.example/feed")
    post.feeds.fetcher = Net()
    await post.polls()
    assert asked == ["https://h.example/feed", "https://h.example/a.xml"]


async def test_the_program_says_who_asks(post: Post, site: Site) -> None:
    site.pages = {"/feed": atom()}
    post.feeds.fetcher = WebFetcher(address="https://centre.example")
    await post.polls()
    assert site.headers[-1]["User-Agent"] == "Otklik (+https://centre.example)"


async def test_an_alert_of_the_version_before_is_read_inside_a_feed(post: Post, site: Site) -> None:
    older = (SAMPLES.parent / "mended" / "older.xml").read_text(encoding="utf-8").split("-->", 1)[1]
    site.pages = {"/feed": atom(extra=f'<entry><id>9</id><content type="text/xml">{older}</content></entry>')}
    await post.polls()
    assert len(await post.wire.notices()) == 1
    assert "CAP 1.1" in post.wire.text()


async def test_an_update_that_comes_together_with_its_alert_is_judged_after_it(post: Post, site: Site) -> None:
    """Also over the bounds of what is written down at once, and whatever their keys are."""
    for round_ in range(8):
        first = later(sample("wind"), round_, f"first-{round_}", "Alert")
        update = later(sample("wind"), round_, f"second-{round_}", "Update", first)
        site.pages |= {f"/{one.identifier}": write_cap(one) for one in (first, update)}
        site.pages["/feed"] = atom(*((one.identifier, f"{site.base}/{one.identifier}") for one in (update, first)))
        before = len(await post.wire.notices())
        await post.polls(round_)
        made = (await post.wire.notices())[before:]
        assert [notice.state for notice in made] == ["cancelled", "pending"], "it takes the place of what nobody got"


async def test_one_odd_entry_spoils_no_other_and_a_key_without_end_is_kept_short(post: Post, site: Site) -> None:
    site.pages = {"/feed": atom(("k" * 100_000, "/a.xml"), ("2", "https://[::1"), ("3", "https://x:99999999/a"))}
    site.pages["/a.xml"] = xml("wind")
    await post.polls()
    assert len(await post.wire.notices()) == 1
    rows = (await post.wire.store.read(Query("setting", ("feed:polled",))))[0]
    assert len(rows[0].value) < 2_000
    await post.polls(1)
    assert site.asked.count("/a.xml") == 1


async def test_a_source_that_asks_for_a_pause_of_days_is_asked_again_within_the_hour(post: Post, site: Site) -> None:
    site.pages = {"/feed": lambda request: web.Response(status=429, headers={"Retry-After": "1000000"})}
    await post.polls()
    site.pages = {"/feed": atom(("1", "/a.xml")), "/a.xml": xml("wind")}
    for _ in range(6):
        await post.polls(10)
    assert len(await post.wire.notices()) == 1
