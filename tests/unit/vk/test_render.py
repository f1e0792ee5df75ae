from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.vk.render import break_mentions, content, format_data, inline_keyboard, layout, ordinary_keyboard
from handlers.base.message import Button, FileRef, Message, ReplyKeyboard, Span, escape, parse_marks


def _units(text: str) -> bytes:
    return text.encode("utf-16-le", "surrogatepass")


def _marked(text: str, marks: str) -> list[tuple[str, str]]:
    """What VK would mark: (type, the marked text)."""
    units = _units(text)
    items = json.loads(marks)["items"]
    return [(i["type"], units[2 * i["offset"] : 2 * (i["offset"] + i["length"])].decode("utf-16-le")) for i in items]


def _first(text: str) -> tuple[str, dict[str, str]]:
    message = Message(text)
    values = content(message, layout(message, False, False)[0], plain=False, editing=False)
    return values["message"], values


def test_marks_stand_where_they_should_after_emoji() -> None:
    text, values = _first('🚨🚨 <b>Опасно 🌊</b> и <i>мокро</i>, <a href="https://a.ru/?x=1&amp;y">тут</a>')
    assert _marked(text, values["format_data"]) == [("bold", "Опасно 🌊"), ("italic", "мокро"), ("url", "тут")]
    data = json.loads(values["format_data"])
    assert data["version"] == 1
    assert data["items"][2]["url"] == "https://a.ru/?x=1&y"


def test_marks_stand_where_they_should_after_a_broken_mention() -> None:
    text, values = _first(f"{escape('@all [id1|Вася] 🚨')} <b>@durov важно</b> и <i>всё</i>")
    assert [kind for kind, _ in _marked(text, values["format_data"])] == ["bold", "italic"]
    assert _marked(text, values["format_data"])[0][1].replace("\u200b", "") == "@durov важно"
    assert _marked(text, values["format_data"])[1][1] == "всё"


@pytest.mark.parametrize(
    "text",
    ["[id1|Вася]", "[club5|x]", "@id1", "*id1 (Вася)", "@durov", "@all", "@все", "(@x)", "[https://vk.com/x|жми]"],
)
def test_what_a_citizen_wrote_cannot_become_a_mention(text: str) -> None:
    said, _ = _first(escape(text))
    assert said.replace("\u200b", "") == text
    assert text not in said


@pytest.mark.parametrize("text", ["почта a@b.ru", "2 * 3 [см. рис.]", "*важно*", "[1] и [2]", "a*b"])
def test_ordinary_writing_stays_as_it_is(text: str) -> None:
    assert break_mentions(text, ())[0] == text


@given(st.text("[]|@*iд1🚨 \n", max_size=40), st.data())
def test_breaking_mentions_keeps_every_span_over_its_own_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    length = data.draw(st.integers(0, len(text) - start))
    said, (span,) = break_mentions(text, [Span(start, length, "bold")])
    assert said.replace("\u200b", "") == text
    marked = said[span.start : span.start + span.length]
    if length:
        assert marked.replace("\u200b", "") == text[start : start + length]


def test_mentions_never_notify_and_links_make_no_cards() -> None:
    _, values = _first("x")
    assert [str(values[k]) for k in ("disable_mentions", "dont_parse_links")] == ["1", "1"]
    assert "format_data" not in values


def test_a_link_that_is_no_page_stays_text() -> None:
    assert format_data("112", [Span(0, 3, "link", "tel:112")]) == ""


def test_a_plain_message_has_neither_marks_nor_keyboard() -> None:
    message = Message("<b>x</b>", buttons=((Button("да", "yes"),),))
    values = content(message, layout(message, False, False)[0], plain=True, editing=False)
    assert values["message"] == "x"
    assert not values.keys() & {"format_data", "keyboard"}


def test_a_long_text_goes_in_parts_that_vk_takes_and_loses_nothing() -> None:
    text = "слово 🚨 " * 2000
    parts = layout(Message(text, buttons=((Button("да", "y"),),)), False, False)
    assert len(parts) > 3
    assert "".join(p.text for p in parts) == text
    assert all(len(_units(p.text)) <= 2 * 4096 for p in parts)
    assert [p.markup for p in parts] == [False] * (len(parts) - 1) + [True]


def test_a_text_that_grows_by_broken_mentions_still_fits() -> None:
    parts = layout(Message("@a " * 1365), False, False)
    assert all(len(_units(p.text)) <= 2 * 4096 for p in parts)


def test_an_edit_is_one_call_however_long() -> None:
    parts = layout(Message("<b>" + "я" * 9000 + "</b>", files=(FileRef("photo", "stored:1"),)), True, True)
    assert len(parts) == 1
    assert len(_units(parts[0].text)) <= 2 * 4096
    assert parts[0].text.endswith("…")
    assert all(s.start + s.length <= len(parts[0].text) for s in parts[0].spans)


def test_files_go_ten_at_a_time_with_the_last_text() -> None:
    files = tuple(FileRef("photo", f"stored:{i}") for i in range(23))
    parts = layout(Message("x", files=files), False, False)
    assert [p.files for p in parts] == [tuple(range(10)), tuple(range(10, 20)), tuple(range(20, 23))]
    assert [p.text for p in parts] == ["x", "", ""]


