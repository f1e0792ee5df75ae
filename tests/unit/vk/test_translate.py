from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.vk.attachments import LONGEST_IN_ALL
from bot.channels.vk.translate import translate, whole
from handlers.base.event import Attachment, AttachmentKind, Event, Kind, Point, Update
from handlers.reports.draft import LONGEST_TEXT

GROUP, NOW, CHAT = 5, 1_700_000_000_000, 2_000_000_001


def update(kind: str, thing: Any, event_id: str = "abc") -> dict[str, Any]:
    return {"type": kind, "event_id": event_id, "v": "5.199", "object": thing, "group_id": GROUP}


def message(**fields: Any) -> dict[str, Any]:
    base = {"id": 0, "conversation_message_id": 17, "peer_id": 9, "from_id": 9, "date": 1_700_000_000, "text": "яма"}
    return base | fields


def new(lang_id: int = 0, **fields: Any) -> dict[str, Any]:
    return update("message_new", {"message": message(**fields), "client_info": {"lang_id": lang_id}})


@pytest.mark.parametrize(
    ("client", "shows"),
    [
        ({}, None),
        ({"keyboard": True, "inline_keyboard": True, "button_actions": ["text", "callback"]}, True),
        ({"keyboard": True, "inline_keyboard": True, "button_actions": ["text", "open_link"]}, False),
        ({"keyboard": True, "inline_keyboard": False}, False),
        ({"keyboard": False}, False),
    ],
)
def test_whether_a_client_shows_buttons(client: dict[str, Any], shows: bool | None) -> None:
    raw = update("message_new", {"message": message(), "client_info": {"lang_id": 0, **client}})
    assert event(raw).buttons is shows


def read(raw: object) -> Update:
    return translate(whole(raw), GROUP, NOW)


def event(raw: object) -> Event:
    found = read(raw)
    assert found.fault == ""
    assert found.event is not None
    assert found.event.key == found.key
    return found.event


def test_a_message_is_known_by_its_peer_and_number() -> None:
    said = event(new())
    assert (said.key, said.kind, said.chat, said.sender, said.message) == ("m:9:17", Kind.MESSAGE, "9", "9", "17")
    assert (said.private, said.at, said.text, said.language) == (True, 1_700_000_000_000, "яма", "ru")
    assert read(new()).bot == "5"


def test_the_old_shape_of_a_message_gives_the_same_event() -> None:
    old, young = event(update("message_new", message())), event(new(lang_id=99))
    assert old == young


@pytest.mark.parametrize(("number", "language"), [(0, "ru"), (3, "en"), (1, ""), (None, "")])
def test_the_language_of_the_client_is_taken_where_we_speak_it(number: Any, language: str) -> None:
    assert event(new(lang_id=number)).language == language


def test_a_chat_is_not_private() -> None:
    assert not event(new(peer_id=CHAT)).private


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("[club5|Отклик], привет", "привет"),
        ("[club5|@otklik] /queue", "/queue"),
        ("@club5 № 12 готово", "№ 12 готово"),
        ("[public5|x]: да", "да"),
        ("[club55|Другие] да", "Другие да"),
        ("@club55 да", "@club55 да"),
        ("спросите [id1|Васю] и [club7|ЖЭК]", "спросите Васю и ЖЭК"),
        ("[не мамка|x]", "[не мамка|x]"),
        ("[club5|x]", ""),
        ("да [club5|Отклик]", "да Отклик"),
    ],
)
def test_the_mention_that_calls_us_is_left_out_and_others_are_names(text: str, read_as: str) -> None:
    assert event(new(peer_id=CHAT, text=text)).text == read_as


def test_start_comes_as_a_command_with_where_from() -> None:
    said = event(new(text="Начать", payload='{"command":"start"}', ref="afisha"))
    assert (said.kind, said.text, said.ref) == (Kind.MESSAGE, "/start", "afisha")


def test_an_ordinary_button_is_a_press_that_needs_no_acknowledgement() -> None:
    said = event(new(text="Мои места", payload='{"d":"places:1"}'))
    assert (said.kind, said.word, said.argument, said.ack) == (Kind.BUTTON, "places", "1", "")


