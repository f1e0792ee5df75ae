"""What the bot does not need cannot hurt, and what it needs falls back to what can be read."""

from __future__ import annotations

import json
from typing import Any

import pytest

from handlers.base.event import AttachmentKind, Event, Kind
from tests.unit.mutations import mutations
from tests.unit.telegram.test_translate import ANNA, BOT, GROUP, NOTE, change, event, message, said, translate

SAID = "Упало дерево у школы"
BORIS = {"id": 43, "is_bot": False, "first_name": "Борис"}
EARLIER = {**message(GROUP), "from": BOT, "message_id": 3, "text": "№ 12 карточка"}
PHOTO = [{**NOTE, "width": 90, "height": 90, "file_size": 7}, {**NOTE, "file_id": "small", "width": 9, "height": 9}]
LINKED = [{"type": "text_link", "offset": 0, "length": 5, "url": "https://a.example/x"}]
GOOD: dict[str, dict[str, Any]] = {
    "text": {"message": message(text=SAID, entities=LINKED)},
    "photo": {"message": message(photo=PHOTO, caption=SAID, media_group_id="7", caption_entities=LINKED)},
    "document": {"message": message(document={**NOTE, "file_name": "a.pdf", "mime_type": "x/y"}, caption=SAID)},
    "forward": {"message": message(text=SAID, forward_origin={"type": "user", "date": 1, "sender_user": BORIS})},
    "place": {"message": message(location={"latitude": 55.5, "longitude": 37.2}, text=SAID)},
    "venue": {"message": message(venue={"location": {"latitude": 1, "longitude": 2}, "title": "Т"}, caption=SAID)},
    "voice": {"message": message(voice={**NOTE, "duration": 1, "mime_type": "audio/ogg"}, caption=SAID)},
    "elsewhere": {
        "message": message(
            text=SAID,
            external_reply={"origin": {"type": "hidden_user", "date": 1, "sender_user_name": "С"}, "story": {}},
            quote={"text": "цитата", "position": 0, "entities": LINKED},
        )
    },
    "answer": {"message": message(GROUP, text=SAID, reply_to_message=EARLIER, message_thread_id=4)},
    "anonymous": {"message": {**message(GROUP, text=SAID), "from": BOT, "sender_chat": GROUP}},
    "edit": {"edited_message": message(text=SAID, edit_date=1_700_000_100)},
    "press": {"callback_query": {"id": "q", "from": ANNA, "chat_instance": "c", "data": "x", "message": message()}},
    "mine": {"my_chat_member": change(GROUP, {"user": BOT, "status": "left"}, {"user": BOT, "status": "member"})},
    "theirs": {"chat_member": change(GROUP, {"user": BORIS, "status": "member"}, {"user": BORIS, "status": "left"})},
    "moved": {"message": message({**GROUP, "id": -5, "type": "group"}, migrate_to_chat_id=-1007)},
}
DECIDE = {
    "message", "edited_message", "callback_query", "my_chat_member", "chat_member", "chat", "from", "id", "type",
    "is_bot", "user", "status", "sender_chat", "is_automatic_forward", "migrate_to_chat_id", "location",
    "old_chat_member", "new_chat_member",
}  # fmt: skip
"""Who, where and what happened: these fields decide whose it is, and whether it is anything for us."""


@pytest.mark.parametrize("name", GOOD)
def test_no_field_of_any_update_costs_more_than_itself(name: str) -> None:
    whole = event(**GOOD[name])
    for path, odd in mutations(GOOD[name]):
        found = translate(**odd)
        json.loads(found.raw)
        found.raw.encode()
        assert "in translate" not in found.fault, path
        if path[-1] in DECIDE and "entities" not in path:
            continue
        if found.event is None and path == ("message", "text"):
            assert whole.private == (found.writer is not None), odd
            continue
        assert found.event is not None, (path, found.fault)
        assert (found.event.kind, found.event.chat, found.event.sender) == (whole.kind, whole.chat, whole.sender), path
        assert found.event.private == whole.private
        if not {"text", "caption", "venue"} & set(path):
            assert found.event.text.startswith(whole.text[:5]), path
        found.event.text.encode()
        assert "\x00" not in found.event.text


