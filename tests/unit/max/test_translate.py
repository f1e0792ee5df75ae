"""Updates as MAX sends them, and the events they become."""

from __future__ import annotations

import hashlib
import hmac
import json
from typing import Any

import pytest

from bot.channels.lenient import UNREADABLE
from bot.channels.max.translate import IGNORED, MaxTranslator
from handlers.base.event import Attachment, AttachmentKind, Event, Kind, Point, Update
from tests.unit.adapters import QuickClock
from tests.unit.max.api import ANNA, BOT, DIALOG, GROUP, TOKEN, about, pressed, said

K = AttachmentKind


class Fixed(QuickClock):
    def now(self) -> int:
        return 1_000_000


def translate(raw: Any) -> Update:
    return MaxTranslator("7001", "id77_bot", Fixed()).translate(raw)


def event(raw: Any) -> Event:
    found = translate(raw)
    assert found.fault == ""
    assert found.event is not None
    return found.event


def ignored(raw: Any) -> bool:
    found = translate(raw)
    return found.event is None and found.fault == ""


def attached(*items: Any, text: str | None = None, **values: Any) -> dict[str, Any]:
    return said(text, body={"attachments": list(items)}, **values)


def test_text_says_who_where_and_when() -> None:
    found = translate(said("Яма <b>"))
    assert (found.channel, found.bot, found.key, found.fault) == ("max", "7001", "m:mid.ab", "")
    assert json.loads(found.raw)["message"]["body"]["text"] == "Яма <b>"
    assert found.event == Event(
        "max",
        "m:mid.ab",
        Kind.MESSAGE,
        chat="42",
        sender="42",
        sender_name="Анна К",
        at=1_700_000_000_123,
        text="Яма <b>",
        message="mid.ab",
        language="ru",
    )


@pytest.mark.parametrize("lost", ["chat_id", "user_id", "chat_type"])
def test_a_dialogue_is_its_person_whatever_is_missing_of_it(lost: str) -> None:
    where = {name: value for name, value in DIALOG.items() if name != lost}
    assert (event(said("Яма", where)).chat, event(pressed(recipient=where)).chat) == ("42", "42")


def test_a_group_is_its_own_number() -> None:
    found = event(said("/stats@id77_bot сегодня", GROUP))
    assert (found.chat, found.private, found.sender, found.text) == ("-71", False, "42", "/stats сегодня")
    assert event(said("@id77_bot /stats", GROUP)).text == "/stats"
    assert event(said("@id77_bot № 12 сделано", GROUP)).text == "№ 12 сделано"
    assert event(said("@other_bot № 12 сделано", GROUP)).text == "@other_bot № 12 сделано"
    assert ignored(said("/stats@other_bot", GROUP))


def test_in_private_nobody_else_can_be_meant_whatever_name_stands_behind_the_command() -> None:
    assert event(said("/report@other_bot яма у дома 4")).text == "/report яма у дома 4"


def test_what_is_not_for_us_is_passed_over() -> None:
    for raw in (said(sender=BOT), said(recipient={"chat_id": -5, "chat_type": "channel"})):
        assert ignored(raw)
    for kind in IGNORED:
        assert ignored(about(kind))
    assert ignored(about("bot_added", -71, is_channel=True))
    assert ignored(about("user_added", -71, user=BOT))


def test_a_kind_of_tomorrow_is_kept_aside() -> None:
    found = translate(about("sun_has_set"))
    assert (found.event, found.fault) == (None, "max: unreadable at update_type")


def test_files_of_each_kind() -> None:
    token = {"token": "t", "url": "https://i.oneme.ru/1"}
    file = {"type": "file", "payload": token, "filename": "акт.pdf", "size": 5}
    found = event(
        attached(
            {"type": "image", "payload": {"photo_id": 1, **token}},
            {"type": "video", "payload": token, "duration": 3},
            {"type": "audio", "payload": token, "transcription": "Яма во дворе"},
            file,
            {"type": "sticker", "payload": {"url": "https://s", "code": "c"}, "width": 1, "height": 1},
            {"type": "story"},
            {"type": "inline_keyboard", "payload": {"buttons": []}},
        )
    )
    url = "https://i.oneme.ru/1"
    assert found.attachments == (
        Attachment(K.PHOTO, "t", url=url, mime="image/jpeg"),
        Attachment(K.VIDEO, "t", mime="video/mp4"),
        Attachment(K.VOICE, "t", url=url, mime="audio/ogg", transcript="Яма во дворе"),
        Attachment(K.DOCUMENT, "t", url=url, name="акт.pdf", mime="application/pdf", size=5),
        Attachment(K.STICKER, "c", url="https://s"),
        Attachment(K.OTHER, "", name="story"),
    )


