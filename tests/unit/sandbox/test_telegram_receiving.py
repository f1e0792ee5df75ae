"""The emulated getUpdates, and what persons' acts look like to the bot."""

from __future__ import annotations

import asyncio
import json

import pytest

from bot.clock import MovableClock
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.world import WorldFile
from tests.unit.sandbox.conftest import TelegramCaller
from tests.world.waits import until


async def test_updates_stay_until_a_higher_offset_confirms_them(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    for text in ("раз", "два", "три"):
        telegram.say(citizen, citizen, text)
    first = await tg.updates()
    assert [u["message"]["text"] for u in first] == ["раз", "два", "три"]
    assert await tg.updates() == first
    assert await tg.updates(first[1]["update_id"]) == first[1:]
    assert await tg.updates(first[2]["update_id"] + 1) == []
    assert await tg.updates() == []


async def test_limit_and_negative_offset(tg: TelegramCaller, telegram: TelegramEmulator, citizen: str) -> None:
    for text in ("раз", "два", "три"):
        telegram.say(citizen, citizen, text)
    assert [u["message"]["text"] for u in await tg.updates(limit=2)] == ["раз", "два"]
    assert [u["message"]["text"] for u in await tg.updates(-1)] == ["три"]
    assert [u["message"]["text"] for u in await tg.updates()] == ["три"]


async def test_poll_waits_for_an_update(tg: TelegramCaller, telegram: TelegramEmulator, citizen: str) -> None:
    waiting = asyncio.create_task(tg.updates(timeout=50))
    await until(lambda: telegram._poll is not None, "a poll")
    telegram.say(citizen, citizen, "дым")
    assert (await waiting)[0]["message"]["text"] == "дым"


async def test_second_poll_ends_the_first_with_409(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    first = asyncio.create_task(tg.call("getUpdates", timeout=50))
    await until(lambda: telegram._poll is not None, "the first poll")
    second = asyncio.create_task(tg.call("getUpdates", timeout=50))
    refused = await first
    assert refused["error_code"] == 409
    assert "terminated by other getUpdates request" in refused["description"]
    telegram.say(citizen, citizen, "дым")
    assert (await second)["result"][0]["message"]["text"] == "дым"


async def test_unconfirmed_updates_are_forgotten_after_a_day(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str, clock: MovableClock
) -> None:
    telegram.say(citizen, citizen, "старое")
    clock.leap(24 * 3600 + 1)
    telegram.say(citizen, citizen, "новое")
    assert [u["message"]["text"] for u in await tg.updates()] == ["новое"]


async def test_membership_of_others_comes_only_if_asked_for(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    group = telegram.add_group("Дежурные")
    telegram.join(group.id, citizen)
    assert [set(u) - {"update_id"} for u in await tg.updates()] == [{"message"}]
    telegram.updates.clear()
    await tg.updates(allowed_updates=["message", "chat_member"])
    telegram.join(group.id, citizen, "administrator")
    telegram.leave(group.id, citizen)
    kinds = [
        (u["chat_member"]["old_chat_member"], u["chat_member"]["new_chat_member"])
        for u in await tg.updates()
        if "chat_member" in u
    ]
    assert [(old["status"], new["status"]) for old, new in kinds] == [
        ("member", "administrator"),
        ("administrator", "left"),
    ]


async def test_start_carries_its_reference(tg: TelegramCaller, telegram: TelegramEmulator) -> None:
    person = telegram.add_person("Анна Иванова", "en")
    telegram.start(person.id, "flyer")
    message = (await tg.updates())[0]["message"]
    assert message["text"] == "/start flyer"
    assert message["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert message["from"]["language_code"] == "en"
    assert message["chat"] == {"id": int(person.id), "type": "private", "first_name": "Анна", "last_name": "Иванова"}


async def test_several_photos_are_separate_updates_of_one_album(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    photos = [WorldFile("photo", f"{n}.jpg", "image/jpeg", bytes([n + 1] * 10)) for n in range(3)]
    ids = telegram.say(citizen, citizen, "яма", files=photos)
    messages = [u["message"] for u in await tg.updates()]
    assert [str(m["message_id"]) for m in messages] == ids
    assert len({m["media_group_id"] for m in messages}) == 1
    assert [m.get("caption") for m in messages] == ["яма", None, None]
    assert telegram.chats[citizen].messages[-1].album == messages[0]["media_group_id"]


async def test_photo_is_downloaded_by_its_largest_size(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    telegram.say(citizen, citizen, files=[WorldFile("photo", "a.jpg", "image/jpeg", b"picture")])
    sizes = (await tg.updates())[0]["message"]["photo"]
    largest = max(sizes, key=lambda s: s["width"])
    found = await tg.ok("getFile", file_id=largest["file_id"])
    address = f"{telegram.url}/file/bot{telegram.token}/{found['file_path']}"
    async with tg.session.get(address) as response:
        assert await response.read() == b"picture"
    async with tg.session.get(address.replace(telegram.token, "1:other")) as response:
        assert response.status == 404


async def test_file_over_twenty_megabytes_cannot_be_fetched(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    telegram.say(citizen, citizen, files=[WorldFile("video", "a.mp4", "video/mp4", bytes(20 * 1024 * 1024 + 1))])
    video = (await tg.updates())[0]["message"]["video"]
    assert await tg.why("getFile", file_id=video["file_id"]) == "Bad Request: file is too big"


async def test_place_reply_and_edit_arrive_as_telegram_says_them(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    asked = await tg.ok("sendMessage", chat_id=citizen, text="Где это?")
    telegram.say(citizen, citizen, lat=54.5, lon=61.25, reply_to=str(asked["message_id"]))
    written = telegram.say(citizen, citizen, "ямма")
    telegram.edit(citizen, citizen, written[0], "яма")
    place, _, edit = await tg.updates()
    assert place["message"]["location"] == {"latitude": 54.5, "longitude": 61.25}
    assert place["message"]["reply_to_message"]["message_id"] == asked["message_id"]
    assert edit["edited_message"]["text"] == "яма"
    assert telegram.last(citizen).edited


async def test_blocking_and_coming_back_is_told_once_each(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    telegram.block(citizen)
    telegram.block(citizen)
    telegram.unblock(citizen)
    changes = [u["my_chat_member"]["new_chat_member"]["status"] for u in await tg.updates()]
    assert changes == ["kicked", "member"]


async def test_anonymous_administrator_hides_behind_the_group(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    group = telegram.add_group("Дежурные", administrators=[citizen])
    telegram.say(citizen, group.id, "закрыто", anonymous=True)
    message = (await tg.updates())[0]["message"]
    assert message["sender_chat"]["id"] == int(group.id)
    assert message["from"]["username"] == "GroupAnonymousBot"
    assert citizen not in json.dumps(message)


async def test_pressed_button_of_a_deleted_message_says_so_little(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    sent = await tg.ok("sendMessage", chat_id=citizen, text="?")
    await tg.ok("deleteMessage", chat_id=citizen, message_id=sent["message_id"])
    telegram.press(citizen, citizen, str(sent["message_id"]), "old:1")
    query = (await tg.updates())[0]["callback_query"]
    assert query["data"] == "old:1"
    assert query["message"]["date"] == 0


async def test_reply_keyboard_writes_its_label_and_goes_if_one_time(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    markup = {"keyboard": [[{"text": "Сообщить"}]], "one_time_keyboard": True}
    await tg.ok("sendMessage", chat_id=citizen, text="?", reply_markup=markup)
    telegram.press_key(citizen, citizen, "Сообщить")
    assert (await tg.updates())[0]["message"]["text"] == "Сообщить"
    assert telegram.chats[citizen].keyboard == ()
    with pytest.raises(LookupError):
        telegram.press_key(citizen, citizen, "Сообщить")


async def test_upgraded_group_points_to_its_new_id(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    old = telegram.add_group("Дежурные", administrators=[citizen], supergroup=False)
    new = telegram.migrate(old.id)
    told, welcomed = [u["message"] for u in await tg.updates()]
    assert (told["chat"]["id"], told["migrate_to_chat_id"]) == (int(old.id), int(new))
    assert (welcomed["chat"]["id"], welcomed["migrate_from_chat_id"]) == (int(new), int(old.id))
    refused = await tg.call("sendMessage", chat_id=old.id, text="карточка")
    assert refused["error_code"] == 400
    assert refused["parameters"] == {"migrate_to_chat_id": int(new)}
    assert (await tg.ok("sendMessage", chat_id=new, text="карточка"))["chat"]["type"] == "supergroup"


async def test_chats_and_updates_outlive_a_stop(tg: TelegramCaller, telegram: TelegramEmulator, citizen: str) -> None:
    await telegram.stop()
    telegram.say(citizen, citizen, "пока вас не было")
    await telegram.serve(port=telegram.port)
    assert (await tg.updates())[0]["message"]["text"] == "пока вас не было"