def test_a_reply_to_a_story_that_nobody_can_read_leaves_the_words() -> None:
    found = said(text=SAID, external_reply={"origin": {"type": "hidden_user", "date": 1}, "story": {}}, reply_markup=[])
    assert (found.text, found.sender, found.chat) == (SAID, "42", "42")


@pytest.mark.parametrize("photo", [{}, "x", [], [None], [{"width": 5}], [{"file_id": 0.5}]])
def test_a_file_that_cannot_be_read_is_named_beside_the_words(photo: Any) -> None:
    found = said(photo=photo, caption=SAID)
    assert found.text == SAID
    assert [(a.kind, a.name) for a in found.attachments] == [(AttachmentKind.OTHER, "unreadable")]


def test_what_is_left_of_a_message_without_its_only_part_is_told_to_its_writer() -> None:
    odd: dict[str, Any]
    for odd in ({"photo": [{}]}, {"text": {"a": 1}}, {"location": {"latitude": "я"}}, {"voice": 5}):
        found = translate(message=message(**odd))
        assert (found.event, next(iter(odd)) in found.fault) == (None, True)
        assert found.writer == Event("telegram", "5:42:9", Kind.MESSAGE, chat="42", sender="42", language="pt")
    assert translate(message=message(GROUP, text={"a": 1})).writer is None


def test_whoever_cannot_be_known_is_not_guessed() -> None:
    odd: dict[str, Any]
    for odd in ({"chat": {}}, {"chat": "x"}, {"from": BORIS, "text": [1]}, {"chat": {"id": -5}, "from": {}}):
        found = translate(message={**message(text=SAID), **odd})
        assert (found.event, found.writer) == (None, None)
        assert found.fault


def test_a_private_chat_says_who_writes_where_the_sender_does_not() -> None:
    assert event(message={**message(text=SAID), "from": {"name": 1}}).sender == "42"
    assert event(message={**message(text=SAID), "chat": {"id": "42"}}).private
    assert event(message={**message(text=SAID), "chat": {"type": "private"}}).chat == "42"
    assert not event(message=message({"id": -5}, text=SAID)).private


@pytest.mark.parametrize("odd", [None, 7, "x", [1, 2], {"update_id": None}, {"update_id": "x", "message": []}])
def test_no_answer_of_a_server_stops_the_translation(odd: Any) -> None:
    from bot.channels.telegram.translate import Translator
    from tests.unit.telegram.test_translate import Fixed

    found = Translator("7001", "otklik_bot", Fixed()).translate(odd)
    assert (found.event, found.writer) == (None, None)
    assert found.key


RIGHTS = {"user": BORIS, "can_be_edited": False, "can_delete_messages": True}


@pytest.mark.parametrize(
    ("new", "member"),
    [
        ({"status": "kicked"}, "gone"),
        ({"status": "administrator"}, "administrator"),
        ({"status": "restricted", "is_member": True}, "member"),
        ({"status": "restricted"}, "gone"),
        ({"status": "restricted", "is_member": "yes"}, "gone"),
        ({"status": "observer"}, "unknown"),
    ],
)
def test_of_a_membership_only_status_person_and_chat_are_needed(new: dict[str, Any], member: str) -> None:
    old = {**RIGHTS, "status": "administrator", "until_date": "x"}
    changed = {"chat": {"id": -1001, "type": "supergroup"}, "date": None, "old_chat_member": old}
    found = event(chat_member={**changed, "new_chat_member": {**RIGHTS, **new}})
    assert (found.kind, found.sender, found.member) == (Kind.MEMBER, "43", member)


def test_a_bot_made_administrator_by_an_older_server_joins() -> None:
    old, new = {"user": BOT, "status": "left"}, {"user": BOT, "status": "administrator", "can_manage_chat": True}
    assert event(my_chat_member=change(GROUP, old, new)).kind is Kind.JOINED
    assert event(my_chat_member={"chat": GROUP, "new_chat_member": new}).kind is Kind.JOINED
    restricted = {"user": BOT, "status": "restricted", "until_date": 0, "is_member": True}
    found = translate(my_chat_member=change(GROUP, {"user": BOT, "status": "member"}, restricted))
    assert found.event is not None
    assert (found.event.kind, found.event.member, found.fault) == (Kind.RIGHTS, "", "")