def test_a_contact_is_the_senders_own_only_with_maxs_word_for_it() -> None:
    card = "BEGIN:VCARD\r\nFN:Анна\r\nTEL;TYPE=cell:+79990000000\r\nEND:VCARD"
    good = hmac.new(TOKEN.encode(), card.encode(), hashlib.sha256).hexdigest()
    translator = MaxTranslator("7001", "id77_bot", Fixed(), TOKEN)

    def names(shown: dict[str, Any], **more: Any) -> list[str]:
        found = translator.translate(attached({"type": "contact", "payload": shown}, **more)).event
        assert found is not None
        assert all(one.transcript for one in found.attachments), "whatever it is, it reaches the staff"
        return [one.name for one in found.attachments]

    assert names({"vcf_info": card, "hash": good}) == names({"vcf_info": card, "hash": good.upper()}) == ["own-contact"]
    for bad in (good[:-1] + "0", "", "х" * 64, None, 7):
        assert names({"vcf_info": card, "hash": bad}) == ["contact"]
    assert names({"vcf_info": card.replace("9", "8"), "hash": good}) == ["contact"]


def test_place_contact_and_link() -> None:
    assert event(attached({"type": "location", "latitude": 56.3, "longitude": "44,1"})).place == Point(56.3, 44.1)
    card = "BEGIN:VCARD\r\nFN:Пётр\r\nTEL;TYPE=cell:+79990000000\r\nEND:VCARD"
    (contact,) = event(attached({"type": "contact", "payload": {"vcf_info": card, "max_info": ANNA}})).attachments
    assert (contact.name, contact.transcript) == ("contact", "Пётр +79990000000")
    share = {"type": "share", "payload": {"url": "https://a.ru/x"}, "title": "Новость"}
    assert event(attached(share, text="Смотрите")).text == "Смотрите\nНовость https://a.ru/x"
    assert event(attached(share, text="Это https://a.ru/x")).text == "Это https://a.ru/x\nНовость https://a.ru/x"
    bare = {"type": "share", "payload": {"url": "https://a.ru/x"}}
    assert event(attached(bare, text="Это https://a.ru/x")).text == "Это https://a.ru/x"


def test_addresses_behind_words_are_written_out() -> None:
    marks = [
        {"type": "link", "from": 3, "length": 4, "url": "https://a.ru"},
        {"type": "strong", "from": 0, "length": 2},
    ]
    assert event(said("🌊 тут", body={"markup": marks})).text == "🌊 тут (https://a.ru)"


def test_a_reply_names_its_message_and_repeats_only_our_words() -> None:
    of_ours = {"type": "reply", "sender": BOT, "message": {"mid": "mid.7", "seq": 1, "text": "Карточка"}}
    found = event(said("Да", GROUP, link=of_ours))
    assert (found.reply_to, found.reply_text, found.text, found.forwarded) == ("mid.7", "Карточка", "Да", False)
    assert event(said("Да", GROUP, link={**of_ours, "sender": ANNA})).reply_text == ""


def test_a_forward_brings_its_words_and_files() -> None:
    image = {"type": "image", "payload": {"token": "t", "url": "https://u"}}
    link = {"type": "forward", "message": {"mid": "mid.7", "seq": 1, "text": "Потоп", "attachments": [image]}}
    found = event(said(None, link=link))
    assert (found.text, found.forwarded, [a.handle for a in found.attachments]) == ("Потоп", True, ["t"])
    without_body = said(link=link)
    without_body["message"]["body"] = None
    first, second = translate(without_body), translate(without_body | {"timestamp": 1_700_000_009_000})
    assert first.event is not None
    assert (first.event.text, first.fault) == ("Потоп", "")
    assert first.key != second.key


