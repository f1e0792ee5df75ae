"""What a message becomes in MAX."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.max.render import keyboard_of, pieces_of, render
from bot.channels.port import SendFile
from bot.channels.split import utf16_len
from bot.channels.tags import to_html
from handlers.base.message import Button, Message, ReplyKeyboard, escape, parse_marks
from storage.notice_records import MARK
from tests.unit.max.api import parcel, with_files

GO = ((Button("Дальше", "go"),),)
PHOTO, VIDEO = SendFile("photo", "p", stored_id=1), SendFile("video", "v", stored_id=2)
DOC, VOICE = SendFile("document", "d", stored_id=3), SendFile("voice", "a", stored_id=4)


def body(message: Message, **values: Any) -> dict[str, Any]:
    call = render(parcel(message, **values))
    assert call is not None
    assert call.body is not None
    return call.body


def rows(message: Message) -> list[list[dict[str, Any]]]:
    keyboard = keyboard_of(message)
    assert keyboard is not None
    found: list[list[dict[str, Any]]] = keyboard["payload"]["buttons"]
    return found


def test_a_person_is_written_to_by_his_number_a_group_by_that_of_the_chat() -> None:
    for chat, query in (("42", {"user_id": 42}), ("-71", {"chat_id": -71})):
        call = render(parcel("Да", chat=chat))
        assert call is not None
        assert (call.verb, call.path, call.query) == ("POST", "/messages", query | {"disable_link_preview": "true"})


def test_plain_text_has_no_format_and_words_of_people_stay_words() -> None:
    assert body(Message("Яма")) == {"text": "Яма"}
    said = body(Message(f"<b>Яма</b> {escape('<i>&')}"))
    assert said == {"text": "<b>Яма</b> &lt;i&gt;&amp;", "format": "html"}
    assert body(Message(escape("<i>&"))) == {"text": "<i>&"}
    link = body(Message('<a href="https://a.ru/?x=1&amp;y=2">тут</a>'))
    assert link["text"] == '<a href="https://a.ru/?x=1&amp;y=2">тут</a>'
    assert body(Message("<b>Яма</b>", buttons=GO), plain=True) == {"text": "Яма"}


@given(st.lists(st.sampled_from(["<b>&amp;&amp;</b> ", "слово. ", "🌊", "\n\n", '<a href="https://a.ru/x">тут</a> ']),
                min_size=1, max_size=2500))  # fmt: skip
def test_no_piece_is_too_long_with_its_marks_and_nothing_is_lost(words: list[str]) -> None:
    message = Message("".join(words))
    pieces = pieces_of(message, False, False)
    for number in range(len(pieces)):
        call = render(parcel(message, part=number))
        assert call is None or call.body is None or utf16_len(call.body["text"]) < 4000
    said = "".join(piece.text for piece in pieces)
    assert said.strip() == parse_marks(message.text)[0].strip() or not said.strip()
    edit = render(parcel(message, "put", edit="mid.1"))
    assert edit is None or edit.body is None or utf16_len(edit.body["text"]) < 4000


def test_tags_nest() -> None:
    assert to_html(*parse_marks("<b>а<i>б</i></b>")) == "<b>а<i>б</i></b>"


def test_buttons_and_their_kinds() -> None:
    message = Message("?", buttons=((Button("Да", "yes"), Button("Сайт", url="https://a.ru")),))
    assert rows(message) == [
        [{"type": "callback", "text": "Да", "payload": "yes"}, {"type": "link", "text": "Сайт", "url": "https://a.ru"}]
    ]


def test_a_keyboard_is_shown_as_buttons() -> None:
    place, word = Button("Где я", location=True), Button("Отмена")
    keyboard = ReplyKeyboard(((place,), (word, Button("Меню", "menu"))))
    assert rows(Message("?", keyboard=keyboard)) == [
        [{"type": "request_geo_location", "text": "Где я"}],
        [{"type": "message", "text": "Отмена"}, {"type": "callback", "text": "Меню", "payload": "menu"}],
    ]
    assert "attachments" not in body(Message("?", keyboard=ReplyKeyboard()))


@pytest.mark.parametrize(("url", "widths"), [("", [7, 3]), ("https://a.ru", [3, 3, 3, 1])])
def test_rows_are_as_wide_as_max_takes_them(url: str, widths: list[int]) -> None:
    ten = tuple(Button(str(n), "" if url else "x", url) for n in range(10))
    assert [len(row) for row in rows(Message("?", buttons=(ten,)))] == widths


def test_a_keyboard_beyond_all_limits_is_cut_and_not_refused() -> None:
    found = rows(Message("?", buttons=((Button("x", "x"),) * 7,) * 40))
    assert (len(found), sum(map(len, found))) == (30, 210)


def test_pictures_go_together_with_the_text_and_its_buttons() -> None:
    call = render(with_files("Яма", PHOTO, VIDEO, buttons=GO))
    assert call is not None
    assert call.body is not None
    assert (call.files, call.body["text"], call.body["attachments"][0]["type"]) == ((0, 1), "Яма", "inline_keyboard")


def test_a_document_stands_alone_and_the_buttons_under_the_text_before_it() -> None:
    made = with_files("Акт", DOC, VOICE, PHOTO, buttons=GO)
    assert [(p.text, p.files, p.markup) for p in pieces_of(made.message, False, False)] == [
        ("Акт", (2,), True), ("", (0,), False), ("", (1,), False),
    ]  # fmt: skip
    made = with_files("Акт", DOC, buttons=GO)
    assert [(p.text, p.files, p.markup) for p in pieces_of(made.message, False, False)] == [
        ("Акт", (), True), ("", (0,), False),
    ]  # fmt: skip
    alone = pieces_of(with_files("Акт", DOC).message, False, False)
    assert [(p.text, p.files) for p in alone] == [("Акт", (0,))]


def test_what_is_edited_later_has_its_files_apart() -> None:
    made = with_files("Карточка", PHOTO, DOC, op="put", buttons=GO)
    assert [(p.text, p.files, p.markup) for p in pieces_of(made.message, False, True)] == [
        ("Карточка", (), True), ("", (0,), False), ("", (1,), False),
    ]  # fmt: skip


def test_an_album_holds_ten() -> None:
    made = with_files("", *[PHOTO] * 23)
    assert [len(piece.files) for piece in pieces_of(made.message, False, False)] == [10, 10, 3]


def test_a_place_is_a_message_of_its_own() -> None:
    message = Message("Здесь", lat=56.3, lon=44.0, buttons=GO)
    assert body(message, part=1) == {"attachments": [{"type": "location", "latitude": 56.3, "longitude": 44.0}]}
    assert body(message)["attachments"][0]["type"] == "inline_keyboard"


def test_an_edit_takes_the_old_buttons_away_and_so_does_a_mark() -> None:
    call = render(parcel("Готово", "put", edit="mid.1"))
    assert call is not None
    assert (call.verb, call.query, call.body) == (
        "PUT", {"message_id": "mid.1"}, {"text": "Готово", "attachments": []},
    )  # fmt: skip
    assert body(Message("ОТМЕНЕНО"), op="put", edit="mid.1", purpose=MARK)["attachments"] == []


def test_a_reply_goes_with_the_first_part() -> None:
    assert body(Message("Да"), reply_to="mid.7")["link"] == {"type": "reply", "mid": "mid.7"}


def test_toasts_and_deletions() -> None:
    ack = render(parcel(op="ack", slot="cb", body="Готово " * 60))
    assert ack is not None
    assert ack.body is not None
    assert (ack.path, ack.query, utf16_len(ack.body["notification"]) <= 200) == (
        "/answers",
        {"callback_id": "cb"},
        True,
    )
    assert render(parcel(op="ack", slot="cb")) is None
    gone = render(parcel(op="delete", edit="mid.1"))
    assert gone is not None
    assert (gone.verb, gone.query) == ("DELETE", {"message_id": "mid.1"})
