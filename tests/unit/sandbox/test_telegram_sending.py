"""The emulated Bot API's sending methods: what they change, and what they refuse and in which words."""

from __future__ import annotations

import json
from typing import Any

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.sandbox.telegram_api import TelegramEmulator
from bot.sandbox.world import Change
from handlers.base.message import Span
from tests.unit.sandbox.conftest import TelegramCaller


def _inline(*rows: list[dict[str, Any]]) -> str:
    return json.dumps({"inline_keyboard": rows})


YES = {"text": "Да", "callback_data": "yes"}


async def test_marks_and_buttons_are_shown_and_told(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    changes: list[Change] = []
    telegram.listeners.append(changes.append)
    text = '🔥 <b>дым</b> &lt;3 <a href="https://x.ru/?a=1&amp;b">тут</a>'
    markup = _inline([YES | {"style": "success"}, {"text": "112", "url": "https://x.ru"}])
    sent = await tg.ok("sendMessage", chat_id=citizen, text=text, parse_mode="HTML", reply_markup=markup)
    assert sent["text"] == "🔥 дым <3 тут"
    assert sent["entities"][0] == {"type": "bold", "offset": 3, "length": 3}
    shown = telegram.last(citizen)
    assert shown.spans == (Span(2, 3, "bold"), Span(9, 3, "link", "https://x.ru/?a=1&b"))
    assert [(b.label, b.data, b.style) for b in shown.buttons[0]] == [("Да", "yes", "good"), ("112", "", "")]
    assert [(c.kind, c.message) for c in changes] == [("message", shown)]


async def test_method_names_ignore_case_and_bodies_may_be_json_query_or_multipart(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    base = f"{telegram.url}/bot{telegram.token}"
    keyboard = {"inline_keyboard": [[YES]]}
    body = {"chat_id": int(citizen), "text": "json", "reply_markup": keyboard, "parse_mode": None}
    async with tg.session.post(f"{base}/SENDMESSAGE", json=body) as response:
        assert response.status == 200
    async with tg.session.get(f"{base}/sendmessage", params={"chat_id": citizen, "text": "get"}) as response:
        assert response.status == 200
    form = aiohttp.FormData(default_to_multipart=True)
    form.add_field("chat_id", citizen)
    form.add_field("text", "multipart")
    async with tg.session.post(f"{base}/sendMessage", data=form) as response:
        assert response.status == 200
    assert telegram.texts(citizen)[-3:] == ["json", "get", "multipart"]


@pytest.mark.parametrize(
    ("words", "fields"),
    [
        ("unknown", {"text": "а", "disable_web_page_preview": "true"}),
        ('"text" is required', {}),
        ("must be a Boolean", {"text": "а", "disable_notification": "perhaps"}),
        ("must be an Integer", {"text": "а", "reply_parameters": '{"message_id": "first"}'}),
        ("can't parse JSON", {"text": "а", "reply_markup": "{"}),
        ("message text is empty", {"text": " "}),
        ("message is too long", {"text": "я" * 4097}),
        ("message is too long", {"text": "🔥" * 2049}),
        ("can't parse entities: Unsupported start tag", {"text": "<p>а</p>", "parse_mode": "HTML"}),
        ("can't parse entities: Can't find end tag", {"text": "<b>а", "parse_mode": "HTML"}),
        ("can't parse entities: Unmatched end tag", {"text": "<b><i>а</b></i>", "parse_mode": "HTML"}),
        ("can't parse entities: Unexpected end tag", {"text": "а</b>", "parse_mode": "HTML"}),
        ("can't parse entities", {"text": "1 < 2", "parse_mode": "HTML"}),
        ("BUTTON_DATA_INVALID", {"text": "а", "reply_markup": _inline([YES | {"callback_data": "я" * 33}])}),
        ("BUTTON_DATA_INVALID", {"text": "а", "reply_markup": _inline([YES | {"callback_data": ""}])}),
        ("text buttons are unallowed", {"text": "а", "reply_markup": _inline([{"text": "Да"}])}),
        ("style is invalid", {"text": "а", "reply_markup": _inline([YES | {"style": "green"}])}),
        ("is unknown", {"text": "а", "reply_markup": _inline([YES | {"colour": "green"}])}),
        ("URL", {"text": "а", "reply_markup": _inline([{"text": "x", "url": "x"}])}),
        ("reply markup is too long", {"text": "а", "reply_markup": _inline([YES] * 9)}),
        ("reply markup is too long", {"text": "а", "reply_markup": _inline(*[[YES]] * 101)}),
    ],
)
async def test_what_telegram_would_not_take_is_refused_and_noted(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str, words: str, fields: dict[str, str]
) -> None:
    before = len(telegram.chats[citizen].messages)
    assert words in await tg.why("sendMessage", chat_id=citizen, **fields)
    assert len(telegram.refused) == 1
    assert len(telegram.chats[citizen].messages) == before


async def test_length_counts_after_the_marks_are_read(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    await tg.ok("sendMessage", chat_id=citizen, text=f"<b>{'&amp;' * 4096}</b>", parse_mode="HTML")
    assert telegram.last(citizen).text == "&" * 4096
    assert telegram.refused == []


async def test_unknown_methods_and_tokens_are_refused(tg: TelegramCaller, telegram: TelegramEmulator) -> None:
    assert (await tg.call("sendPoll", chat_id=1))["error_code"] == 404
    assert telegram.refused == ["sendpoll: Not Found: method not found"]
    async with tg.session.get(f"{telegram.url}/bot1:wrong/getMe") as response:
        assert response.status == 401


async def test_those_who_never_started_blocked_or_left_cannot_be_reached(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    stranger = telegram.add_person("Чужой").id
    assert await tg.why("sendMessage", chat_id=stranger, text="а") == "Bad Request: chat not found"
    telegram.block(citizen)
    assert await tg.why("sendMessage", chat_id=citizen, text="а") == "Forbidden: bot was blocked by the user"
    telegram.unblock(citizen)
    telegram.deactivate(citizen)
    assert await tg.why("sendMessage", chat_id=citizen, text="а") == "Forbidden: user is deactivated"
    group = telegram.add_group("Дежурные", administrators=[citizen])
    telegram.kick_bot(group.id, citizen)
    assert "bot was kicked from the supergroup chat" in await tg.why("sendMessage", chat_id=group.id, text="а")
    assert telegram.refused == []


async def test_edit_changes_in_place_and_says_when_there_is_nothing_to_change(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str, clock: MovableClock
) -> None:
    sent = await tg.ok("sendMessage", chat_id=citizen, text="раз", reply_markup=_inline([YES]))
    named = {"chat_id": citizen, "message_id": sent["message_id"]}
    why = await tg.why("editMessageText", **named, text="раз", reply_markup=_inline([YES]))
    assert "message is not modified" in why
    edited = await tg.ok("editMessageText", **named, text="<i>два</i>", parse_mode="HTML")
    assert (edited["text"], "reply_markup" in edited) == ("два", False)
    clock.leap(5)
    await tg.ok("editMessageReplyMarkup", **named, reply_markup=_inline([YES]))
    shown = telegram.last(citizen)
    assert (shown.text, shown.edited, len(shown.buttons)) == ("два", True, 1)
    assert len(telegram.texts(citizen)) == 2
    assert telegram.refused == []


async def test_what_cannot_be_edited(tg: TelegramCaller, telegram: TelegramEmulator, citizen: str) -> None:
    own = telegram.say(citizen, citizen, "моё")[0]
    assert "can't be edited" in await tg.why("editMessageText", chat_id=citizen, message_id=own, text="а")
    assert "message to edit not found" in await tg.why("editMessageText", chat_id=citizen, message_id=99, text="а")
    markup = {"keyboard": [[{"text": "Сообщить"}]]}
    sent = await tg.ok("sendMessage", chat_id=citizen, text="?", reply_markup=markup)
    named = {"chat_id": citizen, "message_id": sent["message_id"]}
    assert "can't be edited" in await tg.why("editMessageText", **named, text="а")


async def test_delete_works_for_two_days(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str, clock: MovableClock
) -> None:
    first = await tg.ok("sendMessage", chat_id=citizen, text="раз")
    second = await tg.ok("sendMessage", chat_id=citizen, text="два")
    assert await tg.ok("deleteMessage", chat_id=citizen, message_id=first["message_id"])
    assert "раз" not in telegram.texts(citizen)
    why = await tg.why("deleteMessage", chat_id=citizen, message_id=first["message_id"])
    assert "message to delete not found" in why
    clock.leap(48 * 3600 + 1)
    assert "can't be deleted" in await tg.why("deleteMessage", chat_id=citizen, message_id=second["message_id"])


async def test_button_is_answered_within_fifteen_seconds(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str, clock: MovableClock
) -> None:
    sent = await tg.ok("sendMessage", chat_id=citizen, text="?", reply_markup=_inline([YES]))
    telegram.press(citizen, citizen, str(sent["message_id"]), "yes")
    telegram.press(citizen, citizen, str(sent["message_id"]), "yes")
    first, second = [u["callback_query"]["id"] for u in await tg.updates()]
    assert await tg.ok("answerCallbackQuery", callback_query_id=first, text="Принято")
    assert telegram.toasts(citizen) == ["Принято"]
    clock.leap(16)
    assert "query is too old" in await tg.why("answerCallbackQuery", callback_query_id=second)
    assert "query is too old" in await tg.why("answerCallbackQuery", callback_query_id="1")


async def test_reply_needs_its_message_unless_it_may_go_without(
    tg: TelegramCaller, telegram: TelegramEmulator, citizen: str
) -> None:
    own = telegram.say(citizen, citizen, "моё")[0]
    await tg.ok("sendMessage", chat_id=citizen, text="а", reply_parameters={"message_id": int(own)})
    assert telegram.last(citizen).reply_to == own
    gone = {"message_id": 999}
    assert "message to be replied not found" in await tg.why(
        "sendMessage", chat_id=citizen, text="а", reply_parameters=gone
    )
    lenient = gone | {"allow_sending_without_reply": True}
    assert "reply_to_message" not in await tg.ok("sendMessage", chat_id=citizen, text="а", reply_parameters=lenient)


async def test_location_key_is_for_private_chats(tg: TelegramCaller, telegram: TelegramEmulator, citizen: str) -> None:
    markup = {"keyboard": [[{"text": "Место", "request_location": True}]]}
    await tg.ok("sendMessage", chat_id=citizen, text="?", reply_markup=markup)
    assert telegram.chats[citizen].keyboard[0][0].location
    await tg.ok("sendMessage", chat_id=citizen, text="!", reply_markup={"remove_keyboard": True})
    assert telegram.chats[citizen].keyboard == ()
    group = telegram.add_group("Дежурные")
    assert "private chats only" in await tg.why("sendMessage", chat_id=group.id, text="?", reply_markup=markup)


async def test_who_is_in_the_group(tg: TelegramCaller, telegram: TelegramEmulator, citizen: str) -> None:
    group = telegram.add_group("Дежурные", administrators=[citizen])
    other = telegram.add_person("Вторая").id
    telegram.join(group.id, other)
    statuses = {
        user: (await tg.ok("getChatMember", chat_id=group.id, user_id=user))["status"]
        for user in (citizen, other, telegram.bot_id)
    }
    assert statuses == {citizen: "administrator", other: "member", telegram.bot_id: "administrator"}
    administrators = await tg.ok("getChatAdministrators", chat_id=group.id)
    assert {str(a["user"]["id"]) for a in administrators} == {citizen, telegram.bot_id}
    assert (await tg.ok("getChat", chat_id=group.id))["title"] == "Дежурные"