def test_start_is_a_message_with_its_link_and_a_stop_blocks() -> None:
    started = event(about("bot_started", payload="join_Ab-1"))
    assert (started.kind, started.text, started.ref, started.chat, started.private) == (
        Kind.MESSAGE, "/start", "join_Ab-1", "42", True,
    )  # fmt: skip
    assert event(about("bot_started", payload="a b")).ref == ""
    stopped = event(about("bot_stopped"))
    assert (stopped.kind, stopped.chat, stopped.sender) == (Kind.BLOCKED, "42", "42")


def test_chats_are_joined_and_left_by_the_bot_and_by_people() -> None:
    joined = event(about("bot_added", -71, is_channel=False))
    assert (joined.kind, joined.chat, joined.private, joined.sender) == (Kind.JOINED, "-71", False, "42")
    nameless = about("bot_added", -71, is_channel=False)
    del nameless["user"]
    assert event(nameless).sender == ""
    assert event(nameless | {"user_id": 42}).sender == "42"
    gone = event(about("bot_removed", -71, is_channel=False))
    assert (gone.kind, gone.member) == (Kind.RIGHTS, "gone")
    for kind, member in (("user_added", "member"), ("user_removed", "gone")):
        found = event(about(kind, -71, is_channel=False))
        assert (found.kind, found.sender, found.member) == (Kind.MEMBER, "42", member)
    rights = about("bot_admin_permissions_changed", -71, is_channel=False, is_admin=True, bot_id=7001)
    assert (event(rights).kind, event(rights).member) == (Kind.RIGHTS, "")
    assert ignored(rights | {"bot_id": 5})


def test_a_press_says_what_and_is_answered_soon() -> None:
    found = event(pressed("card:take:1", GROUP))
    assert (found.kind, found.data, found.chat, found.private) == (Kind.BUTTON, "card:take:1", "-71", False)
    assert (found.message, found.ack, found.ack_until) == ("mid.9", "cb", 1_015_000)
    deleted = event(pressed(recipient=None))
    assert (deleted.chat, deleted.private, deleted.message) == ("42", True, "")
    for forged in ("я", "a" * 65, "a\n"):
        assert event(pressed(forged)).data == ""


def test_an_edit_has_the_new_text() -> None:
    raw = said("Яма и лужа") | {"update_type": "message_edited"}
    found = event(raw)
    assert (found.kind, found.text, found.message, found.at) == (
        Kind.EDIT, "Яма и лужа", "mid.ab", 1_700_000_000_200,
    )  # fmt: skip


def test_keys_tell_events_apart_and_know_repeats() -> None:
    edited = said() | {"update_type": "message_edited"}
    apart = [
        said(), said(body={"mid": "mid.ac"}), edited, edited | {"timestamp": 2},
        said("Б") | {"update_type": "message_edited"}, pressed(), pressed("card:2"), pressed(timestamp=7),
        pressed(user={**ANNA, "user_id": 43}), about("bot_stopped"), about("dialog_removed"),
        about("bot_stopped") | {"timestamp": 1}, about("user_added", -71), about("user_added", -72),
    ]  # fmt: skip
    keys = [translate(raw).key for raw in apart]
    assert len(set(keys)) == len(apart)
    assert [translate(json.loads(json.dumps(raw))).key for raw in apart] == keys
    seen_by_more = said()
    seen_by_more["message"]["stat"] = {"views": 5}
    assert translate(seen_by_more).key == translate(said()).key


def test_what_cannot_be_read_is_kept_and_its_writer_told() -> None:
    for raw in (said() | {"message": {**said()["message"], "body": None}}, attached(5), said(body={"text": {}})):
        found = translate(raw)
        assert found.event is None
        assert found.fault.startswith("max: unreadable at message")
        assert found.writer is not None
        assert found.writer.chat == "42"
    group = translate(said(None, GROUP, body={"text": {}}))
    assert (bool(group.fault), group.writer) == (True, None)
    (lost,) = event(attached({"type": "image", "payload": {}}, text="Яма")).attachments
    assert (lost.kind, lost.name) == (K.OTHER, UNREADABLE)


