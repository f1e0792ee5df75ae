"""Pictures and documents of an alert: what is safe goes with the draft, the rest is named, nothing waits long."""

from __future__ import annotations

import asyncio
import base64
import hashlib
import socket
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.delivery.files import Files
from bot.guarded import FetchError
from bot.notices import resources as taking
from bot.notices.fetch import WebFetcher
from bot.notices.resources import Resources
from bot.sandbox.samples import SAMPLES, sample_png
from handlers.alerts.arrival import ANSWER, CONSOLE, FOLDER, Arrival, ArrivalAnswer, load_answer
from handlers.alerts.resources import ALERTS, WAIT_MS
from handlers.cap.model import Alert, Resource
from storage.addresses import AddressReach
from storage.changes import Query
from storage.records import StoredFile
from storage.region.notice_rules import AlertSource
from storage.store import Store
from tests.unit.alerts.wire import HYDROMET, TRUSTED, Wire, sample, with_info

PNG = sample_png(next(iter(SAMPLES)))
PDF = b"%PDF-1.4 map"


class Desk:
    """The wire with the part of the house that fetches files."""

    def __init__(self, store: Store, folder: Path, source: AlertSource) -> None:
        self.wire = Wire(store, (source,))
        self.fetcher = WebFetcher(timeout_s=30)
        self.files = Files(store, {ALERTS: Resources(self.fetcher)}, folder, self.wire.world.clock)
        self.source = source

    async def brings(
        self, *resources: Resource, by: str = FOLDER, fetched: bool = True, **info: Any
    ) -> ArrivalAnswer | None:
        """An alert with these arrives; what became of it, None while it waits."""
        alert: Alert = with_info(sample("polygon"), resources=resources, **info)
        arrival = Arrival(by, "a.xml", alert, source=self.source.code if self.source.url else "", answer=True)
        await self.wire.keep(arrival.timer("a", self.wire.at))
        await self.wire.passes(0)
        if fetched:
            for file in await self.stored():
                await self.files.bring(file.id)
            await self.wire.passes(0)
        return await self.answer()

    async def answer(self) -> ArrivalAnswer | None:
        rows = (await self.wire.store.read(Query("setting", (f"{ANSWER}a",))))[0]
        return load_answer(rows[0].value) if rows else None

    async def stored(self) -> list[StoredFile]:
        found: list[StoredFile] = (await self.wire.store.read(Query("files_among", ("[1, 2, 3, 4, 5]",))))[0]
        return found

    async def attached(self) -> tuple[int, ...]:
        (notice,) = await self.wire.notices()
        return (await self.wire.content(notice.id)).files


@pytest.fixture
async def site() -> AsyncIterator[dict[str, Any]]:
    """Pages by path, and under "base" where they are."""
    pages: dict[str, Any] = {}

    async def answer(request: web.Request) -> web.StreamResponse:
        page = pages.get(request.path)
        if page == "slow":
            await asyncio.sleep(30)
        if isinstance(page, str):
            raise web.HTTPFound(page)
        return web.Response(body=page) if page is not None else web.Response(status=503)

    app = web.Application()
    app.router.add_get("/{path:.*}", answer)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    tcp = web.TCPSite(runner, "127.0.0.1", 0)
    await tcp.start()
    pages["base"] = f"http://127.0.0.1:{tcp._server.sockets[0].getsockname()[1]}"  # type: ignore[union-attr]
    yield pages
    await runner.cleanup()


@pytest.fixture
def desk(wire_store: Store, tmp_path: Path, site: dict[str, Any]) -> Desk:
    """Of a source on this machine, whose files may be there, too."""
    return Desk(wire_store, tmp_path / "files", replace(HYDROMET, url=f"{site['base']}/feed"))


def picture(site: dict[str, Any], path: str = "/map.png", **values: str) -> Resource:
    return Resource("Карта подтопления", "image/png", uri=f"{site['base']}{path}", **values)


def inline(data: bytes, mime: str = "image/png", **values: str) -> Resource:
    return Resource("Карта подтопления", mime, deref=base64.b64encode(data).decode(), **values)


