"""What the bot does not need cannot hurt, and what people pass on is read: posts, comments, links, videos."""

from __future__ import annotations

from typing import Any

import pytest

from bot.channels.vk.translate import translate, whole
from handlers.base.event import AttachmentKind, Event, Kind, Point
from tests.unit.mutations import mutations
from tests.unit.vk.test_translate import CHAT, GROUP, NOW, PHOTO, event, message, new, passed_on, read, update

SAID = "Упало дерево у школы"


def photo(number: int = 2) -> dict[str, Any]:
    return {"type": "photo", "photo": {**PHOTO, "id": number}}


def wall(text: str = "", *attachments: Any, **fields: Any) -> dict[str, Any]:
    post = {"id": 8, "owner_id": -31, "from_id": -31, "date": 1, "text": text, "attachments": list(attachments)}
    return {"type": "wall", "wall": {**post, **fields}}


GOOD: dict[str, dict[str, Any]] = {
    "text": new(text=SAID, ref="a", payload='{"x":1}'),
    "files": new(text=SAID, attachments=[photo(), {"type": "doc", "doc": {"id": 1, "owner_id": 9, "size": 5}}]),
    "post": new(text=SAID, attachments=[wall("Пожар", photo(), copy_history=[wall("Дым")["wall"]])]),
    "place": new(text=SAID, geo={"type": "point", "coordinates": {"latitude": 56.3, "longitude": 44.0}}),
    "forward": new(text=SAID, fwd_messages=[passed_on("Смотри", attachments=[photo()])]),
    "answer": new(text=SAID, peer_id=CHAT, reply_message={"conversation_message_id": 3, "from_id": -5, "text": "№ 7"}),
    "edit": update("message_edit", message(text=SAID, update_time=1)),
    "press": update("message_event", {"user_id": 9, "peer_id": 9, "event_id": "p", "payload": {"d": "x"}}),
    "allowed": update("message_allow", {"user_id": 9, "key": ""}),
    "kicked": new(text="", peer_id=CHAT, action={"type": "chat_kick_user", "member_id": 12, "email": ""}),
}
DECIDE = {"type", "object", "message", "from_id", "peer_id", "user_id", "out", "action", "member_id"}
"""Who, where and what happened: these fields decide whose it is, and whether it is anything for us."""


@pytest.mark.parametrize("name", GOOD)
def test_no_field_of_any_update_costs_more_than_itself(name: str) -> None:
    full = event(GOOD[name])
    for path, odd in mutations(GOOD[name]):
        found = read(odd)
        assert "Error" not in found.fault, path
        assert found.key
        inside = {"attachments", "fwd_messages", "reply_message"} & set(path)
        if path[-1] in DECIDE and not inside:
            continue
        if found.event is None and path[-1] == "text" and not inside:
            assert full.private == (found.writer is not None)
            continue
        assert found.event is not None, (path, found.fault)
        assert (found.event.kind, found.event.chat, found.event.sender) == (full.kind, full.chat, full.sender), path
        if path[-1] != "text" or inside:
            assert found.event.text.startswith(full.text[:20].partition("\n")[0]), path
        assert "\x00" not in found.event.text


@pytest.mark.parametrize(
    "written", ["56.48, 84.94", "56.48 84.94", "56,48 84,94", "56,48; 84,94", " 56.48,84.94 ", [56.48, "84.94"]]
)
def test_coordinates_in_any_writing_are_a_place(written: Any) -> None:
    assert event(new(geo={"coordinates": written})).place == Point(56.48, 84.94)


@pytest.mark.parametrize("geo", [5, "x", [], {"coordinates": "где-то тут"}, {"coordinates": {"latitude": []}}])
def test_a_place_that_cannot_be_read_leaves_the_words(geo: Any) -> None:
    found = event(new(text=SAID, geo=geo))
    assert (found.text, found.place) == (SAID, None)


def test_what_cannot_be_read_is_named_beside_the_words_and_told_without_them() -> None:
    for odd in ([None], [{"type": "photo", "photo": None}], "x", [{"type": "doc", "doc": {"size": 5}}]):
        said = event(new(text=SAID, attachments=odd))
        assert [(a.kind, a.name) for a in said.attachments] == [(AttachmentKind.OTHER, "unreadable")]
        found = read(new(text="", attachments=odd))
        assert (found.event, found.fault) == (None, "vk: unreadable at attachments")
        assert found.writer == Event("vk", found.key, Kind.MESSAGE, chat="9", sender="9")
        assert read(new(text="", peer_id=CHAT, attachments=odd)).writer is None