def link(offset: int, length: int, url: Any = "https://a.example/x") -> dict[str, Any]:
    return {"type": "text_link", "offset": offset, "length": length, "url": url}


@pytest.mark.parametrize(
    ("text", "links", "read"),
    [
        ("Всё тут, смотрите", [link(4, 3)], "Всё тут (https://a.example/x), смотрите"),
        ("🔥🔥 тут!", [link(5, 3)], "🔥🔥 тут (https://a.example/x)!"),
        ("тут\nи там", [link(0, 4), link(6, 3, "tg://resolve?x")], "тут (https://a.example/x)\nи там (tg://resolve?x)"),
        ("a.example/x/", [link(0, 12)], "a.example/x/"),
        ("https://bank.example", [link(0, 20, "https://b4nk.example")], "https://bank.example (https://b4nk.example)"),
        ("на сайте", [link(0, 3), link(3, 5)], "на сайте (https://a.example/x)"),
        ("тут", [link(0, 900)], "тут (https://a.example/x)"),
        ("тут", [link(0, 3, "javascript:alert(1)")], "тут (javascript:alert(1))"),
        ("тут", [link(0, 3, None), link(-4, 3), link(9, 3), link(0, 0), None, {"type": "spoiler"}], "тут"),
        ("тут", "odd", "тут"),
    ],
)
def test_an_address_behind_a_word_is_said_after_it(text: str, links: Any, read: str) -> None:
    assert said(text=text, entities=links).text == read
    assert said(photo=PHOTO, caption=text, caption_entities=links).text == read
    assert event(edited_message=message(text=text, entities=links)).text == read
    assert said(GROUP, text=text, entities=links, forward_origin={"type": "channel"}).text == read


def test_what_is_quoted_from_another_chat_is_read_in_private_with_its_addresses() -> None:
    quote = {"text": "Сбор тут", "position": 0, "entities": [link(5, 3)]}
    asked: dict[str, Any] = {"text": "Это правда?", "quote": quote, "external_reply": {"origin": {}}}
    assert said(**asked).text == "Это правда?\nСбор тут (https://a.example/x)"
    assert said(GROUP, **asked).text == "Это правда?"
    assert said(text="Да", quote=quote, reply_to_message=EARLIER).text == "Да"


POLL = {"id": "1", "question": "Есть вода?", "options": [{"text": "Да"}, {"text": "Нет"}], "type": "regular"}
CHECKLIST = {"title": "Починить", "tasks": [{"id": 1, "text": "фонарь"}, {"id": 2, "text": "люк"}]}


@pytest.mark.parametrize(("thing", "words"), [
    ({"poll": POLL}, "Есть вода?\nДа\nНет"),
    ({"poll": {**POLL, "options": [None, {"text": 5}, {}]}}, "Есть вода?\n5"),
    ({"poll": {**POLL, "description": "см. тут", "description_entities": [link(4, 3)]}},
     "Есть вода?\nсм. тут (https://a.example/x)\nДа\nНет"),
    ({"checklist": CHECKLIST}, "Починить\nфонарь\nлюк"),
])  # fmt: skip
def test_a_poll_and_a_checklist_are_read_as_words(thing: dict[str, Any], words: str) -> None:
    for more in ({}, {"forward_origin": {"type": "channel"}}):
        found = said(**thing, **more)
        assert (found.text, found.forwarded) == (words, bool(more))
        assert [(a.name, a.transcript) for a in found.attachments] == [(next(iter(thing)), words)]
    assert said(GROUP, **thing, reply_to_message=EARLIER).text == words
    topic = {**EARLIER, "forum_topic_created": {"name": "Тема"}}
    assert {said(GROUP, **thing).text, said(GROUP, **thing, reply_to_message=topic).text} == {""}
    assert said(text="Правда?", external_reply={"origin": {}, **thing}).text == f"Правда?\n{words}"