@pytest.mark.parametrize("payload", ["{", "[]", "7", '"x"', "null", '{"d":7}', '{"d":"я"}', '{"d":"' + "x" * 65 + '"}'])
def test_a_forged_payload_is_an_ordinary_message(payload: str) -> None:
    said = event(new(payload=payload))
    assert (said.kind, said.data, said.text) == (Kind.MESSAGE, "", "яма")


@pytest.mark.parametrize("payload", [{"d": "yes:1"}, '{"d":"yes:1"}'])
def test_a_pressed_button_must_be_acknowledged_within_fifty_seconds(payload: Any) -> None:
    thing = {"user_id": 9, "peer_id": CHAT, "event_id": "press", "payload": payload, "conversation_message_id": 31}
    said = event(update("message_event", thing))
    assert (said.kind, said.data, said.message, said.chat, said.sender) == (Kind.BUTTON, "yes:1", "31", str(CHAT), "9")
    assert (said.key, said.ack, said.ack_until) == ("e:abc", "press", NOW + 50_000)


def test_a_press_with_a_forged_payload_is_still_acknowledged() -> None:
    thing = {"user_id": 9, "peer_id": 9, "event_id": "press", "payload": "[" * 5000}
    said = event(update("message_event", thing))
    assert (said.kind, said.data, said.ack, said.message) == (Kind.BUTTON, "", "press", "")


def test_edit_has_a_key_of_its_own() -> None:
    said = event(update("message_edit", message(text="яма у дома 5", update_time=1_700_000_060)))
    assert (said.kind, said.key, said.message, said.text) == (Kind.EDIT, "e:abc", "17", "яма у дома 5")
    assert said.at == 1_700_000_060_000


@pytest.mark.parametrize(("name", "kind"), [("message_allow", Kind.UNBLOCKED), ("message_deny", Kind.BLOCKED)])
def test_allowing_and_forbidding_messages(name: str, kind: Kind) -> None:
    said = event(update(name, {"user_id": 9, "key": ""}))
    assert (said.kind, said.chat, said.sender, said.private) == (kind, "9", "9", True)


@pytest.mark.parametrize(
    ("action", "kind", "sender", "member"),
    [
        ({"type": "chat_invite_user", "member_id": -5}, Kind.JOINED, "9", ""),
        ({"type": "chat_kick_user", "member_id": -5}, Kind.RIGHTS, "9", "gone"),
        ({"type": "chat_invite_user", "member_id": 12}, Kind.MEMBER, "12", "member"),
        ({"type": "chat_invite_user_by_link"}, Kind.MEMBER, "9", "member"),
        ({"type": "chat_kick_user", "member_id": 12}, Kind.MEMBER, "12", "gone"),
        ({"type": "chat_kick_user", "member_id": 9}, Kind.MEMBER, "9", "gone"),
    ],
)
def test_who_comes_and_goes(action: dict[str, Any], kind: Kind, sender: str, member: str) -> None:
    said = event(new(peer_id=CHAT, action=action, text=""))
    assert (said.kind, said.sender, said.member, said.private) == (kind, sender, member, False)


@pytest.mark.parametrize(
    "raw",
    [
        new(from_id=-7, peer_id=CHAT),
        new(from_id=-5, out=1),
        new(peer_id=CHAT, action={"type": "chat_title_update", "text": "x"}),
        new(peer_id=CHAT, action={"type": "chat_kick_user", "member_id": -7}),
        update("message_edit", message(from_id=-5)),
        update("message_reply", message(from_id=-5)),
        update("message_typing_state", {"from_id": 9, "to_id": -5, "state": "typing"}),
        update("like_add", {"liker_id": 9}),
        update("something_of_2030", {"a": 1}),
    ],
)
def test_what_does_not_concern_us_is_confirmed_without_an_event(raw: dict[str, Any]) -> None:
    found = read(raw)
    assert (found.event, found.fault) == (None, "")
    assert found.key


