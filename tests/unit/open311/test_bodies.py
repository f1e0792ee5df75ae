"""Bodies of requests: what is read of them, what is thrown away, and where they are too much."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import FormData, web
from aiohttp.test_utils import TestClient, TestServer

from bot.web.bodies import FILES_MOST, FORM, WORDS_MOST, RequestBody, read_body
from handlers.open311.faults import FORBIDDEN, ApiFault, ApiRefused

JPEG = b"\xff\xd8\xff" + b"j" * 100
FILE_BEGUN = b'--x\r\nContent-Disposition: form-data; name="media"; filename="a.jpg"\r\n\r\n\xff\xd8'


class Reader:
    """Reads one body and remembers what came of it."""

    def __init__(self, *, files: bool = True) -> None:
        self.body, self.refused, self.files = RequestBody(), 0, files
        self.over = asyncio.Event()

    async def take(self, request: web.Request) -> web.Response:
        try:
            self.body = await read_body(request, self._before_files)
        except ApiRefused as refused:
            self.refused = refused.faults[0].status
        finally:
            self.over.set()
        return web.Response()

    async def _before_files(self, body: RequestBody) -> None:
        if not self.files:
            raise ApiRefused(ApiFault(FORBIDDEN, "key-missing"))


@asynccontextmanager
async def reading(reader: Reader) -> AsyncIterator[TestClient[Any, Any]]:
    app = web.Application()
    app.add_routes([web.post("/", reader.take)])
    async with TestClient(TestServer(app)) as client:
        yield client


async def read(data: Any, reader: Reader | None = None, **how: Any) -> Reader:
    reader = reader or Reader()
    async with reading(reader) as client:
        await client.post("/", data=data, **how)
    return reader


async def test_a_form_is_read_without_what_is_empty_and_without_names_mail_and_phones() -> None:
    form = [("service_code", "snow"), ("media_url", "a"), ("media_url", "b"), ("description", " "), ("phone", "+7912"),
            ("first_name", "Anna"), ("last_name", "Petrova"), ("email", "a@b.example")]  # fmt: skip
    body = (await read(form)).body
    assert body.fields == {"service_code": ("snow",), "media_url": ("a", "b")}
    assert (body.one("service_code"), body.one("lat")) == ("snow", "")


async def test_json_says_the_same_as_a_form() -> None:
    said = '{"service_code": "snow", "lat": 60.10, "long": null, "media_url": ["a", "b"], "email": "a@b.example"}'
    body = (await read(said, headers={"Content-Type": "application/json"})).body
    assert body.fields == {"service_code": ("snow",), "lat": ("60.10",), "media_url": ("a", "b")}
    form = await read([("media_url", "a"), ("lat", "60.10"), ("media_url", "b"), ("service_code", "snow")])
    assert form.body.digest == body.digest


async def test_attributes_are_left_aside_however_they_are_written() -> None:
    form = (await read([("service_code", "snow"), ("attribute[depth][]", "1"), ("attribute[depth][]", "2")])).body
    said = '{"service_code": "snow", "attribute": {"depth": ["1", "2"]}}'
    listed = '{"service_code": "snow", "attributes": [{"code": "depth", "value": 1.5}]}'
    for text in (said, listed):
        assert (await read(text, headers={"Content-Type": "application/json"})).body.one("service_code") == "snow"
    assert form.one("service_code") == "snow"


@pytest.mark.parametrize(
    ("data", "kind"),
    [("[1]", "application/json"), ('{"a": {}}', "application/json"), ("[" * 60_000, "application/json"),
     (b"a=%ff\xff", FORM), ("&".join(["a=1"] * 300), FORM),
     ("no boundary", "multipart/form-data"), ("--x\r\nnothing", "multipart/form-data; boundary=x")],
)  # fmt: skip
async def test_what_is_broken_is_said_to_be(data: Any, kind: str) -> None:
    assert (await read(data, headers={"Content-Type": kind})).refused == 400


@pytest.mark.parametrize("kind", [FORM, "application/json", "multipart/form-data; boundary=x"])
async def test_what_cannot_be_unpacked_is_broken_and_not_our_trouble(kind: str) -> None:
    """Whoever was told to come again would do so for ever."""
    assert (await read(b"a=b", headers={"Content-Type": kind, "Content-Encoding": "gzip"})).refused == 400


@pytest.mark.parametrize(("kind", "begun"), [(FORM, b"a=b"), ("multipart/form-data; boundary=x", FILE_BEGUN)])
async def test_who_hangs_up_has_sent_half_of_it(kind: str, begun: bytes) -> None:
    reader, app = Reader(), web.Application()
    app.add_routes([web.post("/", reader.take)])
    runner = web.AppRunner(app)  # as the program's own server: a test server would cancel what reads
    await runner.setup()
    assert runner.server is not None
    server = await asyncio.get_running_loop().create_server(runner.server, "127.0.0.1", 0)
    _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
    writer.write(f"POST / HTTP/1.1\r\nHost: a\r\nContent-Type: {kind}\r\nContent-Length: 5000\r\n\r\n".encode())
    writer.write(begun)
    await writer.drain()
    await asyncio.sleep(0.05)
    writer.close()
    await asyncio.wait_for(reader.over.wait(), 30)
    server.close()
    await runner.cleanup()
    assert reader.refused == 400


async def test_another_kind_of_body_is_refused() -> None:
    assert (await read(b"x", headers={"Content-Type": "text/csv"})).refused == 415


async def test_files_come_as_media_after_the_words() -> None:
    form = FormData([("service_code", "snow")])
    form.add_field("media", JPEG, filename="a.jpg")
    for number, name in enumerate(("media[]", "photo1", "media2")):
        form.add_field(name, JPEG, filename=f"{number}.jpg")
    form.add_field("description", "Сугроб")
    body = (await read(form)).body
    names = ["a.jpg", "0.jpg", "1.jpg", "2.jpg"]
    assert [(upload.name, upload.data) for upload in body.uploads] == [(name, JPEG) for name in names]
    assert body.fields == {"service_code": ("snow",), "description": ("Сугроб",)}
    other = FormData()
    other.add_field("passport", JPEG, filename="a.jpg")
    assert (await read(other)).refused == 400


async def test_who_may_not_bring_files_is_refused_before_they_are_read() -> None:
    form = FormData()
    form.add_field("media", JPEG, filename="a.jpg")
    reader = await read(form, Reader(files=False))
    assert (reader.refused, reader.body.uploads) == (403, ())


async def test_too_much_is_refused_whether_or_not_its_size_was_said() -> None:
    async def poured(size: int, before: bytes = b"") -> AsyncIterator[bytes]:
        yield before
        for _ in range(size // 65_536 + 1):
            yield b"a" * 65_536

    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await read(b"a=" + b"b" * WORDS_MOST, headers=kind)).refused == 413
    assert (await read(poured(WORDS_MOST), headers=kind)).refused == 413
    parts = {"Content-Type": "multipart/form-data; boundary=x"}
    head = b'--x\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n'
    assert (await read(poured(WORDS_MOST, head % (b"description", b"")), headers=parts)).refused == 413
    assert (await read(poured(FILES_MOST, head % (b"media", b'; filename="a"')), headers=parts)).refused == 413