@pytest.mark.parametrize("poll", [{}, "x", {"question": [], "options": "x"}])
def test_a_poll_that_says_nothing_is_passed_on_by_name(poll: Any) -> None:
    found = said(poll=poll)
    assert (found.text, [a.name for a in found.attachments]) == ("", ["poll"])


def test_of_a_hundred_hidden_addresses_the_first_are_kept() -> None:
    links = [link(n * 2, 1, f"https://a.example/{n}") for n in range(100)]
    assert said(text="а " * 100, entities=links).text.count("https://") == 20


def test_what_the_bot_said_is_repeated_as_it_was_written() -> None:
    earlier = {**EARLIER, "entities": [link(0, 4)]}
    assert said(GROUP, text="Да", reply_to_message=earlier).reply_text == "№ 12 карточка"


def test_what_another_bot_or_a_channel_said_in_the_chat_is_none_of_ours() -> None:
    other = {**BOT, "id": 7002, "username": "other_bot"}
    channel = {"id": -1009, "type": "channel", "title": "Канал"}
    for earlier in (
        {**EARLIER, "from": other},
        {**EARLIER, "from": BORIS},
        {**EARLIER, "sender_chat": channel},
        {**EARLIER, "from": {"id": 777000, "is_bot": False, "first_name": "Telegram"}, "sender_chat": channel},
        {**EARLIER, "from": {}},
    ):
        heard = said(GROUP, text="Сделаем завтра", reply_to_message=earlier, message_thread_id=3)
        assert (heard.reply_to, heard.reply_text) == ("3", ""), earlier
    assert translate(message={**message(GROUP), "sender_chat": channel, "is_automatic_forward": True}).event is None
    begun = {**message(GROUP), "message_id": 2, "forum_topic_created": {"name": "Дежурство", "icon_color": 1}}
    in_topic = said(GROUP, text="№ 12 сделаем", reply_to_message={**begun, "from": BOT}, message_thread_id=2)
    assert (in_topic.reply_to, in_topic.reply_text) == ("", "")


def test_what_no_version_knows_yet_is_heard_where_it_was_meant_for_the_bot() -> None:
    for held in ({"hologram": {"a": 1}}, {"shared_song": "x"}):
        for found in (said(**held), said(GROUP, reply_to_message=EARLIER, **held)):
            assert [(one.kind, one.name) for one in found.attachments] == [(AttachmentKind.OTHER, "unknown")], held
        assert translate(message=message(GROUP, **held)).event is None, "news of a group"


@pytest.mark.parametrize("odd", [5, "x", [], [1], {}, {"chat": 7}])
def test_who_pressed_a_button_of_a_message_that_cannot_be_read_is_told_and_his_button_let_go(odd: Any) -> None:
    found = translate(callback_query={"id": "q", "from": ANNA, "data": "x", "message": odd})
    assert (found.event, bool(found.fault)) == (None, True)
    assert found.writer is not None
    told = found.writer
    assert (told.kind, told.chat, told.sender, told.private, told.language) == (Kind.BUTTON, "42", "42", True, "pt")
    assert told.ack == "q"
    assert told.ack_until > 0


def test_a_press_without_its_person_in_a_private_chat_is_that_chats() -> None:
    found = event(callback_query={"id": "q", "from": {"id": "?"}, "data": "x", "message": message()})
    assert (found.kind, found.sender, found.private) == (Kind.BUTTON, "42", True)
    assert translate(callback_query={"id": "q", "from": BOT | {"id": None}, "message": message(GROUP)}).writer is None


@pytest.mark.parametrize("name", ["theirs", "mine"])
def test_news_of_members_that_cannot_be_read_says_whose_members_they_are(name: str) -> None:
    ((kind, whole),) = GOOD[name].items()
    assert translate(**GOOD[name]).members_of is None
    for odd in ({"new_chat_member": {"user": BORIS}}, {"new_chat_member": {"user": BORIS, "status": 5}}):
        assert translate(**{kind: whole | odd}).members_of == "-1001"
    assert translate(**{kind: whole | {"chat": "?"}}).members_of == ""
    assert translate(**{kind: [whole]}).members_of == ""
    assert translate(message=message(GROUP, text={"a": 1})).members_of is None