def test_a_slotted_message_keeps_its_text_apart_from_its_files() -> None:
    files = tuple(FileRef("photo", f"stored:{i}") for i in range(11))
    parts = layout(Message("x" * 5000, files=files), False, True)
    assert [p.markup for p in parts] == [True, False, False, False]
    assert [len(p.files) for p in parts] == [0, 0, 10, 1]


def test_files_without_text_are_one_part() -> None:
    assert len(layout(Message(files=(FileRef("photo", "stored:1"),)), False, True)) == 1


def test_place_and_text_go_in_one_call() -> None:
    message = Message("здесь", lat=56.1, lon=44.2)
    (part,) = layout(message, False, False)
    values = content(message, part, plain=False, editing=False)
    assert (values["message"], values["lat"], values["long"]) == ("здесь", 56.1, 44.2)


def test_buttons_are_callbacks_with_our_data_and_colours() -> None:
    rows = (
        (Button("Да", "yes:1", style="good"), Button("Нет", "no", style="bad")),
        (Button("Сайт", url="https://a.ru"),),
    )
    keyboard = json.loads(inline_keyboard(rows))
    assert keyboard["inline"] is True
    (yes, no), (link,) = keyboard["buttons"]
    assert yes["action"]["type"] == "callback"
    assert json.loads(yes["action"]["payload"]) == {"d": "yes:1"}
    assert (yes["color"], no["color"]) == ("positive", "negative")
    assert link == {"action": {"type": "open_link", "link": "https://a.ru", "label": "Сайт"}}


def test_a_long_label_is_cut_within_forty_units() -> None:
    keyboard = json.loads(inline_keyboard(((Button("🚨" * 30, "x"), Button("я" * 40, "y")),)))
    first, second = (row[0]["action"]["label"] for row in keyboard["buttons"])
    assert first == "🚨" * 19 + "…"
    assert second == "я" * 40


@pytest.mark.parametrize(
    "rows", [((Button("x", "x"),) * 30,), ((Button("x", "x"),),) * 30, ((Button("x", "x"),) * 7,) * 7]
)
def test_a_keyboard_over_the_limits_is_cut_to_what_vk_takes(rows: tuple[tuple[Button, ...], ...]) -> None:
    kept = json.loads(inline_keyboard(rows))["buttons"]
    assert len(kept) <= 6
    assert all(1 <= len(row) <= 5 for row in kept)
    assert sum(len(row) for row in kept) <= 10


def test_a_button_whose_payload_vk_would_refuse_does_not_spoil_the_others() -> None:
    kept = json.loads(inline_keyboard(((Button("a", "x" * 300), Button("b", "y")),)))["buttons"]
    assert [b["action"]["label"] for row in kept for b in row] == ["b"]


def test_a_location_button_stands_alone_in_its_row() -> None:
    keyboard = ReplyKeyboard(((Button("Место", location=True), Button("Отмена", "cancel")),), one_time=True)
    shown = json.loads(ordinary_keyboard(keyboard))
    assert shown["one_time"] is True
    assert [[b["action"]["type"] for b in row] for row in shown["buttons"]] == [["text"], ["location"]]
    assert "color" not in shown["buttons"][1][0]


def test_an_empty_reply_keyboard_takes_the_earlier_one_away() -> None:
    assert json.loads(ordinary_keyboard(ReplyKeyboard())) == {"buttons": []}


def test_buttons_win_over_a_reply_keyboard() -> None:
    message = Message("x", buttons=((Button("a", "a"),),), keyboard=ReplyKeyboard(((Button("b"),),)))
    (part,) = layout(message, False, False)
    assert json.loads(content(message, part, plain=False, editing=False)["keyboard"])["inline"] is True


@given(st.text(st.characters(codec="utf-16"), max_size=200))
def test_any_text_of_a_person_arrives_as_it_was(text: str) -> None:
    parts = layout(Message(escape(text)), False, False)
    said = "".join(p.text for p in parts)
    if text.strip():
        assert said.replace("\u200b", "") == parse_marks(escape(text))[0].replace("\u200b", "")


def labels(*rows: tuple[str, ...]) -> list[list[str]]:
    kept = json.loads(inline_keyboard([[Button(label, "d") for label in row] for row in rows]))["buttons"]
    return [[button["action"]["label"] for button in row] for row in kept]


def test_labels_that_would_be_broken_get_more_room_while_there_is_some() -> None:
    assert labels(("Правда ли это?", "Памятки", "Подписки")) == [["Правда ли это?", "Памятки"], ["Подписки"]]
    assert labels(("Да", "Нет", "Ещё →")) == [["Да", "Нет", "Ещё →"]]
    long = "Удалить все мои места и подписки"
    assert labels((long, "Назад")) == [[long], ["Назад"]]
    full = [("Памятки", "Подписки", "Назад"), *((f"{n}",) for n in range(5))]
    assert labels(*full)[0] == ["Памятки", "Подписки", "Назад"], "six rows are all that VK takes"