async def test_a_picture_is_fetched_before_the_officers_are_asked(desk: Desk, site: dict[str, Any]) -> None:
    site["/map.png"] = PNG
    digest = hashlib.sha1(PNG).hexdigest().upper()
    assert await desk.brings(picture(site, digest=digest), fetched=False) is None
    assert await desk.wire.notices() == []
    answer = await desk.brings(picture(site, digest=digest))
    assert answer is not None
    assert (answer.outcome, answer.notes) == ("draft", ())
    (file,) = [one for one in await desk.stored() if one.id in await desk.attached()]
    path = desk.files.path_of(file)
    assert path is not None
    assert path.read_bytes() == PNG
    assert (file.kind, file.name, file.url, file.transcript) == ("photo", "Карта подтопления.png", "", "")
    (notice,) = await desk.wire.notices()
    assert notice.state == "pending"
    assert not notice.hands.count("telegram")


@pytest.mark.parametrize(("data", "mime", "kind"), [(PNG, "image/png", "photo"), (PDF, "application/pdf", "document")])
async def test_what_is_in_the_alert_itself_is_taken_from_there(desk: Desk, data: bytes, mime: str, kind: str) -> None:
    answer = await desk.brings(inline(data, mime))
    assert answer is not None
    assert answer.notes == ()
    (file,) = await desk.stored()
    assert await desk.attached() == (file.id,)
    assert (file.kind, file.url) == (kind, "")
    (notice,) = await desk.wire.notices()
    assert (await desk.wire.content(notice.id)).documents == ((file.id,) if kind == "document" else ())


@pytest.mark.parametrize(
    ("page", "resource", "why"),
    [
        (PNG, {"digest": "0" * 40}, "контрольная сумма не та"), (b"<html>", {}, "это не картинка"),
        (None, {}, "сервер источника его не отдал"), (b"\x89PNG\r\n\x1a\n" + b"0" * 3_000, {}, "больше 10 МБ"),
        ("slow", {}, "не скачался"),
        ("http://example.com/map.png", {}, "адрес без https"),
    ],
)  # fmt: skip
async def test_what_is_not_as_it_should_be_is_named_and_the_alert_goes_on(
    desk: Desk, site: dict[str, Any], monkeypatch: pytest.MonkeyPatch, page: Any, resource: Any, why: str
) -> None:
    if why.startswith("больше"):
        monkeypatch.setattr(taking, "LARGEST_NOTICE_FILE", 2_500)
    if page == "slow":
        desk.fetcher.timeout_s = 0.5
    site["/map.png"] = page
    answer = await desk.brings(picture(site, **resource))
    assert answer is not None
    assert answer.outcome == "draft"
    assert await desk.attached() == ()
    assert "Файл «Карта подтопления» к оповещению не приложен" in desk.wire.text()
    assert why in desk.wire.text()
    assert await desk.stored() == []
    assert [p for p in (desk.files.folder).rglob("*") if p.is_file()] == []


@pytest.mark.parametrize(
    ("resource", "why"),
    [
        (Resource("Видео", "video/mp4", uri="https://example.com/a.mp4"), "не картинка"),
        (Resource("Страница", "text/html", deref="PGI+"), "не картинка"),
        (Resource("Карта", "image/png"), "нет ни адреса"),
    ],
)  # fmt: skip
async def test_what_cannot_be_attached_is_not_waited_for(desk: Desk, resource: Resource, why: str) -> None:
    answer = await desk.brings(resource, fetched=False)
    assert answer is not None
    assert answer.outcome == "draft"
    assert why in desk.wire.text()


async def test_of_several_the_first_goes_and_the_others_are_named(desk: Desk) -> None:
    other = replace(inline(PDF, "application/pdf"), desc="Памятка")
    await desk.brings(replace(inline(b""), desc="Звук", mime="audio/mp3"), inline(PNG), other)
    assert len(await desk.attached()) == 1
    assert "«Звук»" in desk.wire.text()
    assert "«Памятка» к оповещению не приложен: можно приложить только один" in desk.wire.text()
    assert "«Карта подтопления»" not in desk.wire.text()