@pytest.mark.parametrize(
    "raw",
    [
        None,
        [],
        7,
        "x",
        {},
        {"type": "message_new"},
        {"type": "message_new", "object": None, "event_id": "a"},
        {"type": "message_new", "object": {"message": None}, "event_id": "a"},
        {"type": "message_new", "object": {"message": {}}, "event_id": "a"},
        new(peer_id=CHAT, from_id="x"),
        new(peer_id={}),
        new(text={"a": 1}),
        new(text="", attachments=[None]),
        new(text="", attachments=[{"type": "doc", "doc": {"size": "x"}}]),
        new(text="", geo={"coordinates": {"latitude": "x", "longitude": 1}}),
        update("message_event", {"user_id": 9}),
        update("message_allow", {}),
        update("message_allow", []),
    ],
)
def test_what_cannot_be_read_is_kept_aside_and_never_raises(raw: Any) -> None:
    found = read(raw)
    assert found.event is None
    assert found.fault.isascii()
    assert found.fault
    assert found.key
    assert json.loads(found.raw) == raw
    assert found.key == read(raw).key


@given(
    st.recursive(
        st.none() | st.integers() | st.text() | st.floats(), lambda x: st.lists(x) | st.dictionaries(st.text(), x)
    )
)
def test_any_object_at_all_gives_an_update(thing: Any) -> None:
    for kind in ("message_new", "message_edit", "message_event", "message_allow", "other"):
        assert read(update(kind, thing)).key


def test_half_characters_and_nul_reach_no_database() -> None:
    found = read(new(text="a\ud83d\x00b", ref="r\x00"))
    assert found.event is not None
    assert found.event.text == "a?b"
    assert found.event.ref == "r"
    found.raw.encode()


PHOTO = {
    "id": 2,
    "owner_id": 9,
    "access_key": "k",
    "sizes": [
        {"type": "w", "url": "https://v/w", "width": 1000, "height": 800},
        {"type": "z", "url": "https://v/z", "width": 1200, "height": 900},
        {"type": "s", "url": "https://v/s", "width": 75, "height": 50},
        {"type": "x", "url": "", "width": 9000, "height": 9000},
    ],
}


@pytest.mark.parametrize(
    ("kind", "thing", "attachment"),
    [
        ("photo", PHOTO, Attachment(AttachmentKind.PHOTO, "photo9_2_k", "https://v/z", mime="image/jpeg")),
        ("photo", {"id": 2, "owner_id": 9}, Attachment(AttachmentKind.PHOTO, "photo9_2", mime="image/jpeg")),
        (
            "doc",
            {"id": 3, "owner_id": 9, "url": "https://v/d", "title": "акт.pdf", "ext": "pdf", "size": 7},
            Attachment(AttachmentKind.DOCUMENT, "doc9_3", "https://v/d", "акт.pdf", "application/pdf", 7),
        ),
        (
            "audio_message",
            {"id": 4, "owner_id": 9, "link_ogg": "https://v/o", "link_mp3": "https://v/m", "transcript": "яма"},
            Attachment(AttachmentKind.VOICE, "doc9_4", "https://v/o", mime="audio/ogg", transcript="яма"),
        ),
        (
            "video",
            {"id": 5, "owner_id": 9, "title": "ролик"},
            Attachment(AttachmentKind.VIDEO, "video9_5", name="ролик https://vk.com/video9_5"),
        ),
        ("sticker", {"sticker_id": 6}, Attachment(AttachmentKind.STICKER, "6")),
        ("poll", {"id": 7, "owner_id": 9}, Attachment(AttachmentKind.OTHER, "poll9_7", name="poll")),
        ("of_2030", {"x": 1}, Attachment(AttachmentKind.OTHER, "", name="of_2030")),
        ("gift", None, Attachment(AttachmentKind.OTHER, "", name="gift")),
    ],
)
def test_attachments(kind: str, thing: Any, attachment: Attachment) -> None:
    assert event(new(attachments=[{"type": kind, kind: thing}])).attachments == (attachment,)


def test_an_attached_link_is_said_once() -> None:
    link = [{"type": "link", "link": {"url": "https://a.ru/x"}}]
    assert event(new(text="смотрите", attachments=link)).text == "смотрите\nhttps://a.ru/x"
    assert event(new(text="смотрите https://a.ru/x", attachments=link)).text == "смотрите https://a.ru/x"
    assert event(new(text="", attachments=link)).text == "https://a.ru/x"


