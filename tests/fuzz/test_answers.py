"""Whatever a messenger answers: one outcome for each parcel, and no exception but those that the port knows."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from aiohttp import web
from aiohttp.test_utils import TestServer
from hypothesis import given

from bot.channels.max.channel import MaxChannel
from bot.channels.port import Channel, ChannelStopped, Outcome, Parcel, SendFile
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.vk.channel import VkChannel
from bot.channels.vk.errors import CALL_FAULTS
from handlers.base.event import Membership
from handlers.base.message import Button, FileRef, Message
from tests.fuzz.strategies import Maker, fuzzed, makers
from tests.unit.adapters import QuickClock, RunningClock
from tests.unit.max.api import parcel as max_parcel
from tests.unit.telegram.api import TOKEN
from tests.unit.telegram.api import row as telegram_row
from tests.unit.vk.conftest import parcel as vk_parcel

CALLS = 3
"""Answers of one example, to as many calls of each kind."""
SAID = Message("Ваше сообщение передано.", ((Button("Хорошо", "c_ok"),),))


def files(folder: Path) -> tuple[SendFile, ...]:
    """A photo, a document and a voice, each to be uploaded."""
    found = []
    for number, (kind, name) in enumerate((("photo", "яма.jpg"), ("document", "акт.pdf"), ("voice", "голос.ogg")), 1):
        (folder / name).write_bytes(b"\xff\xd8 content")
        found.append(SendFile(kind, path=folder / name, name=name, stored_id=number))
    return tuple(found)


def with_file(file: SendFile) -> Message:
    return Message("Смотрите", files=(FileRef(file.kind, f"stored:{file.stored_id}"),))


def body(make: Maker, result: Callable[[], Any], *, bare: bool = False) -> bytes:
    """An answer as Telegram's or VK's, with oddities; or what a proxy would say. `bare`: the result alone, as MAX's."""
    if make.some(15):
        return make.chance.choice((b"", b"<html>", b"[" * 6_000, b"\xff\xfe", b"1" * 6_000, b'{"ok":'))
    if bare:
        return json.dumps(result()).encode("utf-8", "surrogatepass")
    answer = {"ok": make.chance.choice((True, False, 1, None)), "result": result(), "response": result()}
    if make.some(50):  # as VK's servers of files answer
        answer |= {name: make.oddity() if make.some(30) else "x" for name in ("photo", "server", "hash", "file")}
    if make.some(30):
        answer["description"], answer["error_code"] = make.oddity(), make.oddity()
        answer["parameters"] = {"retry_after": make.oddity(), "migrate_to_chat_id": make.oddity()}
        answer["error"] = {"error_code": make.oddity(), "error_msg": make.oddity()}
    return json.dumps(answer).encode("utf-8", "surrogatepass")


async def serve(make: Maker, result: Callable[[], Any], *, bare: bool = False) -> TestServer:
    async def answer(request: web.Request) -> web.Response:
        await request.read()
        status = make.chance.choice((200, 200, 200, 200, 400, 403, 404, 429, 500, 502))
        return web.Response(body=body(make, result, bare=bare), status=status, content_type="application/json")

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    server = TestServer(app)
    await server.start_server()
    return server


async def all_of_the_port(channel: Channel, parcels: list[Parcel], chat: str, folder: Path) -> None:
    for _ in range(CALLS):
        outcomes = await channel.send(parcels)
        assert len(outcomes) == len(parcels)
        assert all(isinstance(outcome, Outcome) for outcome in outcomes)
        assert all(0 <= outcome.retry_after_s < 10**7 for outcome in outcomes)
        assert isinstance(await channel.member(chat, "42"), Membership)
        assert isinstance(await channel.fetch("x", "", folder / "file"), str)
        found = await channel.administrators(chat)
        assert found is None or all(isinstance(user, str) for user in found)
        assert await channel.can_write(chat) in (True, False, None)
        asks: tuple[Callable[[], Awaitable[Any]], ...] = (channel.start, lambda: channel.check(chat))
        for ask in asks:
            with suppress(OSError, ChannelStopped):  # what the port lets it say
                await ask()
        await channel.publish_commands({"ru": [("help", "помощь")]})


