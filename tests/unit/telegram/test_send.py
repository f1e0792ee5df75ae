"""Sending over a real socket: what was written, what is known of it, and that no secret gets out."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from bot.channels.port import Outcome, Result, SendFile
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.client import Client
from handlers.base.message import Button, FileRef, Message, ReplyKeyboard
from tests.ports import free_port
from tests.unit.adapters import QuickClock
from tests.unit.telegram.api import TOKEN, Api, cut, error, half, ok, page, parcel, row

R = Result


def left(folder: Path) -> list[str]:
    return [p.name for p in folder.rglob("*") if p.is_file()]


async def test_message_reaches_its_chat_and_tells_its_id(api: Api, channel: TelegramChannel) -> None:
    api.tell("sendMessage", ok({"message_id": 907}))
    message = Message("<b>Ё</b> \ud83d 🙂", buttons=((Button("Да", "yes:1"),),))
    [outcome] = await channel.send([parcel(message, chat="-1001", reply_to="5")])
    assert outcome == Outcome(R.SENT, ("907",))
    assert api.tokens == {TOKEN}
    [sent] = api.calls("sendMessage")
    assert sent["chat_id"] == -1001
    assert sent["text"] == "<b>Ё</b> ? 🙂"
    assert sent["reply_parameters"]["message_id"] == 5


async def test_one_text_to_many_is_the_same_to_each_in_its_own_chat(api: Api, channel: TelegramChannel) -> None:
    keyboard = ReplyKeyboard(((Button("Где \ud83d"), Button("📍", location=True)),), placeholder="Что?")
    for message in (
        Message("<i>Ё</i> \ud83d 🙂", keyboard=keyboard),
        Message("раз", buttons=((Button("Да", "yes:1"),),)),
    ):
        api.tell("sendMessage", ok({"message_id": 1}), ok({"message_id": 2}), ok({"message_id": 3}))
        given = [parcel(message, chat="42"), parcel(message, chat="-1007"), parcel(message, chat="@news", plain=True)]
        await channel.send(given)
        first, second, third = api.calls("sendMessage")[-3:]
        assert [c["chat_id"] for c in (first, second, third)] == [42, -1007, "@news"]
        assert {**first, "chat_id": 0} == {**second, "chat_id": 0}
        assert first["link_preview_options"] == {"is_disabled": True}
        assert "reply_markup" in first
        assert third["text"] == first["text"].replace("<i>", "").replace("</i>", "")
        assert "reply_markup" not in third


async def test_several_parcels_have_their_outcomes_in_order(api: Api, channel: TelegramChannel) -> None:
    api.tell("sendMessage", ok({"message_id": 1}), error(403, "Forbidden: bot was blocked by the user"))
    outcomes = await channel.send([parcel("раз"), parcel("два", chat="43")])
    assert [o.result for o in outcomes] == [R.SENT, R.UNREACHABLE]
    assert [c["chat_id"] for c in api.calls("sendMessage")] == [42, 43]


async def test_connection_refused_means_that_nothing_left(clock: QuickClock) -> None:
    channel = TelegramChannel(TOKEN, clock=clock, api_url=f"http://127.0.0.1:{free_port()}")
    assert await channel.send([parcel("да")]) == [Outcome(R.RETRY, why="network")]
    with pytest.raises(OSError, match="no answer") as raised:
        await channel.start()
    assert "secret" not in repr(raised.value)
    await channel.close()


async def test_unknown_host_and_dead_proxies_mean_that_nothing_left(api: Api, clock: QuickClock) -> None:
    dead = free_port()
    for url, proxy in (
        ("http://no-such-host.invalid", ""),
        (api.url, f"http://127.0.0.1:{dead}"),
        (api.url, f"socks5://user:word@127.0.0.1:{dead}"),
        (api.url, f"socks5h://127.0.0.1:{dead}"),
    ):
        channel = TelegramChannel(TOKEN, clock=clock, api_url=url, proxy=proxy)
        assert await channel.send([parcel("да")]) == [Outcome(R.RETRY, why="network")], proxy
        await channel.close()
    assert not api.asked


async def test_http_proxy_is_used(api: Api, clock: QuickClock) -> None:
    channel = TelegramChannel(TOKEN, clock=clock, api_url="http://telegram.invalid", proxy=api.url)
    [outcome] = await channel.send([parcel("да")])
    assert outcome.result is R.SENT
    await channel.close()


@pytest.mark.parametrize("reply", [cut, page(502), page(200), page(404), error(500, "Internal Server Error")])
async def test_what_broke_after_writing_is_unknown(api: Api, channel: TelegramChannel, reply: Any) -> None:
    api.tell("sendMessage", reply)
    [outcome] = await channel.send([parcel("да")])
    assert outcome.result is R.UNKNOWN
    assert len(api.asked) == 1  # carried out exactly once


async def test_answer_that_breaks_off_in_its_middle_is_unknown(api: Api, channel: TelegramChannel) -> None:
    api.tell("sendMessage", half)
    [outcome] = await channel.send([parcel("да")])
    assert outcome.result is R.UNKNOWN


async def test_kept_connection_that_the_server_cuts_is_unknown_and_not_repeated(
    api: Api, channel: TelegramChannel
) -> None:
    api.tell("sendMessage", ok({"message_id": 1}), cut, ok({"message_id": 3}))
    outcomes = [(await channel.send([parcel("да")]))[0].result for _ in range(3)]
    assert outcomes == [R.SENT, R.UNKNOWN, R.SENT]
    assert len(api.asked) == 3


async def test_answer_that_does_not_come_is_unknown(api: Api, clock: QuickClock) -> None:
    async def never(_: web.Request) -> dict[str, Any]:
        await asyncio.sleep(2)
        return ok({"message_id": 1})

    api.tell("sendMessage", never)
    channel = TelegramChannel(TOKEN, clock=clock, api_url=api.url, patience_s=0.05)
    assert await channel.send([parcel("да")]) == [Outcome(R.UNKNOWN, why="network")]
    await channel.close()


async def test_redirect_is_not_followed(api: Api, channel: TelegramChannel) -> None:
    api.tell("sendMessage", lambda _: web.Response(status=307, headers={"Location": f"{api.url}/bot1:x/sendMessage"}))
    [outcome] = await channel.send([parcel("да")])
    assert outcome.result is R.UNKNOWN
    assert len(api.asked) == 1


async def test_answer_never_shows_token_or_address(api: Api) -> None:
    client = Client(TOKEN, f"http://127.0.0.1:{free_port()}")
    shown = [repr(await client.call("getMe"))]
    await client.close()
    for address, proxy in (("http://127.0.0.1:0:0", ""), (api.url, "socks5://user:word@127.0.0.1")):
        client = Client(TOKEN, address, proxy)
        answer = await client.call("getMe")
        assert (answer.failure, answer.written) == ("bad-address", False)
        await client.close()
    api.tell("getMe", cut)
    client = Client(TOKEN, api.url)
    shown.append(repr(await client.call("getMe")))
    await client.close()
    assert not [text for text in shown if "secret" in text or "127.0.0.1" in text]


async def test_edit_keeps_the_id_and_one_that_changes_nothing_is_done(api: Api, channel: TelegramChannel) -> None:
    api.tell("editMessageText", ok(True), error(400, "Bad Request: message is not modified: the same"))
    outcomes = [(await channel.send([parcel("да", "put", edit="55")]))[0] for _ in range(2)]
    assert outcomes[0] == Outcome(R.SENT, ("55",))
    assert outcomes[1] == Outcome(R.SENT, ("55",), why="not-modified")
    assert api.calls("editMessageText")[0]["message_id"] == 55


async def test_edited_message_that_is_gone_is_to_be_sent_anew(api: Api, channel: TelegramChannel) -> None:
    api.tell("editMessageText", error(400, "Bad Request: message to edit not found"))
    [outcome] = await channel.send([parcel("да", "put", edit="55")])
    assert (outcome.result, outcome.gone) == (R.RETRY, True)


async def test_deleting_what_is_gone_is_done(api: Api, channel: TelegramChannel) -> None:
    api.tell("deleteMessage", error(400, "Bad Request: message to delete not found"))
    outcomes = await channel.send([parcel("", "delete", edit="55"), parcel("", "delete")])
    assert outcomes == [Outcome(R.SENT, why="already-gone")] * 2
    assert api.calls("deleteMessage") == [{"chat_id": 42, "message_id": 55}]


async def test_pressed_button_is_answered_and_a_late_answer_expires(api: Api, channel: TelegramChannel) -> None:
    api.tell("answerCallbackQuery", ok(True), error(400, "Bad Request: query is too old and response timeout expired"))
    pressed = parcel("", "ack")
    pressed.row = row("ack", slot="q9", body="Готово " * 60)
    outcomes = [(await channel.send([pressed]))[0].result for _ in range(2)]
    assert outcomes == [R.SENT, R.EXPIRED]
    [first, _] = api.calls("answerCallbackQuery")
    assert first["callback_query_id"] == "q9"
    assert len(first["text"]) == 200
    assert channel.cost(pressed) == 0


async def test_too_many_acknowledgements_hold_back_no_message(api: Api, channel: TelegramChannel) -> None:
    api.tell("answerCallbackQuery", error(429, "Too Many Requests", retry_after=3))
    pressed = parcel("", "ack")
    pressed.row = row("ack", slot="q9")
    assert await channel.send([pressed]) == [
        Outcome(R.RETRY, why="too-many", retry_after_s=3.0, scope="method", method="ack")
    ]


async def test_empty_message_is_refused_without_asking(api: Api, channel: TelegramChannel) -> None:
    assert await channel.send([parcel(" ")]) == [Outcome(R.REJECTED, why="empty")]
    assert not api.asked


async def test_uploaded_album_gives_all_ids_and_the_new_handles(
    api: Api, channel: TelegramChannel, tmp_path: Path
) -> None:
    (tmp_path / "a.jpg").write_bytes(b"JPEG")
    (tmp_path / "b.mp4").write_bytes(b"MP4")
    photo = {"message_id": 1, "photo": [{"file_id": "small"}, {"file_id": "large"}]}
    video = {"message_id": 2, "animation": {"file_id": "anim"}, "document": {"file_id": "anim"}}
    api.tell("sendMediaGroup", ok([photo, video, {"message_id": 3, "photo": [{"file_id": "old"}]}]))
    refs = (FileRef("photo", "stored:1"), FileRef("video", "stored:2"), FileRef("photo", "stored:3"))
    ready = (
        SendFile("photo", path=tmp_path / "a.jpg", mime="image/jpeg", stored_id=1),
        SendFile("video", path=tmp_path / "b.mp4", name="яма.mp4", mime="bad\r\nmime", stored_id=2),
        SendFile("photo", handle="old", stored_id=3),
    )
    album = parcel(Message(files=refs), files=ready)
    assert channel.parts(album.message, False) == 1
    assert channel.cost(album) == 3
    assert await channel.send([album]) == [Outcome(R.SENT, ("1", "2", "3"))]
    assert album.uploaded == {1: "large", 2: "anim"}
    [sent] = api.uploads
    assert sent == {
        "file0": ("a.jpg", "image/jpeg", b"JPEG"),
        "file1": ("яма.mp4", "application/octet-stream", b"MP4"),
    }
    [params] = api.calls("sendMediaGroup")
    assert [item["media"] for item in params["media"]] == ["attach://file0", "attach://file1", "old"]


async def test_single_upload_goes_with_caption_and_buttons(api: Api, channel: TelegramChannel, tmp_path: Path) -> None:
    (tmp_path / "note.pdf").write_bytes(b"%PDF")
    api.tell("sendDocument", ok({"message_id": 4, "document": {"file_id": "new"}}))
    message = Message("<b>Акт</b>", files=(FileRef("document", "stored:8"),), buttons=((Button("Да", "y"),),))
    ready = (SendFile("document", path=tmp_path / "note.pdf", stored_id=8),)
    sent = parcel(message, files=ready)
    assert (await channel.send([sent]))[0].result is R.SENT
    assert sent.uploaded == {8: "new"}
    assert api.uploads[0]["document"][0] == "note.pdf"
    [params] = api.calls("sendDocument")
    assert params["caption"] == "<b>Акт</b>"
    assert params["reply_markup"]["inline_keyboard"]


async def test_file_that_is_not_there_is_refused_and_nothing_leaves(
    api: Api, channel: TelegramChannel, tmp_path: Path
) -> None:
    message = Message(files=(FileRef("photo", "stored:1"),))
    lost = parcel(message, files=(SendFile("photo", path=tmp_path / "no.jpg", stored_id=1),))
    assert await channel.send([lost]) == [Outcome(R.REJECTED, why="no-file", bad_files=(0,), as_file=True)]
    assert not api.asked


async def test_an_empty_file_is_called_empty_and_not_tried(api: Api, channel: TelegramChannel, tmp_path: Path) -> None:
    (tmp_path / "1.pdf").touch()
    message = Message(files=(FileRef("document", "stored:1"),))
    empty = parcel(message, files=(SendFile("document", path=tmp_path / "1.pdf", stored_id=1),))
    assert await channel.send([empty]) == [Outcome(R.REJECTED, why="empty-file", bad_files=(0,))]
    assert not api.asked


async def test_too_many_requests_holds_the_chat_for_as_long_as_it_says(api: Api, channel: TelegramChannel) -> None:
    api.tell("sendMessage", error(429, "Too Many Requests: retry after 7", retry_after=7))
    assert await channel.send([parcel("да")]) == [Outcome(R.RETRY, why="too-many", retry_after_s=7.0)]


async def test_stored_file_is_fetched_whole_or_not_at_all(api: Api, channel: TelegramChannel, tmp_path: Path) -> None:
    api.tell(
        "getFile",
        ok({"file_id": "f", "file_path": "photos/файл 1.jpg"}),
        ok({"file_id": "f", "file_path": "photos/gone.jpg"}),
        error(400, "Bad Request: file is too big"),
        error(400, "Bad Request: wrong file_id or the file is temporarily unavailable"),
        error(400, "Bad Request: invalid file_id"),
        page(502),
        cut,
    )
    api.files["photos/файл 1.jpg"] = b"x" * 700_000
    path = tmp_path / "in" / "1.jpg"
    assert await channel.fetch("f", "", path) == ""
    assert path.stat().st_size == 700_000
    for reason in ("gone", "too-big", "later", "gone", "later", "later"):
        assert await channel.fetch("f", "", tmp_path / "2.jpg") == reason
    assert left(tmp_path) == ["1.jpg"]


async def test_file_cut_off_on_its_way_leaves_nothing_behind(
    api: Api, channel: TelegramChannel, tmp_path: Path
) -> None:
    api.tell("getFile", ok({"file_path": "cut.bin"}))
    assert await channel.fetch("f", "", tmp_path / "a.bin") == "later"
    assert left(tmp_path) == []


async def test_a_mark_on_a_notice_with_a_picture_changes_its_caption(api: Api, channel: TelegramChannel) -> None:
    api.tell("editMessageText", error(400, "Bad Request: there is no text in the message to edit"))
    api.tell("editMessageCaption", ok({"message_id": 77}))
    marked = parcel(Message("<b>ОТМЕНЕНО</b>\n\n" + "Вода близко. " * 200), edit="77")
    marked.row.op, marked.row.purpose = "put", "notice_mark"
    [outcome] = await channel.send([marked])
    assert outcome == Outcome(R.SENT, ("77",))
    [call] = api.calls("editMessageCaption")
    assert call["caption"].startswith("<b>ОТМЕНЕНО</b>")
    assert len(call["caption"]) <= 1_024 + len("<b></b>")
    assert call["message_id"] == 77


async def test_what_getfile_says_of_no_known_shape_is_tried_again(
    api: Api, channel: TelegramChannel, tmp_path: Path
) -> None:
    answers: tuple[Any, ...] = ([1, 2], None, "x", {"file_path": ["a"]}, {"file_path": 5}, {})
    api.tell("getFile", *(ok(answer) for answer in answers))
    for _ in answers:
        assert await channel.fetch("f", "", tmp_path / "a.bin") == "later"
    assert left(tmp_path) == []


async def test_a_file_longer_than_allowed_is_not_kept(
    api: Api, channel: TelegramChannel, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.channels.telegram.channel.LARGEST_FILE", 1_000)
    api.tell("getFile", ok({"file_path": "a.bin"}))
    api.files["a.bin"] = b"x" * 1_001
    assert await channel.fetch("f", "", tmp_path / "a.bin") == "too-big"
    assert left(tmp_path) == []


async def test_a_fault_of_the_disk_is_told_from_one_of_the_network(
    api: Api, channel: TelegramChannel, tmp_path: Path
) -> None:
    api.tell("getFile", ok({"file_path": "a.bin"}))
    api.files["a.bin"] = b"x"
    with pytest.raises(OSError, match="too long"):
        await channel.fetch("f", "", tmp_path / ("x" * 254))