def test_a_message_in_which_there_is_nothing_is_no_fault() -> None:
    reply = {"link": {"type": "reply", "sender": BOT, "message": {"mid": "mid.7", "text": "x"}}}
    keyboard = {"type": "inline_keyboard", "payload": {"buttons": []}}
    forward = {"link": {"type": "forward", "message": {"mid": "mid.8", "text": None}}}
    empty = (said(None), said(""), attached(keyboard), attached({}), said("", **forward), said(None, GROUP, **reply))
    for raw in empty:
        assert [(a.kind, a.name) for a in event(raw).attachments] == [(K.OTHER, "unknown")], raw
    assert ignored(said(None, GROUP))
    assert [a.name for a in event(attached({"type": "telepathy", "payload": {}})).attachments] == ["telepathy"]


ODD: tuple[Any, ...] = (None, "", "x", -1, 0, 1.5, 2**70, True, [], {}, [[]], {"a": None}, "\ud800", "\x00", ["x"] * 3)
SAMPLES = [
    said("Яма", body={"attachments": [{"type": "image", "payload": {"token": "t", "url": "u"}}], "markup": []}),
    said("Да", GROUP, link={"type": "reply", "sender": BOT, "message": {"mid": "m", "seq": 1, "text": "x"}}),
    pressed(),
    about("bot_started", payload="x"),
    about("user_added", -71, is_channel=False),
]


@pytest.mark.parametrize("sample", range(len(SAMPLES)))
def test_whatever_stands_in_a_field_nothing_is_raised_and_nothing_vanishes(sample: int) -> None:
    for path in paths(SAMPLES[sample]):
        for odd in ODD:
            raw = json.loads(json.dumps(SAMPLES[sample]))
            place = raw
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = odd
            found = translate(raw)
            found.raw.encode()
            assert found.key
            assert "\x00" not in found.key
            for text in (found.event.text, found.event.sender_name, found.event.ref) if found.event else ():
                assert "\x00" not in text
                text.encode()
            assert "Error" not in found.fault, (path, odd)


def paths(value: Any, before: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for name, inner in items for found in ((*before, name), *paths(inner, (*before, name)))]


def test_who_pressed_a_button_is_told_wherever_he_can_be_known_from() -> None:
    nobody: Any = {"user": {"user_id": "?"}}
    for raw in (pressed(recipient={**GROUP, "chat_id": "?"}), pressed(recipient={**DIALOG, "user_id": 42}, **nobody)):
        found = translate(raw)
        told = found.event or found.writer
        assert told is not None
        assert (told.kind, told.chat, told.sender, told.private, told.ack) == (Kind.BUTTON, "42", "42", True, "cb")
    assert translate(pressed(recipient=GROUP, **nobody)).writer is None
    assert event(pressed() | {"message": ["?"]}).chat == "42"


def test_a_message_without_its_person_is_his_whose_dialogue_was_seen() -> None:
    reader = MaxTranslator("7001", "id77_bot", Fixed())
    lost = said("Яма", sender={"user_id": None})
    assert (reader.translate(lost).event, reader.translate(lost).writer) == (None, None)
    reader.translate(said("Яма"))
    found = reader.translate(lost)
    assert found.event is not None
    assert (found.event.chat, found.event.sender, found.event.text) == ("42", "42", "Яма")
    assert reader.translate(said("Яма", {**DIALOG, "chat_id": 9002}, sender={})).event is None
    assert reader.translate(said("Яма", {**GROUP}, sender={})).writer is None


@pytest.mark.parametrize("kind", ["user_removed", "user_added", "bot_removed", "chat_members_of_tomorrow"])
def test_news_of_members_that_cannot_be_read_says_whose_members_they_are(kind: str) -> None:
    odd = {"user": {"user_id": "?"}, "chat_id": -71}
    if kind in ("user_removed", "user_added"):
        assert translate(about(kind, -71)).members_of is None
    if kind != "bot_removed":
        assert translate(about(kind) | odd).members_of == "-71"
    if kind != "chat_members_of_tomorrow":
        assert translate(about(kind) | {"chat_id": "?"}).members_of == ""
    assert translate(said(None, GROUP)).members_of is None