def test_a_post_is_read_with_its_words_its_photos_and_its_address() -> None:
    found = event(new(text="", attachments=[wall("Прорвало трубу на Речной", photo())]))
    assert found.text == "Прорвало трубу на Речной\nhttps://vk.com/wall-31_8"
    assert ([a.kind for a in found.attachments], found.forwarded) == ([AttachmentKind.PHOTO], True)
    own = event(new(text="Это у нас", attachments=[wall("Прорвало трубу")]))
    assert own.text == "Это у нас\nПрорвало трубу\nhttps://vk.com/wall-31_8"


def test_a_post_of_a_post_and_what_stands_in_it_are_read() -> None:
    link = {"type": "link", "link": {"url": "https://a.ru/x", "title": "Сводка"}}
    copied = wall("Исходное", photo(5), link, id=3, owner_id=-7)["wall"]
    found = event(new(text="", attachments=[wall("", photo(4), copy_history=[copied])]))
    assert found.text.split("\n") == [
        "Исходное",
        "Сводка https://a.ru/x",
        "https://vk.com/wall-7_3",
        "https://vk.com/wall-31_8",
    ]
    assert [a.handle for a in found.attachments if a.name != "link"] == ["photo9_4_k", "photo9_5_k"]


def test_a_post_inside_a_forwarded_message_is_read() -> None:
    found = event(new(text="Правда?", fwd_messages=[passed_on("", attachments=[wall("Закрыли мост", photo())])]))
    assert found.text == "Правда?\nЗакрыли мост\nhttps://vk.com/wall-31_8"
    assert len(found.attachments) == 1


def test_a_comment_is_read_with_its_address() -> None:
    comment = {"id": 4, "owner_id": -31, "post_id": 8, "from_id": 9, "text": "Воды нет и у нас"}
    found = event(new(text="", attachments=[{"type": "wall_reply", "wall_reply": comment}]))
    assert (found.text, found.attachments) == ("Воды нет и у нас\nhttps://vk.com/wall-31_8?reply=4", ())


def test_a_post_without_an_owner_s_field_has_the_wall_it_went_to() -> None:
    post = wall("Дым", to_id=-31, owner_id=None)
    assert "wall-31_8" in event(new(text="", attachments=[post])).text


def test_posts_end_somewhere() -> None:
    deep = wall("0")["wall"]
    for number in range(1, 12):
        deep = wall(str(number), copy_history=[deep])["wall"]
    many = [{"type": "wall", "wall": {**deep, "attachments": [photo(n) for n in range(100)]}}] * 10
    found = event(new(text="", attachments=many))
    assert "0" not in found.text.split("\n")
    assert len(found.attachments) <= 40


@pytest.mark.parametrize(
    ("kind", "thing", "said"),
    [
        ("link", {"url": "https://a.ru/x", "title": "Прорыв"}, "Прорыв https://a.ru/x"),
        ("video", {"id": 5, "owner_id": 9, "title": "Дым над рынком"}, "Дым над рынком https://vk.com/video9_5"),
        ("article", {"id": 5, "owner_id": 9, "title": "О воде", "view_url": "https://vk.com/@w"}, "О воде https://vk.com/@w"),
        ("poll", {"id": 5, "owner_id": 9, "question": "Есть вода?"}, "Есть вода? https://vk.com/poll9_5"),
        ("poll", {"id": 5, "owner_id": 9, "question": "Есть вода?", "answers": [{"text": "Да"}, None, {"text": "Нет"}]},
         "Есть вода? https://vk.com/poll9_5\nДа\nНет"),
        ("market", {"id": 5, "owner_id": -9, "title": "Насос"}, "Насос https://vk.com/product-9_5"),
        ("story", {"id": 5, "owner_id": 9}, "https://vk.com/story9_5"),
        ("of_2030", {"id": 5, "owner_id": 9, "title": "?"}, ""),
    ],
)  # fmt: skip
def test_other_things_are_said_by_title_and_address(kind: str, thing: Any, said: str) -> None:
    thing = [{"type": kind, kind: thing}]
    assert event(new(text="Вот", attachments=thing)).text == f"Вот\n{said}".strip()
    alone = "" if kind in ("video", "story") else said
    assert event(new(text="", attachments=thing)).text == alone
    assert event(new(text="", fwd_messages=[{"from_id": 9, "text": "", "attachments": thing}])).text == alone
    if kind not in ("video", "of_2030"):
        assert [a.transcript for a in event(new(text="", attachments=thing)).attachments] == [alone]


