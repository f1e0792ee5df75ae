"""The emulated VK's messages.* methods: what they change, and what they refuse."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.clock import MovableClock
from bot.sandbox.vk_api import VkEmulator
from bot.sandbox.world import Change
from handlers.base.message import Span
from tests.unit.sandbox.conftest import VkCaller


def _button(label: str = "Да", **action: Any) -> dict[str, Any]:
    return {"action": {"type": "callback", "label": label, "payload": '{"d":"yes"}'} | action}


def _keyboard(*rows: list[dict[str, Any]], **more: Any) -> str:
    return json.dumps({"buttons": rows} | more)


async def test_text_marks_and_buttons_are_shown_and_told(api: VkCaller, vk: VkEmulator, resident: str) -> None:
    changes: list[Change] = []
    vk.listeners.append(changes.append)
    marks = {"version": 1, "items": [{"offset": 3, "length": 4, "type": "bold"}]}
    keyboard = _keyboard([_button() | {"color": "positive"}], inline=True)
    await api.send(resident, "🔥 дым!", 1, format_data=marks, keyboard=keyboard)
    shown = vk.last(resident)
    assert (shown.text, shown.sender) == ("🔥 дым!", "bot")
    assert shown.spans == (Span(2, 4, "bold"),)
    button = shown.buttons[0][0]
    assert (button.label, button.data, button.style) == ("Да", '{"d":"yes"}', "good")
    assert [(c.kind, c.chat, c.message) for c in changes] == [("message", resident, shown)]


async def test_one_call_reaches_many_and_names_those_it_cannot(api: VkCaller, vk: VkEmulator, resident: str) -> None:
    stranger, other = vk.add_person("Чужой").id, vk.add_person("Вторая").id
    vk.allow(other)
    items = await api.ok("messages.send", peer_ids=f"{resident},{stranger},{other}", message="Ветер", random_id=5)
    errors = {str(i["peer_id"]): i.get("error", {}).get("code") for i in items}
    assert errors == {resident: None, stranger: 901, other: None}
    assert vk.texts(stranger) == []
    assert await api.code("messages.send", peer_id=stranger, message="Ветер", random_id=6) == 901
    vk.block(other)
    assert (await api.send(other, "Ветер", 7))["error"]["code"] == 901
    assert vk.refused == []


async def test_repeated_random_id_gives_the_earlier_message_within_the_hour(
    api: VkCaller, vk: VkEmulator, resident: str, clock: MovableClock
) -> None:
    first = await api.send(resident, "раз", 42)
    assert await api.send(resident, "раз", 42) == first
    clock.leap(3601)
    assert await api.send(resident, "раз", 42) != first
    assert vk.texts(resident).count("раз") == 2


async def test_random_id_protects_for_a_hundred_messages_and_one_dialogue(
    api: VkCaller, vk: VkEmulator, resident: str
) -> None:
    other = vk.add_person("Вторая").id
    vk.allow(other)
    first = await api.send(resident, "раз", 42)
    assert "error" not in await api.send(other, "раз", 42)
    assert vk.texts(other) == ["раз"]
    for _ in range(99):
        vk.say(resident, resident, "ну")
    assert await api.send(resident, "раз", 42) == first
    vk.say(resident, resident, "сотое")
    assert await api.send(resident, "раз", 42) != first


async def test_repeated_random_id_can_be_made_an_error_and_zero_is_never_one(
    api: VkCaller, vk: VkEmulator, resident: str
) -> None:
    vk.messages.duplicates = "error"
    await api.send(resident, "раз", 42)
    assert (await api.send(resident, "раз", 42))["error"]["code"] == 100
    assert "error" not in await api.send(resident, "ноль", 0)
    assert "error" not in await api.send(resident, "ноль", 0)


@pytest.mark.parametrize(
    ("code", "fields"),
    [
        (914, {"message": "я" * 4097}),
        (914, {"message": "🔥" * 2049}),
        (100, {"message": ""}),
        (100, {"message": "а", "attachment": "photo1_2"}),
        (100, {"message": "а", "silent": "1"}),
        (100, {"message": "а", "disable_mentions": "True"}),
        (100, {"message": "а", "random_id": "2147483648"}),
        (100, {"message": "а", "lat": "91", "long": "1"}),
        (100, {"message": "а", "payload": '"' + "p" * 999 + '"'}),
        (100, {"message": "а", "peer_ids": ",".join(map(str, range(1, 102)))}),
        (100, {"message": "🔥", "format_data": '{"version":1,"items":[{"offset":1,"length":1,"type":"bold"}]}'}),
        (100, {"message": "ab", "format_data": '{"version":1,"items":[{"offset":0,"length":3,"type":"bold"}]}'}),
        (100, {"message": "ab", "format_data": '{"version":1,"items":[{"offset":0,"length":1,"type":"code"}]}'}),
        (911, {"message": "а", "keyboard": "{"}),
        (911, {"message": "а", "keyboard": _keyboard([_button(label="я" * 41)], inline=True)}),
        (911, {"message": "а", "keyboard": _keyboard([_button(label="")], inline=True)}),
        (911, {"message": "а", "keyboard": _keyboard([_button()] * 6, inline=True)}),
        (911, {"message": "а", "keyboard": _keyboard(*[[_button()]] * 7, inline=True)}),
        (911, {"message": "а", "keyboard": _keyboard(*[[_button()] * 4] * 3, inline=True)}),
        (911, {"message": "а", "keyboard": _keyboard(*[[_button()] * 5] * 9)}),
        (911, {"message": "а", "keyboard": _keyboard([_button()], inline=True, one_time=True)}),
        (911, {"message": "а", "keyboard": _keyboard([_button(payload='{"d":"' + "x" * 250 + '"}')])}),
        (911, {"message": "а", "keyboard": _keyboard([_button(payload="yes")], inline=True)}),
        (911, {"message": "а", "keyboard": _keyboard([_button() | {"color": "danger"}], inline=True)}),
        (911, {"message": "а", "keyboard": _keyboard([{"action": {"type": "location"}}, _button()])}),
        (911, {"message": "а", "keyboard": _keyboard([{"action": {"type": "open_link", "label": "x"}}])}),
    ],
)
async def test_what_vk_would_not_take_is_refused_and_noted(
    api: VkCaller, vk: VkEmulator, resident: str, code: int, fields: dict[str, str]
) -> None:
    before = len(vk.chats[resident].messages)
    assert await api.code("messages.send", **({"peer_ids": resident, "random_id": "1"} | fields)) == code
    assert len(vk.refused) == 1
    assert len(vk.chats[resident].messages) == before


async def test_largest_allowed_keyboards_and_text_pass(api: VkCaller, vk: VkEmulator, resident: str) -> None:
    await api.send(resident, "я" * 4096, 1, keyboard=_keyboard(*[[_button()] * 5] * 2, inline=True))
    await api.send(resident, "а", 2, keyboard=_keyboard(*[[_button()] * 4] * 10))
    assert vk.refused == []
    assert len(vk.chats[resident].keyboard) == 10


async def test_token_and_version_are_needed(api: VkCaller, vk: VkEmulator) -> None:
    assert await api.code("groups.getById", access_token="other") == 5
    assert await api.code("groups.getById", v="5.131") == 8
    assert await api.code("wall.post", message="x") == 3
    headers = {"Authorization": f"Bearer {vk.token}"}
    address = f"{vk.url}/method/groups.getById"
    async with api.session.post(address, data={"v": "5.199"}, headers=headers) as response:
        assert (await response.json())["response"]["groups"][0]["id"] == vk.group_id


async def test_edit_replaces_text_and_takes_buttons_away_for_a_day(
    api: VkCaller, vk: VkEmulator, resident: str, clock: MovableClock
) -> None:
    item = await api.send(resident, "раз", 1, keyboard=_keyboard([_button()], inline=True))
    cmid = item["conversation_message_id"]
    assert await api.ok("messages.edit", peer_id=resident, cmid=cmid, message="два") == 1
    shown = vk.last(resident)
    assert (shown.text, shown.buttons, shown.edited) == ("два", (), True)
    assert await api.ok("messages.edit", peer_id=resident, message_id=item["message_id"], message="три") == 1
    own = vk.say(resident, resident, "моё")[0]
    assert await api.code("messages.edit", peer_id=resident, cmid=own, message="твоё") == 920
    assert await api.code("messages.edit", peer_id=resident, cmid=999, message="нет") == 100
    clock.leap(24 * 3600 + 1)
    assert await api.code("messages.edit", peer_id=resident, cmid=cmid, message="поздно") == 909


async def test_delete_answers_for_each_message(
    api: VkCaller, vk: VkEmulator, resident: str, clock: MovableClock
) -> None:
    first = (await api.send(resident, "раз", 1))["conversation_message_id"]
    second = (await api.send(resident, "два", 2))["conversation_message_id"]
    own = int(vk.say(resident, resident, "моё")[0])
    items = await api.ok("messages.delete", peer_id=resident, cmids=f"{first},{own},777", delete_for_all=1)
    assert [i["response"] for i in items] == [1, 0, 0]
    assert items[1]["error"]["code"] == 924
    assert "раз" not in vk.texts(resident)
    clock.leap(24 * 3600 + 1)
    late = await api.ok("messages.delete", peer_id=resident, cmids=second, delete_for_all=1)
    assert late[0]["error"]["code"] == 924


async def test_pressed_button_is_answered_once_within_a_minute(
    api: VkCaller, vk: VkEmulator, resident: str, clock: MovableClock
) -> None:
    item = await api.send(resident, "?", 1, keyboard=_keyboard([_button()], inline=True))
    cmid = str(item["conversation_message_id"])

    async def press() -> dict[str, Any]:
        vk.press(resident, resident, cmid, '{"d":"yes"}')
        event = vk.events[-1]["object"]
        assert event["payload"] == {"d": "yes"}
        assert event["conversation_message_id"] == int(cmid)
        return {"event_id": event["event_id"], "user_id": resident, "peer_id": resident}

    answer = await press()
    snack = {"type": "show_snackbar", "text": "Принято"}
    assert await api.ok("messages.sendMessageEventAnswer", **answer, event_data=snack) == 1
    assert vk.toasts(resident) == ["Принято"]
    assert await api.code("messages.sendMessageEventAnswer", **answer) == 100
    long = {"type": "show_snackbar", "text": "я" * 91}
    assert await api.code("messages.sendMessageEventAnswer", **await press(), event_data=long) == 100
    late = await press()
    clock.leap(61)
    assert await api.code("messages.sendMessageEventAnswer", **late) == 100


async def test_key_of_the_ordinary_keyboard_writes_its_label_with_its_payload(
    api: VkCaller, vk: VkEmulator, resident: str
) -> None:
    await api.send(resident, "?", 1, keyboard=_keyboard([_button(type="text")], one_time=True))
    vk.press_key(resident, resident, "Да")
    message = vk.events[-1]["object"]["message"]
    assert (message["text"], message["payload"]) == ("Да", '{"d":"yes"}')
    assert vk.chats[resident].keyboard == ()
    with pytest.raises(LookupError):
        vk.press_key(resident, resident, "Да")


async def test_chat_members_and_replies_by_cmid(api: VkCaller, vk: VkEmulator, resident: str) -> None:
    chat = vk.add_group("Дежурные", administrators=[resident])
    item = await api.send(chat.id, "Карточка", 1)
    assert item["message_id"] == 0
    members = await api.ok("messages.getConversationMembers", peer_id=chat.id)
    assert {m["member_id"]: m.get("is_admin", False) for m in members["items"]} == {
        -vk.group_id: True,
        int(resident): True,
    }
    forward = {"peer_id": int(chat.id), "conversation_message_ids": [item["conversation_message_id"]], "is_reply": 1}
    await api.send(chat.id, "ещё", 2, forward=forward)
    assert vk.last(chat.id).reply_to == str(item["conversation_message_id"])
    vk.bot_is_admin[chat.id] = False
    assert await api.code("messages.getConversationMembers", peer_id=chat.id) == 917
    assert (await api.send("2000000777", "?", 3))["error"]["code"] == 917


async def test_history_finds_what_the_long_poll_lost(api: VkCaller, vk: VkEmulator, resident: str) -> None:
    vk.say(resident, resident, "первое")
    vk.say(resident, resident, "второе")
    unread = await api.ok("messages.getConversations", filter="unanswered", count=200)
    assert unread["items"][0]["conversation"]["peer"]["id"] == int(resident)
    assert unread["items"][0]["conversation"]["unread_count"] == 3
    history = await api.ok("messages.getHistory", peer_id=resident, count=2)
    assert [m["text"] for m in history["items"]] == ["второе", "первое"]
    forth = await api.ok("messages.getHistory", peer_id=resident, rev=1, offset=1)
    assert [m["text"] for m in forth["items"]] == ["первое", "второе"]
    cmids = [m["conversation_message_id"] for m in forth["items"]]
    found = await api.ok(
        "messages.getByConversationMessageId", peer_id=resident, conversation_message_ids=f"{cmids[1]},999"
    )
    assert [m["text"] for m in found["items"]] == ["второе"]
    by_id = await api.ok("messages.getById", message_ids=forth["items"][0]["id"])
    assert by_id["items"][0]["text"] == "первое"
    await api.send(resident, "Ответ", 1)
    assert (await api.ok("messages.getConversations", filter="unanswered"))["items"] == []


async def test_asking_about_persons_and_permission(api: VkCaller, vk: VkEmulator, resident: str) -> None:
    users = await api.ok("users.get", user_ids=f"{resident},1")
    assert [(u["first_name"], u["last_name"]) for u in users] == [("Пётр", "Сидоров")]
    ask = {"group_id": vk.group_id, "user_id": resident}
    assert (await api.ok("messages.isMessagesFromGroupAllowed", **ask))["is_allowed"] == 1
    vk.block(resident)
    assert (await api.ok("messages.isMessagesFromGroupAllowed", **ask))["is_allowed"] == 0
    rights = await api.ok("groups.getTokenPermissions")
    assert "messages" in {p["name"] for p in rights["permissions"]}
