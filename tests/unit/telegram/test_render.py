"""Messages as calls: nothing lost, nothing a server would refuse, nothing of a person's text becoming a mark."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.port import Parcel, SendFile
from bot.channels.split import utf16_len
from bot.channels.tags import to_html
from bot.channels.telegram.render import TelegramCall, plan, render
from bot.sandbox.telegram_check import ReceivedUpload, specification
from bot.sandbox.telegram_html import parse_html
from handlers.base.message import Button, FileRef, Message, ReplyKeyboard, Span, escape, parse_marks
from tests.unit.telegram.api import parcel

NASTY = st.text(alphabet="аб \n.<>&\"'/=🙂👩\u200d\u202eשAbi;", max_size=200)


def held(call: TelegramCall) -> None:
    """The call breaks nothing that the Bot API's description says."""
    sent: dict[str, Any] = dict(call.params)
    for name, upload in call.uploads.items():
        if not any(name in str(value) for value in sent.values()):
            sent[name] = ReceivedUpload(upload.safe_name, upload.mime, b"")
    specification().methods[call.method].read(sent)


def calls(message: Message, op: str = "send", **values: Any) -> list[TelegramCall]:
    """Every call of the message, each held against the description."""
    found = []
    for part in range(len(plan(message, bool(values.get("edit")), op == "put"))):
        call = render(parcel(message, op, part=part, **values))
        assert call is not None
        held(call)
        found.append(call)
    return found


def files(*kinds: str) -> tuple[tuple[FileRef, ...], tuple[SendFile, ...]]:
    refs = tuple(FileRef(kind, f"stored:{i}") for i, kind in enumerate(kinds, 1))
    return refs, tuple(SendFile(kind, handle=f"h{i}", stored_id=i) for i, kind in enumerate(kinds, 1))


@given(NASTY)
def test_what_a_person_wrote_arrives_letter_by_letter_and_unmarked(text: str) -> None:
    shown = parse_html(to_html(text, ()))
    assert shown.text == text
    assert not shown.spans


@given(NASTY, st.data())
def test_overlapping_marks_are_nested_tags_that_show_the_same(text: str, data: st.DataObject) -> None:
    spans = []
    for kind in data.draw(st.lists(st.sampled_from(["bold", "italic", "link"]), unique=True)) if text else []:
        start = data.draw(st.integers(0, len(text) - 1))
        length = data.draw(st.integers(1, len(text) - start))
        spans.append(Span(start, length, kind, "https://e.ru/?a=1&b=%22" if kind == "link" else ""))
    shown = parse_html(to_html(text, spans))
    assert shown.text == text

    def marks(found: Any) -> list[set[tuple[str, str]]]:
        return [{(s.kind, s.url) for s in found if s.start <= i < s.start + s.length} for i in range(len(text))]

    assert marks(shown.spans) == marks(spans)


def test_html_of_a_person_stays_text() -> None:
    [call] = calls(Message(f"<b>Ответ:</b> {escape('<a href=x>&lt; <b>нажми</b>')}"))
    assert call.params["text"] == "<b>Ответ:</b> &lt;a href=x&gt;&amp;lt; &lt;b&gt;нажми&lt;/b&gt;"
    assert call.params["parse_mode"] == "HTML"
    assert call.params["link_preview_options"] == {"is_disabled": True}


def test_address_of_a_link_cannot_leave_its_quotes() -> None:
    html = to_html("тут", [Span(0, 3, "link", 'https://e.ru/"><b>')])
    assert html == '<a href="https://e.ru/&quot;&gt;&lt;b&gt;">тут</a>'
    assert to_html("тут", [Span(0, 3, "link", "")]) == "тут"


def test_text_without_marks_goes_without_parse_mode() -> None:
    [call] = calls(Message(escape("2 < 3 & 5")))
    assert call.params["text"] == "2 < 3 & 5"
    assert "parse_mode" not in call.params


def test_ten_thousand_letters_go_in_parts_with_the_buttons_under_the_last() -> None:
    message = Message("<i>" + "слово 🙂 " * 1250 + "</i>", buttons=((Button("Да", "yes:1"),),))
    found = calls(message)
    assert len(found) == 3
    assert all(utf16_len(parse_html(call.params["text"]).text) <= 4096 for call in found)
    assert "".join(parse_html(c.params["text"]).text for c in found) == parse_marks(message.text)[0]
    assert ["reply_markup" in call.params for call in found] == [False, False, True]