def test_in_a_chat_of_operators_a_post_never_speaks_for_the_operator() -> None:
    post = [wall("№ 12 всё починили")]
    assert event(new(text="", peer_id=CHAT, attachments=post)).forwarded
    own = event(new(text="№ 7 график тут", peer_id=CHAT, attachments=post))
    assert (own.forwarded, own.text.split("\n")[0]) == (False, "№ 7 график тут")
    assert not event(new(text="/report", attachments=post)).forwarded
    poll = [{"type": "poll", "poll": {"id": 1, "owner_id": 9, "question": "№ 12 починили?"}}]
    assert event(new(text="", peer_id=CHAT, attachments=poll)).forwarded
    assert not event(new(text="", attachments=poll)).forwarded


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("@held /queue", "/queue"),
        ("@Held, /queue", "/queue"),
        ("*club5 (ЦУР края) /queue", "/queue"),
        ("@club5 (ЦУР) № 12 сделано", "№ 12 сделано"),
        ("[club5|@held] /queue", "/queue"),
        ("@held (ЦУР): /status 7", "/status 7"),
        ("@heldnot /queue", "@heldnot /queue"),
        ("@other, /queue", "@other, /queue"),
        ("*club55 (Другие) /queue", "*club55 (Другие) /queue"),
        ("спросите @held про /queue", "спросите @held про /queue"),
    ],
)
def test_a_mention_before_a_command_is_understood_however_it_is_written(text: str, read_as: str) -> None:
    found = translate(whole(new(peer_id=CHAT, text=text)), GROUP, NOW, "held")
    assert found.event is not None
    assert found.event.text == read_as


def test_while_the_own_name_is_not_known_any_name_before_a_command_calls_us() -> None:
    assert event(new(peer_id=CHAT, text="@held, /queue")).text == "/queue"
    assert event(new(peer_id=CHAT, text="@held посмотри")).text == "@held посмотри"


def test_a_card_forwarded_without_its_chat_is_a_reply_to_it() -> None:
    card = {"conversation_message_id": 31, "from_id": -5, "text": "№ 7 · Дороги", "date": 1}
    found = event(new(peer_id=CHAT, text="Сделано", fwd_messages=[card]))
    assert (found.reply_to, found.reply_text) == ("31", "№ 7 · Дороги")
    assert event(new(peer_id=CHAT, fwd_messages=[{**card, "from_id": 12}])).reply_to == ""
    assert event(new(peer_id=CHAT, fwd_messages=[{**card, "peer_id": 4}])).reply_to == ""
    assert event(new(text="", fwd_messages=[card])).reply_to == ""


def test_who_pressed_a_button_is_told_wherever_he_can_be_known_from() -> None:
    press = {"user_id": 9, "peer_id": 9, "event_id": "p", "payload": {"d": "x"}}
    for odd in ({"peer_id": "?"}, {"user_id": "?"}):
        found = read(update("message_event", press | odd))
        told = found.event or found.writer
        assert told is not None
        assert (told.kind, told.chat, told.sender, told.private, told.ack) == (Kind.BUTTON, "9", "9", True, "p")
    assert read(update("message_event", press | {"user_id": "?", "peer_id": CHAT})).writer is None


def test_news_of_members_that_cannot_be_read_says_whose_members_they_are() -> None:
    odd: Any
    kick = {"type": "chat_kick_user", "member_id": 12}
    assert read(new(text="", peer_id=CHAT, action=kick)).members_of is None
    for odd in ({"member_id": 12}, kick | {"type": 5}, [1], "x", {"type": "chat_left_tomorrow", "member_id": 12}):
        assert read(new(text="", peer_id=CHAT, action=odd)).members_of == str(CHAT), odd
    assert read(new(text="", peer_id=CHAT, from_id="?", action=kick | {"member_id": "?"})).members_of == str(CHAT)
    for odd in ({"type": "chat_kick_user"}, kick | {"member_id": "?"}):
        found = read(new(text="", peer_id=CHAT, from_id=9, action=odd))
        assert (found.event, found.members_of) == (None, str(CHAT)), "not whoever removed him"
        assert found.fault
    assert read(new(text="", peer_id="?", action=kick)).members_of == ""
    assert read(new(text=SAID, peer_id=CHAT)).members_of is None
