"""What the emulated MAX takes, shows, and refuses."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from bot.clock import MovableClock
from bot.sandbox.max_api import MaxEmulator
from bot.sandbox.world import Change, FaultRule
from handlers.base.message import Span
from tests.unit.sandbox.conftest import MaxCaller

WEEK_S = 7 * 24 * 3600
PNG = b"\x89PNG\r\n\x1a\n"


def key(**fields: Any) -> dict[str, Any]:
    return {"type": "callback", "text": "Да", "payload": "yes", **fields}


def keyboard(*rows: list[dict[str, Any]]) -> dict[str, Any]:
    return {"type": "inline_keyboard", "payload": {"buttons": list(rows)}}


async def test_a_text_is_shown_with_its_marks_and_buttons(mx: MaxCaller, max_: MaxEmulator, dweller: str) -> None:
    changes: list[Change] = []
    max_.listeners.append(changes.append)
    words = "🔥 <b>дым</b> &amp; <a href='https://ok.example'>гарь</a>"
    body = {"text": words, "format": "html", "attachments": [keyboard([key()])]}
    message = (await mx.ok("POST", "/messages", body, user_id=dweller))["message"]
    shown = max_.last(dweller)
    assert (shown.text, shown.sender) == ("🔥 дым & гарь", "bot")
    assert shown.spans == (Span(2, 3, "bold"), Span(8, 4, "link", "https://ok.example"))
    assert [(b.label, b.data) for b in shown.buttons[0]] == [("Да", "yes")]
    assert message["body"]["mid"] == shown.id
    assert message["body"]["markup"][0] == {"type": "strong", "from": 3, "length": 3}
    assert message["recipient"] == {"chat_id": max_.number(dweller), "chat_type": "dialog", "user_id": int(dweller)}
    assert [(c.kind, c.chat) for c in changes] == [("message", dweller)]
    by_number = await mx.ok("POST", "/messages", {"text": "ещё"}, chat_id=max_.number(dweller))
    assert by_number["message"]["body"]["mid"] == max_.last(dweller).id
    assert max_.refused == []
    await mx.send(dweller, "<плохо>", format="html")
    await mx.send(dweller, "<tel>112", format="html")
    assert max_.refused == ["html: <tel> is taken out of the text"]


@pytest.mark.parametrize(
    ("body", "query"),
    [
        ({"text": "x" * 4001}, {}),
        ({"text": "<b>" + "x" * 3995 + "</b>", "format": "html"}, {}),
        ({"text": ""}, {}),
        ({"text": "да", "parse_mode": "html"}, {}),
        ({"text": "да", "format": "HTML"}, {}),
        ({"text": 5}, {}),
        ({"text": "да", "notify": "false"}, {}),
        ({"text": "да"}, {"chat_id": "1"}),
        ({"text": "да"}, {"v": "0.0.1"}),
        ({"text": "да"}, {"access_token": "t"}),
        ({"text": "да", "attachments": [keyboard([key(text="x" * 129)])]}, {}),
        ({"text": "да", "attachments": [keyboard([key(payload="x" * 1025)])]}, {}),
        ({"text": "да", "attachments": [keyboard([key(intent="positive")])]}, {}),
        ({"text": "да", "attachments": [keyboard([key()] * 8)]}, {}),
        ({"text": "да", "attachments": [keyboard(*[[key()]] * 31)]}, {}),
        (
            {"text": "да", "attachments": [keyboard([{"type": "request_geo_location", "text": "Тут"}, *[key()] * 3])]},
            {},
        ),
        ({"text": "да", "attachments": [{"type": "reply_keyboard", "payload": {"buttons": [[key()]]}}]}, {}),
        ({"text": "да", "attachments": [{"type": "image", "payload": {}}]}, {}),
        ({"text": "да", "attachments": [{"type": "file", "payload": {"token": "made-up"}}]}, {}),
    ],
)
async def test_what_breaks_the_specification_is_refused_and_noted(
    mx: MaxCaller, max_: MaxEmulator, dweller: str, body: dict[str, Any], query: dict[str, str]
) -> None:
    assert (await mx.why("POST", "/messages", body, user_id=dweller, **query))[:2] == (400, "proto.payload")
    assert len(max_.refused) == 1
    assert max_.texts(dweller) == []


async def test_the_token_stands_bare_in_its_header(mx: MaxCaller, max_: MaxEmulator) -> None:
    for headers in ({"Authorization": f"Bearer {max_.token}"}, {}):
        async with mx.session.get(f"{max_.url}/me", headers=headers) as response:
            assert response.status == 401
            assert await response.json() == {"code": "verify.token", "message": "Invalid access_token"}
    assert (await mx.ok("GET", "/me"))["username"] == max_.bot_name


async def test_somebody_who_is_not_there_or_stopped_the_bot_gets_nothing(
    mx: MaxCaller, max_: MaxEmulator, dweller: str
) -> None:
    stranger = max_.add_person("Чужой").id
    text = {"text": "Ветер"}
    assert (await mx.why("POST", "/messages", text, user_id=stranger))[:2] == (404, "chat.not.found")
    assert (await mx.why("POST", "/messages", text, chat_id=stranger))[0] == 404
    assert (await mx.why("POST", "/messages", text, chat_id=0))[2] == "Invalid chatId: 0"
    max_.block(dweller)
    status, code, message = await mx.why("POST", "/messages", text, user_id=dweller)
    assert (status, code) == (403, "chat.denied")
    assert "error.dialog.suspended" in message
    max_.start(dweller)
    await mx.send(dweller, "Ветер")
    max_.messages.moderated = False
    assert (await mx.why("POST", "/messages", text, user_id=dweller))[2] == message, "the same words for both"


async def test_an_edit_leaves_what_it_does_not_name_and_grows_too_late_without_buttons(
    mx: MaxCaller, max_: MaxEmulator, dweller: str, clock: MovableClock
) -> None:
    plain, pressed = await mx.send(dweller, "раз"), await mx.send(dweller, "два", keyboard([key()]))
    await mx.ok("PUT", "/messages", {"text": "два!"}, message_id=pressed)
    assert max_.last(dweller).buttons
    clock.leap(WEEK_S + 60)
    await mx.ok("PUT", "/messages", {"text": "три", "attachments": []}, message_id=pressed)
    assert (max_.last(dweller).text, max_.last(dweller).buttons) == ("три", ())
    status, code, _ = await mx.why("PUT", "/messages", {"text": "раз!"}, message_id=plain)
    assert (status, code) == (200, "edit.expired")
    await mx.ok("DELETE", "/messages", message_id=plain)
    assert (await mx.why("DELETE", "/messages", message_id=plain))[0] == 404
    (said,) = max_.say(dweller, dweller, "моё")
    assert (await mx.why("DELETE", "/messages", message_id=said))[0] == 403
    listed = await mx.ok("GET", "/messages", chat_id=max_.number(dweller))
    assert [one["body"]["text"] for one in listed["messages"]] == ["моё", "три"]


async def test_a_press_is_answered_with_a_toast_or_another_message(
    mx: MaxCaller, max_: MaxEmulator, dweller: str, clock: MovableClock
) -> None:
    mid = await mx.send(dweller, "Верно?", keyboard([key()]))
    max_.press(dweller, dweller, mid, "yes")
    (press,), _ = await mx.updates()
    answer = {"callback_id": press["callback"]["callback_id"]}
    assert (await mx.why("POST", "/answers", {}, **answer))[0] == 400
    await mx.ok("POST", "/answers", {"notification": "Принято"}, **answer)
    await mx.ok("POST", "/answers", {"message": {"text": "Верно"}}, **answer)
    assert max_.toasts(dweller) == ["Принято"]
    assert max_.last(dweller).text == "Верно"
    clock.leap(61)
    assert (await mx.why("POST", "/answers", {"notification": "Поздно"}, **answer))[:2] == (200, "callback.expired")


async def test_each_kind_of_file_is_uploaded_in_its_own_way(mx: MaxCaller, max_: MaxEmulator, dweller: str) -> None:
    nothing, photos = await mx.upload("image", PNG)
    assert (nothing, '"photos"' in photos) == ("", True)
    token, said = await mx.upload("video", b"mp4")
    assert said == "<retval>1</retval>"
    max_.uploads.slow = 2
    late, _ = await mx.upload("video", b"mp4")
    video = {"type": "video", "payload": {"token": late}}
    for _ in range(2):
        why = await mx.why("POST", "/messages", {"attachments": [video]}, user_id=dweller)
        assert why[:2] == (400, "attachment.not.ready")
    await mx.send(dweller, "", video, {"type": "video", "payload": {"token": token}})
    assert [file.kind for file in max_.last(dweller).files] == ["video", "video"]
    assert max_.refused == []
    form = aiohttp.FormData()
    form.add_field("file", b"1", filename="a.txt")
    place = await mx.ok("POST", "/uploads", type="file")
    async with mx.session.post(place["url"], data=form) as response:
        assert response.status == 400, "the field's name is data"
    _, named = await mx.upload("file", b"text", "a.txt")
    name = named.removeprefix('{"token":"').removesuffix('"}')
    file = {"type": "file", "payload": {"token": name}}
    assert (await mx.why("POST", "/messages", {"attachments": [file, keyboard([key()])]}, user_id=dweller))[0] == 400
    await mx.send(dweller, "акт", file)
    assert (max_.last(dweller).files[0].name, max_.last(dweller).files[0].content) == ("a.txt", b"text")


async def test_a_channel_shows_posts_and_takes_no_silent_ones(mx: MaxCaller, max_: MaxEmulator, dweller: str) -> None:
    channel = max_.add_channel("Новости", administrators=(dweller,))
    silent = {"text": "Паводок", "notify": False}
    assert (await mx.why("POST", "/messages", silent, chat_id=channel.id))[0] == 400
    post = (await mx.ok("POST", "/messages", {"text": "Паводок"}, chat_id=channel.id))["message"]
    assert "sender" not in post
    assert post["recipient"]["chat_type"] == "channel"
    max_.set_rights(channel.id, ())
    assert (await mx.why("POST", "/messages", {"text": "Паводок"}, chat_id=channel.id))[:2] == (403, "chat.denied")


async def test_two_a_second_to_a_chat_and_thirty_in_all(session: aiohttp.ClientSession, clock: MovableClock) -> None:
    emulator = MaxEmulator(clock)
    await emulator.serve()
    try:
        mx, people = MaxCaller(emulator, session), [emulator.add_person(str(n)).id for n in range(40)]
        for person in people:
            emulator.start(person)
        mid = await mx.send(people[0], "раз")
        await mx.ok("PUT", "/messages", {"text": "два"}, message_id=mid)
        status, answer = await mx.call("POST", "/messages", {"text": "три"}, user_id=people[0])
        assert (status, answer) == (429, {"code": "too.many.requests", "message": ""})
        clock.leap(1)
        statuses = [(await mx.call("POST", "/messages", {"text": "раз"}, user_id=p))[0] for p in people]
        assert statuses.count(200) >= 30
        assert 429 in statuses
        assert emulator.usage()["all"]["used"] <= 30
    finally:
        await emulator.stop()


async def test_faults_of_its_own_can_be_switched_on(mx: MaxCaller, max_: MaxEmulator, dweller: str) -> None:
    mid = await mx.send(dweller, "раз")
    max_.faults += [
        FaultRule("sending", "success-false"),
        FaultRule("sendMessage", "429"),
        FaultRule("sendMessage", "suspended"),
        FaultRule("sendMessage", "error", code=403, text="chat.denied Key: errors.chat.closed"),
    ]
    assert (await mx.why("PUT", "/messages", {"text": "раз!"}, message_id=mid))[0] == 200
    said = [await mx.why("POST", "/messages", {"text": "два"}, user_id=dweller) for _ in range(3)]
    assert [one[:2] for one in said] == [(429, "too.many.requests"), (403, "chat.denied"), (403, "chat.denied")]
    max_.faults.append(FaultRule("sending", "not-ready"))
    _, photos = await mx.upload("image", PNG)
    image = {"type": "image", "payload": {"token": photos.split('"token":"')[1].removesuffix('"}}}')}}
    why = await mx.why("POST", "/messages", {"attachments": [image]}, user_id=dweller)
    assert why[:2] == (400, "attachment.not.ready")
    await mx.send(dweller, "", image)
    assert max_.last(dweller).files[0].kind == "photo"
    assert max_.refused == []
