"""A message is stored as JSON of what is not its default, byte for byte as earlier programs did it."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from handlers.base.message import (
    _MOST_REMEMBERED,
    BODY_VERSION,
    Button,
    FileRef,
    Message,
    ReplyKeyboard,
    _remembered,
    load_message,
    read_message,
)

WORDS = st.sampled_from(["", "Да", "0", 'a"b\\', "\u2028", "\U0001f44d", "a:1"])
SOME = WORDS.filter(bool)
BUTTONS = st.builds(Button, label=SOME, data=WORDS, url=WORDS, style=WORDS, location=st.booleans())
ROWS = st.lists(st.lists(BUTTONS, max_size=3).map(tuple), max_size=3).map(tuple)
POINTS = st.none() | st.sampled_from([0.0, -0.0, 60.31, 1e-7])
MESSAGES = st.builds(
    Message,
    text=WORDS,
    buttons=ROWS,
    keyboard=st.none() | st.builds(ReplyKeyboard, rows=ROWS, one_time=st.booleans(), placeholder=WORDS),
    files=st.lists(st.builds(FileRef, kind=SOME, source=SOME, name=WORDS), max_size=2).map(tuple),
    lat=POINTS,
    lon=POINTS,
    reply_to=WORDS,
    ask_reply=st.booleans(),
)


def told(part: Any, *, whole: bool = False) -> dict[str, Any]:
    """The long way: every field by its name. Of a message's parts an empty tuple stays."""
    values = {field.name: getattr(part, field.name) for field in fields(part)}
    return {
        name: value
        for name, value in values.items()
        if value != "" and value is not False and not (whole and (value is None or value == ()))
    }


@given(MESSAGES)
def test_messages_are_stored_as_they_were_and_come_back_equal(message: Message) -> None:
    values = {"v": BODY_VERSION, **told(message, whole=True)}
    stored = message.dump()
    assert stored == json.dumps(values, ensure_ascii=False, separators=(",", ":"), default=told)
    assert read_message(stored) == load_message(stored) == message


def test_messages_are_read_however_many_were_stored_since() -> None:
    """What was stored a moment ago is remembered, and not for ever."""
    stored = [Message(f"Номер {number}").dump() for number in range(2000)]
    assert [load_message(body).text for body in stored] == [f"Номер {number}" for number in range(2000)]
    assert len(_remembered) <= _MOST_REMEMBERED


def test_what_is_long_is_read_each_time() -> None:
    """As many long reports as there is room for would take up the memory of all."""
    body = Message("а" * 20_000).dump()
    assert load_message(body).text == "а" * 20_000
    assert body not in _remembered
