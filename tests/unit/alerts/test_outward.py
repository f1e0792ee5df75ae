"""Our notices as CAP and Atom: what we write anybody can read; what was not sent to people is not there."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from hashlib import sha1
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import fromstring

import pytest
from aiohttp.test_utils import TestClient, TestServer
from aiohttp.web import Application, Request
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.beside import Here
from bot.web.notice_files import NoticeFiles
from bot.web.notices import NoticePages
from bot.web.signing import Signing
from handlers.alerts.areas import place
from handlers.alerts.drafting import draft_of
from handlers.alerts.outward import KEPT_MS, FeedVoice, is_published, notice_alert
from handlers.alerts.prepare import read_document
from handlers.base.shared import Shared
from handlers.base.texts import Library
from handlers.cap.feed import read_feed
from handlers.cap.model import Alert, Triple
from handlers.cap.read import read_cap
from handlers.cap.write import plain, write_cap
from handlers.notices.content import Area, Circle, Content
from storage.ids import Ids
from storage.notice_records import Notice
from storage.records import StoredFile
from tests.cap.keys import pair
from tests.unit.alerts.wire import ADMIN, HOUR, HYDROMET, NOW, Wire, region_with
from tests.world.world import fictional

Client = TestClient[Request, Application]
REGION = region_with(HYDROMET)
HOUSE = Shared(REGION, Library(REGION.zone), Ids({}), ADMIN, lambda text: [], lambda text: False)
VOICE = FeedVoice("https://letters.example", "letters.example")

points = st.tuples(st.floats(-89, 89), st.floats(-179, 179))
contents = st.builds(
    Content,
    st.sampled_from([kind.code for kind in fictional().notices.kinds]),
    st.integers(1, 4),
    st.booleans(),
    st.builds(
        Area,
        st.booleans(),
        st.lists(st.sampled_from([m.code for m in REGION.municipalities]), unique=True).map(tuple),
        st.lists(st.sampled_from([s.code for s in REGION.settlements]), unique=True, max_size=3).map(tuple),
        st.lists(st.builds(Circle, st.floats(-90, 90), st.floats(-180, 180), st.integers(1, 500_000)), max_size=2).map(
            tuple
        ),
        st.lists(st.lists(points, min_size=3, max_size=5).map(lambda ring: (*ring, ring[0])), max_size=2).map(tuple),
    ),
    st.dictionaries(st.sampled_from(["ru", "en", "tt"]), st.text(max_size=80)),
    st.dictionaries(st.sampled_from(["ru", "en"]), st.text(max_size=80)),
    st.sampled_from([0, NOW + HOUR]),
)


def notice_of(content: Content, number: int = 5, **values: object) -> Notice:
    notice = Notice(number, "sending", content.kind, content.severity, int(content.drill), content.dump())
    notice.started_at, notice.until = NOW, content.until
    for name, value in values.items():
        setattr(notice, name, value)
    return notice


WIND = Content(
    "weather", 3, area=Area(municipalities=("99601000",)), texts={"ru": "Ветер <25> м/с & дождь", "en": "Wind"},
    todo={"ru": "Сидите дома."}, until=NOW + HOUR,
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(contents, st.sampled_from(["", "updates", "ends", "withdraws", "corrects"]))
def test_every_notice_becomes_an_alert_that_is_read_back_the_same(content: Content, link: str) -> None:
    earlier = notice_of(WIND, 4, started_at=NOW - HOUR)
    alert = notice_alert(
        HOUSE, notice_of(content, link=link, linked_id=4 if link else 0), earlier if link else None, VOICE
    )
    assert read_cap(write_cap(alert)) == alert
    assert alert.status == ("Exercise" if content.drill else "Actual")
    for info in alert.infos:
        assert plain(content.texts.get(info.language[:2]) or content.texts.get("ru", "")) in info.description
    if not content.area.region:
        assert set(place(REGION, alert.infos[0].areas).area.municipalities) >= set(content.area.municipalities)


def test_our_own_alert_read_by_us_is_our_own_notice() -> None:
    draft = draft_of(HOUSE, notice_alert(HOUSE, notice_of(WIND), None, VOICE), HYDROMET, NOW)
    assert draft.content.area == WIND.area
    assert (draft.content.kind, draft.content.severity, draft.content.until) == ("weather", 3, WIND.until)
    assert draft.content.texts["ru"].endswith("Ветер <25> м/с & дождь")
    assert "не заменяет сирены" in draft.content.todo["ru"]


@pytest.mark.parametrize(
    ("link", "kind", "responses"),
    [("", "Alert", ()), ("updates", "Update", ()), ("corrects", "Update", ()), ("ends", "Update", ("AllClear",)),
     ("withdraws", "Cancel", ())],
)  # fmt: skip
def test_what_a_notice_does_to_an_earlier_one_is_said_in_the_words_of_cap(
    link: str, kind: str, responses: tuple[str, ...]
) -> None:
    earlier = notice_of(WIND, 4, started_at=NOW - HOUR)
    alert = notice_alert(HOUSE, notice_of(WIND, link=link), earlier if link else None, VOICE)
    assert (alert.kind, alert.infos[0].responses) == (kind, responses)
    wanted = (Triple("otklik@letters.example", "otklik-4", "2026-11-25T19:01:00+05:00"),) if link else ()
    assert alert.references == wanted


def test_what_refers_to_a_notice_that_nobody_got_is_an_alert_of_its_own() -> None:
    alert = notice_alert(HOUSE, notice_of(WIND, link="updates"), notice_of(WIND, 4, started_at=0), VOICE)
    assert (alert.kind, alert.references) == ("Alert", ())


def test_an_alert_s_identity_does_not_hang_on_how_it_was_asked_for() -> None:
    other = FeedVoice("http://127.0.0.1:8080", "letters.example")
    first, second = (notice_alert(HOUSE, notice_of(WIND), None, voice).triple for voice in (VOICE, other))
    assert first == second


@pytest.mark.parametrize(
    ("values", "published"),
    [
        ({"started_at": 0}, False),
        ({}, True),
        ({"state": "cancelled", "ended_at": NOW}, True),
        ({"started_at": NOW - KEPT_MS - 1}, True),
        ({"started_at": NOW - KEPT_MS - 1, "ended_at": NOW - 1}, False),
        ({"started_at": NOW - KEPT_MS - 1, "until": NOW - 1}, False),
    ],
    ids=str,
)
def test_only_what_went_out_is_published_and_not_for_ever(values: dict[str, int], published: bool) -> None:
    assert is_published(notice_of(WIND, **values), NOW) is published


def published(content: Content, source: str = "") -> Alert:
    alert = notice_alert(HOUSE, notice_of(content, source=source), None, VOICE)
    assert read_cap(write_cap(alert)) == alert
    return alert


def test_a_polygon_is_published_as_people_were_counted_by_it() -> None:
    bow = ((60.26, 63.46), (60.34, 63.58), (60.34, 63.46), (60.26, 63.58), (60.26, 63.46))
    (area,) = published(replace(WIND, area=Area(polygons=(bow,)))).infos[0].areas
    assert len(area.polygons) == 2
    assert all(len(ring) == 4 and ring[0] == ring[-1] for ring in area.polygons)


def test_what_is_named_has_its_borders_and_is_read_back_as_named() -> None:
    for area in (
        Area(municipalities=("99601000",)),
        Area(region=True),
        Area(settlements=(REGION.settlements[0].code,)),
    ):
        named = published(replace(WIND, area=area)).infos[0].areas
        assert named[0].polygons or named[0].circles
        again = place(REGION, named).area
        assert not again.shaped
        assert (again.municipalities or again.region or again.settlements) != ()


def test_what_a_source_said_is_published_with_its_name() -> None:
    content = replace(
        WIND,
        begins=NOW + HOUR,
        until=NOW + 2 * HOUR,
        web="https://meteo.example/1",
        event={"ru": "Толчки"},
        contact="+7 1",
    )
    alert = published(content, source="hydromet")
    info = alert.infos[0]
    assert alert.source == "Заречный гидрометцентр"
    assert (info.event, info.categories, info.web, info.event_codes) == ("Толчки", ("Other",), content.web, ())
    assert (info.effective, info.onset) == ("2026-11-25T20:01:00+05:00", "2026-11-25T21:01:00+05:00")
    assert info.contact.startswith("+7 1")


def test_headlines_tell_alerts_apart() -> None:
    other = replace(WIND, texts={"ru": "Гололёд на мостах"})
    first, second = (published(one).infos[0].headline for one in (WIND, other))
    assert first == "Опасно. Погода. Тихореченский городской округ. Ветер <25> м/с & дождь"
    assert second.endswith("Гололёд на мостах")


def test_a_warning_that_its_source_took_back_is_a_cancel_and_no_all_clear() -> None:
    earlier = notice_of(WIND, 4, started_at=NOW - HOUR)
    taken = notice_of(replace(WIND, ending="lifted"), link="ends", linked_id=4)
    alert = notice_alert(HOUSE, taken, earlier, VOICE)
    assert (alert.kind, alert.infos[0].responses) == ("Cancel", ())
    assert alert.infos[0].headline.startswith("Источник снял предупреждение")


def test_a_language_that_was_not_said_is_not_published() -> None:
    """It was written before the Russian words were changed, or has a gap."""
    for content in (replace(WIND, stale=("texts:en",)), replace(WIND, texts={**WIND.texts, "en": "Wind in …"})):
        assert [info.language for info in published(content).infos] == ["ru-RU"]
    assert [info.language for info in published(WIND).infos] == ["ru-RU", "en-US"]


async def test_a_repeat_is_no_alert_of_its_own(wire: Wire) -> None:
    """What ends it refers to the alert that others have."""
    await wire.keep(
        notice_of(WIND, 1, state="sent", started_at=NOW - 3 * HOUR, ended_at=NOW - 2 * HOUR),
        notice_of(WIND, 2, state="sent", started_at=NOW - 2 * HOUR, ended_at=NOW - HOUR, link="repeats", linked_id=1),
        notice_of(WIND, 3, state="sent", started_at=NOW - HOUR, ended_at=NOW, link="repeats", linked_id=1),
        notice_of(WIND, 4, state="sent", link="ends", linked_id=3),
    )
    async with pages(wire) as client:
        feed = read_feed(await (await client.get("/feed.atom")).read(), "https://letters.example/feed.atom")
        found = {n: read_cap(await (await client.get(f"/cap/{n}.xml")).read()) for n in (1, 2, 3, 4)}
    assert [entry.url[-5:] for entry in feed] == ["4.xml", "1.xml"]
    assert found[2] == found[3] == found[1]
    assert found[4].references == (found[1].triple,)
    assert found[4].kind == "Update"


PNG = b"\x89PNG\r\n\x1a\n" + b"picture" * 40


async def test_pictures_that_went_out_are_published_with_what_they_are(wire: Wire, tmp_path: Path) -> None:
    """Not what never came, is gone, or is of a type that could do harm."""
    written = {"p.png": PNG, "d.bin": b"%PDF-1.7 text", "page.html": b"<html><script>"}
    for name, data in written.items():
        (tmp_path / name).write_bytes(data)
    paths = ["p.png", "d.bin", "page.html", "gone.png", "", "-timeout"]
    for number, path in enumerate(paths, 1):
        await wire.keep(StoredFile(number, 0, 0, 0, "telegram", "h", "photo", name="Иван.png", path=path))
    content = replace(WIND, files=(2, 1, 3, 4, 5, 6))
    await wire.keep(
        notice_of(content, 7, state="sent"),
        notice_of(content, 8, state="sent", link="ends", linked_id=7),
        notice_of(content, 9, state="draft", started_at=0),
        notice_of(replace(WIND, files=(2,)), 10, state="sent"),
    )
    async with pages(wire, files=NoticeFiles(wire.store, tmp_path)) as client:
        alert = read_cap(await (await client.get("/cap/7.xml")).read())
        found = alert.infos[0].resources
        paths = [urlsplit(one.uri).path for one in found]
        got = [await client.get(path) for path in paths]
        bodies = [await one.read() for one in got]
        over = read_cap(await (await client.get("/cap/8.xml")).read())
        lost = ["/cap/8/1.png", "/cap/9/1.png", "/cap/10/1.png", "/cap/7/3.html", "/cap/7/4.png", "/cap/7/1.jpg",
                "/cap/7/..%2fp.png", "/cap/x/1.png"]  # fmt: skip
        assert [(await client.get(path)).status for path in lost] == [404] * len(lost)
    assert [one.uri for one in found] == [f"https://letters.example/cap/7/{name}" for name in ("2.pdf", "1.png")]
    assert [(one.mime, one.size) for one in found] == [("application/pdf", "13"), ("image/png", str(len(PNG)))]
    assert [sha1(body, usedforsecurity=False).hexdigest() for body in bodies] == [one.digest for one in found]
    assert [one.headers["Content-Type"] for one in got] == ["application/pdf", "image/png"]
    assert over.infos[0].resources == ()
    assert "Иван" not in str(found)


async def test_what_we_publish_is_signed_where_there_is_a_key(wire: Wire, tmp_path: Path) -> None:
    """And is not there at all where it cannot be."""
    (tmp_path / "key.pem").write_bytes(pair("centre").key)
    (tmp_path / "centre.pem").write_text(pair("centre").certificate)
    await wire.keep(notice_of(WIND, 1, state="sent"))
    region = region_with(replace(HYDROMET, senders=(), certificate=pair("centre").certificate))
    signing = Signing(Here(region), tmp_path / "key.pem", tmp_path / "centre.pem")
    async with pages(wire, signing=signing) as client:
        first = await client.get("/cap/1.xml")
        body = await first.read()
        again = await client.get("/cap/1.xml", headers={"If-None-Match": first.headers["ETag"]})
        (tmp_path / "centre.pem").write_text(pair("somebody").certificate)
        broken = await client.get("/cap/1.xml")
    wanted = notice_alert(HOUSE, notice_of(WIND, 1), None, VOICE)
    assert read_document(region, body, now=NOW) == replace(wanted, signed=True)
    assert (again.status, broken.status) == (304, 503)


async def test_the_whole_chain_is_referred_to(wire: Wire) -> None:
    await wire.keep(
        notice_of(WIND, 1, state="sent", started_at=NOW - 3 * HOUR),
        notice_of(WIND, 2, state="sent", started_at=NOW - 2 * HOUR, link="updates", linked_id=1),
        notice_of(WIND, 3, state="sent", link="ends", linked_id=2),
    )
    async with pages(wire) as client:
        alert = read_cap(await (await client.get("/cap/3.xml")).read())
    assert [triple.identifier for triple in alert.references] == ["otklik-2", "otklik-1"]


def pages(wire: Wire, **parts: Any) -> TestClient[Request, Application]:
    app = Application()
    app.add_routes(NoticePages(wire.store, wire.shared, wire.world.clock, "https://letters.example", **parts).routes())
    return TestClient(TestServer(app))


# -- the pages ------------------------------------------------------------------------------------
@pytest.fixture
async def client(wire: Wire) -> AsyncIterator[Client]:
    drill, old = replace(WIND, drill=True), NOW - KEPT_MS - HOUR
    await wire.keep(
        notice_of(WIND, 1, state="sent"),
        notice_of(WIND, 2, state="pending", started_at=0),
        notice_of(drill, 3, state="sent"),
        notice_of(WIND, 4, state="sent", started_at=old, ended_at=NOW - 1),
        notice_of(WIND, 5, state="sent", link="ends", linked_id=1, started_at=NOW + 1000, until=0),
        notice_of(WIND, 6, state="draft", started_at=0),
    )
    app = Application()
    app.add_routes(NoticePages(wire.store, wire.shared, wire.world.clock, "https://letters.example").routes())
    async with TestClient(TestServer(app)) as opened:
        yield opened


async def test_the_feed_has_what_went_out_and_no_drill_and_no_draft(client: Client) -> None:
    answer = await client.get("/feed.atom")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    entries = read_feed(await answer.read(), "https://letters.example/feed.atom")
    assert [entry.url for entry in entries] == [
        "https://letters.example/cap/5.xml",
        "https://letters.example/cap/1.xml",
    ]
    text = await answer.text()
    assert "УЧЕНИЯ" not in text
    assert "&lt;25&gt; м/с &amp; дождь" in text


async def test_an_alert_is_there_under_its_number(client: Client) -> None:
    answer = await client.get("/cap/5.xml")
    assert answer.headers["Content-Type"] == "application/cap+xml; charset=utf-8"
    alert = read_cap(await answer.read())
    assert alert.references[0].identifier == "otklik-1"
    assert alert.infos[0].responses == ("AllClear",)


async def test_a_drill_is_an_exercise_or_nothing(client: Client) -> None:
    alert = read_cap(await (await client.get("/cap/3.xml")).read())
    assert alert.status == "Exercise"
    assert alert.infos[0].description.startswith("УЧЕНИЯ. Опасности нет.")
    assert alert.infos[0].headline.startswith("УЧЕНИЯ.")


@pytest.mark.parametrize(
    "path", ["2", "4", "6", "99", "0", "-1", "1e3", "x", "9" * 30, "%D9%A1", "..%2f1", "1.xml"], ids=str
)
async def test_what_was_not_sent_or_is_long_over_is_not_there(client: Client, path: str) -> None:
    assert (await client.get(f"/cap/{path}.xml")).status == 404


@pytest.mark.parametrize("path", ["/feed.atom", "/cap/1.xml"])
async def test_what_has_not_changed_is_not_sent_again(client: Client, path: str) -> None:
    first = await client.get(path)
    again = await client.get(path, headers={"If-None-Match": f'"other", {first.headers["ETag"]}'})
    assert (again.status, await again.read()) == (304, b"")
    assert (await client.get(path, headers={"If-None-Match": '"other"'})).status == 200


async def test_without_an_address_of_ours_nothing_is_published(wire: Wire) -> None:
    """Every centre would be the same sender."""
    await wire.keep(notice_of(WIND, 1, state="sent"))
    app = Application()
    app.add_routes(NoticePages(wire.store, wire.shared, wire.world.clock, "").routes())
    async with TestClient(TestServer(app)) as client:
        assert [(await client.get(path)).status for path in ("/feed.atom", "/cap/1.xml")] == [404, 404]


async def test_an_empty_feed_is_a_feed(wire: Wire) -> None:
    app = Application()
    app.add_routes(NoticePages(wire.store, wire.shared, wire.world.clock, "https://letters.example").routes())
    async with TestClient(TestServer(app)) as client:
        body = await (await client.get("/feed.atom")).read()
    assert fromstring(body).tag.endswith("feed")
    assert read_feed(body, "x") == []