async def test_broken_base64_is_told(desk: Desk) -> None:
    await desk.brings(replace(inline(PNG), deref="@@@"))
    assert "с ошибкой" in desk.wire.text()
    assert await desk.attached() == ()


async def test_a_server_that_never_answers_is_waited_for_so_long_and_no_longer(desk: Desk) -> None:
    resource = Resource("Карта", "image/png", uri="https://example.com/a.png")
    assert await desk.brings(resource, fetched=False) is None
    desk.wire.at += WAIT_MS - 1
    await desk.wire.passes(0)
    assert await desk.answer() is None
    desk.wire.at += 1
    await desk.wire.passes(0)
    answer = await desk.answer()
    assert answer is not None
    assert answer.outcome == "draft"
    assert "«Карта» к оповещению не приложен: не скачался" in desk.wire.text()
    assert await desk.stored() == []


async def test_what_goes_out_at_once_waits_for_nothing(wire_store: Store, tmp_path: Path) -> None:
    desk = Desk(wire_store, tmp_path / "files", replace(TRUSTED, send_from=1))
    answer = await desk.brings(inline(PNG), fetched=False, certainty="Observed")
    assert answer is not None
    assert answer.outcome == "sent"
    assert await desk.attached() == ()
    assert "оповещение его не ждало" in desk.wire.text()


async def test_the_console_waits_for_nothing_either(desk: Desk) -> None:
    answer = await desk.brings(inline(PNG), by=CONSOLE, fetched=False)
    assert answer is not None
    assert [note.values["why"] for note in answer.notes if note.code == "file"] == ["at-once"]


async def test_the_same_alert_twice_while_it_waits_is_one_notice(desk: Desk) -> None:
    alert = with_info(sample("polygon"), resources=(inline(PNG),))
    for key in ("a", "b"):
        await desk.wire.keep(Arrival(FOLDER, f"{key}.xml", alert, source=desk.source.code).timer(key, desk.wire.at))
    await desk.wire.passes(0)
    for file in await desk.stored():
        await desk.files.bring(file.id)
    await desk.wire.passes(0)
    assert len(await desk.wire.notices()) == 1
    assert tuple(file.id for file in await desk.stored()) == await desk.attached()


@pytest.mark.parametrize(
    "url",
    [
        "https://127.0.0.1/a.png", "https://[::1]/a.png", "https://10.1.2.3/a.png", "https://169.254.169.254/a.png",
        "https://[::ffff:192.168.0.1]/a.png", "https://0.0.0.0/a.png", "https://224.0.0.1/a.png", "https://100.64.0.1/a",
    ],
)  # fmt: skip
async def test_an_address_in_somebodys_own_network_is_not_asked(url: str) -> None:
    with pytest.raises(FetchError) as fault:
        await WebFetcher().fetch(url, 1_000, AddressReach("https://source.example/feed"))
    assert fault.value.code == "private"


@pytest.mark.parametrize(
    ("url", "why"),
    [("http://127.0.0.1:9/a.png", "not-https"), ("file:///etc/passwd", "not-https"),
     ("ftp://example.com/a", "not-https"),
     ("http://localhost/a.png", "not-https"), ("//example.com/a", "not-https"), ("", "not-https")],
)  # fmt: skip
async def test_of_a_source_elsewhere_only_https_is_followed(url: str, why: str) -> None:
    for own in ("", "https://source.example/feed"):
        with pytest.raises(FetchError) as fault:
            await WebFetcher().fetch(url, 1_000, AddressReach(own))
        assert fault.value.code == why


async def test_a_name_that_leads_into_somebodys_own_network_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    async def lookup(*args: Any, **how: Any) -> Any:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.168.1.1", 443))]

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", lookup)
    with pytest.raises(FetchError) as fault:
        await WebFetcher().fetch("https://inside.example/a.png", 1_000, AddressReach("https://source.example/feed"))
    assert fault.value.code == "private"