def test_slotted_text_has_its_buttons_under_the_first_part_which_is_edited_later() -> None:
    message = Message("слово " * 1000, buttons=((Button("Да", "yes:1"),),))
    assert ["reply_markup" in call.params for call in calls(message, "put")] == [True, False]


def test_text_of_blank_lines_makes_no_empty_message() -> None:
    found = calls(Message("начало" + "\n" * 9000 + "конец"))
    assert [call.params["text"].strip() for call in found] == ["начало", "конец"]


def test_edit_is_one_call_and_says_that_it_was_cut() -> None:
    message = Message("Предложение. " * 500, buttons=((Button("Дальше", "next:2"),),))
    [call] = calls(message, "put", edit="77")
    assert call.method == "editMessageText"
    assert call.params["message_id"] == 77
    assert call.params["text"].endswith("Предложение.\n…")
    assert utf16_len(call.params["text"]) <= 4096
    assert call.params["reply_markup"]["inline_keyboard"][0][0]["callback_data"] == "next:2"


def test_edit_without_buttons_takes_them_away() -> None:
    [call] = calls(Message("готово"), "put", edit="77")
    assert "reply_markup" not in call.params


def test_buttons_have_their_styles_and_links() -> None:
    rows = (
        (Button("Да", "yes:1", style="good"), Button("Нет", "no:1", style="bad")),
        (),
        (Button("Сайт", url="https://e.ru", style="main"), Button("Так", "so", style="other")),
    )
    [call] = calls(Message("?", buttons=rows))
    assert call.params["reply_markup"]["inline_keyboard"] == [
        [
            {"text": "Да", "callback_data": "yes:1", "style": "success"},
            {"text": "Нет", "callback_data": "no:1", "style": "danger"},
        ],
        [
            {"text": "Сайт", "url": "https://e.ru", "style": "primary"},
            {"text": "Так", "callback_data": "so"},
        ],
    ]


def test_keyboard_asks_for_the_place_and_an_empty_one_takes_it_away() -> None:
    keyboard = ReplyKeyboard(((Button("Где я", location=True), Button("Отмена")),), True, "п" * 70)
    [shown] = calls(Message("Где?", keyboard=keyboard))
    assert shown.params["reply_markup"] == {
        "keyboard": [[{"text": "Где я", "request_location": True}, {"text": "Отмена"}]],
        "resize_keyboard": True,
        "one_time_keyboard": True,
        "input_field_placeholder": "п" * 64,
    }
    [gone] = calls(Message("Спасибо", keyboard=ReplyKeyboard()))
    assert gone.params["reply_markup"] == {"remove_keyboard": True}


def test_answer_field_opens_for_whom_it_replies_to() -> None:
    message = Message("Ваш ответ?", ask_reply=True, keyboard=ReplyKeyboard(placeholder="Ответ"))
    [call] = calls(message, reply_to="15")
    assert call.params["reply_markup"] == {
        "force_reply": True,
        "selective": True,
        "input_field_placeholder": "Ответ",
    }
    assert call.params["reply_parameters"] == {"message_id": 15, "allow_sending_without_reply": True}


def test_plain_goes_without_marks_and_keyboard() -> None:
    message = Message("<b>Да</b> &lt;", buttons=((Button("Да", "yes"),),))
    [call] = calls(message, plain=True)
    assert call.params["text"] == "Да <"
    assert call.params.keys() == {"chat_id", "text", "link_preview_options"}
    [edit] = calls(message, "put", edit="5", plain=True)
    assert "reply_markup" not in edit.params


@pytest.mark.parametrize(
    ("kind", "method"), [("photo", "sendPhoto"), ("video", "sendVideo"), ("document", "sendDocument")]
)
def test_one_file_with_a_short_text_is_one_captioned_message(kind: str, method: str) -> None:
    refs, ready = files(kind)
    [call] = calls(Message("<b>Вот</b>", files=refs, buttons=((Button("Да", "y"),),)), files=ready)
    assert call.method == method
    assert call.params[kind] == "h1"
    assert call.params["caption"] == "<b>Вот</b>"
    assert "reply_markup" in call.params


