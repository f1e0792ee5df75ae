"""The emulated VK's long poll and what its events say."""

from __future__ import annotations

import asyncio
import json
from typing import Any

from bot.sandbox.vk_api import VkEmulator
from bot.sandbox.world import WorldFile
from tests.unit.sandbox.conftest import VkCaller
from tests.world.waits import until


async def _events(api: VkCaller, since: str = "1001") -> list[tuple[str, dict[str, Any]]]:
    found = (await api.poll(since))["updates"]
    return [(event["type"], event["object"]) for event in found]


async def test_server_address_and_ts_lead_to_the_events(api: VkCaller, vk: VkEmulator) -> None:
    server = await api.ok("groups.getLongPollServer", group_id=vk.group_id)
    vk.start(vk.add_person("Анна").id)
    query = {"act": "a_check", "key": server["key"], "ts": server["ts"], "wait": "1"}
    async with api.session.get(server["server"], params=query) as response:
        body = await response.json()
    assert [u["type"] for u in body["updates"]] == ["message_allow", "message_new"]
    assert body["ts"] == str(int(server["ts"]) + 2)
    assert (await api.poll(body["ts"]))["updates"] == []


async def test_same_ts_gives_the_same_events_again(api: VkCaller, resident: str) -> None:
    assert await api.poll("1001") == await api.poll("1001")


async def test_poll_waits_for_what_is_said_later(api: VkCaller, vk: VkEmulator, resident: str) -> None:
    waiting = asyncio.create_task(api.poll(str(vk.ts), wait=25))
    await until(lambda: vk.polled, "a poll")
    vk.say(resident, resident, "дым")
    assert (await waiting)["updates"][0]["object"]["message"]["text"] == "дым"


async def test_catching_up_goes_in_pages_without_a_gap(api: VkCaller, vk: VkEmulator, resident: str) -> None:
    start = str(vk.ts)
    for n in range(150):
        vk.say(resident, resident, str(n))
    first = await api.poll(start)
    second = await api.poll(first["ts"])
    texts = [u["object"]["message"]["text"] for u in first["updates"] + second["updates"]]
    assert texts == [str(n) for n in range(150)]


async def test_expired_key_keeps_ts_and_lost_session_does_not(api: VkCaller, vk: VkEmulator) -> None:
    vk.expire_key()
    assert await api.poll("1001") == {"failed": 2}
    server = await api.ok("groups.getLongPollServer", group_id=vk.group_id)
    assert (await api.poll("1001", server["key"]))["updates"] == []
    vk.lose_session()
    assert await api.poll("1001", server["key"]) == {"failed": 3}
    fresh = await api.ok("groups.getLongPollServer", group_id=vk.group_id)
    assert (await api.poll(fresh["ts"], fresh["key"]))["updates"] == []


async def test_ts_from_before_the_kept_history_fails_with_a_number(
    api: VkCaller, vk: VkEmulator, resident: str
) -> None:
    vk.forget_events()
    assert await api.poll("1001") == {"failed": 1, "ts": vk.ts}
    assert await api.poll(str(vk.ts + 5)) == {"failed": 1, "ts": vk.ts}


async def test_switched_off_events_are_not_kept(api: VkCaller, vk: VkEmulator, resident: str) -> None:
    await api.ok("groups.setLongPollSettings", group_id=vk.group_id, enabled=1, message_deny=0)
    ts = vk.ts
    vk.block(resident)
    assert vk.ts == ts
    settings = await api.ok("groups.getLongPollSettings", group_id=vk.group_id)
    assert settings["events"]["message_deny"] == 0
    assert settings["events"]["message_new"] == 1


async def test_start_brings_ref_and_payload_together(api: VkCaller, vk: VkEmulator) -> None:
    person = vk.add_person("Анна", "en")
    vk.start(person.id, "flyer")
    message = (await _events(api))[1][1]
    assert message["message"]["ref"] == "flyer"
    assert json.loads(message["message"]["payload"]) == {"command": "start"}
    assert message["client_info"]["lang_id"] == 3


async def test_one_message_holds_several_photos_with_sizes_that_can_be_fetched(
    api: VkCaller, vk: VkEmulator, resident: str
) -> None:
    photos = [WorldFile("photo", f"{n}.jpg", "image/jpeg", bytes([n] * 10)) for n in range(3)]
    ids = vk.say(resident, resident, "яма", files=photos)
    message = (await _events(api))[-1][1]["message"]
    assert len(ids) == 1
    assert [a["type"] for a in message["attachments"]] == ["photo"] * 3
    largest = max(message["attachments"][2]["photo"]["sizes"], key=lambda s: s["width"] * s["height"])
    async with api.session.get(largest["url"]) as response:
        assert await response.read() == bytes([2] * 10)


async def test_place_voice_and_reply_arrive_as_vk_says_them(api: VkCaller, vk: VkEmulator, resident: str) -> None:
    item = await api.send(resident, "Где это?", 7)
    voice = WorldFile("voice", "a.ogg", "audio/ogg", b"ogg", transcript="у школы")
    vk.say(resident, resident, lat=54.5, lon=61.25, reply_to=str(item["conversation_message_id"]), files=[voice])
    message = (await _events(api))[-1][1]["message"]
    assert message["geo"]["coordinates"] == {"latitude": 54.5, "longitude": 61.25}
    assert message["attachments"][0]["audio_message"]["transcript"] == "у школы"
    assert message["reply_message"]["conversation_message_id"] == item["conversation_message_id"]
    assert message["reply_message"]["from_id"] == -vk.group_id


async def test_blocking_editing_and_coming_into_a_chat_are_events(api: VkCaller, vk: VkEmulator, resident: str) -> None:
    ids = vk.say(resident, resident, "ямма")
    vk.edit(resident, resident, ids[0], "яма")
    vk.block(resident)
    vk.block(resident)
    chat = vk.add_group("Дежурные")
    vk.join(chat.id, resident, "administrator")
    vk.leave(chat.id, resident)
    events = (await _events(api))[-5:]
    assert [kind for kind, _ in events] == ["message_new", "message_edit", "message_deny", "message_new", "message_new"]
    assert events[1][1]["text"] == "яма"
    assert [body["message"]["action"]["type"] for _, body in events[3:]] == ["chat_invite_user", "chat_kick_user"]
    assert events[3][1]["message"]["id"] == 0
    assert [body["message"]["conversation_message_id"] for _, body in events[3:]] == [1, 2]
