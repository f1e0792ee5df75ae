"""Files that the bot sends to the emulated Telegram."""

from __future__ import annotations

import json
from typing import Any

import aiohttp

from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.world import WorldFile
from tests.unit.sandbox.conftest import TelegramCaller


async def _upload(tg: TelegramCaller, method: str, files: dict[str, bytes], **fields: Any) -> dict[str, Any]:
    form = aiohttp.FormData()
    for name, value in fields.items():
        form.add_field(name, value if isinstance(value, str) else json.dumps(value))
    for name, content in files.items():
        form.add_field(name, content, filename=f"{name}.jpg", content_type="image/jpeg")
    address = f"{tg.emulator.url}/bot{tg.emulator.token}/{method}"
    async with tg.session.post(address, data=form) as response:
        body: dict[str, Any] = await response.json()
        return body


async def test_uploaded_photo_is_shown_and_goes_again_by_its_id(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    body = await _upload(tg, "sendPhoto", {"photo": b"picture"}, chat_id=citizen, caption="яма")
    shown = telegram.last(citizen)
    assert (shown.text, shown.files[0].content) == ("яма", b"picture")
    file_id = body["result"]["photo"][-1]["file_id"]
    await tg.ok("sendDocument", chat_id=citizen, document=file_id)
    assert telegram.last(citizen).files == shown.files
    assert "wrong file identifier" in await tg.why("sendPhoto", chat_id=citizen, photo="nothing")


async def test_album_takes_files_by_attach_and_by_id(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    telegram.say(citizen, citizen, files=[WorldFile("photo", "a.jpg", "image/jpeg", b"theirs")])
    known = telegram.last(citizen).files[0].id
    media = [
        {"type": "photo", "media": "attach://one", "caption": "<b>две</b>", "parse_mode": "HTML"},
        {"type": "photo", "media": known},
    ]
    body = await _upload(tg, "sendMediaGroup", {"one": b"ours"}, chat_id=citizen, media=media)
    assert [m["message_id"] for m in body["result"]] == [3, 4]
    first, second = telegram.chats[citizen].messages[-2:]
    assert [m.files[0].content for m in (first, second)] == [b"ours", b"theirs"]
    assert first.album == second.album != ""
    assert first.text == "две"


async def test_album_rules(tg: TelegramCaller, telegram: TelegramEmulator, citizen: str) -> None:
    telegram.say(citizen, citizen, files=[WorldFile("photo", "a.jpg", "image/jpeg", b"theirs")])
    known = telegram.last(citizen).files[0].id
    photo, document = {"type": "photo", "media": known}, {"type": "document", "media": known}
    refused: list[tuple[str, dict[str, Any]]] = [
        ("2-10 items", {"media": [photo]}),
        ("2-10 items", {"media": [photo] * 11}),
        ("can't be mixed", {"media": [photo, document]}),
        ('"reply_markup" is unknown', {"media": [photo] * 2, "reply_markup": {"inline_keyboard": []}}),
        ("caption is too long", {"media": [photo, photo | {"caption": "я" * 1025}]}),
    ]
    for words, fields in refused:
        assert words in await tg.why("sendMediaGroup", chat_id=citizen, **fields)
    assert len(telegram.refused) == len(refused)
    assert len(telegram.texts(citizen)) == 2
    await tg.ok("sendMediaGroup", chat_id=citizen, media=[document] * 10)
    assert len(telegram.texts(citizen)) == 12


async def test_sizes_are_kept(tg: TelegramCaller, telegram: TelegramEmulator, citizen: str) -> None:
    large = bytes(10 * 1024 * 1024 + 1)
    body = await _upload(tg, "sendPhoto", {"photo": large}, chat_id=citizen)
    assert "too big" in body["description"]
    assert (await _upload(tg, "sendDocument", {"document": large}, chat_id=citizen))["ok"]


async def test_caption_is_edited_and_a_photo_has_no_text(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    body = await _upload(tg, "sendPhoto", {"photo": b"picture"}, chat_id=citizen, caption="яма")
    named = {"chat_id": citizen, "message_id": body["result"]["message_id"]}
    assert "there is no text in the message to edit" in await tg.why("editMessageText", **named, text="а")
    edited = await tg.ok("editMessageCaption", **named, caption="засыпано")
    assert edited["caption"] == "засыпано"


async def test_copy_takes_text_file_and_place_along(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    group = telegram.add_group("Дежурные")
    photo = WorldFile("photo", "a.jpg", "image/jpeg", b"theirs")
    written = telegram.say(citizen, citizen, "яма", files=[photo])[0]
    copied = await tg.ok("copyMessage", chat_id=group.id, from_chat_id=citizen, message_id=int(written))
    assert set(copied) == {"message_id"}
    assert (telegram.last(group.id).text, telegram.last(group.id).files) == ("яма", (photo,))
    await tg.ok("sendLocation", chat_id=group.id, latitude=54.5, longitude=61.25)
    assert (telegram.last(group.id).lat, telegram.last(group.id).lon) == (54.5, 61.25)