def test_a_place() -> None:
    geo = {"type": "point", "coordinates": {"latitude": 56.3, "longitude": 44.0}}
    assert event(new(geo=geo)).place == Point(56.3, 44.0)
    assert event(new(geo={"coordinates": "56.3 44.0"})).place == Point(56.3, 44.0)


@pytest.mark.parametrize("at", [{}, {"latitude": 156, "longitude": 4}, {"latitude": float("nan"), "longitude": 4}])
def test_a_place_that_is_nowhere_is_none(at: dict[str, float]) -> None:
    assert event(new(geo={"coordinates": at})).place is None


def test_a_reply_names_the_message_it_answers() -> None:
    assert event(new(reply_message={"conversation_message_id": 31, "id": 0})).reply_to == "31"


def test_what_the_bot_had_said_comes_with_a_reply_and_what_others_said_does_not() -> None:
    def replied(author: int) -> str:
        return event(new(reply_message={"conversation_message_id": 31, "from_id": author, "text": "№ 7"})).reply_text

    assert replied(-5) == "№ 7"
    assert replied(7) == replied(-6) == event(new()).reply_text == ""


def test_a_forwarded_message_of_the_same_chat_counts_as_a_reply() -> None:
    forwarded = [{"peer_id": 4, "conversation_message_id": 2}, {"peer_id": CHAT, "conversation_message_id": 31}]
    assert event(new(peer_id=CHAT, fwd_messages=forwarded)).reply_to == "31"
    assert event(new(fwd_messages=forwarded)).reply_to == ""


def passed_on(text: str = "", **fields: Any) -> dict[str, Any]:
    return {"date": 1, "from_id": 4, "peer_id": 4, "conversation_message_id": 2, "text": text, **fields}


def test_forwarded_words_and_files_are_read_with_ones_own() -> None:
    photo = {"type": "photo", "photo": {"owner_id": 4, "id": 8, "access_key": "k", "sizes": []}}
    inner = passed_on("Прорвало дамбу", attachments=[photo])
    found = event(new(text="Это правда?", fwd_messages=[passed_on("Смотри", fwd_messages=[inner]), passed_on()]))
    assert (found.text, found.forwarded) == ("Это правда?\nСмотри\nПрорвало дамбу", True)
    assert [a.handle for a in found.attachments] == ["photo4_8_k"]
    assert not event(new(fwd_messages=[])).forwarded


def test_a_forward_out_of_the_bots_own_chat_is_read_unless_it_answers_in_words() -> None:
    ours = [passed_on("Оповещение № 7", peer_id=9, conversation_message_id=31)]
    assert (event(new(text="", fwd_messages=ours)).text, event(new(fwd_messages=ours)).text) == (
        "Оповещение № 7",
        "яма",
    )
    answer = event(new(fwd_messages=ours))
    assert (answer.reply_to, answer.forwarded) == ("31", False)


def test_in_a_chat_of_operators_nothing_forwarded_becomes_the_operators_own_words() -> None:
    found = event(new(text="смотрите", peer_id=CHAT, fwd_messages=[passed_on("№ 12 всё починили")]))
    assert (found.text, found.forwarded) == ("смотрите", False)


def test_of_endless_forwards_only_the_first_are_read() -> None:
    deep = passed_on("0")
    for number in range(1, 9):
        deep = passed_on(str(number), fwd_messages=[deep])
    assert event(new(text="", fwd_messages=[deep])).text == "8\n7\n6"
    assert len(event(new(text="", fwd_messages=[passed_on("а")] * 100)).text.split()) == 10


def test_a_hundred_posts_that_are_passed_on_are_not_read_to_their_end_nor_taken_for_less_than_they_are() -> None:
    posts = [{"type": "wall", "wall": {"id": n, "owner_id": -1, "text": f"{n} " + "Яма. " * 1_500}} for n in range(10)]
    passed_on = [{"from_id": 7, "date": 1, "text": "Смотри", "attachments": posts} for _ in range(10)]
    for raw in (
        new(text="Это правда?", fwd_messages=passed_on),
        new(text="Это правда?", attachments=posts),
        update("message_edit", message(text="Это правда?", attachments=posts)),
    ):
        text = event(raw).text
        assert text.startswith("Это правда?\n")
        assert LONGEST_TEXT < len(text) <= LONGEST_IN_ALL, "more than a report holds, so that its author hears of it"