def test_file_of_a_slotted_or_long_message_stands_apart_from_its_text() -> None:
    refs, ready = files("photo")
    for message, op in ((Message("Вот", files=refs), "put"), (Message("в" * 1025, files=refs), "send")):
        first, second = calls(message, op, files=ready)
        assert (first.method, second.method) == ("sendMessage", "sendPhoto")
        assert "caption" not in second.params


def test_many_files_go_by_kind_in_albums_of_ten_with_the_buttons_under_the_text() -> None:
    kinds = ["photo", "voice", *["video"] * 10, "document", "sticker", "document", "audio", "other"]
    refs, ready = files(*kinds)
    message = Message("Карточка", files=refs, buttons=((Button("Да", "y"),),))
    found = calls(message, "put", files=ready)
    assert [call.method for call in found] == [
        "sendMessage", "sendMediaGroup", "sendVideo", "sendMediaGroup", "sendVoice", "sendDocument", "sendAudio",
        "sendDocument",
    ]  # fmt: skip
    assert [item["type"] for item in found[1].params["media"]] == ["photo", *["video"] * 9]
    assert [item["media"] for item in found[3].params["media"]] == ["h13", "h15"]
    assert ["reply_markup" in call.params for call in found] == [True, *[False] * 7]
    sent = [file.stored_id for call in found for file in call.files]
    assert sorted(sent) == list(range(1, len(kinds) + 1))


def test_files_of_a_card_hang_on_its_text() -> None:
    refs, ready = files("photo", "photo")
    call = render(parcel(Message("Карточка", files=refs), "put", part=1, reply_to="55", files=ready))
    assert call is not None
    held(call)
    assert call.params["reply_parameters"]["message_id"] == 55


def test_buttons_without_text_stand_under_a_file_never_under_an_album() -> None:
    refs, ready = files("photo", "photo", "voice")
    found = calls(Message(files=refs, buttons=((Button("Да", "y"),),)), files=ready)
    assert ["reply_markup" in call.params for call in found] == [False, True]


def test_uploads_are_attached_and_handles_named(tmp_path: Path) -> None:
    refs, _ = files("photo", "photo", "photo")
    ready = (
        SendFile("photo", handle="h1", stored_id=1),
        SendFile("photo", path=tmp_path / "a.jpg", name='ям"а\r\n.jpg', stored_id=2),
        SendFile("photo", stored_id=3),
    )
    [call] = calls(Message(files=refs), files=ready)
    assert [item["media"] for item in call.params["media"]] == ["h1", "attach://file1"]
    assert call.uploads["file1"].safe_name == "яма.jpg"


def test_album_of_which_one_file_is_left_goes_as_that_file() -> None:
    refs, _ = files("photo", "video")
    [call] = calls(Message(files=refs), files=(SendFile("photo"), SendFile("video", handle="v")))
    assert call.method == "sendVideo"


def test_caption_is_said_even_if_its_file_is_lost() -> None:
    refs, _ = files("photo")
    [call] = calls(Message("Вот", files=refs), files=(SendFile("photo"),))
    assert call.method == "sendMessage"
    assert call.params["text"] == "Вот"


def test_place_is_a_message_of_its_own() -> None:
    [only] = calls(Message(lat=0.0, lon=0.0))
    assert only.method == "sendLocation"
    assert (only.params["latitude"], only.params["longitude"]) == (0.0, 0.0)
    assert [c.method for c in calls(Message("Тут", lat=55.5, lon=37.25))] == ["sendMessage", "sendLocation"]


def test_nothing_to_say_makes_no_call() -> None:
    refs, _ = files("voice")
    for message in (Message(), Message(" \n"), Message(files=refs)):
        assert render(parcel(message, files=(SendFile("voice"),))) is None
    assert render(parcel(Message("один"), part=1)) is None


def test_paid_flag_is_on_what_is_sent_and_not_on_edits() -> None:
    new, change = parcel("да"), parcel("да", "put", edit="3")
    new.paid = change.paid = True
    sent, edited = render(new), render(change)
    assert sent is not None
    assert edited is not None
    held(sent)
    assert sent.params["allow_paid_broadcast"] is True
    assert "allow_paid_broadcast" not in edited.params


def test_public_name_of_a_channel_stays_a_name() -> None:
    call = render(Parcel(parcel("x", chat="@news").row, Message("x")))
    assert call is not None
    assert call.params["chat_id"] == "@news"
