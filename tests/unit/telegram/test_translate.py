"""Updates as Telegram sends them, and the events they become."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.channels.telegram.translate import Translator
from handlers.base.event import Attachment, AttachmentKind, Event, Kind, Point, Update
from tests.unit.adapters import QuickClock

K = AttachmentKind
ANNA = {"id": 42, "is_bot": False, "first_name": "Анна", "last_name": "К", "language_code": "pt-br"}
PRIVATE = {"id": 42, "type": "private", "first_name": "Анна"}
GROUP = {"id": -1001, "type": "supergroup", "title": "Смена"}
BOT = {"id": 7001, "is_bot": True, "first_name": "Отклик", "username": "otklik_bot"}
NOTE = {"file_unique_id": "u", "file_id": "f1"}


class Fixed(QuickClock):
    def now(self) -> int:
        return 1_000_000


def translate(**update: Any) -> Update:
    return Translator("7001", "otklik_bot", Fixed()).translate({"update_id": 5, **update})


def event(**update: Any) -> Event:
    found = translate(**update)
    assert found.fault == ""
    assert found.event is not None
    return found.event


def message(chat: dict[str, Any] = PRIVATE, **values: Any) -> dict[str, Any]:
    return {"message_id": 9, "date": 1_700_000_000, "chat": chat, "from": ANNA, **values}


def said(chat: dict[str, Any] = PRIVATE, **values: Any) -> Event:
    return event(message=message(chat, **values))


def ignored(**update: Any) -> bool:
    found = translate(**update)
    return found.event is None and found.fault == ""


def test_text_says_who_where_and_when() -> None:
    found = translate(message=message(text="Яма <b>"))
    assert (found.channel, found.bot, found.key, found.fault) == ("telegram", "7001", "5:42:9", "")
    assert json.loads(found.raw)["message"]["text"] == "Яма <b>"
    assert found.event == Event(
        "telegram",
        "5:42:9",
        Kind.MESSAGE,
        chat="42",
        private=True,
        sender="42",
        sender_name="Анна К",
        at=1_700_000_000_000,
        text="Яма <b>",
        message="9",
        language="pt",
    )


@pytest.mark.parametrize(
    ("holds", "attachment"),
    [
        (
            {"photo": [{**NOTE, "file_id": "big", "width": 90, "height": 90, "file_size": 7},
                       {**NOTE, "width": 9, "height": 9}]},
            Attachment(K.PHOTO, "big", mime="image/jpeg", size=7),
        ),
        (
            {"video": {**NOTE, "width": 1, "height": 1, "duration": 1, "file_name": "a.mp4", "mime_type": "video/mp4"}},
            Attachment(K.VIDEO, "f1", name="a.mp4", mime="video/mp4"),
        ),
        (
            {"video_note": {**NOTE, "length": 1, "duration": 1, "file_size": 3}},
            Attachment(K.DOCUMENT, "f1", name="video_note.mp4", mime="video/mp4", size=3),
        ),
        (
            {"animation": {**NOTE, "width": 1, "height": 1, "duration": 1, "file_name": "g.mp4"},
             "document": {**NOTE, "file_id": "f1"}},
            Attachment(K.DOCUMENT, "f1", name="g.mp4"),
        ),
        (
            {"document": {**NOTE, "file_name": "акт.pdf", "mime_type": "application/pdf", "file_size": 5_000_000_000}},
            Attachment(K.DOCUMENT, "f1", name="акт.pdf", mime="application/pdf", size=5_000_000_000),
        ),
        ({"voice": {**NOTE, "duration": 1}}, Attachment(K.VOICE, "f1", mime="audio/ogg")),
        (
            {"audio": {**NOTE, "duration": 1, "title": "Гул", "mime_type": "audio/mpeg"}},
            Attachment(K.AUDIO, "f1", name="Гул", mime="audio/mpeg"),
        ),
        (
            {"sticker": {**NOTE, "type": "regular", "width": 1, "height": 1, "is_animated": False,
                         "is_video": False, "emoji": "👍"}},
            Attachment(K.STICKER, "f1", name="👍"),
        ),
        (
            {"contact": {"phone_number": "1", "first_name": "Б"}},
            Attachment(K.OTHER, "", name="contact", transcript="Б 1"),
        ),
        ({"dice": {"emoji": "🎲", "value": 3}}, Attachment(K.OTHER, "", name="dice")),
        ({"story": {"chat": PRIVATE, "id": 1}}, Attachment(K.OTHER, "", name="story")),
        ({"telepathy": {"thought": "…"}}, Attachment(K.OTHER, "", name="unknown")),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)  # fmt: skip
def test_file_keeps_its_handle(holds: dict[str, Any], attachment: Attachment) -> None:
    assert said(**holds).attachments == (attachment,)


def test_album_item_keeps_its_caption_and_album() -> None:
    photo = [{**NOTE, "width": 1, "height": 1}]
    found = said(photo=photo, caption="Яма", media_group_id="777")
    assert (found.text, found.album, len(found.attachments)) == ("Яма", "777", 1)


def test_place_and_venue() -> None:
    at = {"latitude": 55.5, "longitude": 37.25}
    assert said(location=at).place == Point(55.5, 37.25)
    assert said(location=at).attachments == ()
    found = said(location=at, venue={"location": at, "title": "Школа", "address": "Лесная, 5"})
    assert (found.text, found.place) == ("Школа\nЛесная, 5", Point(55.5, 37.25))


def test_reply_names_the_message_but_a_topics_beginning_is_no_reply() -> None:
    earlier = {**message(GROUP), "message_id": 3, "text": "карточка"}
    assert said(GROUP, text="Ответ", reply_to_message=earlier).reply_to == "3"
    topic = {**message(GROUP), "message_id": 2, "forum_topic_created": {"name": "т", "icon_color": 1}}
    assert said(GROUP, text="Ответ", reply_to_message=topic).reply_to == ""


def test_group_message_stays_whole() -> None:
    found = said(GROUP, text="№ 12 @otklik_bot  сделано ")
    assert (found.text, found.private, found.chat) == ("№ 12 @otklik_bot  сделано ", False, "-1001")


@pytest.mark.parametrize(
    ("text", "became", "ref"),
    [
        ("/status@Otklik_Bot 12", "/status 12", ""),
        ("/start qr_school-5", "/start", "qr_school-5"),
        ("/start@otklik_bot  qr", "/start", "qr"),
        ("/start", "/start", ""),
        ("@Otklik_bot /status 12", "/status 12", ""),
        (" @otklik_bot, /queue@otklik_bot", "/queue", ""),
        ("@other_bot /status 12", "@other_bot /status 12", ""),
        ("@otklik_bot, № 12 сделано", "№ 12 сделано", ""),
        ("@otklik_bot", "@otklik_bot", ""),
        ("@other_bot № 12 сделано", "@other_bot № 12 сделано", ""),
        ("/status 12", "/status 12", ""),
        ("/5/ дом", "/5/ дом", ""),
        ("пишите на /start@other_bot", "пишите на /start@other_bot", ""),
        ("/start@otklik_bot\nстрока", "/start", "строка"),
        ("/start нет света, дом 5", "/start нет света, дом 5", ""),
    ],
)
def test_command_to_us(text: str, became: str, ref: str) -> None:
    found = said(GROUP, text=text)
    assert (found.text, found.ref) == (became, ref)


def test_command_to_another_bot_is_left_alone() -> None:
    assert ignored(message=message(GROUP, text="/status@other_bot 12"))


def test_in_private_nobody_else_can_be_meant_whatever_name_stands_behind_the_command() -> None:
    assert said(text="/report@other_bot яма у дома 4").text == "/report яма у дома 4"


def test_forwarded_text_is_kept() -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Б", "date": 1}
    found = said(text="Переслал", forward_origin=origin)
    assert (found.text, found.forwarded) == ("Переслал", True)


def test_ones_own_words_are_not_forwarded() -> None:
    assert not said(text="Своё").forwarded


def test_edit_has_the_new_text_and_its_time() -> None:
    found = event(edited_message=message(text="Яма на Лесной", edit_date=1_700_000_100))
    assert (found.kind, found.text, found.message, found.at) == (Kind.EDIT, "Яма на Лесной", "9", 1_700_000_100_000)


def test_moving_live_location_is_no_edit() -> None:
    at = {"latitude": 55.5, "longitude": 37.25, "live_period": 900}
    assert ignored(edited_message=message(location=at, edit_date=1_700_000_100))


def test_pressed_button_can_be_answered_for_ten_seconds() -> None:
    found = event(
        callback_query={"id": "q1", "from": ANNA, "chat_instance": "c", "data": "take:12", "message": message(GROUP)}
    )
    assert (found.kind, found.data, found.message, found.chat) == (Kind.BUTTON, "take:12", "9", "-1001")
    assert (found.sender, found.private, found.ack, found.ack_until) == ("42", False, "q1", 1_010_000)


def test_button_under_a_message_too_old_to_be_shown_still_counts() -> None:
    old = {"chat": PRIVATE, "message_id": 3, "date": 0}
    found = event(callback_query={"id": "q1", "from": ANNA, "chat_instance": "c", "data": "x", "message": old})
    assert (found.message, found.private) == ("3", True)


MEMBER = {"user": BOT, "status": "member"}
LEFT = {"user": BOT, "status": "left"}
KICKED = {"user": BOT, "status": "kicked", "until_date": 0}


def change(chat: dict[str, Any], old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    return {"chat": chat, "from": ANNA, "date": 1_700_000_000, "old_chat_member": old, "new_chat_member": new}


def test_blocking_and_unblocking() -> None:
    blocked = event(my_chat_member=change(PRIVATE, MEMBER, KICKED))
    assert (blocked.kind, blocked.sender, blocked.private) == (Kind.BLOCKED, "42", True)
    assert event(my_chat_member=change(PRIVATE, KICKED, MEMBER)).kind is Kind.UNBLOCKED


def test_bot_added_to_a_group_says_by_whom_and_only_once() -> None:
    joined = event(my_chat_member=change(GROUP, LEFT, MEMBER))
    assert (joined.kind, joined.chat, joined.sender, joined.private) == (Kind.JOINED, "-1001", "42", False)
    assert ignored(message=message(GROUP, new_chat_members=[BOT]))
    assert ignored(my_chat_member=change(GROUP, LEFT, KICKED))
    assert ignored(my_chat_member=change({**GROUP, "type": "channel"}, LEFT, MEMBER))


def test_bot_removed_from_a_group_or_given_other_rights_there() -> None:
    gone = event(my_chat_member=change(GROUP, MEMBER, KICKED))
    assert (gone.kind, gone.chat, gone.member) == (Kind.RIGHTS, "-1001", "gone")
    silenced = event(my_chat_member=change(GROUP, MEMBER, {**MEMBER, "tag": "bot"}))
    assert (silenced.kind, silenced.chat, silenced.member) == (Kind.RIGHTS, "-1001", "")
    assert ignored(my_chat_member=change(PRIVATE, MEMBER, MEMBER))


@pytest.mark.parametrize(
    ("new", "member"),
    [
        ({"status": "member"}, "member"),
        ({"status": "left"}, "gone"),
        ({"status": "kicked", "until_date": 0}, "gone"),
        ({"status": "creator", "is_anonymous": False}, "administrator"),
    ],
)
def test_membership_of_a_person_changed(new: dict[str, Any], member: str) -> None:
    other = {"id": 43, "is_bot": False, "first_name": "Борис"}
    found = event(chat_member=change(GROUP, {"user": other, "status": "left"}, {"user": other, **new}))
    assert (found.kind, found.sender, found.member, found.chat) == (Kind.MEMBER, "43", member, "-1001")


def test_membership_of_another_bot_is_left_alone() -> None:
    assert ignored(chat_member=change(GROUP, LEFT, MEMBER))


def test_group_that_became_a_supergroup() -> None:
    found = event(message=message({**GROUP, "id": -5, "type": "group"}, migrate_to_chat_id=-1007))
    assert (found.kind, found.chat, found.migrated_to) == (Kind.MIGRATED, "-5", "-1007")
    assert ignored(message=message(GROUP, migrate_from_chat_id=-5))


def test_nobody_can_be_held_to_what_a_group_or_a_channel_wrote() -> None:
    faceless = {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"}
    found = event(message={**message(GROUP, text="/stats"), "from": faceless, "sender_chat": GROUP})
    assert (found.anonymous, found.sender, found.sender_name) == (True, "1087968824", "Смена")
    assert not said(GROUP, text="/stats").anonymous


def test_channel_posts_their_copies_and_other_bots_are_left_alone() -> None:
    channel = {"id": -1009, "type": "channel", "title": "Новости"}
    service = {"id": 777000, "is_bot": False, "first_name": "Telegram"}
    copy = {**message(GROUP, text="пост"), "from": service, "sender_chat": channel, "is_automatic_forward": True}
    assert ignored(message=copy)
    assert ignored(channel_post={"message_id": 1, "date": 1, "chat": channel, "text": "пост"})
    assert ignored(message={**message(GROUP, text="спам"), "from": {**BOT, "id": 8}})


@pytest.mark.parametrize(
    "service",
    [
        {"new_chat_title": "Смена 2"},
        {"left_chat_member": ANNA},
        {"pinned_message": {"chat": GROUP, "message_id": 3, "date": 0}},
        {"forum_topic_closed": {}},
        {"telepathy": {"thought": "…"}},
    ],
    ids=lambda value: next(iter(value)),
)
def test_service_messages_of_a_group_are_left_alone(service: dict[str, Any]) -> None:
    assert ignored(message=message(GROUP, **service))


@pytest.mark.parametrize("code", [None, "r", "12", "жж"])
def test_strange_language_is_no_language(code: str | None) -> None:
    assert event(message={**message(text="x"), "from": {**ANNA, "language_code": code}}).language == ""


@pytest.mark.parametrize("broken", [{"message": "x"}, {"message": {"text": "Секрет"}}, {"callback_query": []}])
def test_unreadable_update_is_a_fault_that_names_the_field_only(broken: dict[str, Any]) -> None:
    found = translate(**broken)
    assert found.event is None
    assert next(iter(broken)) in found.fault
    assert "Секрет" not in found.fault
    assert json.loads(found.raw) == {"update_id": 5, **broken}


def test_slip_of_our_own_keeps_the_update_aside(monkeypatch: pytest.MonkeyPatch) -> None:
    def slip(*_: object) -> Event:
        raise KeyError("Секрет")

    monkeypatch.setattr(Translator, "_message", slip)
    assert translate(message=message(text="x")).fault == "KeyError in translate"


def test_unknown_own_name_takes_every_mention_for_ours() -> None:
    found = Translator("7001", "", Fixed()).translate({"update_id": 1, "message": message(GROUP, text="/a@x_bot 1")})
    assert found.event is not None
    assert found.event.text == "/a 1"


def test_nothing_imports_aiogram_not_even_a_running_channel() -> None:
    code = "import sys, bot.app, bot.channels.telegram.channel; print('aiogram' in sys.modules)"
    root = Path(__file__).parents[3]
    assert subprocess.check_output([sys.executable, "-c", code], cwd=root, text=True, timeout=200) == "False\n"
    importing = {
        p.name for p in (root / "bot").rglob("*.py") if "import aiogram" in (t := p.read_text()) or "from aiogram" in t
    }
    assert importing == {"api_names.py"}
