"""Messages on their way: once each, files in two steps, and what comes of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp import web

from bot.channels.max.channel import MaxChannel
from bot.channels.max.send import NOT_READY_TRIES
from bot.channels.port import ALONE, Outcome, Parcel, Result, SendFile
from handlers.base.message import Button
from tests.unit.max.api import TOKEN, Api, Reply, failed, parcel, refusal, sent, with_files
from tests.unit.telegram.api import cut, page

NOT_READY = refusal(400, "attachment.not.ready", "Key: errors.process.attachment.file.not.processed")


async def one(channel: MaxChannel, made: Parcel) -> Outcome:
    (outcome,) = await channel.send([made])
    return outcome


def local(tmp_path: Path, kind: str, name: str = "a.bin", stored_id: int = 5) -> SendFile:
    path = tmp_path / f"{stored_id}{name}"
    path.write_bytes(b"bytes")
    return SendFile(kind, path=path, name=name, stored_id=stored_id)


async def test_a_message_is_delivered_only_with_its_number(channel: MaxChannel, api: Api) -> None:
    api.tell("POST /messages", sent("mid.7"), {"success": True}, {"message": "an error's words", "code": "x"})
    assert await one(channel, parcel("Да")) == Outcome(Result.SENT, message_ids=("mid.7",))
    for _ in range(2):
        assert (await one(channel, parcel("Да"))).result is Result.UNKNOWN
    assert api.tokens == {TOKEN}


@pytest.mark.parametrize("fault", [cut, page(502), page(503), refusal(500, "internal")])
async def test_a_message_goes_once_whatever_comes_of_it(channel: MaxChannel, api: Api, fault: object) -> None:
    """Also over a connection that was used before, where a client may be tempted."""
    await channel.start()
    api.tell("POST /messages", fault, sent())  # type: ignore[arg-type]
    assert (await one(channel, parcel("Да"))).result is Result.UNKNOWN
    assert len(api.calls("POST /messages")) == 1


async def test_what_never_left_is_no_doubt(clock: object) -> None:
    away = MaxChannel(TOKEN, clock=clock, api_url="http://127.0.0.1:9")  # type: ignore[arg-type]
    assert await one(away, parcel("Да")) == Outcome(Result.RETRY, why="network")
    await away.close()


async def test_edits_deletions_and_toasts(channel: MaxChannel, api: Api) -> None:
    assert (await one(channel, parcel("Да", "put", edit="mid.1"))).message_ids == ("mid.1",)
    assert (await one(channel, parcel(op="delete", edit="mid.1"))).result is Result.SENT
    assert (await one(channel, parcel(op="ack", slot="cb", body="Готово"))).result is Result.SENT
    api.tell("PUT /messages", failed(message="Message not found"))
    api.tell("POST /answers", failed("callback.expired"))
    assert (await one(channel, parcel("Да", "put", edit="mid.1"))).gone
    assert (await one(channel, parcel(op="ack", slot="cb", body="Готово"))).result is Result.EXPIRED
    assert (await one(channel, parcel(op="ack", slot="cb"))).result is Result.SENT
    assert len(api.calls("POST /answers")) == 2


@pytest.mark.parametrize(
    ("kind", "type_", "token"),
    [
        ("photo", "image", "image-token"),
        ("video", "video", "video-token"),
        ("voice", "audio", "audio-token"),
        ("document", "file", "file-token"),
        (ALONE, "file", "file-token"),
    ],
)
async def test_a_file_is_brought_in_two_steps(
    channel: MaxChannel, api: Api, tmp_path: Path, kind: str, type_: str, token: str
) -> None:
    made = with_files("", local(tmp_path, kind, "съёмка"))
    assert (await one(channel, made)).result is Result.SENT
    ((uploaded, name, content),) = api.uploads
    assert (uploaded, content, "." in name) == (type_, b"bytes", True)
    assert made.uploaded == {5: token}
    ((_, body),) = api.calls("POST /messages")
    assert body["attachments"] == [{"type": type_, "payload": {"token": token}}]
    assert not api.token_elsewhere


async def test_a_handle_is_used_again_and_an_album_is_one_call(channel: MaxChannel, api: Api, tmp_path: Path) -> None:
    files = (SendFile("photo", "known", stored_id=1), local(tmp_path, "video", "b.mp4"))
    made = with_files("Яма", *files, buttons=((Button("Да", "y"),),))
    assert (await one(channel, made)).result is Result.SENT
    ((_, body),) = api.calls("POST /messages")
    assert [item["type"] for item in body["attachments"]] == ["image", "video", "inline_keyboard"]
    assert body["attachments"][0]["payload"] == {"token": "known"}
    assert len(api.uploads) == 1


async def test_a_file_that_is_not_ready_waits_with_its_token(channel: MaxChannel, api: Api, tmp_path: Path) -> None:
    api.tell("POST /messages", NOT_READY, sent())
    made = with_files("", local(tmp_path, "video", "b.mp4"))
    assert await one(channel, made) == Outcome(Result.RETRY, why="not-ready")
    assert made.uploaded == {5: "video-token"}
    again = with_files("", SendFile("video", made.uploaded[5], stored_id=5))
    assert (await one(channel, again)).result is Result.SENT
    assert len(api.uploads) == 1


async def test_a_file_that_never_gets_ready_goes_as_a_document(channel: MaxChannel, api: Api) -> None:
    api.tell("POST /messages", NOT_READY)
    made = with_files("", SendFile("video", "t", stored_id=5))
    made.row.attempts = NOT_READY_TRIES + 1
    assert await one(channel, made) == Outcome(Result.REJECTED, why="bad-file", as_file=True, bad_files=(0,))


async def test_a_refused_file_is_named(channel: MaxChannel, api: Api, tmp_path: Path) -> None:
    api.tell("POST /messages", refusal(400, "proto.payload", "Key: errors.process.attachment.movie.not.owner"))
    made = with_files("", SendFile("photo", "p", stored_id=1), SendFile("video", "v", stored_id=2))
    assert await one(channel, made) == Outcome(Result.REJECTED, why="bad-file", as_file=True, bad_files=(0, 1))
    api.tell("upload video", refusal(413))
    found = await one(channel, with_files("", SendFile("photo", "p", stored_id=1), local(tmp_path, "video")))
    assert (found.result, found.why, found.bad_files, found.as_file) == (Result.REJECTED, "too-big", (1,), True)


@pytest.mark.parametrize("fault", [cut, page(502), lambda _: web.json_response({})])
async def test_an_upload_that_broke_is_tried_again_since_nothing_was_said(
    channel: MaxChannel, api: Api, tmp_path: Path, fault: object
) -> None:
    api.tell("upload image", fault)  # type: ignore[arg-type]
    found = await one(channel, with_files("Яма", local(tmp_path, "photo")))
    assert (found.result, found.why) == (Result.RETRY, "upload")
    assert api.calls("POST /messages") == []


async def test_a_file_that_vanished_is_named(channel: MaxChannel, tmp_path: Path) -> None:
    found = await one(channel, with_files("", SendFile("photo", path=tmp_path / "no.jpg", stored_id=1)))
    assert (found.result, found.why, found.bad_files) == (Result.REJECTED, "no-file", (0,))


async def test_an_empty_file_is_called_empty_and_not_tried(channel: MaxChannel, api: Api, tmp_path: Path) -> None:
    (tmp_path / "1.jpg").touch()
    found = await one(channel, with_files("", SendFile("photo", path=tmp_path / "1.jpg", stored_id=1)))
    assert (found.result, found.why, found.bad_files) == (Result.REJECTED, "empty-file", (0,))
    assert api.calls("POST /uploads") == []


async def test_buttons_that_are_refused_fall_away_once_and_then_it_is_final(channel: MaxChannel, api: Api) -> None:
    api.tell("POST /messages", refusal(400, "proto.payload", "inline_keyboard: bad"))
    api.tell("PUT /messages", refusal(400, "proto.payload", "text: bad"))
    assert (await one(channel, parcel("Да"))).plain
    assert (await one(channel, parcel("Да", plain=True))).result is Result.REJECTED
    assert (await one(channel, parcel("Да", "put", edit="mid.1", plain=True))).gone


async def test_pauses_after_too_many_grow_and_hold_everybody_when_several_are_told(
    channel: MaxChannel, api: Api
) -> None:
    api.tell("POST /messages", *[refusal(429, "too.many.requests")] * 4, sent(), refusal(429))
    pauses = [await one(channel, parcel("Да", chat=chat)) for chat in ("-1", "-1", "-1", "-2", "-1", "-2")]
    assert [pause.scope for pause in pauses if pause.retry_after_s] == ["chat", "chat", "chat", "channel", "chat"]
    waits = [pause.retry_after_s for pause in pauses]
    for wait, least in zip(waits, (1, 2, 4, 8, 0, 1), strict=True):
        assert least <= wait <= least * 1.25
    assert len({wait / least for wait, least in zip(waits[:4], (1, 2, 4, 8), strict=True)}) == 4  # not in step


async def test_a_toast_too_many_holds_its_chat_for_they_are_counted_together(channel: MaxChannel, api: Api) -> None:
    api.tell("POST /answers", refusal(429))
    found = await one(channel, parcel(op="ack", slot="cb", body="Да"))
    assert (found.result, found.scope, found.why) == (Result.RETRY, "chat", "too-many")


@pytest.mark.parametrize(
    ("me", "why"),
    [
        (refusal(403, "chat.denied"), "kicked"),
        (refusal(404, "chat.not.found"), "kicked"),
        ({"user_id": 7001, "is_admin": False}, "forbidden"),
        (refusal(500), "forbidden"),
    ],
)
async def test_a_bot_that_was_thrown_out_is_told_from_one_that_may_not_write(
    channel: MaxChannel, api: Api, me: Reply, why: str
) -> None:
    api.tell("POST /messages", refusal(403, "chat.denied", "Key: errors.chat, args: [1]"))
    api.tell("GET /chats/-71/members/me", me)
    found = await one(channel, parcel("Карточка", chat="-71"))
    assert (found.result, found.why) == (Result.UNREACHABLE, why)
