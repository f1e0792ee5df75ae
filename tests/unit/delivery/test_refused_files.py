"""A file that a messenger refuses goes another way; where there is none, words stand in its place. No text is lost."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import TestServer

from bot.channels.port import Outcome, Parcel
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.errors import CODES, TEXTS
from bot.channels.vk.errors import MAYBE_SENT, NETWORK_DOWN, TABLE
from bot.clock import RealClock
from handlers.base.message import FileRef, Message
from handlers.base.reasons import reason
from handlers.base.texts import Library
from handlers.reports.delivery_words import why_text
from storage.open import make_store
from storage.records import OutboxRow, OutboxState, Person, Report, StoredFile
from storage.region.load import FICTIONAL, load_region
from tests.unit.delivery.post import Call, Post
from tests.unit.telegram.api import Api, error, ok

DIMENSIONS = error(400, "Bad Request: PHOTO_INVALID_DIMENSIONS")
VOICE = error(400, "Bad Request: VOICE_MESSAGES_FORBIDDEN")


class Watched(TelegramChannel):
    """The real adapter, unhurried, with what `Post` looks at."""

    def __init__(self, url: str) -> None:
        super().__init__("1:a", clock=RealClock(), api_url=url)
        self.limits = replace(self.limits, per_second=1000, chat_per_second=1000, chat_burst=100, group_per_minute=0)
        self.calls: list[Call] = []
        self.gate = asyncio.Event()
        self.gate.set()

    async def send(self, parcels: Sequence[Parcel]) -> list[Outcome]:
        return await super().send(parcels)


class Office:
    """A post over the Bot API, with files that came from VK and lie on the disk."""

    def __init__(self, post: Post, api: Api) -> None:
        self.post, self.api = post, api

    async def sends(self, text: str, *kinds: str, **more: Any) -> OutboxRow:
        refs = []
        for number, kind in enumerate(kinds, 1):
            path = self.post.folder / f"{number}.bin"
            path.write_bytes(b"bytes %d" % number)
            name = f"{kind}{number}.bin"
            await self.post.keep(StoredFile(number, 1, 0, 0, "vk", f"vk{number}", kind, name=name, path=path.name))
            refs.append(FileRef(kind, f"stored:{number}", name))
        row = self.post.row(text, **more)
        row.body = Message(text, files=tuple(refs)).dump()
        await self.post.posts(row)
        for _ in range(6):
            await self.post.passes(60)
        return row

    @property
    def methods(self) -> list[str]:
        return [method for method, _ in self.api.asked]

    def documents(self) -> list[bytes]:
        return [content for files in self.api.uploads for name, (_, _, content) in files.items() if name == "document"]

    def said(self) -> str:
        return "\n".join(str(params.get("text") or params.get("caption") or "") for _, params in self.api.asked)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    api = Api()
    server = TestServer(api.application())
    await server.start_server()
    url = f"sqlite:///{tmp_path}/otklik.db"
    store = make_store(url)
    await store.open()
    await store.migrate()
    channel = Watched(str(server.make_url("")).rstrip("/"))
    post = Post(store, url, tmp_path, channel)  # type: ignore[arg-type]  # the real adapter in the fake one's place
    await post.starts()
    yield Office(post, api)
    await post.dies()
    await channel.close()
    await server.close()
    await store.close()


@pytest.mark.parametrize(
    ("kind", "method", "refusal"),
    [
        ("photo", "sendPhoto", DIMENSIONS),
        ("photo", "sendPhoto", error(413, "Request Entity Too Large")),
        ("photo", "sendPhoto", error(400, "Bad Request: IMAGE_PROCESS_FAILED")),
        ("voice", "sendVoice", VOICE),
    ],
)
async def test_what_is_refused_as_what_it_is_goes_as_a_document_with_its_words(
    office: Office, kind: str, method: str, refusal: dict[str, Any]
) -> None:
    office.api.tell(method, refusal)
    row = await office.sends("Труба у дома", kind)
    assert await office.post.state(row) is OutboxState.SENT
    assert office.methods.count(method) == 1
    assert office.documents() == [b"bytes 1"]
    assert "Труба у дома" in office.said()
    assert "не передан" not in office.said()


async def test_one_bad_photo_of_an_album_goes_by_itself_and_the_rest_together(office: Office) -> None:
    refusal = 'Bad Request: failed to send message #2 with the error message "PHOTO_INVALID_DIMENSIONS"'
    office.api.tell("sendMediaGroup", error(400, refusal), ok([{"message_id": 5}, {"message_id": 6}]))
    row = await office.sends("Вот", "photo", "photo", "photo")
    assert await office.post.state(row) is OutboxState.SENT
    assert [len(call["media"]) for call in office.api.calls("sendMediaGroup")] == [3, 2]
    assert office.documents() == [b"bytes 2"]


async def test_an_album_that_does_not_say_which_is_bad_goes_one_by_one(office: Office) -> None:
    office.api.tell("sendMediaGroup", error(400, "Bad Request: IMAGE_PROCESS_FAILED"))
    row = await office.sends("", "photo", "photo")
    assert await office.post.state(row) is OutboxState.SENT
    assert office.documents() == [b"bytes 1", b"bytes 2"]


@pytest.mark.parametrize(
    ("kind", "method", "refusal"),
    [("voice", "sendVoice", VOICE), ("photo", "sendPhoto", error(400, "Bad Request: CHAT_SEND_PHOTOS_FORBIDDEN"))],
)
async def test_what_one_person_forbids_is_forbidden_by_nobody_else(
    office: Office, kind: str, method: str, refusal: dict[str, Any]
) -> None:
    office.api.tell(method, refusal, ok({"message_id": 5}))
    tried = []
    for chat in ("8", "9", "8"):
        office.api.asked.clear()
        await office.sends("Ответ", kind, chat=chat)
        tried.append([name for name in office.methods if name != "sendMessage"])
    assert tried == [[method, "sendDocument"], [method], ["sendDocument"]]


@pytest.mark.parametrize("kind", ["photo", "voice"])
async def test_what_goes_in_no_form_is_named_in_words_and_the_sender_is_told(office: Office, kind: str) -> None:
    for method in ("sendPhoto", "sendVoice", "sendDocument"):
        office.api.tell(method, error(413, "Request Entity Too Large"))
    row = await office.sends("💬 Ответ по № 1", kind, then="delivered:9")
    assert await office.post.state(row) is OutboxState.SENT
    said = office.said()
    assert "💬 Ответ по № 1" in said
    assert f"Файл «{kind}1.bin» не передан: он слишком большой" in said
    ((tick, key, data),) = office.post.news()
    assert (tick, key) == ("delivered", "9")
    assert f"{kind}1.bin" in data
    assert "too-big" in data


async def test_a_kill_between_two_forms_sends_nothing_twice(office: Office) -> None:
    office.api.tell("sendVoice", VOICE)
    row = office.post.row("Ответ")
    path = office.post.folder / "1.bin"
    path.write_bytes(b"bytes 1")
    await office.post.keep(StoredFile(1, 1, 0, 0, "vk", "v", "voice", name="a.ogg", path=path.name))
    row.body = Message("Ответ", files=(FileRef("voice", "stored:1", "a.ogg"),)).dump()
    await office.post.posts(row)
    await office.post.dies()
    await office.post.starts()
    for _ in range(4):
        await office.post.passes(60)
    assert await office.post.state(row) is OutboxState.SENT
    assert office.methods == ["sendMessage", "sendVoice", "sendDocument"]


async def exported(office: Office, largest: int) -> OutboxRow:
    """A person with two files asks for his data; no document is larger than this."""
    channel = office.post.channel
    channel.limits = replace(channel.limits, largest_file=largest)
    await office.post.keep(Person(5, 0, "en"), Report(1, 5, "vk", "7", "ru", "new", "other", "", "Яма"))
    for number in (1, 2):
        path = office.post.folder / f"{number}.bin"
        path.write_bytes(bytes(100_000))
        await office.post.keep(StoredFile(number, 1, 0, 5, "vk", "h", "document", name="a.bin", path=path.name))
    row = office.post.row("Here")
    row.body = Message("Here", files=(FileRef("document", "export:5", "data.zip"),)).dump()
    await office.post.posts(row)
    for _ in range(4):
        await office.post.passes(60)
    return row


async def test_an_export_too_large_for_one_document_goes_as_several(office: Office) -> None:
    office.api.tell("sendMediaGroup", ok([{"message_id": 5}, {"message_id": 6}]))
    row = await exported(office, 250_000)
    assert await office.post.state(row) is OutboxState.SENT
    (files,) = office.api.uploads
    assert [name for name, _, _ in files.values()] == ["data.zip", "data-2.zip"]
    assert all(content.startswith(b"PK") and len(content) <= 250_000 for _, _, content in files.values())


async def test_an_export_that_is_refused_is_told_in_words_of_its_person_s_language(office: Office) -> None:
    office.api.tell("sendDocument", error(413, "Request Entity Too Large"))
    row = await exported(office, 50_000_000)
    assert await office.post.state(row) is OutboxState.SENT
    assert "could not be passed on here" in office.said()


def test_every_reason_has_a_sentence_in_both_languages() -> None:
    texts = [outcome.why for _, outcome in TEXTS] + [outcome.why for outcome in CODES.values()]
    codes = {*texts, *(o.why for o in TABLE.values()), NETWORK_DOWN.why, MAYBE_SENT.why}
    codes |= {"no-file", "file-missing", "file-refused", "migrated", "upload", "unreadable", "rate", "not-json"}
    library = Library(load_region(FICTIONAL).zone)
    for language in library.languages:
        words = library.texts(language)
        unknown = words.label("why-other")
        for code in codes:
            for said in (why_text(words, code), reason(words, code)):
                assert said != unknown, code
        for said in (why_text(words, "photo-ext-quirk"), reason(words, "code-418")):
            assert "code-" not in said
            assert "quirk" not in said