@fuzzed
@given(make=makers())
async def test_every_answer_of_telegram_is_an_outcome(make: Maker, tmp_path: Path) -> None:
    names = ("Message", "User", "File", "ChatMemberAdministrator", "Array of ChatMemberAdministrator", "True")
    server = await serve(make, lambda: make.oddity() if make.some(30) else make.telegram(make.chance.choice(names)))
    channel = TelegramChannel(
        TOKEN, clock=QuickClock(), api_url=str(server.make_url("")).rstrip("/"), poll_s=0, patience_s=5
    )
    try:
        parcels = [
            Parcel(telegram_row(), SAID), Parcel(telegram_row(), SAID, edit="7"),
            Parcel(telegram_row("delete", slot="x"), Message(""), edit="7"),
            Parcel(telegram_row("ack", slot="cb", body="Да"), Message("")),
            *(Parcel(telegram_row(), with_file(file), files=(file,)) for file in files(tmp_path)),
        ]  # fmt: skip
        await all_of_the_port(channel, parcels, "-100", tmp_path)
    finally:
        await channel.close()
        await server.close()


@fuzzed
@given(make=makers())
async def test_every_answer_of_vk_is_an_outcome(make: Maker, tmp_path: Path) -> None:
    def result() -> Any:
        if make.some(30):
            return make.oddity()
        if make.some(40):
            return {
                "upload_url": make.oddity() if make.some(30) else f"{url}/upload",
                "type": "doc",
                "doc": make.oddity(),
            }
        if make.some(50):  # of the history after a gap
            items = [{"conversation": make.oddity(), "last_message": make.vk("messages_message")}, make.oddity()]
            return {"count": make.oddity() if make.some(30) else 2, "items": items, "ts": make.oddity()}
        return [
            {"peer_id": make.number(), "message_id": make.number(), "error": make.oddity()},
            make.vk("messages_message"),
        ]

    server = await serve(make, result)
    url = str(server.make_url("")).rstrip("/")
    channel = VkChannel("vk1.a.very-secret", 5, clock=RunningClock(), api_url=url, rate=10_000)
    try:
        parcels = [
            vk_parcel(1, SAID), vk_parcel(2, SAID, edit="7"), vk_parcel(3, "", op="delete", edit="7"),
            vk_parcel(4, "", op="ack", slot="cb", body="Да", purpose="4"),
            *(vk_parcel(number, with_file(file), files=(file,)) for number, file in enumerate(files(tmp_path), 5)),
        ]  # fmt: skip
        await all_of_the_port(channel, parcels, "2000000001", tmp_path)
        with suppress(*CALL_FAULTS):
            async with asyncio.timeout(20):
                assert isinstance(await channel._receiver._missed(), list)
    finally:
        await channel.close()
        await server.close()


@fuzzed
@given(make=makers())
async def test_every_answer_of_max_is_an_outcome(make: Maker, tmp_path: Path) -> None:
    names = ("SendMessageResult", "SimpleQueryResult", "Error", "ChatMembersList", "ChatMember", "BotInfo", "Chat")

    def result() -> Any:
        if make.some(20):
            return make.oddity()
        if make.some(20):
            return {"url": make.oddity() if make.some(30) else f"{url}/upload", "token": make.oddity()}
        return make.max(make.chance.choice(names)) | ({"success": make.oddity()} if make.some(20) else {})

    server = await serve(make, result, bare=True)
    url = str(server.make_url("")).rstrip("/")
    channel = MaxChannel("very-secret-token", clock=QuickClock(), api_url=url, patience_s=5)
    try:
        parcels = [
            max_parcel(SAID), max_parcel(SAID, edit="mid.7"), max_parcel(op="ack", slot="cb", body="Да"),
            max_parcel(op="delete", edit="mid.7"),
            *(max_parcel(with_file(file), files=(file,)) for file in files(tmp_path)),
        ]  # fmt: skip
        await all_of_the_port(channel, parcels, "-100", tmp_path)
    finally:
        await channel.close()
        await server.close()
